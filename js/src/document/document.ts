/**
 * A document as a value: its lists of things with ids, its two-level records without empty leaves, what it may leave
 * out, changing one field of it, and what must hold between its parts. Documents are lean (see check.ts) and stay so.
 */
import { defaultsOf, Refusal, same } from "./check";
import type { Document, Lane, Link, MapSnapshot, Operation, Persona, Phase, Source, Stage } from "./schema";
import { inOrder, quoted, unknown } from "./sentences";

export type Kind = "stage" | "phase" | "lane" | "persona" | "source" | "link" | "snapshot";
export type Things = {
  stage: Stage;
  phase: Phase;
  lane: Lane;
  persona: Persona;
  source: Source;
  link: Link;
  snapshot: MapSnapshot;
};

/** What each kind of thing is called in the schema. */
export const PART = {
  stage: "Stage",
  phase: "Phase",
  lane: "Lane",
  persona: "Persona",
  source: "Source",
  link: "Link",
  snapshot: "MapSnapshot",
} as const;

type Fields = Record<string, unknown>;

export const thingsOf = <K extends Kind>(document: Document, what: K): Things[K][] =>
  (document[`${what}s`] ?? []) as Things[K][];

/** What a thing is called in sentences; a link has no name. */
export const nameOfThing = (thing: { id: string; name?: string }): string => thing.name ?? thing.id;

/** The document with these fields, those that hold nothing left out. */
export function withFields(document: Document, fields: Partial<Document>): Document {
  const after: Document = { ...document, ...fields };
  for (const field of Object.keys(fields) as (keyof Document)[])
    if (same(after[field], defaultsOf("Document")[field])) delete after[field];
  return after;
}

/** The ends of the emotion scale. */
export const scaleOf = (document: Document): [number, number] =>
  document.scale ?? (defaultsOf("Document").scale as [number, number]);

/** The id of every card, lane by lane. */
export const cardIds = (document: Document): string[] =>
  Object.values(document.cells ?? {}).flatMap((row) =>
    Object.values(row).flatMap((cards) => cards.map((c) => c.id)),
  );

/** The ids of the cards an operation brings into the document. */
export function newCards(operation: Operation): string[] {
  if (operation.op === "add_card") return [operation.card.id];
  if (operation.op !== "add_stage" && operation.op !== "add_lane") return [];
  return Object.values(operation.cells ?? {}).flatMap((cards) => cards.map((card) => card.id));
}

// --- field changes

/** Fields that people only add to, so that two who do so at once do not contradict each other. */
const LOGS = new Set(["comments", "decisions", "interviews", "walkthroughs"]);

export interface FieldChanges {
  changes: object;
  was?: object;
}

/** The thing with the changes, and the changes and `was` of the inverse. */
export function changeFields<T extends object>(
  thing: T,
  part: string,
  name: string,
  { changes, was }: FieldChanges,
) {
  const defaults = defaultsOf(part);
  const after = { ...thing } as Fields;
  const old: Fields = {};
  const done: Fields = {};
  for (const [field, change] of inOrder(changes as Fields)) {
    const here = (thing as unknown as Fields)[field] ?? defaults[field];
    const before = was && (was as Fields)[field];
    const isStale = before !== undefined && !same(before, here) && !same(change, here);
    const news = isStale && LOGS.has(field) ? following(before, change) : null;
    const value = news ? [...(here as unknown[]), ...news] : change;
    if (isStale && !news)
      throw new Refusal(
        `the ${field.replaceAll("_", " ")} of ${name} was changed meanwhile: it was ${quoted(before)} and is now ${quoted(here)}`,
        true,
        here,
      );
    old[field] = here;
    done[field] = value;
    if (same(value, defaults[field])) delete after[field];
    else after[field] = value;
  }
  if (!Object.keys(changes).length) throw new Refusal(`an edit of ${name} changes nothing`);
  return { after: after as T, back: { changes: old, was: done } };
}

/** What a list has behind another that it begins with; null where it does not. */
function following(start: unknown, list: unknown): unknown[] | null {
  if (!Array.isArray(start) || !Array.isArray(list)) return null;
  return same(list.slice(0, start.length), start) ? list.slice(start.length) : null;
}

