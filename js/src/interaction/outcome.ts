/** What moves do, in words: for the foot of the map while they are under way and once they are made. */
import type { Slot } from "../document/card-moves";
import { thingsOf } from "../document/document";
import { cardsAt } from "../document/gestures";
import type { Document } from "../document/schema";

export const cardCount = (count: number): string => (count === 1 ? "card" : `${count} cards`);

/** "Security, Pain points" */
export function cellWords(document: Document, { lane, stage }: { lane: string; stage: string }): string {
  const name = (things: readonly { id: string; name: string }[], id: string) =>
    things.find((thing) => thing.id === id)?.name ?? id;
  return `${name(thingsOf(document, "stage"), stage)}, ${name(thingsOf(document, "lane"), lane)}`;
}

/** "Security, Pain points, after 1": the cell, and how many of the cards that stay in it come first. */
export function slotWords(document: Document, { before, ...cell }: Slot, going: ReadonlySet<string>): string {
  const ids = cardsAt(document, cell.stage, cell.lane).map(({ id }) => id);
  const staying = ids.filter((id) => !going.has(id));
  const at = before === null ? staying.length : staying.indexOf(before);
  const order = !staying.length ? "" : at ? `, after ${at}` : ", first";
  return cellWords(document, cell) + order;
}

/** "stage Security after Check-in", "lane Thoughts first" */
export function headerWords(
  document: Document,
  kind: "stage" | "lane",
  id: string,
  before: string | null,
): string {
  const things = thingsOf(document, kind);
  const others = things.filter((thing) => thing.id !== id);
  const at = before === null ? others.length : others.findIndex((thing) => thing.id === before);
  const name = things.find((thing) => thing.id === id)?.name ?? id;
  return `${kind} ${name} ${at > 0 ? `after ${others[at - 1]!.name}` : "first"}`;
}

/** "2 stages, Finding the way to Security" */
export function spanWords(document: Document, stage: string, count: number): string {
  const stages = thingsOf(document, "stage");
  const at = stages.findIndex(({ id }) => id === stage);
  const last = stages[Math.min(stages.length, at + count) - 1]!;
  return count === 1 ? `${last.name} alone` : `${count} stages, ${stages[at]!.name} to ${last.name}`;
}

/** Why a card covers no more stages. */
export function spanEnd(
  document: Document,
  { lane, stage }: { lane: string; stage: string },
  count: number,
): string {
  const stages = thingsOf(document, "stage");
  const next = stages[stages.findIndex(({ id }) => id === stage) + count];
  return next
    ? `${cellWords(document, { lane, stage: next.id })} has cards of its own; a card covers only empty cells`
    : `${stages.at(-1)!.name} is the last stage`;
}
