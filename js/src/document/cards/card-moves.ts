/** Moving, copying and widening several cards in one edit: pure, from a document to operations, as in gestures.ts. */
import { thingsOf } from "../document";
import { addCopies, cardsAt, changeCard, moveCard } from "../gestures";
import type { Card, Document, Operation } from "../schema";

/** A card and the cell that holds it. */
export interface CardPlace {
  readonly lane: string;
  readonly stage: string;
  readonly card: Card;
}

/** Where cards go: into a cell, in front of one of its cards or last. */
export interface Slot {
  readonly lane: string;
  readonly stage: string;
  readonly before: string | null;
}

/** Put cards into a cell, in the order given; nothing where they stand there already. `before` is none of them. */
export function moveCardsTo(document: Document, cards: readonly CardPlace[], to: Slot): Operation[] {
  const going = cards.map(({ card }) => card.id);
  const now = cardsAt(document, to.stage, to.lane).map(({ id }) => id);
  const others = now.filter((id) => !going.includes(id));
  const at = to.before === null ? others.length : others.indexOf(to.before);
  const after = others.toSpliced(at, 0, ...going);
  const stays = after.length === now.length && after.every((id, position) => id === now[position]);
  return stays ? [] : cards.map(({ lane, stage, card }) => moveCard({ lane, stage }, card, to));
}

/** Put copies of cards into a cell, with all their fields and ids of their own. */
export const copyCardsTo = (document: Document, cards: readonly CardPlace[], to: Slot): Operation[] =>
  addCopies(
    document,
    to.stage,
    to.lane,
    cards.map(({ card }) => card),
    to.before,
  );

/**
 * The cards of one cell past the next one that stays, upwards or downwards; null where they are at the cell's end, or
 * of several cells.
 */
export function slotPastNext(document: Document, cards: readonly CardPlace[], way: number): Slot | null {
  const [first] = cards;
  if (!first || cards.some(({ lane, stage }) => lane !== first.lane || stage !== first.stage)) return null;
  const { lane, stage } = first;
  const going = new Set(cards.map(({ card }) => card.id));
  const ids = cardsAt(document, stage, lane).map(({ id }) => id);
  const stays = (id: string) => !going.has(id);
  if (way < 0) {
    const before = ids
      .slice(
        0,
        ids.findIndex((id) => going.has(id)),
      )
      .at(-1);
    return before === undefined ? null : { lane, stage, before };
  }
  const behind = ids.slice(ids.findLastIndex((id) => going.has(id)) + 1).filter(stays);
  return behind.length ? { lane, stage, before: behind[1] ?? null } : null;
}

/** How many stages a card of a cell can cover, its own and the empty cells behind it. */
export function roomFor(document: Document, { lane, stage }: { lane: string; stage: string }): number {
  const stages = thingsOf(document, "stage");
  const at = stages.findIndex(({ id }) => id === stage);
  const next = stages.findIndex(({ id }, other) => other > at && cardsAt(document, id, lane).length > 0);
  return (next < 0 ? stages.length : next) - at;
}

/** Let a card cover so many stages. A cell is as wide as its widest card, so shrinking one shrinks wider ones with it. */
export function coverStages(
  document: Document,
  { lane, stage, card }: { lane: string; stage: string; card: string },
  count: number,
): Operation[] {
  return cardsAt(document, stage, lane).flatMap((one) => {
    const { span = 1 } = one;
    return changeCard(stage, lane, one, { span: one.id === card ? count : Math.min(span, count) });
  });
}
