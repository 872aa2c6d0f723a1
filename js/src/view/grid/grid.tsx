/** The grid: phases, stage headers and lanes on one set of columns; it owns geometry, focus and keys. */
import { computed, useComputed } from "@preact/signals";
import { options } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Lane, Stage } from "../../document/schema";
import { keepStill, pressCard } from "../../interaction/cards/card-drag";
import { onCopy } from "../../interaction/clipboard/clipboard";
import { onPaste } from "../../interaction/clipboard/paste";
import { onKeyDown } from "../../interaction/commands/commands";
import { noteFocus, stopAt } from "../../interaction/focus";
import { onDoubleClick, onMouseDown, onPointerOver } from "../../interaction/pointer";
import { ownerOf, type ViewState } from "../../interaction/state";
import { descriptorOf } from "../../lanes";
import { Icon } from "../../lanes/icon";
import type { CellAttributes, LaneProps } from "../../lanes/lane";
import type { IconName } from "../../scene/icons";
import { bandsOf, type ColumnRange, type Line, lineBetween, phasesOf } from "../../scene/layout";
import { english, t } from "../../words/words";
import type { Chunks } from "../chunks";
import { Late } from "../late";
import { FoldedRow } from "../reader/folded-row";
import { StageBar } from "../stages/stage-bar";
import { LaneHeader, PhaseRow, StageHeader } from "./headers";
import { hasPath, hasRibbons, PathNoteSlot, PathSlot, PathsSlot, RibbonSlot } from "./link-slots";
import { DropMark } from "./overlays";
import { SelectedBlock, SelectionBar } from "./selected-block";

const LINES: Record<Line, { label: string; icon: IconName }> = {
  interaction: { label: english("Line of interaction"), icon: "swap" },
  visibility: { label: english("Line of visibility"), icon: "eyeOff" },
  internal: { label: english("Line of internal interaction"), icon: "nodes" },
};

export function Grid({ view }: { view: ViewState }) {
  const scroll = useRef<HTMLDivElement>(null);
  const count = view.stages.value.length;
  useColumns(view, scroll);
  usePrinting(view);
  useLayoutEffect(() => {
    view.grid = scroll.current?.firstElementChild as HTMLElement;
  });
  useLayoutEffect(() => {
    const scroller = scroll.current!;
    const still = (event: Event) => keepStill(view, event);
    // The browser asks before it scrolls only where somebody listens who may refuse.
    for (const type of ["touchmove", "touchend"]) scroller.addEventListener(type, still, { passive: false });
    return () => {
      for (const type of ["touchmove", "touchend"]) scroller.removeEventListener(type, still);
    };
  }, [view]);
  const sheets = view.printing.value ? bandsOf(count) : [null];
  return (
    <div class="cjm-body">
      <div class={view.tall.value ? "cjm-scroll is-tall" : "cjm-scroll"} ref={scroll}>
        {sheets.map((paper, at) => (
          <Sheet key={at} view={view} paper={paper} />
        ))}
        <SelectionBar view={view} />
        <StageBar view={view} />
        <PathNoteSlot view={view} />
      </div>
      <Edges view={view} />
    </div>
  );
}

/** The whole grid; on paper, of some of the columns. */
function Sheet({ view, paper }: { view: ViewState; paper: ColumnRange | null }) {
  const { store } = view;
  const stages = view.stages.value;
  const lanes = view.lanes.value;
  // Only what the grid itself shows of the document, so that an edit of a cell does not draw it.
  const allPhases = useComputed(() => store.document.value.phases);
  const title = useComputed(() => store.document.value.title || t("Journey map"));
  const phases = phasesOf(stages, allPhases.value ?? []);
  const rows = [];
  let row = phases.length ? 2 : 1;
  if (useComputed(() => hasPath(view)).value)
    rows.push(<PathSlot key="path" view={view} row={++row} paper={paper} />);
  if (useComputed(() => hasRibbons(view)).value)
    rows.push(<RibbonSlot key="ribbons" view={view} row={++row} paper={paper} />);
  for (const [at, lane] of lanes.entries()) {
    const line = at ? lineBetween(lanes[at - 1]!.layer ?? "customer", lane.layer ?? "customer") : null;
    if (line)
      rows.push(<BlueprintLine key={`${line} ${lane.id}`} line={line} row={++row} count={stages.length} />);
    rows.push(<LaneRow key={lane.id} view={view} lane={lane} row={++row} paper={paper} />);
  }
  const columns = paper && { gridTemplateColumns: columnsOnPaper(paper, stages.length) };
  return (
    <div
      class={view.many.value ? "cjm-grid is-many" : "cjm-grid"}
      role="grid"
      aria-label={title.value}
      aria-rowcount={row}
      aria-colcount={stages.length + 1}
      aria-multiselectable="true"
      aria-readonly={!store.editable.value}
      style={{ "--stages": stages.length, gridTemplateRows: `repeat(${row}, auto)`, ...columns }}
      onKeyDown={(event) => onKeyDown(view, event)}
      onFocusIn={(event) => noteFocus(view, ownerOf(event.target as Element)!)}
      onPointerDown={(event) => pressCard(view, event)}
      onContextMenu={(event) => keepStill(view, event)}
      onMouseDown={(event) => onMouseDown(view, event)}
      onPointerOver={(event) => onPointerOver(view, event)}
      onPointerLeave={() => {
        view.pointed.value = null;
        view.pointedCard.value = null;
      }}
      onDblClick={(event) => onDoubleClick(view, event)}
      onCopy={(event) => onCopy(view, event, false)}
      onCut={(event) => onCopy(view, event, true)}
      onPaste={(event) => onPaste(view, event)}
    >
      {phases.length > 0 && <PhaseRow phases={phases} />}
      <StageRow view={view} row={phases.length ? 2 : 1} paper={paper} />
      {rows}
      <SelectedBlock view={view} />
      <PastePlace view={view} />
      <DropMark view={view} />
      <PathsSlot view={view} />
    </div>
  );
}

