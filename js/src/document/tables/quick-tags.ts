/** Tags written behind the words of a new card: "Looks for a socket #power #live_data". */

/** A sign and a word that begins with a letter, at the end; "#1" and "C#" are words like any other. */
const LAST = /^(.*\S)\s+#(\p{L}[\p{L}\p{M}\p{N}_-]*)\s*$/su;

/** The words of a card and the tags behind them, in which "_" stands for a space; a text of tags alone is words. */
export function readTags(text: string): { text: string; tags: string[] } {
  const tags: string[] = [];
  let words = text;
  for (let match = LAST.exec(words); match; match = LAST.exec(words)) {
    tags.unshift(match[2]!.replaceAll("_", " "));
    words = match[1]!;
  }
  return { text: words, tags: [...new Set(tags)] };
}
