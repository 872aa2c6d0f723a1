/** Ids made from names, and labels that tell things of one name apart. */
import { cardIds } from "./document";
import type { Document } from "./schema";

/** So that the id of a card, made of two of these, stays within what an id may hold. */
const LONGEST = 80;

/** The id a thing of this name gets if nothing else has it: "Pain points" is "pain-points". */
export function slug(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return [...words.join("-").normalize("NFC")].slice(0, LONGEST).join("").replace(/-$/, "") || "item";
}

/** `base`, or `base-2`, `base-3` ... where it is taken. */
export const freshId = (base: string, inUse: Iterable<string>): string =>
  firstFree(base, "-", new Set(inUse));

/** Ends the ids of the cards that this page makes. */
let mark = Math.random().toString(36).slice(2, 7);
let marks = 0;

/** End ids of new cards with this instead; with "" they are only numbered, as Python's are. */
export function markCards(text: string): void {
  mark = text;
  marks = 0;
}

/**
 * The id of a new card in a cell. No other page makes the same one: what several readers add at once, each without
 * having seen the others' cards, are several cards, and an edit of one of them never meets another.
 */
export const cardId = (
  lane: string,
  stage: string,
  document: Document,
  inUse: ReadonlySet<string> = new Set(cardIds(document)),
): string => {
  const ending = mark && `.${mark}${(++marks).toString(36)}`;
  const place = [...`${lane}.${stage}`].slice(0, 190 - ending.length).join("");
  return firstFree(place + ending, ".", inUse);
};

function firstFree(base: string, separator: string, inUse: ReadonlySet<string>): string {
  let id = base;
  for (let count = 2; inUse.has(id); count++) id = `${base}${separator}${count}`;
  return id;
}

/** What to call each thing, by id: its name, and "Name (id)" where another has the same. */
export function labels(things: readonly { id: string; name: string }[]): Map<string, string> {
  const names = things.map(({ name }) => name);
  const repeated = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  const inUse = new Set(names.filter((name) => !repeated.has(name)));
  const result = new Map<string, string>();
  for (const { id, name } of things) {
    let label = repeated.has(name) ? `${name} (${id})` : name;
    if (repeated.has(name)) {
      // Something else may have this very label as its name.
      while (inUse.has(label)) label += ` (${id})`;
      inUse.add(label);
    }
    result.set(id, label);
  }
  return result;
}
