/** Texts and numbers in the reader's language. */
import { computed } from "@preact/signals";
import { afterEach, describe, expect, it } from "vitest";
import { speak } from "../../src/words/catalogues";
import { languageOf } from "../../src/words/reading";
import {
  decimals,
  ENGLISH,
  english,
  language,
  languagesOf,
  numeral,
  plural,
  t,
  texts,
  translate,
} from "../../src/words/words";

afterEach(() => {
  language.value = ENGLISH;
});

const speakPolish = () => {
  language.value = languageOf("pl", {
    "Move {thing}": "Przenieś: {thing}",
    "{n} card|{n} cards": { one: "{n} karta", few: "{n} karty", many: "{n} kart", other: "{n} karty" },
    "the cell was filled meanwhile: it now says {text}": "komórka ma teraz: {text}",
    Cards: "Karty",
    "Undo: {edit}": "Cofnij: {edit}",
    "Rename {name}": "Zmień nazwę: {name}",
  });
};

describe("a text", () => {
  it("is its own in English, with values and forms", () => {
    expect(t("Link {name}", { name: "Security" })).toBe("Link Security");
    expect(t("{name} or {name}", { name: "$&" })).toBe("$& or $&");
    expect([0, 1, 2, 1200].map((n) => plural(n, "{n} card", "{n} cards"))).toEqual([
      "0 cards",
      "1 card",
      "2 cards",
      "1,200 cards",
    ]);
  });

  it("takes the form of its number in another language", () => {
    speakPolish();
    expect([1, 3, 5, 22].map((n) => plural(n, "{n} card", "{n} cards"))).toEqual([
      "1 karta",
      "3 karty",
      "5 kart",
      "22 karty",
    ]);
    expect(t("Not in the catalogue")).toBe("Not in the catalogue");
  });

  it("is read anew when a catalogue arrives", () => {
    const TEXTS = texts({ cards: "Cards", many: (n: number) => plural(n, "{n} card", "{n} cards") });
    const words = computed(() => `${TEXTS.cards}: ${TEXTS.many(3)}`);
    expect(words.value).toBe("Cards: 3 cards");
    speakPolish();
    expect(words.value).toBe("Karty: 3 karty");
    expect(Object.entries(texts({ cards: "Cards" }))).toEqual([["cards", "Karty"]]);
    expect(texts(["Cards"] as const).map((text) => text)).toEqual(["Karty"]);
  });
});

describe("a sentence that arrives in English", () => {
  it("is translated by its form, and so are the words in it", () => {
    speakPolish();
    expect(translate("the cell was filled meanwhile: it now says 'Rain.*'")).toBe(
      "komórka ma teraz: 'Rain.*'",
    );
    expect(translate("Undo: Undo: 12 cards")).toBe("Cofnij: Cofnij: 12 kart");
    expect(translate("Another one")).toBe("Another one");
  });

  it("keeps what is the reader's own", () => {
    speakPolish();
    expect(translate("Undo: '12 cards'")).toBe("Cofnij: '12 cards'");
    expect(translate(english("Rename {name}", { name: "Cards" }))).toBe("Zmień nazwę: Cards");
  });

  it("stays as it is in English", () => {
    expect(translate(english("Undo: {edit}", { edit: "x" }))).toBe("Undo: x");
  });
});

describe("a number", () => {
  it("is written as the language writes it", () => {
    expect([numeral(1234.5), decimals("−0.50")]).toEqual(["1,234.5", "−0.50"]);
    language.value = languageOf("de", {});
    expect([numeral(1234.5), decimals("−0.50")]).toEqual(["1.234,5", "−0,50"]);
  });
});

describe("a language", () => {
  it("goes by its own name and by that of its family", () => {
    expect(languagesOf("de-AT")).toEqual(["de-AT", "de"]);
    expect(languagesOf("pt_BR")).toEqual(["pt-BR", "pt"]);
    expect(languagesOf("en-GB")).toEqual([]);
  });

  it("is spoken where it has a catalogue, and otherwise English is", async () => {
    await speak("tlh");
    expect(language.value).toBe(ENGLISH);
    await speak("de_CH");
    expect([language.value.code, t("Add card")]).toEqual(["de-CH", "Karte hinzufügen"]);
    expect(numeral(0.5)).toBe("0.5"); // as in Switzerland
  });
});
