/** Carrying out what keys and buttons ask for, as gestures on the store and moves of the focus. */
import { clearBlock } from "../document/block";
import { entryAt, rowAt } from "../document/document";
import { cardsAt, cardText, cellText, moveBy, moveCard, remove, removeCard } from "../document/gestures";
import { holdsCards } from "../document/lane-kinds";
import type { Card, Operation } from "../document/schema";
import { blockOf, go, goCard, idsOf, placeAt, placeAway, placeOf, positionOf } from "./focus";
import { type Command, commandOf, type KeyTarget } from "./keys";
import type { Editing, Place, ViewState } from "./state";

/** Make an edit, and say why where it was refused. */
export function makeEdit(view: ViewState, operations: readonly Operation[], label: string): boolean {
  const why = operations.length ? view.store.edit(operations, label) : null;
  view.refusal.value = why;
  return why === null;
}

export function onKeyDown(view: ViewState, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const place = placeOf(target);
  // Text fields and menus keep their keys.
  if (event.defaultPrevented || !place || target.closest("input, textarea, select")) return;
  const card = target.dataset.card ?? null;
  const command = commandOf(event, spotOf(view, target, place), getComputedStyle(target).direction === "rtl");
  if (!command || !run(view, command, place, card)) return;
  // Typing goes on into the editor that has just opened.
  if (command.do !== "edit" || !command.replace) event.preventDefault();
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
      go(view, corner(view, true), corner(view, false));
      return true;
    case "move":
      return card ? moveTheCard(view, place, card, command) : moveHeader(view, place, command);
    case "edit":
      if (isTextless(view, place)) return !command.replace && enter(view, place);
      return startEditing(view, place, {
        card,
        replace: command.replace,
        field: command.goal ? "goal" : undefined,
      });
    case "enter":
      return enter(view, place);
    case "leave":
      return leave(view, place);
    case "clear":
      return clear(view, place, card);
    case "undo":
      view.store.undo();
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

/** Up and down lead through the cell's cards; beyond them, and sideways, to the next cell. */
function goFromCard(
  view: ViewState,
  place: Place,
  card: string,
  { rows, columns }: { rows: number; columns: number },
): boolean {
  const cards = cardsAt(view.store.document.peek(), place.stage!, place.lane!);
  const next = cards[cards.findIndex(({ id }) => id === card) + Math.sign(rows)];
  if (Math.abs(rows) === 1 && next) goCard(view, place, next.id);
  else go(view, placeAway(view, place, rows, columns));
  return true;
}

/** Whether it is a cell that holds no text: keys lead into it, and no card moves there. */
export function isTextless(view: ViewState, { lane, stage }: Place): boolean {
  const row = view.lanes.peek().find(({ id }) => id === lane);
  return stage !== null && !!row && !holdsCards(row);
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

/** Open an editor on a cell, a card of it, or a header. */
export function startEditing(
  view: ViewState,
  place: Place,
  {
    card = null,
    replace = false,
    field,
  }: { card?: string | null; replace?: boolean; field?: Editing["field"] } = {},
): boolean {
  if (!view.store.editable.peek()) return false;
  const base = view.store.document.peek();
  const input = field ?? (place.lane !== null && place.stage !== null ? "text" : "name");
  view.anchor.value = null;
  view.focus.value = place;
  view.refusal.value = null;
  view.editing.value = {
    ...place,
    card,
    field: input,
    base,
    text: replace ? "" : textAt(view, place, card, input),
  };
  return true;
}

function textAt(
  view: ViewState,
  { lane, stage }: Place,
  card: string | null,
  field: Editing["field"],
): string {
  const document = view.store.document.peek();
  if (field === "text") {
    const one = card && cardsAt(document, stage!, lane!).find(({ id }) => id === card);
    return one ? cardText(one) : cellText(document, stage!, lane!);
  }
  const thing =
    lane === null
      ? document.stages?.find(({ id }) => id === stage)
      : document.lanes?.find(({ id }) => id === lane);
  return (field === "goal" ? (thing as { goal?: string })?.goal : thing?.name) ?? "";
}

function clear(view: ViewState, place: Place, card: string | null): boolean {
  if (!view.store.editable.peek()) return false;
  const { lane, stage } = place;
  if (lane === null || stage === null) {
    askRemove(view, lane === null ? "stage" : "lane", (lane ?? stage)!);
    return true;
  }
  const document = view.store.document.peek();
  const one = card && cardsAt(document, stage, lane).find(({ id }) => id === card);
  if (one) makeEdit(view, [removeCard(stage, lane, one)], "Remove card");
  else {
    const block = blockOf(view);
    const { lanes, stages } = block ? idsOf(view, block) : { lanes: [lane], stages: [stage] };
    makeEdit(view, clearBlock(document, view.kinds, stages, lanes, view.persona.peek()), "Clear");
  }
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

/** To the end of the neighbouring cell, or past the neighbouring card. */
function moveTheCard(
  view: ViewState,
  place: Place,
  id: string,
  { rows, columns }: { rows: number; columns: number },
): boolean {
  if (!view.store.editable.peek()) return false;
  const document = view.store.document.peek();
  const from = { lane: place.lane!, stage: place.stage! };
  const cards = cardsAt(document, from.stage, from.lane);
  const at = cards.findIndex((other) => other.id === id);
  const card = cards[at];
  if (!card) return false;
  const within = rows !== 0 && cards[at + rows];
  if (within) {
    const before = rows < 0 ? within.id : (cards[at + 2]?.id ?? null);
    makeEdit(view, [moveCard(from, card, { ...from, before })], "Move card");
    view.wantedCard = { place, card: id };
    return true;
  }
  let to = placeAway(view, place, rows, columns);
  while (rows && to.lane !== null && isTextless(view, to) && to.lane !== placeAway(view, to, rows, 0).lane)
    to = placeAway(view, to, rows, 0);
  if (to.lane === null || to.stage === null || isTextless(view, to) || !positionOf(view, to)) return true;
  if (to.lane === place.lane && to.stage === place.stage) return true;
  if (makeEdit(view, [moveCard(from, card, { lane: to.lane, stage: to.stage })], "Move card")) {
    view.focus.value = to;
    view.wantedCard = { place: to, card: id };
  }
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
