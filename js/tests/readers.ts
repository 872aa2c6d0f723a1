/** What readers do to a map at random, as the operations that the view would make of it. */
import { thingsOf } from "../src/document/document";
import * as gestures from "../src/document/gestures";
import type * as S from "../src/document/schema";

export interface Draw {
  /** Numbers from 0 to 1. */
  chance: number[];
  text: string;
}

export const GESTURES: Record<string, (document: S.Document, draw: Draw) => S.Operation[]> = {
  first_card(document, { chance: [a = 0], text }) {
    const empty = cells(document).filter(([stage, lane]) => !gestures.cardsAt(document, stage, lane).length);
    const [cell] = some(empty, a);
    return cell ? [gestures.addCard(document, ...cell, text)] : [];
  },
  add_card(document, { chance: [a = 0, b = 0], text }) {
    const [cell] = some(cells(document), a);
    if (!cell) return [];
    const [before] = b < 0.4 ? some(gestures.cardsAt(document, ...cell), b / 0.4) : [];
    return [gestures.addCard(document, ...cell, text, before?.id)];
  },
  reword(document, { chance: [a = 0], text }) {
    const [place] = some(cards(document), a);
    if (!place) return [];
    return gestures.changeCard(place.stage, place.lane, place.card, gestures.reword(place.card, text));
  },
  detail(document, { chance: [a = 0, b = 0, c = 0], text }) {
    const [place] = some(cards(document), a);
    const level = [null, 1, 2, 3][Math.floor(c * 4)]!;
    const fields: S.CardChanges[] = [
      { severity: level },
      { impact: level },
      { owner: text },
      { tags: [text] },
      { evidence: c < 0.5 ? "data" : "quote", n: level, source: text },
    ];
    return place ? gestures.changeCard(place.stage, place.lane, place.card, some(fields, b)[0]!) : [];
  },
  remove_card(document, { chance: [a = 0] }) {
    const [place] = some(cards(document), a);
    return place ? [gestures.removeCard(place.stage, place.lane, place.card)] : [];
  },
  remove_cards(document, { chance: [a = 0] }) {
    const [cell] = some(cells(document), a);
    if (!cell) return [];
    return gestures.cardsAt(document, ...cell).map((card) => gestures.removeCard(...cell, card));
  },
  move_card(document, { chance: [a = 0, b = 0, c = 0] }) {
    const [place] = some(cards(document), a);
    const [to] = some(cells(document), b);
    if (!place || !to) return [];
    const others = gestures.cardsAt(document, ...to).filter(({ id }) => id !== place.card.id);
    const before = c < 0.5 ? some(others, c * 2)[0]?.id : null;
    return [gestures.moveCard(place, place.card, { stage: to[0], lane: to[1], before })];
  },
  write_cell(document, { chance: [a = 0, b = 0], text }) {
    const [cell] = some(cells(document), a);
    if (!cell) return [];
    const lines = gestures.cardsAt(document, ...cell).map(gestures.cardText);
    lines.splice(Math.floor(b * (lines.length + 1)), b < 0.5 ? 1 : 0, text);
    return gestures.setCellText(document, ...cell, lines.join("\n"));
  },
  write_block(document, { chance: [a = 0], text }) {
    const inUse = new Set(cards(document).map(({ card }) => card.id));
    const block = cells(document).filter((_, at) => Math.floor(a * 64) & (1 << (at % 6)));
    return block.flatMap((cell, at) => gestures.setCellText(document, ...cell, `${text}.${at}`, inUse));
  },
  draw(document, { chance: [a = 0, b = 0, c = 0] }) {
    const [stage] = some(thingsOf(document, "stage"), a);
    const [persona] = some(thingsOf(document, "persona"), b);
    if (!stage || !persona) return [];
    return gestures.setEmotion(document, stage.id, persona.id, [null, -2, -1, 0.5, 1][Math.floor(c * 5)]!);
  },
  add_part(document, { chance: [a = 0, b = 0], text }) {
    const what = header(a);
    const [before] = b < 0.5 ? some(thingsOf(document, what) as { id: string }[], b * 2) : [];
    return gestures.add(document, what, text, { before: before?.id ?? null });
  },
  rename(document, { chance: [a = 0, b = 0], text }) {
    const [thing] = some(thingsOf(document, header(a)) as { id: string }[], b);
    return thing ? gestures.rename(document, header(a), thing.id, text) : [];
  },
  remove_part(document, { chance: [a = 0, b = 0] }) {
    const things = thingsOf(document, header(a)) as { id: string }[];
    const [thing] = things.length > 1 ? some(things, b) : [];
    return thing ? gestures.remove(document, header(a), thing.id) : [];
  },
  move_part(document, { chance: [a = 0, b = 0, c = 0] }) {
    const [thing] = some(thingsOf(document, header(a)) as { id: string }[], b);
    return thing ? gestures.moveBy(document, header(a), thing.id, Math.floor(c * 5) - 2) : [];
  },
  describe(document, { chance: [a = 0, b = 0], text }) {
    if (b < 0.4) return gestures.changeMap(document, b < 0.2 ? { title: text } : { scenario: text });
    const [stage] = some(thingsOf(document, "stage"), a);
    return stage ? gestures.change(document, "stage", stage.id, { goal: text }) : [];
  },
};

const header = (a: number): gestures.Header =>
  (["stage", "stage", "lane", "persona"] as const)[Math.floor(a * 4)]!;

const some = <T>(things: readonly T[], a: number): T[] =>
  things.length ? [things[Math.min(things.length - 1, Math.floor(a * things.length))]!] : [];

const cells = (document: S.Document): [string, string][] =>
  thingsOf(document, "lane")
    .filter(({ kind = "cards" }) => kind === "cards")
    .flatMap((lane) => thingsOf(document, "stage").map((stage): [string, string] => [stage.id, lane.id]));

const cards = (document: S.Document) =>
  cells(document).flatMap(([stage, lane]) =>
    gestures.cardsAt(document, stage, lane).map((card) => ({ stage, lane, card })),
  );
