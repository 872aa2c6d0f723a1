/** Where the arrows lead: over the headers and cells of the grid, a spanning cell being one stop. */

import { rowAt } from "../../core/sequence";
import type { Place, ViewState } from "../state";
import { ownerOf, spansOf } from "./spans";

/** The block between two cells, as positions; `to` is inclusive. */
export interface Block {
  readonly lanes: readonly [number, number];
  readonly stages: readonly [number, number];
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

/** Positions of a place, counted from −1 for headers; null where it is not in the map. */
export function positionOf(view: ViewState, { lane, stage }: Place): { row: number; column: number } | null {
  const row = lane === null ? -1 : view.lanes.peek().findIndex(({ id }) => id === lane);
  const column = stage === null ? -1 : view.stages.peek().findIndex(({ id }) => id === stage);
  const known = (row >= 0 || lane === null) && (column >= 0 || stage === null) && row + column > -2;
  return known ? { row, column } : null;
}

/** The place at positions, which are brought into the map first; a covered cell is its owner's. */
export function placeAt(view: ViewState, row: number, column: number): Place {
  const lanes = view.lanes.peek();
  const stages = view.stages.peek();
  const lane = lanes[clamp(row, -1, lanes.length - 1)] ?? null;
  let at = clamp(column, -1, stages.length - 1);
  if (lane === null) at = Math.max(0, at);
  else if (at > 0) {
    const spans = spansOf(rowAt(view.store.document.peek().cells, lane.id), stages);
    at = ownerOf(spans, at);
  }
  return { lane: lane?.id ?? null, stage: stages[at]?.id ?? null };
}

/** The place so many rows and columns away; infinite steps lead to the edge. */
export function placeAway(view: ViewState, from: Place, rows: number, columns: number): Place {
  const start = positionOf(view, from) ?? { row: 0, column: 0 };
  let { row, column } = start;
  if (rows) row = clamp(start.row + rows, -1, view.lanes.peek().length - 1);
  // Up from the first lane's header, and left from the first stage's, there is only the empty corner.
  if (row === -1 && column === -1) return from;
  if (columns === -Number.POSITIVE_INFINITY) column = start.column === 0 && row >= 0 ? -1 : 0;
  else if (columns > 0 && from.lane !== null && column >= 0) {
    const spans = spansOf(rowAt(view.store.document.peek().cells, from.lane), view.stages.peek());
    column += columns - 1 + spans[column]!;
    if (column >= spans.length) column = spans.length - 1;
  } else column += columns;
  if (row === -1 && column < 0) return from;
  return placeAt(view, row, column);
}

/** The selected block: the focused cell, or all between it and the other corner. Null on headers. */
export function blockOf(view: ViewState): Block | null {
  const end = positionOf(view, view.focus.value);
  const start = (view.anchor.value && positionOf(view, view.anchor.value)) ?? end;
  if (!end || !start || end.row < 0 || end.column < 0) return null;
  const ordered = (a: number, b: number) => [Math.min(a, b), Math.max(a, b)] as const;
  return { lanes: ordered(start.row, end.row), stages: ordered(start.column, end.column) };
}

/** The ids a block covers. */
export function idsOf(view: ViewState, { lanes, stages }: Block): { lanes: string[]; stages: string[] } {
  const ids = (things: readonly { id: string }[], [from, to]: readonly [number, number]) =>
    things.slice(from, to + 1).map(({ id }) => id);
  return { lanes: ids(view.lanes.peek(), lanes), stages: ids(view.stages.peek(), stages) };
}

/** The place nearest to where a vanished one was. */
export function nearestPlace(view: ViewState, was: { row: number; column: number }): Place {
  return placeAt(view, was.row, Math.max(was.column, was.row < 0 ? 0 : -1));
}
