/** A cell as text: one line a card, and the edits that make it say something else. */
import { cardIds, differences } from "./document";
import { cardId } from "./names";
import type { Card, CardChanges, Document, Operation } from "./schema";
import { leafAt } from "./sequence";

export const cardsAt = (document: Document, stage: string, lane: string): readonly Card[] =>
  leafAt(document.cells, lane, stage) ?? [];

export const textOf = (card: Card): string => card.text ?? "";

/** What the cell says, its cards joined by line breaks. */
export const cellText = (document: Document, stage: string, lane: string): string =>
  cardsAt(document, stage, lane).map(textOf).join("\n");

/** Change some fields of a card. */
export function changeCard(stage: string, lane: string, card: Card, changes: CardChanges): Operation[] {
  const change = differences(card, "Card", changes);
  return change ? [{ op: "set_card", stage, lane, card: card.id, ...change }] : [];
}

export const removeCard = (stage: string, lane: string, card: Card): Operation => ({
  op: "remove_card",
  stage,
  lane,
  card: card.id,
  was: card,
});

/**
 * The edits after which the cell says `text`, one line a card; no text is no cards. Cards at both ends whose
 * text stays keep all they have (a card may itself have several lines); those between are paired by position.
 * `taken` are the ids of cards, to which the new ones are added.
 */
export function setCellText(
  document: Document,
  stage: string,
  lane: string,
  text: string,
  taken: Set<string> = new Set(cardIds(document)),
): Operation[] {
  const cards = cardsAt(document, stage, lane);
  if (text === cellText(document, stage, lane)) return [];
  if (text === "") return cards.map((card) => removeCard(stage, lane, card));
  const lines = text.split("\n");
  const head = countKept(cards, lines);
  const tail = countKept(
    cards.slice(head.cards).toReversed(),
    lines.slice(head.lines).toReversed(),
    (group) => group.toReversed(),
  );
  const changed = cards.slice(head.cards, cards.length - tail.cards);
  const said = lines.slice(head.lines, lines.length - tail.lines);
  const follower = cards[cards.length - tail.cards];
  return [
    ...said
      .slice(0, changed.length)
      .flatMap((line, at) => changeCard(stage, lane, changed[at]!, { text: line })),
    ...changed.slice(said.length).map((card) => removeCard(stage, lane, card)),
    ...said.slice(changed.length).map((line) => addCard(document, stage, lane, line, follower?.id, taken)),
  ];
}

/** How many cards, and lines of theirs, stand unchanged at the start. */
function countKept(
  cards: readonly Card[],
  lines: readonly string[],
  inOrder: (lines: readonly string[]) => readonly string[] = (group) => group,
): { cards: number; lines: number } {
  let used = 0;
  for (const [count, card] of cards.entries()) {
    const text = textOf(card);
    const end = used + text.split("\n").length;
    if (end > lines.length || inOrder(lines.slice(used, end)).join("\n") !== text)
      return { cards: count, lines: used };
    used = end;
  }
  return { cards: cards.length, lines: used };
}

export function addCard(
  document: Document,
  stage: string,
  lane: string,
  text: string,
  before?: string | null,
  taken: Set<string> = new Set(cardIds(document)),
): Operation {
  const id = cardId(lane, stage, document, taken);
  taken.add(id);
  const card: Card = text ? { id, text } : { id };
  return { op: "add_card", stage, lane, card, ...(before && { before }) };
}

/** Move a card to another cell, or within its own, in front of `before` or at the end. */
export const moveCard = (
  from: { stage: string; lane: string },
  card: Card,
  to: { stage: string; lane: string; before?: string | null },
): Operation => ({
  op: "move_card",
  ...from,
  card: card.id,
  to_stage: to.stage,
  to_lane: to.lane,
  ...(to.before && { before: to.before }),
});
