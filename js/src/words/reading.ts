/**
 * Sentences that were made elsewhere, in English, in the words of a catalogue. Each is taken apart by the text that has its
 * form: "Link “Security” to “Boarding”" is `Link “{start}” to “{end}”`, and what stands for the names is read in its turn.
 */
import { type Catalogue, type Language, plural, t } from "./words";

interface Form {
  readonly key: string;
  readonly pattern: RegExp;
}

/** The language of a catalogue. */
export function languageOf(code: string, entries: Catalogue): Language {
  const known = new Map<string, string>();
  let forms: readonly Form[] | null = null;
  const read = (sentence: string): string => {
    let words = known.get(sentence);
    if (words === undefined) {
      forms ??= formsOf(entries);
      words = translated(sentence, entries, forms, read);
      if (known.size > MOST) known.clear();
      known.set(sentence, words);
    }
    return words;
  };
  return { code: code.replaceAll("_", "-"), entries, read };
}

/** What stands for words of ours; all other values are the reader's own, such as names, and so is what is quoted. */
const WORDS = new Set([
  "edit",
  "why",
  "field",
  "what",
  "thing",
  "kind",
  "part",
  "rest",
  "title",
  "measure",
  "method",
]);

/** Sentences that are remembered: what a map shows, over and over. */
const MOST = 2000;

function translated(
  sentence: string,
  entries: Catalogue,
  forms: readonly Form[],
  read: (part: string) => string,
): string {
  const whole = entries[sentence];
  if (typeof whole === "string") return whole;
  for (const { key, pattern } of forms) {
    const { groups } = pattern.exec(sentence) ?? {};
    if (!groups) continue;
    const values = Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [
        name,
        WORDS.has(name) && !/^['"]/.test(value) ? read(value) : value,
      ]),
    );
    const [one, other] = key.split("|") as [string, string?];
    return other === undefined
      ? t(key, values)
      : plural(Number(groups.n?.replaceAll(",", "") ?? 1), one, other, values);
  }
  return sentence;
}

/** The texts that have values and words of their own, those with the most words first. */
function formsOf(entries: Catalogue): Form[] {
  const wordsOf = (text: string) => text.replace(/\{\w+\}/g, "");
  return Object.keys(entries)
    .flatMap((key) => key.split("|").map((text) => ({ key, text })))
    .filter(({ text }) => text.includes("{") && /\p{L}{2}/u.test(wordsOf(text)))
    .sort((a, b) => wordsOf(b.text).length - wordsOf(a.text).length)
    .map(({ key, text }) => ({ key, pattern: patternOf(text) }));
}

function patternOf(text: string): RegExp {
  const names = new Set<string>();
  const source = text.replace(/[.*+?^$()[\]\\|]/g, "\\$&").replace(/\{(\w+)\}/g, (_, name: string) => {
    if (names.has(name)) return `\\k<${name}>`;
    names.add(name);
    return `(?<${name}>${name === "n" ? "[\\d,.]+" : ".+?"})`;
  });
  return new RegExp(`^${source}$`, "su");
}
