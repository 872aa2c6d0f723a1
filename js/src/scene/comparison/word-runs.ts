/** A text then and now, word by word. */

/** A stretch of words: in both texts, or in one of them only. */
export interface WordRun {
  readonly kind: "same" | "was" | "now";
  readonly text: string;
}

/** Above so many pairs of words the two texts are shown whole, one after the other. */
const MOST = 40_000;

/** A word ("3.62", "long-term") or a mark after it, with the space before: a comma that goes leaves its word the same. */
const PIECE = /\s*(?:[\p{L}\p{M}\p{N}]+(?:[^\s\p{L}\p{M}\p{N}]+[\p{L}\p{M}\p{N}]+)*|\S)/gu;

/** The stretches of two texts, in the order they are read; what went stands before what came. Joined they are the text. */
export function wordRuns(before: string, after: string): WordRun[] {
  const old = before.trim().match(PIECE) ?? [];
  const now = after.trim().match(PIECE) ?? [];
  const runs: { kind: WordRun["kind"]; words: string[] }[] = [];
  const put = (kind: WordRun["kind"], words: readonly string[]) => {
    if (!words.length) return;
    const last = runs.at(-1);
    if (last?.kind === kind) last.words.push(...words);
    else runs.push({ kind, words: [...words] });
  };
  if (old.length * now.length > MOST) {
    put("was", old);
    put("now", now);
  } else {
    let [a, b] = [0, 0];
    for (const [i, j] of sharedWords(old, now)) {
      put("was", old.slice(a, i));
      put("now", now.slice(b, j));
      put("same", [now[j]!]);
      [a, b] = [i + 1, j + 1];
    }
    put("was", old.slice(a));
    put("now", now.slice(b));
  }
  return runs.map(({ kind, words }) => ({ kind, text: words.join("") }));
}

/** The places of the longest common sequence of words, in both. */
function sharedWords(before: readonly string[], after: readonly string[]): [number, number][] {
  const old = before.map((piece) => piece.trimStart());
  const now = after.map((piece) => piece.trimStart());
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i * width + j] =
        old[i] === now[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
