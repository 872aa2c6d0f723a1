/** Where the focus is and where the arrows lead: one tab stop in the grid, and never a focus lost to the page when something vanishes. */
import { effect } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { rowAt } from "../document/document";
import { ownerOf, spansOf } from "../scene/layout";
import { type Place, samePlace, type ViewState } from "./state";
import { fieldIn } from "./writing/first-key";

/** After what was just changed is drawn, and the focus has settled; before any key that follows, as no timer is. */
export const afterDrawing = (act: () => unknown): void =>
  queueMicrotask(() => queueMicrotask(() => void act()));

/** Put the focus on a place; where it is not drawn yet, as soon as it is. */
export function go(view: ViewState, place: Place): void {
  view.range.value = null;
  view.headersTo.value = null;
  view.focus.value = place;
  focusNow(view);
}

function focusNow(view: ViewState): void {
  const element = view.element(view.focus.peek());
  view.wantsFocus = !element;
  element?.focus();
}

/** Put the focus on a card of the focused cell, or on the cell. */
export function goCard(view: ViewState, place: Place, card: string): void {
  view.range.value = null;
  view.headersTo.value = null;
  view.focus.value = place;
  const element = view.cardElement(place, card);
  if (element) element.focus();
  else {
    focusNow(view);
    view.wantedCard = { place, card };
  }
}

/** Keeps the tab stop, the reader's focus and the shared selection right while the map changes. */
export function useFocus(view: ViewState): void {
  useLayoutEffect(() => {
    let stop: HTMLElement | null = null;
    let at = positionOf(view, view.focus.peek());
    let hadFocus = false;

    const settle = () => {
      if (!view.stages.peek().length) {
        // Only the field for the first stage is left.
        if (hadFocus && !view.hasFocus()) view.root?.querySelector<HTMLElement>("form input")?.focus();
        stop = null;
        hadFocus = false;
        return;
      }
      const place = view.focus.peek();
      if (!positionOf(view, place)) view.focus.value = at ? nearestPlace(view, at) : placeAt(view, 0, 0);
      at = positionOf(view, view.focus.peek());
      const element = view.element(view.focus.peek());
      // With two stops Shift+Tab would lead from a cell's field to the cell, and so to its field again.
      const next = (element && fieldIn(element)) ?? element;
      if (stop !== next) {
        if (stop) stop.tabIndex = -1;
        if (element) element.tabIndex = -1;
        if (next) next.tabIndex = 0;
        stop = next;
      }
      const wanted = view.wantedCard;
      const card = wanted && view.cardElement(wanted.place, wanted.card);
      if (card) {
        card.focus();
        view.wantsFocus = false;
      } else if (view.wantsFocus || (hadFocus && !view.hasFocus())) focusNow(view);
      // A cell far away is drawn once it has been scrolled to.
      const isToCome = wanted && samePlace(wanted.place, view.focus.peek()) && !view.element(wanted.place);
      if (card || !isToCome) view.wantedCard = null;
      hadFocus = false;
    };
    // Effects run before the change is drawn; `settle` after it.
    const stopWatching = effect(() => {
      view.store.document.value;
      // Also so that the filter notes what it shows of every state of the map.
      view.reader.seen.value;
      view.reader.hidden.value;
      view.reader.folded.value;
      view.reader.size.value;
      view.focus.value;
      view.window.value;
      view.editing.value;
      view.store.editable.value;
      hadFocus ||= view.hasFocus();
      afterDrawing(settle);
    });
    const stopSelecting = effect(() => {
      const block = blockOf(view);
      const { lane, stage } = view.focus.value;
      const header = lane === null && stage !== null ? { lanes: [], stages: [stage] } : null;
      const ids = block ? idsOf(view, block) : header;
      // A place is taken up just before its element has the focus.
      queueMicrotask(() => {
        if (ids && view.hasFocus()) view.store.select(ids);
      });
    });
    // A block that Python or another view selected is shown, where the reader is not at work; stages without lanes
    // are their whole columns.
    const stopShowing = effect(() => {
      const { lanes: own, stages } = view.store.selection.value;
      const lanes = own.length || !stages.length ? own : view.lanes.peek().map(({ id }) => id);
      if (!stages.length && !view.hasFocus()) view.range.value = null;
      const [first, last] = [0, -1].map((at) => ({
        lane: lanes.at(at) ?? null,
        stage: stages.at(at) ?? null,
      }));
      if (view.hasFocus() || !positionOf(view, first!) || !positionOf(view, last!)) return;
      view.focus.value = first!;
      view.range.value = samePlace(first!, last!) ? null : { from: first!, to: last! };
    });
    return () => {
      stopShowing();
      stopWatching();
      stopSelecting();
    };
  }, [view]);
}

/** The grid's own listener: whatever is focused inside a cell makes that cell the tab stop; a focused card is selected. */
export function noteFocus(view: ViewState, target: Element): void {
  const place = placeOf(target);
  if (!place) return;
  if (!samePlace(place, view.focus.peek())) {
    view.range.value = null;
    view.headersTo.value = null;
    view.focus.value = place;
    if (view.panel.peek()?.persona) view.panel.value = { tab: "details", persona: null };
  }
  const { offer } = view;
  if (offer.peek() && !samePlace(place, offer.peek()!)) offer.value = null;
  const { card } = (target as HTMLElement).dataset;
  if (card ? view.cards.peek().has(card) : target !== view.element(place)) return;
  view.cards.value = new Set(card ? [card] : []);
}

/** The place whose cell or header holds an element. */
export function placeOf(target: Element): Place | null {
  const cell = target.closest<HTMLElement>("[data-stage], .cjm-lh");
  const row = cell?.closest<HTMLElement>(".cjm-stages, [data-lane]");
  if (!cell || !row) return null;
  return { lane: row.dataset.lane ?? null, stage: cell.dataset.stage ?? null };
}

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
  const exists = (row >= 0 || lane === null) && (column >= 0 || stage === null) && row + column > -2;
  return exists ? { row, column } : null;
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

/** The selected block: all between the ends of the range, or the focused cell. Null on headers. */
export function blockOf(view: ViewState): Block | null {
  const focused = view.focus.value;
  const { from, to } = view.range.value ?? { from: focused, to: focused };
  const start = positionOf(view, from) ?? positionOf(view, focused);
  const end = positionOf(view, to) ?? start;
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

export interface Stop {
  tabIndex: -1;
  ref: (element: HTMLElement | null) => void;
}

/** Makes an element one the focus can stop at; it alone is in the tab order while it has the focus. */
export function stopAt(view: ViewState, place: Place): Stop {
  const ref = (element: HTMLElement | null) => {
    if (element) element.tabIndex = samePlace(view.focus.peek(), place) ? 0 : -1;
  };
  return { tabIndex: -1, ref };
}

export function useStop(view: ViewState, lane: string | null, stage: string | null): Stop {
  return useMemo(() => stopAt(view, { lane, stage }), [view, lane, stage]);
}
