/** The mouse on cells: one press selects the cell, dragging selects a block, two presses edit. */
import { go, goCard, placeOf } from "../focus";
import { type Place, samePlace, type ViewState } from "../state";
import { startEditing } from "./commands";

const CONTROLS = "button, a, input, textarea, select, .cjm-editor, .cjm-conflict, [role=slider]";

/** The place whose press is the grid's to handle; points of the curve and controls handle their own. */
function pressed(event: MouseEvent): Place | null {
  const target = event.target as Element;
  if (event.button !== 0 || target.closest(CONTROLS) || target.closest(".cjm-ecell")) return null;
  return placeOf(target);
}

export function onMouseDown(view: ViewState, event: MouseEvent): void {
  const place = pressed(event);
  if (!place) return;
  // Without this the browser would give the focus to the card, or start to mark text.
  event.preventDefault();
  const focused = view.focus.peek();
  const card = (event.target as Element).closest<HTMLElement>("[data-card]")?.dataset.card;
  const isCell = place.lane !== null && place.stage !== null;
  if (event.shiftKey && isCell) go(view, place, view.anchor.peek() ?? focused);
  else if (card && samePlace(focused, place) && view.element(place) === view.active())
    goCard(view, place, card);
  else go(view, place);
}

export function onPointerOver(view: ViewState, event: MouseEvent): void {
  if (!(event.buttons & 1) || view.dragging.peek()) return;
  const place = placeOf(event.target as Element);
  const focused = view.focus.peek();
  if (!place?.lane || !place.stage || !focused.lane || !focused.stage || samePlace(place, focused)) return;
  if (!view.hasFocus() || view.active()?.matches("[role=slider], input, textarea, select")) return;
  go(view, place, view.anchor.peek() ?? focused);
}

export function onDoubleClick(view: ViewState, event: MouseEvent): void {
  const place = pressed(event);
  if (!place) return;
  const kind = view.lanes.peek().find(({ id }) => id === place.lane)?.kind ?? "cards";
  if (place.stage !== null && place.lane !== null && kind !== "cards") return;
  const target = event.target as Element;
  const card = target.closest<HTMLElement>("[data-card]")?.dataset.card ?? null;
  const field = target.closest(".cjm-stage p") ? "goal" : undefined;
  if (startEditing(view, place, { card, field })) event.preventDefault();
}
