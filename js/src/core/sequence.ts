/** Lists of things with ids, and two-level records without empty leaves: the two shapes a document has. */
import { Refusal } from "./refusal";

interface Thing {
  id: string;
}
/** For each first key (lane, persona), something for each stage. */
export type Nested<V> = Record<string, Record<string, V>>;

export function position(things: readonly Thing[], what: string, id: string): number {
  const at = things.findIndex((thing) => thing.id === id);
  if (at < 0) throw new Refusal(`there is no ${what} "${id}" in this map`);
  return at;
}

export function insert<T extends Thing>(
  things: readonly T[],
  what: string,
  thing: T,
  before?: string | null,
): T[] {
  if (things.some((other) => other.id === thing.id))
    throw new Refusal(`the ${what} id "${thing.id}" is taken`);
  return things.toSpliced(before == null ? things.length : position(things, what, before), 0, thing);
}

/** What to give as `before` to put the thing at this position back, as part of an operation. */
export function standing(things: readonly Thing[], at: number): { before?: string } {
  const follower = things[at + 1];
  return follower ? { before: follower.id } : {};
}

/** The things in their new order, and where the moved one stood until now. */
export function moved<T extends Thing>(
  things: readonly T[],
  what: string,
  id: string,
  before?: string | null,
): { order: T[]; stood: { before?: string } } {
  const at = position(things, what, id);
  if (before === id) throw new Refusal(`a ${what} cannot stand before itself`);
  return { order: insert(things.toSpliced(at, 1), what, things[at]!, before), stood: standing(things, at) };
}

/** What a record holds at a key; keys are a user's words, so "constructor" must find nothing inherited. */
export const held = <V>(record: Readonly<Record<string, V>> | undefined, key: string): V | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

export function leafAt<V>(outer: Nested<V> | undefined, first: string, second: string): V | undefined {
  return held(rowAt(outer, first), second);
}

export function rowAt<V>(outer: Nested<V> | undefined, first: string): Record<string, V> {
  return held(outer, first) ?? {};
}

/** With one leaf set, or taken away if it is undefined or an empty list. */
export function withLeaf<V>(outer: Nested<V>, first: string, second: string, leaf: V | undefined): Nested<V> {
  const { [second]: _, ...others } = rowAt(outer, first);
  const absent = leaf === undefined || (Array.isArray(leaf) && !leaf.length);
  return withRow(outer, first, absent ? (others as Record<string, V>) : { ...others, [second]: leaf });
}

export function withRow<V>(outer: Nested<V>, first: string, row: Record<string, V> | undefined): Nested<V> {
  const { [first]: _, ...others } = outer;
  return row && Object.keys(row).length ? { ...others, [first]: row } : others;
}

/** Without `second` anywhere, and what was there by first key. */
export function withoutSecond<V>(
  outer: Nested<V>,
  second: string,
): { rest: Nested<V>; taken: Record<string, V> } {
  let rest = outer;
  let taken: Record<string, V> = {};
  for (const [first, inner] of Object.entries(outer))
    if (Object.hasOwn(inner, second)) {
      taken = { ...taken, [first]: inner[second]! };
      rest = withLeaf(rest, first, second, undefined);
    }
  return { rest, taken };
}

export function withSecond<V>(outer: Nested<V>, second: string, leaves: Record<string, V> = {}): Nested<V> {
  return Object.entries(leaves).reduce((rows, [first, leaf]) => withLeaf(rows, first, second, leaf), outer);
}
