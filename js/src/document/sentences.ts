/** How refusals are worded: the same sentences as in Python (cjm_widgets/document/errors.py). No document here. */
import { compare, numberText } from "./canonical";

export { compare };

/** The entries in the order of their keys, in which both halves look for faults. */
export const inOrder = <V>(record: Readonly<Record<string, V>>): [string, V][] =>
  Object.entries(record).sort(([a], [b]) => compare(a, b));

/** How many names a sentence lists before it counts the rest. */
const MOST_NAMES = 12;
/** How alike two names are, from 0 to 1, for one to be suggested for the other. */
const CLOSE = 0.6;
/** Letters of a beginning in common that count more. */
const BEGINNING = 4;
/** Characters that one of a name and a text needs to be looked for in the other. */
const SHORTEST_INSIDE = 4;
const LONGEST_QUOTE = 80;
const MOST_ITEMS = 4;
/** Characters that would change how a sentence is read, or that cannot be shown. */
const INVISIBLE = /[\p{Cc}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{d800}-\u{dfff}]/gu;

/** A value for a sentence: a text in quotes, without what cannot be seen, its end left out where it is long. */
export function quoted(value: unknown): string {
  if (typeof value === "string") {
    const characters = [...value];
    const text =
      characters.length > LONGEST_QUOTE ? `${characters.slice(0, LONGEST_QUOTE - 1).join("")}…` : value;
    return `'${text.replaceAll(INVISIBLE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`)}'`;
  }
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "number") return Number.isFinite(value) ? numberText(value) : String(value);
  if (!Array.isArray(value)) return typeof value === "object" ? "an object" : String(value);
  const plain = value.every((item) => typeof item !== "object" || item === null);
  return plain && value.length <= MOST_ITEMS
    ? `[${value.map(quoted).join(", ")}]`
    : `a list of ${value.length}`;
}

/** Names for a sentence: at most a dozen, the rest counted. */
export function listing(names: readonly string[]): string {
  const text = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${text} and ${names.length - MOST_NAMES} more` : text || "none";
}

/** That there is no such thing, the nearest there is, and what there is. */
export function unknown(kind: string, name: unknown, names: readonly string[]): string {
  const close = typeof name === "string" ? nearest(name, names) : null;
  const hint = close === null ? "." : `; did you mean ${quoted(close)}?`;
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`;
  return `no ${kind} ${quoted(name)}${hint} ${title}: ${listing(names)}`;
}

/** A hint at the nearest of the names, or nothing. */
export function didYouMean(name: string, names: readonly string[]): string {
  const close = nearest(name, names);
  return close === null ? "" : `; did you mean ${quoted(close)}?`;
}

/**
 * The name most like a text, ignoring case: the shortest that has it in it, or the one most like it as a whole, or the
 * longest that it contains; null when nothing is similar.
 */
export function nearest(text: string, names: readonly string[]): string | null {
  const small = text.toLowerCase();
  const wanted = [...small];
  const size = (name: string) => [...name].length;
  const around = names.filter(
    (name) => wanted.length >= SHORTEST_INSIDE && name.toLowerCase().includes(small),
  );
  if (around.length) return around.sort((a, b) => size(a) - size(b))[0]!;
  let best: string | null = null;
  let most = 0;
  for (const name of names) {
    const letters = [...name.toLowerCase()];
    const bound = (2 * Math.min(letters.length, wanted.length)) / (letters.length + wanted.length || 1);
    let begins = 0;
    while (begins < BEGINNING && begins < letters.length && letters[begins] === wanted[begins]) begins++;
    const rankOf = (likeness: number) => likeness + (begins / 10) * (1 - likeness);
    if (bound < CLOSE || rankOf(bound) < most) continue;
    const likeness = likenessOf(letters, wanted);
    if (likeness >= CLOSE && rankOf(likeness) > most) [best, most] = [name, rankOf(likeness)];
  }
  if (best !== null) return best;
  const inside = names.filter((name) => size(name) >= SHORTEST_INSIDE && small.includes(name.toLowerCase()));
  return inside.sort((a, b) => size(b) - size(a))[0] ?? null;
}

/** Letters in common runs, twice, over all letters, after Ratcliff and Obershelp; Python's difflib computes the same. */
function likenessOf(a: readonly string[], b: readonly string[]): number {
  const all = a.length + b.length;
  return all ? (2 * commonLetters(a, b)) / all : 1;
}

function commonLetters(a: readonly string[], b: readonly string[]): number {
  const { start, other, length } = longestRun(a, b);
  if (!length) return 0;
  return (
    length +
    commonLetters(a.slice(0, start), b.slice(0, other)) +
    commonLetters(a.slice(start + length), b.slice(other + length))
  );
}

/** The longest run of letters in both; of several the first in `a`, then the first in `b`. */
function longestRun(a: readonly string[], b: readonly string[]) {
  let best = { start: 0, other: 0, length: 0 };
  let before: number[] = [];
  for (const [at, letter] of a.entries()) {
    const lengths: number[] = [];
    for (const [place, candidate] of b.entries()) {
      if (candidate !== letter) continue;
      const length = (before[place - 1] ?? 0) + 1;
      lengths[place] = length;
      if (length > best.length) best = { start: at - length + 1, other: place - length + 1, length };
    }
    before = lengths;
  }
  return best;
}
