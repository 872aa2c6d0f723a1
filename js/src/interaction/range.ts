/**
 * The selected block of cells: how keys and the pointer make it larger, and how it is copied on. The focus stays where
 * the block began, so that what is typed or pasted comes there.
 */

import { besidesHidden } from "../document/cards/filter";
import { cardsAt } from "../document/gestures";
import { kindOf } from "../document/lane-kinds";
import { clearBlock, fillCells, leftOutInWords } from "../document/tables/block";
import { english, plural } from "../words/words";
import { hearFirst, holdKey, isRtl, pointInGrid, scrollAlong } from "./drag";
import { type Block, blockOf, go, idsOf, placeAt, placeAway, positionOf } from "./focus";
import { type FillTarget, type Place, samePlace, type ViewState } from "./state";
import { makeEdit, removeSaying } from "./writing/editing";

const isCell = ({ lane, stage }: Place): boolean => lane !== null && stage !== null;

/** Select all from where the block began to a cell. */
export function extendTo(view: ViewState, to: Place): void {
  if (!isCell(to) || !isCell(view.focus.peek())) return;
  const from = view.range.peek()?.from ?? view.focus.peek();
  view.range.value = samePlace(from, to) ? null : { from, to };
  reveal(view, to);
}

/** The end of the block that moves, or the focused place. */
export const movingEnd = (view: ViewState): Place => view.range.peek()?.to ?? view.focus.peek();

/** Scroll a cell into sight that the focus does not go to. */
function reveal(view: ViewState, place: Place): void {
  const cell = view.element(place);
  if (cell) cell.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  else revealStage(view, place.stage);
}

/** Scroll the map sideways to a stage; the page stays where it is. */
export function revealStage(view: ViewState, id: string | null): void {
  const column = view.columns.peek().find(({ stage }) => stage === id);
  const sight = view.sight.peek();
  const scroller = view.grid?.parentElement;
  if (!column || !sight || !scroller) return;
  const by = Math.max(0, column.left + column.width - sight.to) + Math.min(0, column.left - sight.from);
  scroller.scrollLeft += getComputedStyle(scroller).direction === "rtl" ? -by : by;
}

/**
 * Where Ctrl and an arrow lead, as in a spreadsheet: to the last filled cell of a row of filled ones, over empty cells
 * to the next filled one, or to the map's edge.
 */
export function jump(view: ViewState, from: Place, rows: number, columns: number): Place {
  const document = view.reader.seen.peek();
  const lanes = new Map(view.lanes.peek().map((lane) => [lane.id, lane]));
  const isFilled = ({ lane, stage }: Place): boolean => {
    if (lane === null || stage === null) return true;
    const row = lanes.get(lane)!;
    return view.kinds[kindOf(row)].text(document, stage, row, view.persona.peek()) !== "";
  };
  const step = (place: Place): Place | null => {
    const next = placeAway(view, place, rows, columns);
    return samePlace(next, place) || isCell(next) !== isCell(from) ? null : next;
  };
  let at = from;
  let next = step(at);
  const throughFilled = next !== null && isFilled(at) && isFilled(next);
  while (next && (!throughFilled || isFilled(next))) {
    at = next;
    if (!throughFilled && isFilled(at)) break;
    next = step(at);
  }
  return at;
}

