/** A text then and now, word by word. */

/** A stretch of words: in both texts, or in one of them only. */
export interface WordRun {
  readonly kind: "same" | "was" | "now";
  readonly text: string;
}

/** Above so many pairs of words the two texts are shown whole, one after the other. */
const MOST = 40_000;

/** The stretches of two texts, in the order they are read; what went stands before what came. */
export function wordRuns(before: string, after: string): WordRun[] {
  const old = before.split(/\s+/).filter(Boolean);
  const now = after.split(/\s+/).filter(Boolean);
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
  return runs.map(({ kind, words }) => ({ kind, text: words.join(" ") }));
}

/** The places of the longest common sequence of words, in both. */
function sharedWords(old: readonly string[], now: readonly string[]): [number, number][] {
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
