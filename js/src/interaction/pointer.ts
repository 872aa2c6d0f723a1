/** The mouse: one press selects a cell, dragging selects a block, two presses edit; a grip drags its stage or lane. */
import { move } from "../document/gestures";
import { isTextless, toggleCard } from "./card-selection";
import { edit } from "./commands";
import { makeEdit, startEditing } from "./editing";
import { go, goCard, placeOf } from "./focus";
import { extendTo, startRange } from "./range";
import { type Place, samePlace, type ViewState } from "./state";

export function startDrag(view: ViewState, kind: "stage" | "lane", id: string, event: PointerEvent): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const grip = event.currentTarget as HTMLElement;
  grip.setPointerCapture(event.pointerId);
  const things = view.store.document.peek()[`${kind}s`] ?? [];
  const name = things.find((thing) => thing.id === id)?.name ?? "";
  const source = grip.closest(".cjm-stage, .cjm-lh");
  source?.classList.add("is-moving");

  const follow = ({ clientX: x, clientY: y }: PointerEvent) => {
    view.dragging.value = { kind, id, name, x, y, ...dropAt(view, kind, x, y) };
  };
  const cancel = (key: KeyboardEvent) => {
    if (key.key !== "Escape") return;
    key.preventDefault();
    key.stopPropagation();
    stop();
  };
  const stop = () => {
    grip.removeEventListener("pointermove", follow);
    grip.removeEventListener("pointerup", drop);
    grip.removeEventListener("pointercancel", stop);
    document.removeEventListener("keydown", cancel, true);
    source?.classList.remove("is-moving");
    view.dragging.value = null;
  };
  const drop = () => {
    const dragging = view.dragging.peek();
    stop();
    if (dragging) makeEdit(view, move(view.store.document.peek(), kind, id, dragging.before), `Move ${kind}`);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", drop);
  grip.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", cancel, true);
}

/** The gap nearest to the pointer. */
function dropAt(
  view: ViewState,
  kind: "stage" | "lane",
  x: number,
  y: number,
): { before: string | null; at: number } {
  const grid = view.grid!.getBoundingClientRect();
  const gaps: { before: string | null; at: number }[] = [];
  if (kind === "stage") {
    const lane = view.grid!.querySelector<HTMLElement>(".cjm-corner")!.offsetWidth;
    for (const { stage, left } of view.columns.peek()) gaps.push({ before: stage, at: lane + left });
    gaps.push({ before: null, at: grid.width });
    const from = getComputedStyle(view.grid!).direction === "rtl" ? grid.right - x : x - grid.left;
    return nearest(gaps, from);
  }
  for (const lane of view.lanes.peek()) {
    const row = view.row(lane.id);
    if (row) gaps.push({ before: lane.id, at: row.offsetTop });
  }
  gaps.push({ before: null, at: grid.height });
  return nearest(gaps, y - grid.top);
}

const nearest = <G extends { at: number }>(gaps: readonly G[], to: number): G =>
  gaps.reduce((best, gap) => (Math.abs(gap.at - to) < Math.abs(best.at - to) ? gap : best));

const CONTROLS = "button, a, input, textarea, select, .cjm-editor, .cjm-conflict, [role=slider]";

/** The place whose press is the grid's to handle; points of the curve and controls handle their own. */
function placeToPress(event: MouseEvent): Place | null {
  const target = event.target as Element;
  if (event.button !== 0 || target.closest(CONTROLS) || target.closest(".cjm-ecell")) return null;
  return placeOf(target);
}

const cardOf = (event: MouseEvent): string | null =>
  (event.target as Element).closest<HTMLElement>("[data-card]")?.dataset.card ?? null;

export function onMouseDown(view: ViewState, event: MouseEvent): void {
  const place = placeToPress(event);
  if (!place) return;
  // Without this the browser would give the focus to the card, or start to mark text.
  event.preventDefault();
  const focused = view.focus.peek();
  const card = view.store.editable.peek() ? cardOf(event) : null;
  const isCell = place.lane !== null && place.stage !== null;
  if (event.shiftKey && isCell && focused.lane !== null && focused.stage !== null) {
    // From a card, or from outside of the grid, the block begins at the cell.
    if (view.element(focused) !== view.active()) go(view, focused);
    extendTo(view, place);
  } else if (card && (event.ctrlKey || event.metaKey)) toggleCard(view, place, card);
  else if (card) goCard(view, place, card);
  else {
    go(view, place);
    if (isCell) startRange(view, event);
  }
}

export function onPointerOver(view: ViewState, event: MouseEvent): void {
  const place = placeOf(event.target as Element);
  const pointed = view.pointed.peek();
  if (place ? !pointed || !samePlace(place, pointed) : pointed) view.pointed.value = place;
}

export function onDoubleClick(view: ViewState, event: MouseEvent): void {
  const place = placeToPress(event);
  if (!place || isTextless(view, place)) return;
  const onGoal = (event.target as Element).closest(".cjm-stage p");
  const opened = onGoal ? startEditing(view, place, { field: "goal" }) : edit(view, place, cardOf(event));
  if (opened) event.preventDefault();
}
