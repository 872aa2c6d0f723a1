/** Carrying out what keys and buttons ask for, as gestures on the store and moves of the focus. */
import { entryAt, rowAt, thingsOf } from "../../document/document";
import { cardsAt, move, moveBy, remove } from "../../document/gestures";
import { laneContent } from "../../document/lane-kinds";
import type { Card, Operation } from "../../document/schema";
import { english, t } from "../../words/words";
import { coverBy } from "../cards/card-drag";
import { goFromCard, isTextless, moveCards, removeCards } from "../cards/card-selection";
import { go, placeAt, placeAway, placeOf } from "../focus";
import { placeHeader } from "../headers/header-drag";
import {
  addStageInPlace,
  focusStageBar,
  movingHeader,
  selectedStages,
  selectHeaders,
} from "../headers/stage-row";
import { clearRange, extendTo, fillRange, jump, movingEnd, selectAll } from "../range";
import { ownerOf, type Place, type ViewState } from "../state";
import {
  draftsAt,
  mayWrite,
  openDraft,
  removeSaying,
  startEditing,
  stepHistory,
  undoByOffer,
} from "../writing/editing";
import { anywhere, type Command, commandOf, type Everywhere, isComposing, type KeyTarget } from "./keys";

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

/** Keys that mean the same wherever the focus is in the map, such as on a button of its header. */
export function onAnyKeyDown(view: ViewState, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || isComposing(event)) return;
  const command = anywhere(event);
  const isText = target.closest("input, textarea, select");
  if (event.key === "Escape") {
    if (target.closest(".cjm-pop, .cjm-grid") || !view.stages.peek().length) return;
    go(view, view.focus.peek());
  } else if (!command || (isText && (command === "keys" || !isUntouched(target)))) return;
  else runAnywhere(view, command);
  event.preventDefault();
  event.stopPropagation();
}

/** Whether it is the field of a new card or of the first stage before anything was typed, with no typing of its own to undo. */
const isUntouched = (target: HTMLElement): boolean =>
  target.matches(".cjm-editor.is-new textarea, .cjm-empty input") && !target.dataset.typed;

export function runAnywhere(view: ViewState, command: Everywhere): boolean {
  if (command === "keys") view.open.value = { what: "keys", anchor: view.active() };
  else if (command === "redo" || !undoByOffer(view)) stepHistory(view, command);
  return true;
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
    case "jump":
      if (card && !command.extend && command.do === "go") return goFromCard(view, place, card, command);
      goOrExtend(view, place, command.extend, (from) =>
        command.do === "jump"
          ? jump(view, from, command.rows, command.columns)
          : placeAway(view, from, command.rows, command.columns),
      );
      return true;
    case "corner":
      goOrExtend(view, place, command.extend, () => corner(view, command.last));
      return true;
    case "all":
      selectAll(view, place, card);
      return true;
    case "fill":
      return fillRange(view, command.down);
    case "move":
      return card ? moveCards(view, place, card, command) : moveHeader(view, place, command);
    case "cover":
      if (view.store.editable.peek())
        coverBy(view, { lane: place.lane!, stage: place.stage!, card: card! }, command.by);
      return true;
    case "edit":
      if (isTextless(view, place)) return enter(view, place);
      if (place.lane === null && selectedStages(view).length > 1) return focusStageBar(view);
      return command.goal ? startEditing(view, place, { field: "goal" }) : edit(view, place, card);
    case "type":
      return typeInto(view, place);
    case "enter":
      return enter(view, place);
    case "leave":
      return leave(view, place);
    case "clear":
      return clear(view, place, card);
    case "add":
      openAdd(view, place.lane === null ? "stage" : "lane", place.lane ?? place.stage, null);
      return true;
    case "undo":
    case "redo":
    case "keys":
      return runAnywhere(view, command.do);
  }
}

const corner = (view: ViewState, last: boolean): Place =>
  last ? placeAt(view, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY) : placeAt(view, 0, 0);

/** Move the focus, or the end of the selected block; beyond the cells a block does not reach. */
function goOrExtend(view: ViewState, place: Place, extend: boolean, next: (from: Place) => Place): void {
  if (extend && place.lane === null) {
    selectHeaders(view, next(movingHeader(view)));
    return;
  }
  if (!extend || place.lane === null || place.stage === null) {
    go(view, next(view.focus.peek()));
    return;
  }
  if (view.element(place) !== view.active()) go(view, place);
  extendTo(view, next(movingEnd(view)));
}

/** A character is written into the cell's hidden field, which becomes the editor; without one it is answered. */
function typeInto(view: ViewState, place: Place): boolean {
  if (isTextless(view, place) || mayWrite(view)) return false;
  return !startEditing(view, place);
}

/** Open the card; of a cell its first one, or a new one where it has none. */
export function edit(view: ViewState, place: Place, card: string | null): boolean {
  const { lane, stage } = place;
  if (card || lane === null || stage === null) return startEditing(view, place, { card });
  const first = cardsAt(view.reader.seen.peek(), stage, lane)[0]?.id;
  if (first || !draftsAt(view, place).length) return startEditing(view, place, { card: first });
  openDraft(view, place, 0);
  return true;
}

