/** How well a text answers what was typed: pure, and quick enough for every card of a large map at each key. */

/** From and to which letter, the end not included. */
export type Stretch = readonly [from: number, to: number];

export interface Rank {
  /** Higher is better. */
  readonly score: number;
  /** What of the text matches, in order, to be marked. */
  readonly marks: readonly Stretch[];
}

/** What a word of the query is worth where it stands. */
const WORTH = { whole: 100, start: 80, word: 60, inside: 40, initials: 35, gaps: 20 } as const;
/** So many letters of a text cost one point: of equals the shorter is meant. */
const LETTERS = 40;

/** Lower case, letter by letter, so that positions stay. */
export const fold = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
};

/** The words of a query, as `rank` takes them. */
export const wordsOf = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean);

/**
 * Every word must be in the text: at best the whole of it, then at its start, at the start of a word, within one; then as
 * the initials of its words, or with letters left out. Null where a word is not in it. `text` is folded.
 */
export function rank(text: string, words: readonly string[]): Rank | null {
  let sum = 0;
  const marks: Stretch[] = [];
  for (const word of words) {
    const best = place(text, word);
    if (!best) return null;
    sum += best.score;
    marks.push(...best.marks);
  }
  const score = sum / (words.length || 1) - text.length / LETTERS;
  return { score, marks: join(marks) };
}

function place(text: string, word: string): Rank | null {
  let at = text.indexOf(word);
  if (at < 0) return initials(text, word) ?? withGaps(text, word);
  const mark = (score: number): Rank => ({ score, marks: [[at, at + word.length]] });
  if (at === 0) return mark(text.length === word.length ? WORTH.whole : WORTH.start);
  const first = at;
  while (at >= 0 && !beginsWord(text, at)) at = text.indexOf(word, at + 1);
  if (at >= 0) return mark(WORTH.word);
  at = first;
  return mark(WORTH.inside);
}

const LETTER = /[\p{L}\p{N}]/u;
const beginsWord = (text: string, at: number): boolean =>
  LETTER.test(text[at]!) && (at === 0 || !LETTER.test(text[at - 1]!));

/** "mot" of "moment of truth". */
function initials(text: string, word: string): Rank | null {
  if (word.length < 2) return null;
  const marks: Stretch[] = [];
  for (let at = 0; at < text.length && marks.length < word.length; at++)
    if (text[at] === word[marks.length] && beginsWord(text, at)) marks.push([at, at + 1]);
  return marks.length === word.length ? { score: WORTH.initials, marks } : null;
}

/** Its letters in order, from the start of a word on and not far apart. */
function withGaps(text: string, word: string): Rank | null {
  if (word.length < 3) return null;
  const longest = word.length + Math.ceil(word.length / 2);
  for (let start = text.indexOf(word[0]!); start >= 0; start = text.indexOf(word[0]!, start + 1)) {
    if (!beginsWord(text, start)) continue;
    const marks: Stretch[] = [];
    const end = Math.min(text.length, start + longest);
    for (let at = start; at < end && marks.length < word.length; at++)
      if (text[at] === word[marks.length]) marks.push([at, at + 1]);
    if (marks.length === word.length)
      return { score: WORTH.gaps - (marks.at(-1)![1] - start - word.length), marks };
  }
  return null;
}

/** In order, those that touch or overlap made one. */
function join(marks: readonly Stretch[]): Stretch[] {
  const inOrder = [...marks].sort((a, b) => a[0] - b[0]);
  const all: [number, number][] = [];
  for (const [from, to] of inOrder) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
