/** Carrying out what keys and buttons ask for, as gestures on the store and moves of the focus. */
import { clearBlock } from "../document/block";
import { entryAt, rowAt } from "../document/document";
import { cardsAt, moveBy, remove } from "../document/gestures";
import type { Card } from "../document/schema";
import { goFromCard, isTextless, moveCards, removeCards } from "./card-selection";
import { draftsAt, makeEdit, openDraft, startEditing, undoByOffer } from "./editing";
import { blockOf, go, idsOf, placeAt, placeAway, placeOf } from "./focus";
import { type Command, commandOf, isComposing, type KeyTarget } from "./keys";
import { ownerOf, type Place, type ViewState } from "./state";

export function onKeyDown(view: ViewState, event: KeyboardEvent): void {
  const target = ownerOf(event.target as Element) as HTMLElement;
  const place = placeOf(target);
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v") view.pastesOne = event.shiftKey;
  // Text fields and menus keep their keys, and an input method has its own.
  if (event.defaultPrevented || isComposing(event) || !place || target.closest("input, textarea, select"))
    return;
  const card = target.dataset.card ?? null;
  const command = commandOf(event, spotOf(view, target, place), getComputedStyle(target).direction === "rtl");
  if (!command || !run(view, command, place, card)) return;
  event.preventDefault();
  event.stopPropagation();
}

function spotOf(view: ViewState, target: HTMLElement, place: Place): KeyTarget {
  if (target.dataset.card) return "card";
  if (target !== view.element(place)) return "inside";
  return place.lane === null ? "stage" : place.stage === null ? "lane" : "cell";
}

/** Whether the key was handled; other keys go on to the page. */
function run(view: ViewState, command: Command, place: Place, card: string | null): boolean {
  switch (command.do) {
    case "go":
      if (card) return goFromCard(view, place, card, command);
      extendOr(view, placeAway(view, view.focus.peek(), command.rows, command.columns), command.extend);
      return true;
    case "corner":
      extendOr(view, corner(view, command.last), command.extend);
      return true;
    case "all":
      selectAll(view);
      return true;
    case "move":
      return card ? moveCards(view, place, card, command) : moveHeader(view, place, command);
    case "edit":
      if (isTextless(view, place)) return enter(view, place);
      return command.goal ? startEditing(view, place, { field: "goal" }) : edit(view, place, card);
    case "type":
      return typeInto(view, place);
    case "enter":
      return enter(view, place);
    case "leave":
      return leave(view, place);
    case "clear":
      return clear(view, place, card);
    case "undo":
      if (!undoByOffer(view)) view.store.undo();
      return true;
    case "redo":
      view.store.redo();
      return true;
    case "add":
      openAdd(view, place.lane === null ? "stage" : "lane", place.lane ?? place.stage, null);
      return true;
    case "keys":
      view.open.value = { what: "keys", anchor: null };
      return true;
  }
}

const corner = (view: ViewState, last: boolean): Place =>
  last ? placeAt(view, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY) : placeAt(view, 0, 0);

function extendOr(view: ViewState, place: Place, extend: boolean): void {
  const block = extend && place.lane !== null && place.stage !== null && blockOf(view);
  go(view, place, block ? (view.anchor.peek() ?? view.focus.peek()) : null);
}

/** The focused cell's lane; where it is selected already, the map. */
function selectAll(view: ViewState): void {
  const { lane } = view.focus.peek();
  const block = blockOf(view);
  const whole = block && block.stages[1] - block.stages[0] + 1 === view.stages.peek().length;
  const row = view.lanes.peek().findIndex(({ id }) => id === lane);
  if (!block || whole || row < 0) go(view, corner(view, true), corner(view, false));
  else go(view, placeAt(view, row, Number.POSITIVE_INFINITY), placeAt(view, row, 0));
}

