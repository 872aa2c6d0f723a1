/** The grid: phases, stage headers and lanes on one set of columns; it owns geometry, focus and keys. */
import { useComputed } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Lane, Stage } from "../../document/schema";
import { onCopy, onPaste } from "../../interaction/clipboard";
import { onKeyDown } from "../../interaction/commands";
import { noteFocus, stopAt } from "../../interaction/focus";
import { onDoubleClick, onMouseDown, onPointerOver } from "../../interaction/pointer";
import { ownerOf, type ViewState } from "../../interaction/state";
import { descriptorOf } from "../../lanes";
import { Icon } from "../../lanes/icon";
import type { CellAttributes, LaneProps } from "../../lanes/lane";
import type { IconName } from "../../scene/icons";
import { type Line, lineBetween, phasesOf } from "../../scene/layout";
import { LaneHeader, PhaseRow, StageHeader } from "./headers";
import { DropMark, SelectedBlock, SelectionBar } from "./overlays";

const LINES: Record<Line, { label: string; icon: IconName }> = {
  interaction: { label: "Line of interaction", icon: "swap" },
  visibility: { label: "Line of visibility", icon: "eyeOff" },
  internal: { label: "Line of internal interaction", icon: "nodes" },
};

export function Grid({ view }: { view: ViewState }) {
  const { store } = view;
  const scroll = useRef<HTMLDivElement>(null);
  const stages = view.stages.value;
  const lanes = view.lanes.value;
  // Only what the grid itself shows of the document, so that an edit of a cell does not draw it.
  const allPhases = useComputed(() => store.document.value.phases);
  const title = useComputed(() => store.document.value.title || "Journey map");
  const phases = phasesOf(stages, allPhases.value ?? []);
  useColumns(view, scroll);
  useLayoutEffect(() => {
    view.grid = scroll.current?.firstElementChild as HTMLElement;
  });

  const rows = [];
  let row = phases.length ? 2 : 1;
  const visible = useHull(view, null);
  for (const [at, lane] of lanes.entries()) {
    const line = at ? lineBetween(lanes[at - 1]!.layer ?? "customer", lane.layer ?? "customer") : null;
    if (line)
      rows.push(<BlueprintLine key={`${line} ${lane.id}`} line={line} row={++row} count={stages.length} />);
    rows.push(<LaneRow key={lane.id} view={view} lane={lane} row={++row} />);
  }
  return (
    <div class="cjm-body">
      <div class="cjm-scroll" ref={scroll}>
        <div
          class={view.many.value ? "cjm-grid is-many" : "cjm-grid"}
          role="grid"
          aria-label={title.value}
          aria-rowcount={row}
          aria-colcount={stages.length + 1}
          aria-multiselectable="true"
          aria-readonly={!store.editable.value}
          style={{ "--stages": stages.length, gridTemplateRows: `repeat(${row}, auto)` }}
          onKeyDown={(event) => onKeyDown(view, event)}
          onFocusIn={(event) => noteFocus(view, ownerOf(event.target as Element)!)}
          onMouseDown={(event) => onMouseDown(view, event)}
          onPointerOver={(event) => onPointerOver(view, event)}
          onPointerLeave={() => {
            view.pointed.value = null;
          }}
          onDblClick={(event) => onDoubleClick(view, event)}
          onCopy={(event) => onCopy(view, event, false)}
          onCut={(event) => onCopy(view, event, true)}
          onPaste={(event) => onPaste(view, event)}
        >
          {phases.length > 0 && <PhaseRow phases={phases} />}
          <div class="cjm-row cjm-stages" role="row" aria-rowindex={phases.length ? 2 : 1}>
            <div class="cjm-corner" role="columnheader" aria-colindex={1}>
              <span class="cjm-sr">Lane</span>
            </div>
            {stages.slice(visible.from, visible.to).map((stage, i) => (
              <StageHeader key={stage.id} view={view} stage={stage} at={visible.from + i} />
            ))}
          </div>
          {rows}
          <SelectedBlock view={view} />
          <DropMark view={view} />
        </div>
        <SelectionBar view={view} />
      </div>
      <Veil view={view} />
    </div>
  );
}