/** The changes that differ from the current values, with those values; null if none differ. */
export function differences(thing: object, part: string, target: object): Required<FieldChanges> | null {
  const here: Fields = { ...defaultsOf(part), ...thing };
  const changes = Object.entries(target).filter(([field, value]) => !same(here[field], value));
  if (!changes.length) return null;
  return {
    changes: Object.fromEntries(changes),
    was: Object.fromEntries(changes.map(([field]) => [field, here[field]])),
  };
}

interface Thing {
  id: string;
}
/** For each first key (lane, persona), something for each stage. */
export type Nested<V> = Record<string, Record<string, V>>;

export function position(things: readonly Thing[], what: string, id: string): number {
  const at = things.findIndex((thing) => thing.id === id);
  if (at < 0)
    throw new Refusal(
      unknown(
        what,
        id,
        things.map((thing) => thing.id),
      ),
    );
  return at;
}

export function insert<T extends Thing>(
  things: readonly T[],
  what: string,
  thing: T,
  before?: string | null,
): T[] {
  if (things.some((other) => other.id === thing.id))
    throw new Refusal(`the ${what} id ${quoted(thing.id)} is taken`);
  return things.toSpliced(before == null ? things.length : position(things, what, before), 0, thing);
}

/** The `before` of an operation that puts the thing back at this position. */
export function beforeAt(things: readonly Thing[], at: number): { before?: string } {
  const follower = things[at + 1];
  return follower ? { before: follower.id } : {};
}

/** The things in their new order, and the former place of the moved one. */
export function reorder<T extends Thing>(
  things: readonly T[],
  what: string,
  id: string,
  before?: string | null,
): { order: T[]; back: { before?: string } } {
  const at = position(things, what, id);
  if (before === id) throw new Refusal(`a ${what} cannot stand before itself`);
  return { order: insert(things.toSpliced(at, 1), what, things[at]!, before), back: beforeAt(things, at) };
}

/** The entry of a record; keys are user text, so "constructor" must not return an inherited property. */
export const entryAt = <V>(record: Readonly<Record<string, V>> | undefined, key: string): V | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

export function leafAt<V>(outer: Nested<V> | undefined, first: string, second: string): V | undefined {
  return entryAt(rowAt(outer, first), second);
}

export function rowAt<V>(outer: Nested<V> | undefined, first: string): Record<string, V> {
  return entryAt(outer, first) ?? {};
}

/** A copy with one leaf set, or removed if it is undefined or an empty list. */
export function withLeaf<V>(outer: Nested<V>, first: string, second: string, leaf: V | undefined): Nested<V> {
  const row = rowAt(outer, first);
  if (leaf !== undefined && !(Array.isArray(leaf) && !leaf.length))
    return withRow(outer, first, { ...row, [second]: leaf });
  const { [second]: _, ...others } = row;
  return withRow(outer, first, others as Record<string, V>);
}

export function withRow<V>(outer: Nested<V>, first: string, row: Record<string, V> | undefined): Nested<V> {
  if (row && Object.keys(row).length) return { ...outer, [first]: row };
  const { [first]: _, ...others } = outer;
  return others;
}

/** A copy without the key `second`, and the removed leaves by first key. */
export function withoutSecond<V>(
  outer: Nested<V>,
  second: string,
): { rest: Nested<V>; cut: Record<string, V> } {
  let rest = outer;
  let cut: Record<string, V> = {};
  for (const [first, inner] of Object.entries(outer))
    if (Object.hasOwn(inner, second)) {
      cut = { ...cut, [first]: inner[second]! };
      rest = withLeaf(rest, first, second, undefined);
    }
  return { rest, cut };
}

export function withSecond<V>(outer: Nested<V>, second: string, leaves: Record<string, V> = {}): Nested<V> {
  return Object.entries(leaves).reduce((rows, [first, leaf]) => withLeaf(rows, first, second, leaf), outer);
}

export interface Outcome {
  document: Document;
  /** Turns `document` back into exactly what it was. */
  inverse: Operation;
}