/** A character is written into the cell's hidden field, which becomes the editor; without one it is answered. */
function typeInto(view: ViewState, place: Place): boolean {
  if (isTextless(view, place) || view.store.editable.peek()) return false;
  return !startEditing(view, place);
}

/** Open the card; of a cell its first one, or a new one where it has none. */
export function edit(view: ViewState, place: Place, card: string | null): boolean {
  const { lane, stage } = place;
  if (card || lane === null || stage === null) return startEditing(view, place, { card });
  const first = cardsAt(view.store.document.peek(), stage, lane)[0]?.id;
  if (first || !draftsAt(view, place).length) return startEditing(view, place, { card: first });
  openDraft(view, place, 0);
  return true;
}

/** Into the cell: to its first card or point. */
function enter(view: ViewState, place: Place): boolean {
  const cell = view.element(place);
  const inner =
    cell?.querySelector<HTMLElement>("[data-inner=first]") ??
    cell?.querySelector<HTMLElement>(
      view.store.editable.peek() ? "[data-card], [data-inner]" : "[data-inner]",
    );
  inner?.focus();
  return !!inner;
}

/** Out again; from a block, back to the one cell. */
function leave(view: ViewState, place: Place): boolean {
  if (view.element(place) === view.active() && !view.anchor.peek()) return false;
  go(view, place);
  return true;
}

function clear(view: ViewState, place: Place, card: string | null): boolean {
  if (!view.store.editable.peek()) return false;
  const { lane, stage } = place;
  if (lane === null || stage === null) {
    askRemove(view, lane === null ? "stage" : "lane", (lane ?? stage)!);
    return true;
  }
  if (card) {
    removeCards(view, place);
    return true;
  }
  const document = view.store.document.peek();
  const block = blockOf(view);
  const { lanes, stages } = block ? idsOf(view, block) : { lanes: [lane], stages: [stage] };
  makeEdit(view, clearBlock(document, view.kinds, stages, lanes, view.persona.peek()), "Clear");
  go(view, place, view.anchor.peek());
  return true;
}

function moveHeader(
  view: ViewState,
  place: Place,
  { rows, columns }: { rows: number; columns: number },
): boolean {
  const { lane, stage } = place;
  const kind = lane === null ? "stage" : "lane";
  const by = lane === null ? columns : rows;
  if (!by || (lane !== null && stage !== null) || !view.store.editable.peek()) return false;
  const document = view.store.document.peek();
  makeEdit(view, moveBy(document, kind, (lane ?? stage)!, by), `Move ${kind}`);
  return true;
}

/** Open the field that adds a stage or lane after one, or at the end. */
export function openAdd(
  view: ViewState,
  kind: "stage" | "lane",
  after: string | null,
  anchor: Element | null,
): void {
  if (!view.store.editable.peek()) return;
  const things = view.store.document.peek()[`${kind}s`] ?? [];
  const before = after === null ? null : (things[things.findIndex(({ id }) => id === after) + 1]?.id ?? null);
  view.open.value = { what: "add", kind, before, anchor };
}

/** Remove a stage or lane; ask first if it holds anything. */
export function askRemove(view: ViewState, kind: "stage" | "lane", id: string): void {
  const { cells = {}, emotion = {} } = view.store.document.peek();
  const ofStage = (row: Record<string, Card[]>) => entryAt(row, id) ?? [];
  const cards =
    kind === "lane" ? Object.values(rowAt(cells, id)).flat() : Object.values(cells).flatMap(ofStage);
  const scores = kind === "lane" ? [] : Object.values(emotion).filter((row) => entryAt(row, id));
  const entries = cards.length + scores.length;
  if (entries) view.open.value = { what: "remove", kind, id, entries, anchor: null };
  else removeNow(view, kind, id);
}

export function removeNow(view: ViewState, kind: "stage" | "lane", id: string): void {
  makeEdit(view, remove(view.store.document.peek(), kind, id), `Remove ${kind}`);
}