/** Where a paste that waits would go. */
function PastePlace({ view }: { view: ViewState }) {
  if (!view.pasting.value) return null;
  const draw = ({ PasteGhost }: Chunks["dialogs"]) => <PasteGhost view={view} />;
  return <Late view={view} from="dialogs" draw={draw} frame={() => null} />;
}

/** Alone in watching which columns are in sight, besides the lanes: the sheet around them is not drawn by scrolling. */
function StageRow({ view, row, paper }: { view: ViewState; row: number; paper: ColumnRange | null }) {
  const stages = view.stages.value;
  return (
    <div class="cjm-row cjm-stages" role="row" aria-rowindex={row}>
      <div class="cjm-corner" role="columnheader" aria-colindex={1}>
        <span class="cjm-sr">{t("Lane")}</span>
      </div>
      {useDrawn(view, null, paper).value.map((at) => (
        <StageHeader key={stages[at]!.id} view={view} stage={stages[at]!} at={at} />
      ))}
    </div>
  );
}

/** Only the columns of this sheet have a width, so that every cell can stay in its own. */
function columnsOnPaper({ from, to }: ColumnRange, count: number): string {
  const columns = (many: number, width: string) => (many > 0 ? `repeat(${many}, ${width})` : "");
  const widths = [columns(from, "0"), columns(to - from, "minmax(0, 1fr)"), columns(count - to, "0")];
  return ["var(--lane-w)", ...widths].filter(Boolean).join(" ");
}

