/**
 * The row of transitions: ribbons between the stages, as thick as the share of cases that went so. It is a row of the
 * grid, but no lane of the document; its ribbons are reached by the down arrow from a stage, and are read as a list.
 */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { labels } from "../../document/names";
import type { SourceInfo, Transition } from "../../document/schema";
import { go } from "../../interaction/focus";
import { goAlong } from "../../interaction/links/link-commands";
import { linkedStages } from "../../interaction/links/linked-stages";
import { linkBetween, sourceOfWays } from "../../interaction/links/ways";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { ColumnRange } from "../../scene/layout";
import { brief } from "../../scene/numbers";
import { NODE } from "../../scene/path";
import {
  drawnPairs,
  leftBefore,
  placeRibbons,
  type RibbonLine,
  rareWords,
  ribbonsOf,
  shareWords,
  transitionWords,
} from "../../scene/ribbons";
import { t, texts } from "../../words/words";
import { StageNode } from "../links/stage-node";

const TEXTS = texts({
  name: "Transitions",
  hint: "share of cases",
  list: "Transitions between stages",
  drawnSeen: "drawn, seen",
  notDrawn: "seen, not drawn",
  notSeen: "drawn, not seen",
  unseen: (start: string, end: string) => t("{start} to {end}, drawn, not seen", { start, end }),
  undrawn: (words: string) => t("{words}, not drawn", { words }),
  tip: "Press for its numbers, Ctrl+] to follow",
} as const);

/** How wide a column is drawn for paper, where it takes the width that there is. */
const ON_PAPER = 176;
/** Of what is said beneath the ribbons, in px. */
const FOOT = 24;

interface RibbonRowProps {
  view: ViewState;
  row: number;
  paper: ColumnRange | null;
}

