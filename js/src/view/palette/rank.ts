/** How well a text answers what was typed: pure, and quick enough for every card of a large map at each key. */

/** From and to which letter, the end not included. */
export type Stretch = readonly [from: number, to: number];

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
 * the initials of its words, or with letters left out. Higher is better, null is no answer. `text` is folded.
 */
export function rank(text: string, words: readonly string[]): number | null {
  let sum = 0;
  for (const word of words) {
    const own = worth(text, word);
    if (!own) return null;
    sum += own;
  }
  return sum / (words.length || 1) - text.length / LETTERS;
}

function worth(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0) return text.length === word.length ? WORTH.whole : WORTH.start;
  if (at > 0) return startOfWord(text, word, at) < 0 ? WORTH.inside : WORTH.word;
  if (initials(text, word)) return WORTH.initials;
  const gaps = withGaps(text, word);
  return gaps ? WORTH.gaps - (gaps.at(-1)![1] - gaps[0]![0] - word.length) : 0;
}

/** What of a text answers the words, in order, to be marked. */
export function marksIn(text: string, words: readonly string[]): Stretch[] {
  return join(
    words.flatMap((word) => {
      const at = text.indexOf(word);
      if (at < 0) return initials(text, word) ?? withGaps(text, word) ?? [];
      const start = at && startOfWord(text, word, at);
      const from = start < 0 ? at : start;
      return [[from, from + word.length] as const];
    }),
  );
}

/** Where a word is at the start of one of the text's, from a place on where it is. */
function startOfWord(text: string, word: string, from: number): number {
  let at = from;
  while (at >= 0 && !beginsWord(text, at)) at = text.indexOf(word, at + 1);
  return at;
}

const LETTER = /[\p{L}\p{N}]/u;
const beginsWord = (text: string, at: number): boolean =>
  LETTER.test(text[at]!) && (at === 0 || !LETTER.test(text[at - 1]!));

/** "mot" of "moment of truth". */
function initials(text: string, word: string): Stretch[] | null {
  if (word.length < 2) return null;
  const marks: Stretch[] = [];
  for (let at = 0; at < text.length && marks.length < word.length; at++)
    if (text[at] === word[marks.length] && beginsWord(text, at)) marks.push([at, at + 1]);
  return marks.length === word.length ? marks : null;
}

/** Its letters in order, from the start of a word on and not far apart. */
function withGaps(text: string, word: string): Stretch[] | null {
  if (word.length < 3) return null;
  const longest = word.length + Math.ceil(word.length / 2);
  for (let start = text.indexOf(word[0]!); start >= 0; start = text.indexOf(word[0]!, start + 1)) {
    if (!beginsWord(text, start)) continue;
    const marks: Stretch[] = [];
    const end = Math.min(text.length, start + longest);
    for (let at = start; at < end && marks.length < word.length; at++)
      if (text[at] === word[marks.length]) marks.push([at, at + 1]);
    if (marks.length === word.length) return marks;
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