/** Draws all of the map while the page is printed, at once: the print may come before any later task. */
function usePrinting(view: ViewState): void {
  useEffect(() => {
    const print = (printing: boolean) => () => {
      const before = options.debounceRendering;
      options.debounceRendering = (render) => render();
      view.printing.value = printing;
      options.debounceRendering = before;
    };
    const [begin, end] = [print(true), print(false)];
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, [view]);
}

/** Shades the edges beyond which the map goes on. */
function Edges({ view }: { view: ViewState }) {
  const beyond = useComputed(() => view.beyond.value.split(" ").filter(Boolean)).value;
  return (
    <div class="cjm-edges">
      {beyond.map((edge) => (
        <div key={edge} class={`cjm-beyond is-${edge}`} />
      ))}
    </div>
  );
}

/** Positions of the columns to draw in a row: the sheet's, or those in sight and the focused one if it is in this row. */
function useDrawn(view: ViewState, lane: string | null, paper: ColumnRange | null) {
  const focused = useComputed(() => {
    const { lane: row, stage } = view.focus.value;
    return row === lane && stage !== null ? view.stages.value.findIndex(({ id }) => id === stage) : -1;
  });
  const positions = () => {
    const { from, to } = paper ?? view.window.value;
    const columns = Array.from({ length: to - from }, (_, at) => from + at);
    const at = paper ? -1 : focused.value;
    if (at >= to) columns.push(at);
    else if (at >= 0 && at < from) columns.unshift(at);
    return columns;
  };
  // Another computed value for each sheet: it would not notice another one.
  return useMemo(() => computed(positions), [view, lane, paper, focused]);
}

interface LaneRowProps {
  view: ViewState;
  lane: Lane;
  row: number;
  paper: ColumnRange | null;
}

function LaneRow({ view, lane, row, paper }: LaneRowProps) {
  const drawn = useDrawn(view, lane.id, paper);
  const stages = view.stages.value;
  const props: LaneProps = {
    store: view.store,
    lane,
    stages,
    columns: view.columns,
    drawn,
    paper,
    persona: view.persona,
    hidden: view.hiddenCurves,
    states: view.states,
    unfinished: view.unfinished,
    row: { role: "row", "aria-rowindex": row, "data-lane": lane.id },
    header: (extra) => (
      <LaneHeader view={view} lane={lane}>
        {extra}
      </LaneHeader>
    ),
    cell: (stage: Stage, label: string) => cellAttributes(view, lane.id, stage, stages.indexOf(stage), label),
  };
  const isFolded = useComputed(() => view.reader.folded.value.has(lane.id)).value;
  const { Row } = descriptorOf(lane);
  return isFolded ? <FoldedRow view={view} {...props} /> : <Row view={view} {...props} />;
}

function BlueprintLine({ line, row, count }: { line: Line; row: number; count: number }) {
  const { label, icon } = LINES[line];
  return (
    <div class={`cjm-row cjm-bline is-${line}`} role="row" aria-rowindex={row}>
      <div class="cjm-lh" role="rowheader" aria-colindex={1} aria-colspan={count + 1}>
        <Icon name={icon} size={14} />
        <span>{t(label)}</span>
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

/** A map higher than so many screens scrolls by itself; a lower one is all on the page. */
const SCREENS = 1.5;

/**
 * Keeps the view's geometry current: columns, sight, and what lies beyond the edges. A size of zero is ignored:
 * notebooks hide what is scrolled away, and a map drawn for no width would have to be drawn again. Scrolling reads no
 * layout but the position, so that it never waits for one.
 */
export function useColumns(view: ViewState, scroll: { current: HTMLElement | null }): void {
  const stages = view.stages.value;
  const size = `${stages.length} ${view.lanes.value.length}`;
  const judged = useRef("");
  useLayoutEffect(() => {
    const scroller = scroll.current;
    const grid = scroller?.firstElementChild as HTMLElement | null;
    if (!scroller || !grid) return;
    let lane = 0;
    let room = { width: 0, height: 0, right: 0, bottom: 0 };
    const measure = () => {
      const all = grid.clientWidth;
      if (!all || !scroller.clientWidth || !stages.length) return;
      // Not at every change: a map must not become lower while its cards are being edited.
      if (judged.current !== `${size} ${innerHeight}`)
        view.tall.value = grid.offsetHeight > SCREENS * innerHeight;
      judged.current = `${size} ${innerHeight}`;
      lane = grid.querySelector<HTMLElement>(".cjm-stages > .cjm-corner")?.offsetWidth ?? 0;
      const { clientWidth: width, clientHeight: height } = scroller;
      room = { width, height, right: scroller.scrollWidth - width, bottom: scroller.scrollHeight - height };
      // The sticky headers must not cover a cell the focus moves to.
      const still = [...grid.querySelectorAll<HTMLElement>(".cjm-phases, .cjm-stages")];
      const top = still.reduce((sum, row) => sum + row.offsetHeight, 0);
      const [side, foot] = [scroller.offsetWidth - width, scroller.offsetHeight - height];
      place((all - lane) / stages.length);
      look();
      // All is read before anything is written, so that it is laid out once; and no cell inherits any of it.
      scroller.style.scrollPaddingBlockStart = `${top}px`;
      const edges = scroller.nextElementSibling as HTMLElement;
      for (const [name, size] of Object.entries({ "--top": top, "--bar-side": side, "--bar-foot": foot }))
        edges.style.setProperty(name, `${size}px`);
    };
    /** Give every stage its column; where they become wider or narrower, the first one in sight stays so. */
    const place = (width: number) => {
      const [first] = view.columns.peek();
      const isSame = first?.width === width && view.columns.peek().length === stages.length;
      if (isSame && view.columns.peek().every(({ stage }, at) => stage === stages[at]!.id)) return;
      if (first && first.width !== width) scroller.scrollLeft *= width / first.width;
      view.columns.value = stages.map(({ id }, at) => ({ stage: id, left: at * width, width }));
    };
    const look = () => {
      if (!room.width) return;
      const from = Math.abs(scroller.scrollLeft);
      const top = scroller.scrollTop;
      const beyond = [from > 1 && "start", from < room.right - 1 && "end"];
      if (view.tall.peek()) beyond.push(top > 1 && "top", top < room.bottom - 1 && "bottom");
      view.beyond.value = beyond.filter(Boolean).join(" ");
      const sight = { from, to: from + room.width - lane };
      const last = view.sight.peek();
      if (last?.from !== sight.from || last.to !== sight.to) view.sight.value = sight;
    };
    const observer = globalThis.ResizeObserver && new ResizeObserver(measure);
    observer?.observe(grid);
    observer?.observe(scroller);
    scroller.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", measure);
    measure();
    return () => {
      observer?.disconnect();
      scroller.removeEventListener("scroll", look);
      window.removeEventListener("resize", measure);
    };
  }, [view, scroll, stages, size]);
}
