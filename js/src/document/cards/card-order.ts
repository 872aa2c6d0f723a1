/** Sorting the cards of a lane: pure, from a document to operations. */

import { thingsOf } from "../document";
import { cardsAt, cardText } from "../gestures";
import type { Card, Document, Operation } from "../schema";
import { middle } from "../tables/ranges";
import { moveCardsTo } from "./card-moves";

/** What the cards of a cell can be sorted by; most severe, best backed, or of most impact first. */
export type CardOrder = "severity" | "evidence" | "impact" | "words";

const BACKING = ["data", "quote", "walkthrough", "assumption", "none"];
const RANKS: Record<CardOrder, (a: Card, b: Card) => number> = {
  severity: (a, b) => (b.severity ?? 0) - (a.severity ?? 0),
  evidence: (a, b) =>
    BACKING.indexOf(a.evidence ?? "assumption") - BACKING.indexOf(b.evidence ?? "assumption"),
  impact: (a, b) => middle(b.impact ?? 0) - middle(a.impact ?? 0),
  words: (a, b) => cardText(a).localeCompare(cardText(b)),
};

/** Sort the cards of each cell of a lane; those that are alike stay in their order. */
export const sortCards = (document: Document, lane: string, by: CardOrder): Operation[] =>
  thingsOf(document, "stage").flatMap(({ id: stage }) => {
    const cards = [...cardsAt(document, stage, lane)].sort(RANKS[by]);
    const places = cards.map((card) => ({ lane, stage, card }));
    return cards.length > 1 ? moveCardsTo(document, places, { lane, stage, before: null }) : [];
  });