/** Into the cell: to its first card or point. */
function enter(view: ViewState, place: Place): boolean {
  const cell = view.element(place);
  const inner =
    cell?.querySelector<HTMLElement>("[data-inner=first]") ??
    cell?.querySelector<HTMLElement>(view.isSelectable ? "[data-card], [data-inner]" : "[data-inner]");
  inner?.focus();
  return !!inner;
}

/** Out again: from a card to its cell, from a block to the one cell, from there out of the map. */
function leave(view: ViewState, place: Place): boolean {
  const isAlone = !view.range.peek() && view.headersTo.peek() === null;
  if (view.element(place) === view.active() && isAlone) return leaveMap(view);
  go(view, place);
  return true;
}

/** The notebook's cell around the map, where there is one. */
const NOTEBOOK_CELL = ".jp-Cell";

function leaveMap(view: ViewState): boolean {
  if (view.reader.size.peek() === "full") {
    view.reader.size.value = "cell";
    return true;
  }
  const cell = view.root?.closest<HTMLElement>(NOTEBOOK_CELL);
  cell?.focus();
  return !!cell;
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
  clearRange(view);
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
  const id = (lane ?? stage)!;
  const [operation] = kind === "lane" ? moveLane(view, id, by) : moveBy(document, kind, id, by);
  if (operation?.op === "move") placeHeader(view, kind, id, operation.before ?? null);
  else view.outcome.value = kind === "lane" ? laneEnd(by) : stageEnd(by);
  return true;
}

const stageEnd = (by: number): string =>
  by < 0 ? t("This stage is the first") : t("This stage is the last");
const laneEnd = (by: number): string => (by < 0 ? t("This lane is the first") : t("This lane is the last"));

/** Move a lane past those on screen; the hidden ones between stay where they are. */
function moveLane(view: ViewState, id: string, by: number): Operation[] {
  const ids = view.lanes.peek().map((lane) => lane.id);
  const others = ids.filter((other) => other !== id);
  const at = ids.indexOf(id) + by;
  if (at < 0 || at >= ids.length) return [];
  const all = thingsOf(view.store.document.peek(), "lane").map((lane) => lane.id);
  // Down, it stands right behind the lane it passed.
  const before = by < 0 ? others[at]! : (all[all.indexOf(others[at - 1]!) + 1] ?? null);
  return move(view.store.document.peek(), "lane", id, before);
}

/** Add a stage after one, or at the end, and name it in place; of a lane ask for its name. */
export function openAdd(
  view: ViewState,
  kind: "stage" | "lane",
  after: string | null,
  anchor: Element | null,
): void {
  if (!view.store.editable.peek()) return;
  const things = view.store.document.peek()[`${kind}s`] ?? [];
  const before = after === null ? null : (things[things.findIndex(({ id }) => id === after) + 1]?.id ?? null);
  if (kind === "stage") addStageInPlace(view, before);
  else view.open.value = { what: "add", before, anchor };
}

/** Ask where a stage, a lane or the selected cards shall go. */
export function openMove(view: ViewState, kind: "stage" | "lane" | "cards", id: string | null = null): void {
  if (view.store.editable.peek()) view.open.value = { what: "move", kind, id, anchor: null };
}

/** Open the field that adds a stage or lane in front of one. */
export function openAddBefore(view: ViewState, kind: "stage" | "lane", before: string): void {
  if (!view.store.editable.peek()) return;
  if (kind === "stage") addStageInPlace(view, before);
  else view.open.value = { what: "add", before, anchor: null };
}

/** How many cards and scores go with a stage or lane. */
export function entriesOf(
  view: ViewState,
  kind: "stage" | "lane",
  id: string,
): { cards: number; scores: number } {
  const { cells = {}, emotion = {} } = view.store.document.peek();
  const ofStage = (row: Record<string, Card[]>) => entryAt(row, id) ?? [];
  const cards =
    kind === "lane" ? Object.values(rowAt(cells, id)).flat() : Object.values(cells).flatMap(ofStage);
  const scores = kind === "lane" ? [] : Object.values(emotion).filter((row) => entryAt(row, id));
  return { cards: cards.length, scores: scores.length };
}

/** How many scores an emotion lane shows; they are the personas', and stay with them. */
function scoresShown(view: ViewState, kind: "stage" | "lane", id: string): number {
  const { emotion = {}, lanes = [] } = view.store.document.peek();
  const isCurve = lanes.some((lane) => kind === "lane" && lane.id === id && laneContent(lane) === "emotions");
  return isCurve ? Object.values(emotion).flatMap((row) => Object.keys(row)).length : 0;
}

/** Remove a stage or lane; ask first if it holds or shows anything. */
export function askRemove(view: ViewState, kind: "stage" | "lane", id: string): void {
  const { cards, scores } = entriesOf(view, kind, id);
  const entries = cards + scores;
  const shown = scoresShown(view, kind, id);
  if (entries || shown) view.open.value = { what: "remove", kind, id, entries, scores: shown, anchor: null };
  else removeNow(view, kind, id);
}

export function removeNow(view: ViewState, kind: "stage" | "lane", id: string): void {
  removeSaying(
    view,
    remove(view.store.document.peek(), kind, id),
    kind === "stage" ? english("Remove stage") : english("Remove lane"),
  );
}
