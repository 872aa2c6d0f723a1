/** Operations on cards and scores. */
import { Refusal, same } from "../check";
import {
  beforeAt,
  changeFields,
  insert,
  leafAt,
  type Outcome,
  position,
  thingsOf,
  withFields,
  withLeaf,
} from "../document";
import { checkCard, checkFuture, checkLaneOfCards, checkScores } from "../rules";
import type {
  AddCard,
  Card,
  Document,
  MoveCard,
  RemoveCard,
  SetCard,
  SetEmotion,
  SetFuture,
} from "../schema";
import { quoted } from "../sentences";

interface CellPlace {
  stage: string;
  lane: string;
}

function cardsOfCell(document: Document, { stage, lane }: CellPlace): Card[] {
  position(thingsOf(document, "stage"), "stage", stage);
  const lanes = thingsOf(document, "lane");
  const row = lanes[position(lanes, "lane", lane)]!;
  checkLaneOfCards(row);
  return leafAt(document.cells, lane, stage) ?? [];
}

function findCard(document: Document, place: CellPlace & { card: string }) {
  const cards = cardsOfCell(document, place);
  const at = cards.findIndex((card) => card.id === place.card);
  if (at < 0) throw new Refusal(`the card ${quoted(place.card)} is not in this cell any more`, true);
  return { cards, at, card: cards[at]! };
}

const withCell = (document: Document, { stage, lane }: CellPlace, cards: Card[]): Document =>
  withFields(document, { cells: withLeaf(document.cells ?? {}, lane, stage, cards) });

export function applyAddCard(document: Document, { stage, lane, card, before }: AddCard): Outcome {
  const cards = cardsOfCell(document, { stage, lane });
  checkCard(card);
  const here = cards.find((other) => other.id === card.id);
  if (here) {
    const text = here.text ?? "";
    throw new Refusal(`the cell was filled meanwhile: it now says ${quoted(text)}`, true, text);
  }
  return {
    document: withCell(document, { stage, lane }, insert(cards, "card", card, before)),
    inverse: { op: "remove_card", stage, lane, card: card.id, was: card },
  };
}

export function applySetCard(document: Document, edit: SetCard): Outcome {
  const { stage, lane } = edit;
  const { cards, at, card } = findCard(document, edit);
  const { after, back } = changeFields(card, "Card", "the card", edit);
  checkCard(after);
  return {
    document: withCell(document, edit, cards.with(at, after)),
    inverse: { op: "set_card", stage, lane, card: card.id, ...back },
  };
}

export function applyMoveCard(document: Document, edit: MoveCard): Outcome {
  const { stage, lane, to_stage, to_lane, before } = edit;
  const { cards, at, card } = findCard(document, edit);
  if (before === card.id) throw new Refusal("a card cannot stand before itself");
  const left = withCell(document, edit, cards.toSpliced(at, 1));
  const to = { stage: to_stage, lane: to_lane };
  return {
    document: withCell(left, to, insert(cardsOfCell(left, to), "card", card, before)),
    inverse: {
      op: "move_card",
      ...to,
      card: card.id,
      to_stage: stage,
      to_lane: lane,
      ...beforeAt(cards, at),
    },
  };
}

export function applyRemoveCard(document: Document, edit: RemoveCard): Outcome {
  const { stage, lane, was } = edit;
  const { cards, at, card } = findCard(document, edit);
  const text = card.text ?? "";
  if (was && !same(was, card))
    throw new Refusal(`the card was changed meanwhile: it now says ${quoted(text)}`, true, text);
  return {
    document: withCell(document, edit, cards.toSpliced(at, 1)),
    inverse: { op: "add_card", stage, lane, card, ...beforeAt(cards, at) },
  };
}

export function applySetEmotion(
  document: Document,
  { stage, persona, score = null, was }: SetEmotion,
): Outcome {
  position(thingsOf(document, "stage"), "stage", stage);
  position(thingsOf(document, "persona"), "persona", persona);
  const here = leafAt(document.emotion, persona, stage) ?? null;
  if (was !== undefined && !same(was, here) && !same(score, here)) {
    const now = here?.value ?? null;
    throw new Refusal(
      `the emotion was changed meanwhile: it is now ${now === null ? "no score" : quoted(now)}`,
      true,
      now,
    );
  }
  if (score) checkScores(document, { [stage]: score });
  return {
    document: withFields(document, {
      emotion: withLeaf(document.emotion ?? {}, persona, stage, score ?? undefined),
    }),
    inverse: { op: "set_emotion", stage, persona, ...(here && { score: here }), was: score },
  };
}

export function applySetFuture(
  document: Document,
  { stage, persona, value = null, was }: SetFuture,
): Outcome {
  position(thingsOf(document, "stage"), "stage", stage);
  position(thingsOf(document, "persona"), "persona", persona);
  const here = leafAt(document.future, persona, stage) ?? null;
  if (was !== undefined && was !== here && value !== here)
    throw new Refusal(
      `the future emotion was changed meanwhile: it is now ${here === null ? "no score" : quoted(here)}`,
      true,
      here,
    );
  if (value !== null) checkFuture(document, { [stage]: value });
  return {
    document: withFields(document, {
      future: withLeaf(document.future ?? {}, persona, stage, value ?? undefined),
    }),
    inverse: { op: "set_future", stage, persona, ...(here !== null && { value: here }), was: value },
  };
}
