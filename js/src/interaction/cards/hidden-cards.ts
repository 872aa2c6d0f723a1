/** Cards that a filter hides: how many a cell has, and what an edit beside them says of them. */
import { cardsAt } from "../../document/gestures";
import type { Operation } from "../../document/schema";
import { plural, t, texts } from "../../words/words";
import type { ViewState } from "../state";

/** The ids of the cards of a cell that the filter hides. */
export function hiddenCards(view: ViewState, lane: string, stage: string): string[] {
  const seen = cardsAt(view.reader.seen.value, stage, lane);
  const all = cardsAt(view.store.document.value, stage, lane);
  if (seen.length === all.length) return [];
  const ids = new Set(seen.map(({ id }) => id));
  return all.map(({ id }) => id).filter((id) => !ids.has(id));
}

/** How many cards of a lane or a stage the filter hides. */
export function hiddenIn(view: ViewState, kind: "stage" | "lane", id: string): number {
  const { lanes = [], stages = [] } = view.store.document.peek();
  const counts =
    kind === "lane"
      ? stages.map((stage) => hiddenCards(view, id, stage.id).length)
      : lanes.map((lane) => hiddenCards(view, lane.id, id).length);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Whether some operations change a card that the filter hides. */
export function touchesHidden(view: ViewState, operations: readonly Operation[]): boolean {
  const shown = view.reader.shown.peek();
  if (!shown) return false;
  const isHidden = (id: string) => shown.known.has(id) && !shown.cards.has(id);
  return operations.some((one) => "card" in one && typeof one.card === "string" && isHidden(one.card));
}

const cards = (count: number): string => plural(count, "{n} card", "{n} cards");

const TEXTS = texts({
  stay: (count: number) =>
    plural(count, "{n} hidden card stays as it is", "{n} hidden cards stay as they are"),
  removed: (count: number, rest: string) => t("{cards} removed; {rest}", { cards: cards(count), rest }),
  also: (says: string, rest: string) => `${says}; ${rest}`,
  added: (count: number, rest: string) => t("{cards} added; {rest}", { cards: cards(count), rest }),
});

/** What an edit leaves alone in the cells that it touches; null where nothing is hidden there. */
export function besidesInWords(view: ViewState, operations: readonly Operation[]): string | null {
  if (!view.reader.isFiltering.peek()) return null;
  const cells = new Map<string, readonly [lane: string, stage: string]>();
  const note = (lane: string, stage: string) => cells.set(`${lane}\n${stage}`, [lane, stage]);
  let [added, removed] = [0, 0];
  for (const one of operations) {
    if (one.op === "add_card") added += 1;
    if (one.op === "remove_card") removed += 1;
    if (one.op === "add_card" || one.op === "set_card" || one.op === "remove_card") note(one.lane, one.stage);
    if (one.op !== "move_card") continue;
    note(one.lane, one.stage);
    note(one.to_lane, one.to_stage);
  }
  let count = 0;
  for (const [lane, stage] of cells.values()) count += hiddenCards(view, lane, stage).length;
  if (!count) return null;
  const rest = TEXTS.stay(count);
  if (removed && !added) return TEXTS.removed(removed, rest);
  return added && !removed ? TEXTS.added(added, rest) : rest;
}

/** What a move did, and what it left alone. */
export function withBesides(view: ViewState, operations: readonly Operation[], says: string): string {
  const words = besidesInWords(view, operations);
  return words ? TEXTS.also(says, words) : says;
}
