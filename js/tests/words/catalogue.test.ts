/** The catalogues have what the sources show, and the sources show nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { languageOf } from "../../src/words/reading";
import sentences from "../../src/words/sentences.json";
import { type Catalogue, ENGLISH, language, type Translation, translate } from "../../src/words/words";
import { FILES, keysOf, parse, readSource, untranslated } from "./shown-texts";

const FOLDER = fileURLToPath(new URL("../../src/words/catalogues/", import.meta.url));
const CATALOGUES = readdirSync(FOLDER).map((file) => {
  const entries = JSON.parse(readFileSync(FOLDER + file, "utf8")) as Catalogue;
  return [file.replace(/\.json$/, ""), entries] as const;
});

const SOURCES = FILES.map(readSource);
const KEYS = new Set([...SOURCES.flatMap(keysOf), ...sentences]);

const formsOf = (entry: Translation): string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry);
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();

describe("what the sources show", () => {
  it("is all read through the catalogue", () => {
    expect(SOURCES.flatMap(untranslated)).toEqual([]);
  }, 60_000);

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the code of templates
  it.each([
    ["<b>Add a card</b>"],
    ['<button aria-label="Add a card" />'],
    ['<Row label={isNew ? "Add" : t("Change")} />'],
    ["<p>{count} cards</p>"],
    ["<p>{isNew && `${count} cards`}</p>"],
    ['view.outcome.value = "Nothing moved";'],
    ["const TEXTS = texts({ add: (n: number) => `${n} cards` });"],
    ['const TEXTS = { add: "Add" } as const;'],
    ['return { says: "Nothing" };'],
    ["const why = `the lane ${name} holds no cards`;"],
  ])("is seen where it is not: %s", (code) => {
    expect(untranslated(parse("one.tsx", code))).toHaveLength(1);
  });

  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the code of templates

  it.each([
    ['<b class="is-new cjm-card">{t("Add a card")}</b>'],
    ["<kbd>Esc</kbd>"],
    ['root.querySelector("[role=grid] .cjm cell");'],
    ['const TEXTS = texts({ add: "Add a card", many: (n: number) => plural(n, "{n} card", "{n} cards") });'],
    ['makeEdit(view, operations, english("Add card"));'],
    ['throw new Error("This cannot happen");'],
  ])("is left alone where it is: %s", (code) => {
    expect(untranslated(parse("one.tsx", code))).toEqual([]);
  });
});

describe.each(CATALOGUES)("the catalogue %s", (code, entries) => {
  it("has every text, and no other", () => {
    const own = Object.keys(entries);
    expect(
      [...KEYS].filter((key) => !(key in entries)),
      "texts that the catalogue lacks",
    ).toEqual([]);
    expect(
      own.filter((key) => !KEYS.has(key)),
      "texts that nothing shows",
    ).toEqual([]);
  });

  it("has the same values in each text", () => {
    const differing = Object.entries(entries).filter(([key, entry]) =>
      formsOf(entry).some((text) => {
        const [all, own] = [new Set(placeholders(key)), placeholders(text)];
        const needs = key.includes("|") ? own.filter((name) => !all.has(name)) : [];
        return key.includes("|") ? needs.length : own.join() !== [...all].join();
      }),
    );
    expect(differing).toEqual([]);
  });

  it("has a form for every number", () => {
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    for (const [key, entry] of Object.entries(entries))
      if (key.includes("|")) expect(Object.keys(entry).sort(), key).toEqual([...pluralCategories].sort());
      else expect(entry, key).toBeTypeOf("string");
  });

  it("says in the language what the kernel and the rules of a document refuse", () => {
    language.value = languageOf(code, entries);
    const foreign = [...refusals()].filter((why) => translate(why) === why);
    language.value = ENGLISH;
    expect(foreign).toEqual([]);
  }, 60_000);

  it("says in the language what the rules find, why it matters and what to do", () => {
    language.value = languageOf(code, entries);
    const all = RULES.flatMap(([, { says, messages }]) => [...says, ...messages]);
    // "Jargon" is the same word in German.
    const foreign = all.filter((one) => translate(one) === one && entries[one] !== one);
    language.value = ENGLISH;
    expect(foreign).toEqual([]);
    expect(RULES.flatMap(([, { says }]) => says).filter((one) => !(one in entries))).toEqual([]);
  }, 60_000);
});

/** What rules for maps say, as Python writes it down. */
const RULES: [string, { says: string[]; messages: string[] }][] = Object.entries(
  JSON.parse(
    readFileSync(new URL("../../../tests/contract/files/rule_sentences.json", import.meta.url), "utf8"),
  ),
);

/** What edits and operations are refused with in the contract files. */
function refusals(): Set<string> {
  const all = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, one] of Object.entries(value)) {
      if ((key === "refused" || key === "why") && typeof one === "string" && one) all.add(one);
      else if (key !== "decisions") collect(one);
    }
  };
  for (const file of [
    "operations.json",
    "files/checks.json",
    "files/histories.json",
    "files/transcript.json",
  ])
    collect(JSON.parse(readFileSync(new URL(`../../../tests/contract/${file}`, import.meta.url), "utf8")));
  return all;
}
