/**
 * What people do to a map on screen, as the operations it takes: pure, from a document to a list, empty where
 * nothing would change. Every operation says what it saw. cjm_widgets/document/gestures.py has the same for Python.
 */
import { cardsAt, changeCard } from "./cell";
import { differences, type Kind, listed, PART, type Things } from "./document";
import { freshId, slug } from "./names";
import type { Document, Operation, Score } from "./schema";
import { leafAt } from "./sequence";
import { same } from "./shape";

/** What a reader adds, renames, moves and removes from its header. */
export type Header = "stage" | "lane" | "persona";

/** A new stage, lane or persona. Its id is `idOf(operations)`. */
export function add<K extends Header>(
  document: Document,
  what: K,
  name: string,
  { before, ...fields }: Partial<Omit<Things[K], "id" | "name">> & { before?: string | null } = {},
): Operation[] {
  const id = freshId(
    slug(name),
    listed(document, what).map((thing) => thing.id),
  );
  const operation = { op: `add_${what}`, [what]: { ...fields, id, name }, ...(before && { before }) };
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
  const thing = listed(document, what).find((other) => other.id === id);
  if (!thing) return [];
  const differing = differences(thing, PART[what], changes);
  return differing ? [{ op: `set_${what}`, [what]: id, ...differing } as unknown as Operation] : [];
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
  const things = listed(document, what);
  const at = things.findIndex((thing) => thing.id === id);
  const stands = things[at + 1]?.id ?? null;
  if (at < 0 || before === id || before === stands) return [];
  return [{ op: "move", what, id, ...(before && { before }) }];
}

/** Move it by so many places, as far as there are any. */
export function moveBy(document: Document, what: Header, id: string, places: number): Operation[] {
  const others = listed(document, what).map((thing) => thing.id);
  const at = others.indexOf(id);
  others.splice(at, 1);
  return move(document, what, id, others[Math.max(0, at + places)] ?? null);
}

/** Take it away with all it holds; a card that spanned a removed stage shrinks. */
export function remove(document: Document, what: Header, id: string): Operation[] {
  return [...(what === "stage" ? shrinkSpans(document, id) : []), { op: "remove", what, id }];
}

function shrinkSpans(document: Document, stage: string): Operation[] {
  const order = listed(document, "stage").map((other) => other.id);
  const at = order.indexOf(stage);
  return listed(document, "lane").flatMap(({ id: lane }) =>
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

/** Draw an emotion, what backs it unchanged; null leaves a gap. */
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