/** All cards of a focused card's cell, then the lane, then the map. The focus stays. */
export function selectAll(view: ViewState, place: Place, card: string | null): void {
  const ids = card ? cardsAt(view.reader.seen.peek(), place.stage!, place.lane!).map(({ id }) => id) : [];
  if (ids.length > view.cards.peek().size) {
    view.cards.value = new Set(ids);
    return;
  }
  const block = blockOf(view);
  const row = view.lanes.peek().findIndex(({ id }) => id === place.lane);
  const isWhole =
    block && view.range.peek() && block.stages[1] - block.stages[0] + 1 === view.stages.peek().length;
  if (card || !isCell(view.focus.peek()))
    go(view, isCell(place) ? place : placeAt(view, Math.max(row, 0), 0));
  const last = view.stages.peek().length - 1;
  const all = isWhole || row < 0 || view.lanes.peek().length === 1;
  const edge = (lane: number, stage: number): Place => ({
    lane: view.lanes.peek()[lane]!.id,
    stage: view.stages.peek()[stage]!.id,
  });
  view.range.value = {
    from: edge(all ? 0 : row, 0),
    to: edge(all ? view.lanes.peek().length - 1 : row, last),
  };
}

/** Where a block lies in the grid's lines; they count from the rows themselves, as blueprint lines stand between lanes. */
export function areaOf(view: ViewState, { lanes, stages }: Block): { gridArea: string } | null {
  const line = (at: number) => view.row(view.lanes.peek()[at]?.id ?? "")?.ariaRowIndex;
  const [first, last] = [line(lanes[0]), line(lanes[1])];
  if (!first || !last) return null;
  return { gridArea: `${first} / ${stages[0] + 2} / ${Number(last) + 1} / ${stages[1] + 3}` };
}

// --- by pointer

/** The cell under a point, or the one nearest to it. */
function cellUnder(view: ViewState, x: number, y: number): Place | null {
  const grid = view.grid!;
  const corner = grid.querySelector<HTMLElement>(".cjm-corner")!.offsetWidth;
  const point = pointInGrid(view, x, y);
  const across = (isRtl(grid) ? grid.offsetWidth - point.x : point.x) - corner;
  const columns = view.columns.peek();
  const column = columns.findLast(({ left }) => left <= across) ?? columns[0];
  const rows = [...grid.querySelectorAll<HTMLElement>(":scope > [data-lane]")];
  const row = rows.findLast((one) => one.getBoundingClientRect().top <= y) ?? rows[0];
  return column && row ? { lane: row.dataset.lane!, stage: column.stage } : null;
}

/** Follow the pointer from a press until it is let go; Escape gives up. `end` says whether it was let go. */
function followPointer(
  view: ViewState,
  start: MouseEvent,
  move: (x: number, y: number) => void,
  end: (isDone: boolean) => void,
): void {
  let spot: { x: number; y: number } | null = null;
  let stopScrolling = () => {};
  const follow = () => move(spot!.x, spot!.y);
  const onMove = (event: PointerEvent) => {
    // Browsers tell of a pointer that rests while the page moves under it.
    if (!spot && event.clientX === start.clientX && event.clientY === start.clientY) return;
    // Let go outside of the window, or a tap whose press came as a mouse's: the next finger scrolls.
    if (!(event.buttons & 1) || (event.pointerType === "touch" && start.type === "mousedown"))
      return stop(true);
    const isFirst = !spot;
    spot = { x: event.clientX, y: event.clientY };
    if (isFirst) stopScrolling = scrollAlong(view.grid!, "both", () => spot!, follow);
    follow();
  };
  const stopHearing = hearFirst({
    pointermove: onMove,
    pointerup: () => stop(true),
    pointercancel: () => stop(false),
    keydown: (event) => {
      if (spot && holdKey(event)) stop(false);
    },
  });
  const stop = (isDone: boolean) => {
    stopScrolling();
    stopHearing();
    end(isDone);
  };
}

/** Drag a block open from a press beside the cards of the focused cell. */
export function startRange(view: ViewState, event: MouseEvent): void {
  const from = view.focus.peek();
  followPointer(
    view,
    event,
    (x, y) => {
      const to = cellUnder(view, x, y);
      if (!to || !samePlace(view.focus.peek(), from) || samePlace(to, movingEnd(view))) return;
      view.range.value = samePlace(from, to) ? null : { from, to };
    },
    (isDone) => {
      if (!isDone) view.range.value = null;
    },
  );
}

