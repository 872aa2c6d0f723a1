/**
 * What people do to a map on screen, as the operations it takes: pure, from a document to a list, empty where
 * nothing would change. Every operation says what it saw. cjm_widgets/document/gestures.py has the same for Python.
 */
import { same } from "./check";
import { cardIds, differences, type Kind, leafAt, PART, type Things, thingsOf } from "./document";
import { laneFields } from "./lane-kinds";
import { cardId, freshId, slug } from "./names";
import type { Card, CardChanges, Document, Operation, Score } from "./schema";

/** What a reader adds, renames, moves and removes from its header. */
export type Header = "stage" | "lane" | "persona";

/** A new stage, lane or persona; a lane's name says what `fields` do not. Its id is `idOf(operations)`. */
export function add<K extends Header>(
  document: Document,
  what: K,
  name: string,
  { before, ...fields }: Partial<Omit<Things[K], "id" | "name">> & { before?: string | null } = {},
): Operation[] {
  const id = freshId(
    slug(name),
    thingsOf(document, what).map((thing) => thing.id),
  );
  const content = what === "lane" ? laneFields(name, fields) : fields;
  const operation = { op: `add_${what}`, [what]: { ...content, id, name }, ...(before && { before }) };
  return [operation as unknown as Operation];
}

/** The id of what the operations add, to put the focus there. */
export function idOf(operations: readonly Operation[]): string | null {
  for (const operation of operations) {
    if (operation.op === "add_stage") return operation.stage.id;
    if (operation.op === "add_lane") return operation.lane.id;
    if (operation.op === "add_persona") return operation.persona.id;
    if (operation.op === "add_card") return operation.card.id;
  }
  return null;
}

/** Change some fields of a stage, lane, persona, phase or source. */
export function change<K extends Kind>(
  document: Document,
  what: K,
  id: string,
  changes: Partial<Omit<Things[K], "id">>,
): Operation[] {
  const thing = thingsOf(document, what).find((other) => other.id === id);
  if (!thing) return [];
  const differing = differences(thing, PART[what], changes);
  return differing ? [{ op: `set_${what}`, [what]: id, ...differing } as unknown as Operation] : [];
}

/** Put a stage into the phase of that name, which is added where there is none; null takes it out of its phase. */
export function setPhase(document: Document, stage: string, name: string | null): Operation[] {
  const phases = thingsOf(document, "phase");
  const here = phases.find((phase) => phase.name === name);
  if (name === null || here) return change(document, "stage", stage, { phase: here?.id ?? null });
  const phase = {
    id: freshId(
      slug(name),
      phases.map(({ id }) => id),
    ),
    name,
  };
  return [{ op: "add_phase", phase }, ...change(document, "stage", stage, { phase: phase.id })];
}

/**
 * Name a stage that was just added: while it holds nothing it gets the id of that name, as if it had been added under
 * it.
 */
export function nameNewStage(document: Document, id: string, name: string): Operation[] {
  const stages = thingsOf(document, "stage");
  const at = stages.findIndex((stage) => stage.id === id);
  const isEmpty = [document.cells, document.emotion, document.future].every((rows) =>
    Object.values(rows ?? {}).every((row) => !Object.hasOwn(row, id)),
  );
  if (at < 0 || name === stages[at]!.name) return [];
  if (!isEmpty) return rename(document, "stage", id, name);
  const { id: _, name: __, ...fields } = stages[at]!;
  const before = stages[at + 1]?.id ?? null;
  const others = { ...document, stages: stages.toSpliced(at, 1) };
  return [{ op: "remove", what: "stage", id }, ...add(others, "stage", name, { before, ...fields })];
}

export const rename = (document: Document, what: Header | "phase", id: string, name: string): Operation[] =>
  change(document, what, id, { name });

/** Change the map's own fields: title, kind, scenario ... */
export function changeMap(document: Document, changes: Partial<Document>): Operation[] {
  const differing = differences(document, "Document", changes);
  return differing ? [{ op: "set_map", ...differing }] : [];
}

/** Put it in front of `before`, or at the end. */
export function move(document: Document, what: Header, id: string, before: string | null): Operation[] {
  const things = thingsOf(document, what);
  const at = things.findIndex((thing) => thing.id === id);
  const stands = things[at + 1]?.id ?? null;
  if (at < 0 || before === id || before === stands) return [];
  return [{ op: "move", what, id, ...(before && { before }) }];
}

/** Move it by so many places, as far as there are any. */
export function moveBy(document: Document, what: Header, id: string, places: number): Operation[] {
  const others = thingsOf(document, what).map((thing) => thing.id);
  const at = others.indexOf(id);
  others.splice(at, 1);
  return move(document, what, id, others[Math.max(0, at + places)] ?? null);
}

/** Remove it with its content; a card that spanned a removed stage shrinks. */
export function remove(document: Document, what: Header, id: string): Operation[] {
  return [...(what === "stage" ? shrinkSpans(document, id) : []), { op: "remove", what, id }];
}

function shrinkSpans(document: Document, stage: string): Operation[] {
  const order = thingsOf(document, "stage").map((other) => other.id);
  const at = order.indexOf(stage);
  return thingsOf(document, "lane").flatMap(({ id: lane }) =>
    order.slice(0, at).flatMap((start, position) =>
      cardsAt(document, start, lane)
        .filter(({ span = 1 }) => position + span > at)
        .flatMap((card) => changeCard(start, lane, card, { span: card.span! - 1 })),
    ),
  );
}

// --- emotions

