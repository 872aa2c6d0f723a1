/**
 * Every text that a reader sees or hears, in the reader's language. The English text stands where it is shown and is
 * its key in the catalogues, `catalogues/de.json` and so on; what a catalogue lacks stays English. Texts are read when
 * they are drawn: whoever reads one in a component is drawn anew when a catalogue arrives.
 *
 * A name in braces stands for a value: numbers are written as the language writes them, texts as they are.
 */
import { signal } from "@preact/signals";

/** A text, or its forms by the plural rules of the language. */
export type Translation = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;
export type Catalogue = Readonly<Record<string, Translation>>;
export type Values = Readonly<Record<string, string | number>>;

export interface Language {
  /** As BCP 47 has it. */
  readonly code: string;
  readonly entries: Catalogue;
  /** Translates a sentence that was made elsewhere. */
  readonly read?: (sentence: string) => string;
}

export const ENGLISH: Language = { code: "en", entries: {} };

/** The language of all maps of this bundle. */
export const language = signal(ENGLISH);

/** The names that a catalogue of a language may go by, the nearest first: of "de-AT" "de-AT" and "de"; none of English. */
export function languagesOf(code: string): string[] {
  const parts = code.replaceAll("_", "-").split("-");
  return parts[0] === "en" ? [] : parts.map((_, at) => parts.slice(0, parts.length - at).join("-"));
}

/** `t("Link {name}", { name })`. */
export function t(text: string, values?: Values): string {
  return fill((language.value.entries[text] as string | undefined) ?? text, values);
}

/** `plural(n, "{n} card", "{n} cards")`; both forms together are the key, with a stroke between them. */
export function plural(n: number, one: string, other: string, values?: Values): string {
  const { code, entries } = language.value;
  const forms = (entries[`${one}|${other}`] ?? { one, other }) as Exclude<Translation, string>;
  return fill(forms[new Intl.PluralRules(code).select(n)] ?? forms.other ?? other, { n, ...values });
}

/** A table of texts; each is translated when it is read from the table. Functions in it call `t` themselves. */
export const texts = <T extends object>(table: T): T =>
  new Proxy(table, {
    get: (_, name) => {
      const value: unknown = Reflect.get(table, name);
      return typeof value === "string" ? t(value) : value;
    },
  });

/**
 * A text in English, which is translated by `translate` where it is shown: the label of an edit, which all readers of
 * the history see in their own languages, or a name in a table of commands.
 */
export const english = (text: string, values?: Values): string => fill(text, values);

/**
 * A sentence that was made elsewhere, in English: by the kernel, by the rules of a document, or as the label of an edit.
 * It is translated where the catalogue has it, or a text of its form.
 */
export const translate = (sentence: string): string => language.value.read?.(sentence) ?? sentence;

/** A number as the language writes it. */
export const numeral = (value: number, options?: Intl.NumberFormatOptions): string =>
  value.toLocaleString(language.value.code, options);

/** Figures written with a decimal point, with the mark of the language in its place. */
export const decimals = (figures: string): string => {
  const mark = numeral(1.1)[1]!;
  return mark === "." ? figures : figures.replace(".", mark);
};

const fill = (sentence: string, values?: Values): string =>
  values
    ? sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? "";
        return typeof value === "number" ? numeral(value) : value;
      })
    : sentence;
