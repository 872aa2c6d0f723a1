/** The mouse: one press selects a cell, dragging selects a block, two presses edit. Cards have card-drag.ts besides. */
import { cardOf, keepsSelection } from "./cards/card-drag";
import { isTextless, toggleCard } from "./cards/card-selection";
import { edit } from "./commands/commands";
import { go, goCard, placeOf } from "./focus";
import { selectHeaders } from "./headers/stage-row";
import { extendTo, startRange } from "./range";
import { type Place, samePlace, type ViewState } from "./state";
import { startEditing } from "./writing/editing";

const CONTROLS = "button, a, input, textarea, select, .cjm-editor, .cjm-conflict, [role=slider]";

/** The place whose press is the grid's to handle; points of the curve and controls handle their own. */
function placeToPress(event: MouseEvent): Place | null {
  const target = event.target as Element;
  if (event.button !== 0 || target.closest(CONTROLS) || target.closest(".cjm-ecell")) return null;
  return placeOf(target);
}

export function onMouseDown(view: ViewState, event: MouseEvent): void {
  const target = event.target as Element;
  const place = placeToPress(event);
  // A card keeps the focus when one of its tools is pressed.
  if (!place && target.closest("[data-card] > .cjm-hov")) event.preventDefault();
  if (!place) return;
  // Without this the browser would give the focus to the card, or start to mark text.
  event.preventDefault();
  const focused = view.focus.peek();
  const card = view.isSelectable ? cardOf(target) : null;
  const adds = event.ctrlKey || event.metaKey;
  const isCell = place.lane !== null && place.stage !== null;
  if (event.shiftKey && isCell && focused.lane !== null && focused.stage !== null) {
    // From a card, or from outside of the grid, the block begins at the cell.
    if (view.element(focused) !== view.active()) go(view, focused);
    extendTo(view, place);
  } else if (event.shiftKey && place.lane === null && place.stage !== null && focused.lane === null) {
    if (view.element(focused) !== view.active()) go(view, focused);
    selectHeaders(view, place);
  } else if (card && keepsSelection(view, card, adds)) return;
  else if (card && adds) toggleCard(view, place, card);
  else if (card) goCard(view, place, card);
  else {
    go(view, place);
    if (isCell) startRange(view, event);
  }
}

export function onPointerOver(view: ViewState, event: PointerEvent): void {
  const target = event.target as Element;
  const place = placeOf(target);
  const pointed = view.pointed.peek();
  view.pointedCard.value = cardOf(target);
  if (place ? !pointed || !samePlace(place, pointed) : pointed) view.pointed.value = place;
}

export function onDoubleClick(view: ViewState, event: MouseEvent): void {
  const place = placeToPress(event);
  if (!place || isTextless(view, place)) return;
  const onGoal = (event.target as Element).closest(".cjm-stage p");
  const opened = onGoal
    ? startEditing(view, place, { field: "goal" })
    : edit(view, place, cardOf(event.target as Element));
  if (opened) event.preventDefault();
}