export const scoreAt = (document: Document, stage: string, persona: string): Score | null =>
  leafAt(document.emotion, persona, stage) ?? null;

/** What a persona shall feel at a stage in the future state. */
export const futureAt = (document: Document, stage: string, persona: string): number | null =>
  leafAt(document.future, persona, stage) ?? null;

/** Draw an emotion and keep its evidence; null leaves a gap. */
export function setEmotion(
  document: Document,
  stage: string,
  persona: string,
  value: number | null,
): Operation[] {
  const was = scoreAt(document, stage, persona);
  const score = value === null ? null : { ...was, value };
  return same(score, was) ? [] : [{ op: "set_emotion", stage, persona, ...(score && { score }), was }];
}

export const cardsAt = (document: Document, stage: string, lane: string): readonly Card[] =>
  leafAt(document.cells, lane, stage) ?? [];

export const cardText = (card: Card): string => card.text ?? "";

/** The text of a cell: its cards joined by line breaks. */
export const cellText = (document: Document, stage: string, lane: string): string =>
  cardsAt(document, stage, lane).map(cardText).join("\n");

/** Whether a text has nothing but spaces, tabs and line breaks. */
export const isBlank = (text: string): boolean => !/[^ \t\r\n]/.test(text);

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
 * The edits that set the cell's text, one line a card; an empty text removes all cards. Cards at both ends whose
 * text stays keep all they have (a card may itself have several lines); those between are paired by position and
 * reworded.
 * `inUse` holds the card ids; the ids of new cards are added to it.
 */
export function setCellText(
  document: Document,
  stage: string,
  lane: string,
  text: string,
  inUse: Set<string> = new Set(cardIds(document)),
): Operation[] {
  const cards = cardsAt(document, stage, lane);
  if (text === cellText(document, stage, lane)) return [];
  if (text === "") return cards.map((card) => removeCard(stage, lane, card));
  const lines = text.split("\n");
  const head = countSame(cards, lines);
  const tail = countSame(
    cards.slice(head.cards).toReversed(),
    lines.slice(head.lines).toReversed(),
    (group) => group.toReversed(),
  );
  const middle = cards.slice(head.cards, cards.length - tail.cards);
  const texts = lines.slice(head.lines, lines.length - tail.lines);
  const follower = cards[cards.length - tail.cards];
  return [
    ...texts
      .slice(0, middle.length)
      .flatMap((line, at) => changeCard(stage, lane, middle[at]!, reword(middle[at]!, line))),
    ...middle.slice(texts.length).map((card) => removeCard(stage, lane, card)),
    ...texts.slice(middle.length).map((line) => addCard(document, stage, lane, line, follower?.id, inUse)),
  ];
}

/**
 * The fields of a card that change with its text. A small correction keeps what backs the card; another claim is an
 * assumption until it is backed anew. A card that needs no evidence stays one.
 */
export function reword(card: Card, text: string): CardChanges {
  if (isCorrection(cardText(card), text)) return { text };
  const evidence = card.evidence === "none" ? "none" : "assumption";
  return { text, evidence, source: "", n: null };
}

/**
 * Whether a text says what another said, corrected: two thirds of its letters (where both open and close alike) or of
 * its words still stand. A text that was empty made no claim that could be lost.
 */
export function isCorrection(before: string, after: string): boolean {
  if (!before) return true;
  const [old, now] = [[...before], [...after]];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  if (3 * (head + tail) >= 2 * Math.max(old.length, now.length)) return true;
  const [words, others] = [wordsOf(before), wordsOf(after)];
  const left = new Map<string, number>();
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of others) {
    const count = left.get(word) ?? 0;
    if (count) common += 1;
    left.set(word, Math.max(0, count - 1));
  }
  const longer = Math.max(words.length, others.length);
  return longer > 0 && 3 * common >= 2 * longer;
}

/** What stands between spaces, tabs and line breaks; both halves split the same texts alike. */
const wordsOf = (text: string): string[] => text.split(/[ \t\r\n]+/).filter(Boolean);

/** How many cards, and lines of theirs, stand unchanged at the start. */
function countSame(
  cards: readonly Card[],
  lines: readonly string[],
  inOrder: (lines: readonly string[]) => readonly string[] = (group) => group,
): { cards: number; lines: number } {
  let start = 0;
  for (const [count, card] of cards.entries()) {
    const text = cardText(card);
    const end = start + text.split("\n").length;
    if (end > lines.length || inOrder(lines.slice(start, end)).join("\n") !== text)
      return { cards: count, lines: start };
    start = end;
  }
  return { cards: cards.length, lines: start };
}

export function addCard(
  document: Document,
  stage: string,
  lane: string,
  text: string,
  before?: string | null,
  inUse: Set<string> = new Set(cardIds(document)),
): Operation {
  const id = cardId(lane, stage, document, inUse);
  inUse.add(id);
  const card: Card = text ? { id, text } : { id };
  return { op: "add_card", stage, lane, card, ...(before && { before }) };
}

/** Add copies of cards, with all they have; one that has gone from the map comes back under its own id. */
export function addCopies(
  document: Document,
  stage: string,
  lane: string,
  cards: readonly Card[],
  before: string | null = null,
  inUse: Set<string> = new Set(cardIds(document)),
): Operation[] {
  return cards.map((copied) => {
    const id = inUse.has(copied.id) ? cardId(lane, stage, document, inUse) : copied.id;
    inUse.add(id);
    return { op: "add_card", stage, lane, card: { ...copied, id }, ...(before && { before }) };
  });
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
