/**
 * The lane of links between stages. It is a row of the grid, but no lane of the document: its links are reached by the
 * down arrow from a stage, and the drawing is read as a list.
 */
import { useComputed } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { linkWords } from "../../document/links/link-edits";
import type { Link, Stage } from "../../document/schema";
import { afterDrawing, go } from "../../interaction/focus";
import { goAlong, openLinks } from "../../interaction/links/link-commands";
import { takeLinkAway } from "../../interaction/links/link-tasks";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { ColumnRange } from "../../scene/layout";
import { NODE, type PathLine, pathPicture, RING, type Route } from "../../scene/path";
import { language, texts } from "../../words/words";
import { LinkEnds, strokePath } from "./ends";
import { StageNode } from "./stage-node";

const TEXTS = texts({
  name: "Path",
  hint: "stage to stage",
  list: "Links between stages",
  hintLink: "Press to edit, Ctrl+] to follow",
} as const);

interface PathRowProps {
  view: ViewState;
  row: number;
  paper: ColumnRange | null;
}

export function PathRow({ view, row, paper }: PathRowProps) {
  const element = useRef<HTMLDivElement>(null);
  const stages = view.stages.value;
  const links = view.linking.ofStages.value;
  const width = paper ? ON_PAPER : (view.columns.value[0]?.width ?? 0);
  const routes = useMemo(() => routesOf(links, stages), [links, stages, language.value]);
  const picture = useMemo(() => pathPicture(routes, stages.length, width), [routes, stages.length, width]);
  const { from, to } = paper ?? view.window.value;
  const chosen = useComputed(() => view.linking.chosen.value).value;
  useArrowsInto(view, element);
  const lines = picture.lines.filter(({ ends: [low, high] }) => high >= from && low < to);
  const on = lines.find(({ route }) => route.link === chosen);
  const isOn = (at: number) => on?.route.start === at || on?.route.end === at;
  const nodes = stages.slice(from, to).map((stage, at) => ({ stage, at: from + at }));
  return (
    <div class="cjm-row cjm-path" role="row" aria-rowindex={row} ref={element}>
      <div class="cjm-lh" role="rowheader" aria-colindex={1}>
        <Icon name="path" />
        <span class="cjm-lh-t">
          <b>{TEXTS.name}</b>
          <small>{TEXTS.hint}</small>
        </span>
      </div>
      <div
        class="cjm-cell cjm-pathcell"
        role="gridcell"
        aria-colindex={2}
        aria-colspan={stages.length}
        style={{ height: `${picture.height}px`, gridColumn: paper ? `${from + 2} / ${to + 2}` : "2 / -1" }}
      >
        {width > 0 && (
          <>
            <svg
              class="cjm-draw"
              aria-hidden="true"
              width={paper ? "100%" : stages.length * width}
              height={picture.height}
              viewBox={paper ? `${from * width} 0 ${(to - from) * width} ${picture.height}` : undefined}
              preserveAspectRatio="none"
            >
              {lines.map((line) => (
                <PathLink key={line.route.link} view={view} line={line} isOn={line === on} />
              ))}
              {nodes.map(({ stage, at }) => (
                <circle
                  key={stage.id}
                  class={isOn(at) ? "cjm-node is-on" : "cjm-node"}
                  cx={(at + 0.5) * width}
                  cy={picture.middle}
                  r={NODE}
                />
              ))}
            </svg>
            {!paper &&
              nodes.map(({ stage, at }) => (
                <StageNode
                  key={stage.id}
                  view={view}
                  stage={stage}
                  at={at}
                  left={(at + 0.5) * width}
                  top={picture.middle}
                />
              ))}
            <ul class="cjm-plinks" aria-label={TEXTS.list}>
              {lines.map((line) => (
                <LineLabel
                  key={line.route.link}
                  view={view}
                  line={line}
                  width={width}
                  isOn={line === on}
                  paper={paper}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

/** How wide a column is drawn for paper, where it takes the width that there is. */
const ON_PAPER = 176;

function routesOf(links: readonly Link[], stages: readonly Stage[]): Route[] {
  const places = new Map(stages.map(({ id }, at) => [id, at]));
  return links.map(({ id, start, end, kind = "direct", label = "" }) => ({
    link: id,
    start: places.get(start.stage!)!,
    end: end ? places.get(end.stage!)! : null,
    kind,
    label,
  }));
}

/** The line, and around it what the pointer can press. */
function PathLink({ view, line, isOn }: { view: ViewState; line: PathLine; isOn: boolean }) {
  const { link } = line.route;
  return (
    <g class={isOn ? "is-on" : undefined}>
      {line.strokes.map((stroke) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the label of the link is its button
        <path
          key={stroke[2]}
          class="cjm-hit"
          d={strokePath(stroke)}
          onPointerEnter={() => {
            view.linking.chosen.value = link;
          }}
          onPointerLeave={() => {
            view.linking.chosen.value = null;
          }}
          onClick={(event) => edit(view, link, event.currentTarget)}
        />
      ))}
      {line.strokes.map((stroke) => (
        <path key={stroke[2]} class="cjm-ln" d={strokePath(stroke)} />
      ))}
      <LinkEnds line={line} ring={RING} />
    </g>
  );
}

/** The label stands on the line; without one there is still room to press and focus the link. */
function LineLabel(props: {
  view: ViewState;
  line: PathLine;
  width: number;
  isOn: boolean;
  paper: ColumnRange | null;
}) {
  const { view, line, isOn, paper, width } = props;
  const { route, way, label } = line;
  const [x, y, room, anchor] = label;
  const document = view.store.document.value;
  const link = view.linking.ofStages.value.find(({ id }) => id === route.link)!;
  const words = room > 20 ? route.label : "";
  const first = anchor === "middle" ? x - room / 2 : anchor === "start" ? x : x - room;
  const share = (px: number) =>
    `${(100 * (px - paper!.from * width)) / ((paper!.to - paper!.from) * width)}%`;
  return (
    <li
      class={`cjm-plabel is-${way} is-${anchor}`}
      style={{
        insetInlineStart: paper ? share(first) : `${first}px`,
        top: `${way === "straight" ? y - 8 : y - 12}px`,
        width: paper ? `calc(${share(first + room)} - ${share(first)})` : `${room}px`,
      }}
    >
      <button
        type="button"
        class={isOn ? "is-on" : undefined}
        tabIndex={-1}
        data-plink={route.link}
        title={TEXTS.hintLink}
        aria-label={linkWords(document, link)}
        onFocus={() => {
          view.linking.chosen.value = route.link;
        }}
        onBlur={() => {
          if (!view.open.peek()) view.linking.chosen.value = null;
        }}
        onPointerEnter={() => {
          view.linking.chosen.value = route.link;
        }}
        onPointerLeave={({ currentTarget }) => {
          if (view.holder() !== currentTarget) view.linking.chosen.value = null;
        }}
        onClick={({ currentTarget }) => edit(view, route.link, currentTarget)}
        onKeyDown={(event) => onLineKey(view, event, link)}
      >
        <span>{words}</span>
      </button>
    </li>
  );
}

function edit(view: ViewState, id: string, at: Element): void {
  const link = view.linking.all.peek().find((one) => one.id === id);
  if (link) openLinks(view, link.start, id, at.closest("svg") ? buttonOf(view, id) : at);
}

const buttonsIn = (view: ViewState): HTMLElement[] => [
  ...(view.grid?.querySelectorAll<HTMLElement>("[data-plink]") ?? []),
];

const buttonOf = (view: ViewState, id: string): HTMLElement | null =>
  buttonsIn(view).find(({ dataset }) => dataset.plink === id) ?? null;

function onLineKey(view: ViewState, event: KeyboardEvent, link: Link): void {
  if (event.altKey || event.shiftKey) return;
  const control = event.ctrlKey || event.metaKey;
  const isRtl = getComputedStyle(event.currentTarget as Element).direction === "rtl";
  const buttons = buttonsIn(view);
  const at = buttons.indexOf(event.currentTarget as HTMLElement);
  const step = (by: number) => buttons[at + (isRtl ? -by : by)]?.focus();
  const stage = { lane: null, stage: link.start.stage! };
  if (control && event.key === "]") {
    if (link.end) goAlong(view, link.start, link, link.end);
  } else if (control && event.key === "[") go(view, stage);
  else if (control) return;
  else if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "ArrowUp" || event.key === "Escape") go(view, stage);
  else if (event.key === "ArrowDown") {
    const lane = view.lanes.peek()[0];
    if (lane) go(view, { lane: lane.id, stage: stage.stage });
  } else if (event.key === "F2") edit(view, link.id, event.currentTarget as Element);
  else if (event.key === "Delete" || event.key === "Backspace") {
    const next = (buttons[at + 1] ?? buttons[at - 1])?.dataset.plink;
    if (takeLinkAway(view, link))
      afterDrawing(() => (next && buttonOf(view, next)?.focus()) || next || go(view, stage));
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The down arrow leads from a stage to its links, and the up arrow from the first lane; without one, past them. */
function useArrowsInto(view: ViewState, row: { current: HTMLDivElement | null }): void {
  useLayoutEffect(() => {
    const grid = row.current?.closest<HTMLElement>("[role=grid]");
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { lane, stage } = view.focus.peek();
      const isInto =
        event.key === "ArrowDown"
          ? lane === null
          : event.key === "ArrowUp" && lane === view.lanes.peek()[0]?.id;
      if (!isInto || stage === null || event.target !== view.holder()) return;
      const isHeader = (event.target as Element).closest("[role=columnheader]");
      const isCell = view.active() === view.element(view.focus.peek());
      if (!isHeader && !isCell) return;
      const link =
        view.linking.ofStages.peek().find(({ start }) => start.stage === stage) ??
        view.linking.ofStages.peek().find(({ end }) => end?.stage === stage);
      const button = link && buttonOf(view, link.id);
      if (!button) return;
      button.focus();
      event.preventDefault();
      event.stopPropagation();
    };
    grid?.addEventListener("keydown", onKey, true);
    return () => grid?.removeEventListener("keydown", onKey, true);
  }, [view, row]);
}