/** On a narrow screen, says that the map goes on past its edge. */
function Veil({ view }: { view: ViewState }) {
  const more = useComputed(() => {
    const last = view.columns.value.at(-1);
    const sight = view.sight.value;
    return !!last && !!sight && last.left + last.width > sight.to + 1;
  });
  return more.value ? <div class="cjm-veil" /> : null;
}

/** The columns to draw in a row: those in sight, and on to the focused one if the focus is in this row. */
function useHull(view: ViewState, lane: string | null) {
  return useHullSignal(view, lane).value;
}

function useHullSignal(view: ViewState, lane: string | null) {
  return useComputed(() => {
    const window = view.window.value;
    const focus = view.focus.value;
    if (!view.many.value || focus.lane !== lane || focus.stage === null) return window;
    const at = view.stages.value.findIndex(({ id }) => id === focus.stage);
    const inside = at < 0 || (at >= window.from && at < window.to);
    return inside ? window : { from: Math.min(at, window.from), to: Math.max(at + 1, window.to) };
  });
}

function LaneRow({ view, lane, row }: { view: ViewState; lane: Lane; row: number }) {
  const window = useHullSignal(view, lane.id);
  const stages = view.stages.value;
  const props: LaneProps = {
    store: view.store,
    lane,
    stages,
    columns: view.columns,
    window,
    persona: view.persona,
    hidden: view.hidden,
    unfinished: view.unfinished,
    row: { role: "row", "aria-rowindex": row, "data-lane": lane.id },
    header: (extra) => (
      <LaneHeader view={view} lane={lane}>
        {extra}
      </LaneHeader>
    ),
    cell: (stage: Stage, label: string) => cellAttributes(view, lane.id, stage, stages.indexOf(stage), label),
  };
  const { Row } = descriptorOf(lane);
  return <Row view={view} {...props} />;
}

function BlueprintLine({ line, row, count }: { line: Line; row: number; count: number }) {
  const { label, icon } = LINES[line];
  return (
    <div class={`cjm-row cjm-bline is-${line}`} role="row" aria-rowindex={row}>
      <div class="cjm-lh" role="rowheader" aria-colindex={1} aria-colspan={count + 1}>
        <Icon name={icon} size={14} />
        <span>{label}</span>
      </div>
      <div class="cjm-rule" role="presentation" />
    </div>
  );
}

export function cellAttributes(
  view: ViewState,
  lane: string,
  stage: Stage,
  column: number,
  label: string,
): CellAttributes {
  return {
    role: "gridcell",
    "aria-colindex": column + 2,
    "aria-label": label,
    "data-stage": stage.id,
    style: { gridColumn: `${column + 2}` },
    ...stopAt(view, { lane, stage: stage.id }),
  };
}

/**
 * Keeps `columns` and `sight` current. A size of zero is ignored: notebooks hide what is scrolled away,
 * and a map drawn for no width would have to be drawn again.
 */
export function useColumns(view: ViewState, scroll: { current: HTMLElement | null }): void {
  const stages = view.stages.value;
  useLayoutEffect(() => {
    const scroller = scroll.current;
    const grid = scroller?.firstElementChild as HTMLElement | null;
    if (!scroller || !grid) return;
    let lane = 0;
    const measure = () => {
      const all = grid.clientWidth;
      if (!all || !scroller.clientWidth || !stages.length) return;
      lane = grid.querySelector<HTMLElement>(".cjm-stages > .cjm-corner")?.offsetWidth ?? 0;
      const width = (all - lane) / stages.length;
      // The sticky headers must not cover a cell the focus moves to.
      const still = [...grid.querySelectorAll<HTMLElement>(".cjm-phases, .cjm-stages")];
      scroller.style.setProperty("--top", `${still.reduce((sum, row) => sum + row.offsetHeight, 0)}px`);
      view.columns.value = stages.map(({ id }, at) => ({ stage: id, left: at * width, width }));
      look();
    };
    const look = () => {
      if (!scroller.clientWidth) return;
      const from = Math.abs(scroller.scrollLeft);
      view.sight.value = { from, to: from + scroller.clientWidth - lane };
    };
    const observer = globalThis.ResizeObserver && new ResizeObserver(measure);
    observer?.observe(grid);
    observer?.observe(scroller);
    scroller.addEventListener("scroll", look, { passive: true });
    measure();
    return () => {
      observer?.disconnect();
      scroller.removeEventListener("scroll", look);
    };
  }, [view, scroll, stages]);
}
