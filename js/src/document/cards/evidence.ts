/** Cards that lost what backed them, since another text took the place of theirs; and how it is put back. */
import { isBacking } from "../coverage/coverage";
import { entryAt } from "../document";
import { cardsAt, cardText, changeCard, isCorrection } from "../gestures";
import type { Card, Document, Operation } from "../schema";

/** A card as it was with its evidence, and where it is. */
export interface LostEvidence {
  readonly stage: string;
  readonly lane: string;
  readonly card: Card;
}

const isBacked = ({ evidence, source, n }: Card): boolean => isBacking(evidence) || !!source || n != null;

/** The cards of `after` that say something else than in `before`, and are assumptions since. */
export function lostEvidence(before: Document, after: Document): LostEvidence[] {
  if (before.cells === after.cells) return [];
  return Object.entries(after.cells ?? {}).flatMap(([lane, row]) => {
    const former = entryAt(before.cells, lane);
    if (!former || former === row) return [];
    return Object.entries(row).flatMap(([stage, cards]) => {
      const were = entryAt(former, stage);
      if (!were || were === cards) return [];
      return were
        .filter((card) => isBacked(card) && cards.some((now) => now.id === card.id && lost(card, now)))
        .map((card) => ({ stage, lane, card }));
    });
  });
}

const lost = (card: Card, now: Card): boolean =>
  !isBacked(now) && !isCorrection(cardText(card), cardText(now));

/** Those whose evidence is still lost. */
export const stillLost = (document: Document, cards: readonly LostEvidence[]): LostEvidence[] =>
  cards.filter(({ stage, lane, card }) =>
    cardsAt(document, stage, lane).some((now) => now.id === card.id && lost(card, now)),
  );

/** The edits that back the cards again as they were. */
export const keepEvidence = (document: Document, cards: readonly LostEvidence[]): Operation[] =>
  cards.flatMap(({ stage, lane, card: { id, evidence = "assumption", source = "", n = null } }) => {
    const now = cardsAt(document, stage, lane).find((one) => one.id === id);
    return now ? changeCard(stage, lane, now, { evidence, source, n }) : [];
  });