/** Drag the block's handle: its cells are copied right or down, whichever is farther, when it is let go. */
export function startFill(view: ViewState, event: PointerEvent): void {
  const block = blockOf(view);
  if (event.button !== 0 || !block) return;
  event.preventDefault();
  event.stopPropagation();
  let label = RIGHT;
  followPointer(
    view,
    event,
    (x, y) => {
      const to = cellUnder(view, x, y);
      const at = to && positionOf(view, to);
      if (!at) return;
      const down = at.row - block.lanes[1];
      const right = at.column - block.stages[1];
      const lanes = view.lanes.peek().map(({ id }) => id);
      const stages = view.stages.peek().map(({ id }) => id);
      const own = idsOf(view, block);
      label = right >= down ? RIGHT : DOWN;
      const onto =
        label === RIGHT
          ? { lanes: own.lanes, stages: stages.slice(block.stages[1] + 1, at.column + 1) }
          : { lanes: lanes.slice(block.lanes[1] + 1, at.row + 1), stages: own.stages };
      view.fill.value = onto.lanes.length && onto.stages.length ? onto : null;
    },
    (isDone) => {
      const onto = view.fill.peek();
      view.fill.value = null;
      if (isDone && onto) fillOnto(view, idsOf(view, block), onto, label);
    },
  );
}

// --- what is done with a block

const RIGHT = english("Fill right");
const DOWN = english("Fill down");

/** Copy the block's first row or column into the rest of it; a single row or column takes the cells before it. */
export function fillRange(view: ViewState, isDown: boolean): boolean {
  const block = blockOf(view);
  if (!block || !view.store.editable.peek()) return false;
  const { lanes, stages } = idsOf(view, block);
  const [things, from] = isDown ? [view.lanes.peek(), block.lanes[0]] : [view.stages.peek(), block.stages[0]];
  const own = isDown ? lanes : stages;
  const before = own.length > 1 ? own[0] : things[from - 1]?.id;
  if (before === undefined) return true;
  const rest = own.length > 1 ? own.slice(1) : own;
  if (isDown) fillOnto(view, { lanes: [before], stages }, { lanes: rest, stages }, DOWN);
  else fillOnto(view, { lanes, stages: [before] }, { lanes, stages: rest }, RIGHT);
  return true;
}

function fillOnto(view: ViewState, from: FillTarget, onto: FillTarget, label: string): void {
  const { operations, leftOut } = fillCells(
    view.reader.seen.peek(),
    view.kinds,
    from,
    onto,
    view.persona.peek(),
  );
  if (!makeEdit(view, besidesHidden(view.store.document.peek(), operations), label)) return;
  if (leftOut.length) {
    const text = plural(leftOut.length, "{n} cell was not filled.", "{n} cells were not filled.");
    view.report.value = { text, lines: leftOutInWords(leftOut) };
  }
  // What was copied and where to are one block now, unless the block said so already.
  const range = view.range.peek();
  const last = { lane: onto.lanes.at(-1)!, stage: onto.stages.at(-1)! };
  const block = blockOf(view);
  const at = positionOf(view, last)!;
  if (!block || (at.row <= block.lanes[1] && at.column <= block.stages[1])) return;
  const start = placeAt(view, block.lanes[0], block.stages[0]);
  view.range.value = range ? { from: start, to: last } : { from: view.focus.peek(), to: last };
}

/** Empty the block; a cell that cannot be emptied stays. */
export function clearRange(view: ViewState): void {
  const block = blockOf(view);
  if (!block) return;
  const { lanes, stages } = idsOf(view, block);
  const cells = lanes.length * stages.length;
  const operations = clearBlock(view.reader.seen.peek(), view.kinds, stages, lanes, view.persona.peek());
  removeSaying(
    view,
    operations,
    cells === 1 ? english("Clear the cell") : english("Clear {n} cells", { n: cells }),
  );
}
