/** What moves do, in words: for the foot of the map while they are under way and once they are made. */
import type { Slot } from "../document/cards/card-moves";
import { thingsOf } from "../document/document";
import { cardsAt } from "../document/gestures";
import type { Document } from "../document/schema";
import { english, plural, t } from "../words/words";

/** "card", "3 cards": what a move is of. */
export const cardCount = (count: number): string => plural(count, "card", "{n} cards");

/** Labels of edits that move or copy cards. */
export const moveLabel = (count: number): string =>
  count === 1 ? english("Move card") : english("Move {n} cards", { n: count });
export const copyLabel = (count: number): string =>
  count === 1 ? english("Copy card") : english("Copy {n} cards", { n: count });

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
  const where = cellWords(document, cell);
  if (!staying.length) return where;
  return at ? t("{where}, after {at}", { where, at }) : t("{where}, first", { where });
}

/** "Move stage Security after Check-in", and once it is done "Moved lane Thoughts first". */
export function headerWords(
  document: Document,
  kind: "stage" | "lane",
  id: string,
  before: string | null,
  isDone: boolean,
): string {
  const things = thingsOf(document, kind);
  const others = things.filter((thing) => thing.id !== id);
  const at = before === null ? others.length : others.findIndex((thing) => thing.id === before);
  const name = things.find((thing) => thing.id === id)?.name ?? id;
  const what = {
    thing: kind === "stage" ? t("stage {name}", { name }) : t("lane {name}", { name }),
    other: others[at - 1]?.name ?? "",
  };
  if (isDone) return at > 0 ? t("Moved {thing} after {other}", what) : t("Moved {thing} first", what);
  return at > 0 ? t("Move {thing} after {other}", what) : t("Move {thing} first", what);
}

/** "2 stages, Finding the way to Security" */
export function spanWords(document: Document, stage: string, count: number): string {
  const stages = thingsOf(document, "stage");
  const at = stages.findIndex(({ id }) => id === stage);
  const last = stages[Math.min(stages.length, at + count) - 1]!;
  return plural(count, "{last} alone", "{n} stages, {first} to {last}", {
    last: last.name,
    first: stages[at]!.name,
  });
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
    ? t("{cell} has cards of its own; a card covers only empty cells", {
        cell: cellWords(document, { lane, stage: next.id }),
      })
    : t("{stage} is the last stage", { stage: stages.at(-1)!.name });
}