export function RibbonRow({ view, row, paper }: RibbonRowProps) {
  const element = useRef<HTMLDivElement>(null);
  const [showsAll, showAll] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const source = sourceOfWays(view);
  const stages = view.stages.value;
  const links = view.linking.ofStages.value;
  const width = paper ? ON_PAPER : (view.columns.value[0]?.width ?? 0);
  const { transitions = [], respondents = null } = source?.reading ?? {};
  const { ribbons, rare } = useMemo(() => {
    const ids = stages.map(({ id }) => id);
    const drawn = drawnPairs(linkedStages(links), transitions, ids);
    return ribbonsOf(transitions, respondents, drawn, ids, showsAll ? 0 : undefined);
  }, [transitions, respondents, links, stages, showsAll]);
  const picture = useMemo(() => placeRibbons(ribbons, width, LEAST), [ribbons, width]);
  const names = labels(stages);
  const note = source ? leaversWords(view, source, names) : "";
  const height = picture.height + (rare || note ? FOOT : 0);
  const { from, to } = paper ?? view.window.value;
  const lines = picture.lines.filter(({ ribbon: { start, end } }) => inSight(start, end, from, to));
  const isOn = (line: RibbonLine) => keyOf(line) === chosen;
  const nodes = stages.slice(from, to).map((stage, at) => ({ stage, at: from + at }));
  useArrowsInto(view, element);
  return (
    <div class="cjm-row cjm-path cjm-trans" role="row" aria-rowindex={row} ref={element}>
      <div class="cjm-lh" role="rowheader" aria-colindex={1}>
        <Icon name="nodes" />
        <span class="cjm-lh-t">
          <b>{TEXTS.name}</b>
          <small>{TEXTS.hint}</small>
        </span>
        <Key />
      </div>
      <div
        class="cjm-cell cjm-pathcell"
        role="gridcell"
        aria-colindex={2}
        aria-colspan={stages.length}
        style={{ height: `${height}px`, gridColumn: paper ? `${from + 2} / ${to + 2}` : "2 / -1" }}
      >
        {width > 0 && (
          <>
            <svg
              class="cjm-draw"
              aria-hidden="true"
              width={paper ? "100%" : stages.length * width}
              height={height}
              viewBox={paper ? `${from * width} 0 ${(to - from) * width} ${height}` : undefined}
              preserveAspectRatio="none"
            >
              {lines.map((line) => (
                <Band key={keyOf(line)} view={view} line={line} isOn={isOn(line)} choose={choose} />
              ))}
              {lines.map((line) => (
                <Tip key={keyOf(line)} line={line} isOn={isOn(line)} />
              ))}
              {nodes.map(({ stage, at }) => (
                <circle
                  key={stage.id}
                  class={
                    lines.some((line) => isOn(line) && (line.ribbon.start === at || line.ribbon.end === at))
                      ? "cjm-node is-on"
                      : "cjm-node"
                  }
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
              {lines
                .toSorted((a, b) => a.ribbon.start - b.ribbon.start || a.ribbon.end - b.ribbon.end)
                .map((line) => (
                  <RibbonLabel
                    key={keyOf(line)}
                    view={view}
                    line={line}
                    left={
                      paper
                        ? `${(100 * (line.label[0] - from * width)) / ((to - from) * width)}%`
                        : `${line.label[0]}px`
                    }
                    words={wordsOf(view, line, names, transitions, respondents)}
                    isOn={isOn(line)}
                    choose={choose}
                  />
                ))}
            </ul>
            <p class="cjm-ribbonfoot">
              <small>{note}</small>
              {rare > 0 && (
                <button
                  type="button"
                  class="cjm-btn is-s"
                  aria-pressed={showsAll}
                  onClick={() => showAll(!showsAll)}
                >
                  {rareWords(rare)}
                </button>
              )}
            </p>
          </>
        )}
      </div>
    </div>
  );
}

/** Room above and below the nodes; the key beside them needs it. */
const LEAST = [64, 50] as const;

/** Whether any column between a ribbon's ends is in sight. */
const inSight = (start: number, end: number, from: number, to: number): boolean =>
  Math.max(start, end) >= from && Math.min(start, end) < to;

const keyOf = ({ ribbon: { start, end } }: RibbonLine): string => `${start} ${end}`;

const idsOf = (view: ViewState, { ribbon }: RibbonLine): [string, string] => [
  view.stages.peek()[ribbon.start]!.id,
  view.stages.peek()[ribbon.end]!.id,
];

function wordsOf(
  view: ViewState,
  line: RibbonLine,
  names: ReadonlyMap<string, string>,
  transitions: readonly Transition[],
  cases: number | null,
): string {
  const [start, end] = idsOf(view, line);
  const one = transitions.find((other) => other.start === start && other.end === end);
  if (!one) return TEXTS.unseen(names.get(start)!, names.get(end)!);
  const words = transitionWords(names.get(start)!, names.get(end)!, one, cases);
  return line.ribbon.drawn ? words : TEXTS.undrawn(words);
}

/** Who is in no rating of later stages, where ratings do not say whose they are: those who left before. */
function leaversWords(view: ViewState, { reading }: SourceInfo, names: ReadonlyMap<string, string>): string {
  const { sources = [] } = view.store.measured.value;
  const scored = new Set(sources.flatMap(({ id, curve }) => (curve ? [id] : [])));
  const own = view.store.document.value.sources ?? [];
  if (!own.some(({ id, respondent }) => scored.has(id) && respondent == null)) return "";
  return leftBefore(reading.transitions ?? [], reading.respondents, names);
}

function Key() {
  const rows = [
    ["is-drawn", TEXTS.drawnSeen],
    ["is-open", TEXTS.notDrawn],
    ["is-unseen", TEXTS.notSeen],
  ] as const;
  return (
    <span class="cjm-ribbonkey" aria-hidden="true">
      {rows.map(([look, words]) => (
        <span key={look}>
          <svg class="cjm-draw" width="38" height="12" viewBox="0 0 38 12" aria-hidden="true">
            <g class={`cjm-ribbon ${look}`}>
              <path d="M0 6h38" stroke-width={look === "is-unseen" ? 1.5 : 6} />
              {look === "is-open" && <path class="is-inner" d="M0 6h38" stroke-width={3.5} />}
            </g>
          </svg>
          <small>{words}</small>
        </span>
      ))}
    </span>
  );
}

interface OneRibbon {
  line: RibbonLine;
  isOn: boolean;
}
interface ChosenRibbon extends OneRibbon {
  view: ViewState;
  choose: (key: string | null) => void;
}

const lookOf = ({ ribbon: { drawn, seen } }: RibbonLine, isOn: boolean): string =>
  `cjm-ribbon ${seen ? (drawn ? "is-drawn" : "is-open") : "is-unseen"}${isOn ? " is-on" : ""}`;

/** The ribbon, and around it what the pointer can press. */
function Band({ view, line, isOn, choose }: ChosenRibbon) {
  const { ribbon, thickness, stroke } = line;
  const d = `M${brief(stroke[0])} ${brief(stroke[1])}${stroke[2]}`;
  const isOpen = ribbon.seen && !ribbon.drawn;
  return (
    <g class={lookOf(line, isOn)}>
      <path d={d} stroke-width={isOpen ? thickness + 2 : thickness} />
      {isOpen && <path class="is-inner" d={d} stroke-width={Math.max(0.8, thickness - 0.6)} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the label of the ribbon is its button */}
      <path
        class="cjm-hit"
        d={d}
        onPointerEnter={() => choose(keyOf(line))}
        onPointerLeave={() => choose(null)}
        onClick={({ currentTarget }) => openWay(view, line, currentTarget)}
      />
    </g>
  );
}

function Tip({ line, isOn }: OneRibbon) {
  const [x, y, to, size] = line.head;
  const back = to === "down" ? -1 : 1;
  return (
    <g class={lookOf(line, isOn)}>
      <path
        class="is-tip"
        d={`M${brief(x)} ${brief(y)}l${brief(-size / 2)} ${brief(back * size)}h${brief(size)}z`}
      />
    </g>
  );
}

interface RibbonLabelProps extends ChosenRibbon {
  left: string;
  words: string;
}

/** The share stands on the ribbon; what a screen reader says has the counts. */
function RibbonLabel({ view, line, left, words, isOn, choose }: RibbonLabelProps) {
  return (
    <li class="cjm-rlabel" style={{ insetInlineStart: left, top: `${line.label[1] - 4}px` }}>
      <button
        type="button"
        class={isOn ? "is-on" : undefined}
        tabIndex={-1}
        data-ribbon={idsOf(view, line).join(" ")}
        title={TEXTS.tip}
        aria-label={words}
        onFocus={() => choose(keyOf(line))}
        onBlur={() => choose(null)}
        onPointerEnter={() => choose(keyOf(line))}
        onPointerLeave={({ currentTarget }) => view.holder() !== currentTarget && choose(null)}
        onClick={({ currentTarget }) => openWay(view, line, currentTarget)}
        onContextMenu={(event) => {
          event.preventDefault();
          event.stopPropagation();
          menuOf(view, line, event.currentTarget);
        }}
        onKeyDown={(event) => onRibbonKey(view, event, line)}
      >
        <span>{shareWords(line.ribbon)}</span>
      </button>
    </li>
  );
}

function openWay(view: ViewState, line: RibbonLine, at: Element): void {
  const [start, end] = idsOf(view, line);
  const anchor = at.closest("svg") ? buttonOf(view, start, end) : at;
  view.open.value = { what: "way", start, end, anchor: anchor ?? at };
}

/** The menu of the stage where it starts, which draws the ways that lead from there. */
function menuOf(view: ViewState, line: RibbonLine, anchor: Element): void {
  const [stage] = idsOf(view, line);
  const target = { what: "stage", lane: null, stage, card: null, persona: null } as const;
  view.open.value = { what: "menu", target, at: null, anchor };
}

const buttonsIn = (view: ViewState): HTMLElement[] => [
  ...(view.grid?.querySelectorAll<HTMLElement>("[data-ribbon]") ?? []),
];

const buttonOf = (view: ViewState, start: string, end: string): HTMLElement | null =>
  buttonsIn(view).find(({ dataset }) => dataset.ribbon === `${start} ${end}`) ?? null;

function onRibbonKey(view: ViewState, event: KeyboardEvent, line: RibbonLine): void {
  const button = event.currentTarget as HTMLElement;
  const [start, end] = idsOf(view, line);
  const isRtl = getComputedStyle(button).direction === "rtl";
  const step = (by: number) => {
    const buttons = buttonsIn(view);
    buttons[buttons.indexOf(button) + (isRtl ? -by : by)]?.focus();
  };
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) menuOf(view, line, button);
  else if (event.altKey || event.shiftKey) return;
  else if (control && event.key === "]") {
    const link = linkBetween(view, start, end);
    if (link) goAlong(view, { stage: start }, link, { stage: end });
    else go(view, { lane: null, stage: end });
  } else if (control && event.key === "[") go(view, { lane: null, stage: start });
  else if (control) return;
  else if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
  else if (event.key === "ArrowUp" || event.key === "Escape") go(view, { lane: null, stage: start });
  else if (event.key === "ArrowDown") {
    const lane = view.lanes.peek()[0];
    if (lane) go(view, { lane: lane.id, stage: start });
  } else if (event.key === "Enter" || event.key === " " || event.key === "F2") openWay(view, line, button);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * The down arrow leads from a stage to the ribbons that start there, and the up arrow from the first lane; without one,
 * past them. Where links have a lane above this one, the down arrow leads to that.
 */
function useArrowsInto(view: ViewState, row: { current: HTMLDivElement | null }): void {
  useLayoutEffect(() => {
    const around = row.current?.closest<HTMLElement>("[role=grid]")?.parentElement;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { lane, stage } = view.focus.peek();
      const isPathAbove = row.current?.previousElementSibling?.classList.contains("cjm-path") ?? false;
      const isInto =
        event.key === "ArrowDown"
          ? lane === null && !isPathAbove
          : event.key === "ArrowUp" && lane === view.lanes.peek()[0]?.id;
      if (!isInto || stage === null || event.target !== view.holder()) return;
      const isHeader = (event.target as Element).closest("[role=columnheader]");
      if (!isHeader && view.active() !== view.element(view.focus.peek())) return;
      const ways = buttonsIn(view);
      const button =
        ways.find(({ dataset }) => dataset.ribbon!.startsWith(`${stage} `)) ??
        ways.find(({ dataset }) => dataset.ribbon!.endsWith(` ${stage}`));
      if (!button) return;
      button.focus();
      event.preventDefault();
      event.stopPropagation();
    };
    around?.addEventListener("keydown", onKey, true);
    return () => around?.removeEventListener("keydown", onKey, true);
  }, [view, row]);
}
