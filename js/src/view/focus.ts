/** Moving the focus: one tab stop in the grid, and never a focus lost to the page when something vanishes. */
import { effect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { blockOf, idsOf, nearestPlace, placeAt, positionOf } from "./grid/places";
import { type Place, samePlace, type ViewState } from "./state";

/** Put the focus on a place; where it is not drawn yet, as soon as it is. */
export function go(view: ViewState, place: Place, anchor: Place | null = null): void {
  view.anchor.value = anchor;
  view.focus.value = place;
  focusNow(view);
}

function focusNow(view: ViewState): void {
  const element = view.element(view.focus.peek());
  view.wanted = !element;
  element?.focus();
}

/** Put the focus on a card of the focused cell, or on the cell. */
export function goCard(view: ViewState, place: Place, card: string): void {
  view.anchor.value = null;
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
    let held = false;

    const settle = () => {
      if (!view.stages.peek().length) {
        // Only the field for the first stage is left.
        if (held && !view.hasFocus()) view.root?.querySelector<HTMLElement>("form input")?.focus();
        stop = null;
        held = false;
        return;
      }
      const place = view.focus.peek();
      if (!positionOf(view, place)) view.focus.value = at ? nearestPlace(view, at) : placeAt(view, 0, 0);
      at = positionOf(view, view.focus.peek());
      const element = view.element(view.focus.peek());
      if (stop !== element) {
        if (stop) stop.tabIndex = -1;
        if (element) element.tabIndex = 0;
        stop = element;
      }
      const card = view.wantedCard && view.cardElement(view.wantedCard.place, view.wantedCard.card);
      if (card) card.focus();
      else if (view.wanted || (held && !view.hasFocus())) focusNow(view);
      view.wantedCard = null;
      held = false;
    };
    // Effects run before the change is drawn; `settle` after it.
    const stopWatching = effect(() => {
      view.store.document.value;
      view.focus.value;
      view.window.value;
      view.editing.value;
      held ||= view.hasFocus();
      queueMicrotask(() => queueMicrotask(settle));
    });
    const stopSelecting = effect(() => {
      const block = blockOf(view);
      const { lane, stage } = view.focus.value;
      const header = lane === null && stage !== null ? { lanes: [], stages: [stage] } : null;
      const chosen = block ? idsOf(view, block) : header;
      // A place is taken up just before its element has the focus.
      queueMicrotask(() => {
        if (chosen && view.hasFocus()) view.store.select(chosen);
      });
    });
    // A block that Python or another view selected is shown, where the reader is not at work; stages without lanes
    // are their whole columns.
    const stopShowing = effect(() => {
      const { lanes: own, stages } = view.store.selection.value;
      const lanes = own.length || !stages.length ? own : view.lanes.peek().map(({ id }) => id);
      if (!stages.length && !view.hasFocus()) view.anchor.value = null;
      const [first, last] = [0, -1].map((at) => ({
        lane: lanes.at(at) ?? null,
        stage: stages.at(at) ?? null,
      }));
      if (view.hasFocus() || !positionOf(view, first!) || !positionOf(view, last!)) return;
      view.focus.value = first!;
      view.anchor.value = last!;
    });
    return () => {
      stopShowing();
      stopWatching();
      stopSelecting();
    };
  }, [view]);
}

/** The grid's own listener: whatever is focused inside a cell makes that cell the tab stop. */
export function noteFocus(view: ViewState, target: Element): void {
  const place = placeOf(target);
  if (place && !samePlace(place, view.focus.peek())) {
    view.anchor.value = null;
    view.focus.value = place;
  }
}

/** The place whose cell or header holds an element. */
export function placeOf(target: Element): Place | null {
  const cell = target.closest<HTMLElement>("[data-stage], .cjm-lh");
  const row = cell?.closest<HTMLElement>(".cjm-stages, [data-lane]");
  if (!cell || !row) return null;
  return { lane: row.dataset.lane ?? null, stage: cell.dataset.stage ?? null };
}
