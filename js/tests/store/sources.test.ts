/** The numbers a document keeps are those that a kernel would say: Python wrote both. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readValue } from "../../src/document/file";
import type { Document } from "../../src/document/schema";
import { LocalStore } from "../../src/store/local";
import { sourceNumbers } from "../../src/store/sources";

interface Case {
  name: string;
  document: unknown;
  sources: Told[];
}
const cases = JSON.parse(
  readFileSync(new URL("../../../tests/contract/files/numbers.json", import.meta.url), "utf8"),
) as Case[];

/** Defaults left out and numbers to twelve digits, as the two halves need not round alike. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, item: unknown) => {
      const usual = item === null || (key === "n" && item === 0) || (key === "why" && item === "");
      if (usual) return undefined;
      return typeof item === "number" ? Number(item.toPrecision(12)) : item;
    }) ?? "null",
  );

interface Told {
  measures: { name: string; label: string; unit: string; level: number }[];
  note?: string;
  curve?: object | null;
  reading: { figures?: Figures; curve?: object };
}
type Figures = Record<string, Record<string, { value?: number | null; why?: string; method?: string }>>;

/** What readers see of a source. A stage that nobody was asked about need not be told of. */
function seen({ reading, note, ...source }: Told) {
  const asked = Object.entries(reading.figures ?? {}).filter(([, row]) =>
    Object.values(row).some(({ why }) => why !== "not asked"),
  );
  return {
    ...source,
    note: note ?? "",
    reading: { ...reading, curve: reading.curve ?? {}, figures: Object.fromEntries(asked) },
  };
}

describe.each(cases)("$name", ({ document, sources }) => {
  it("is said as by a kernel", () => {
    const kept = sourceNumbers(readValue(document)).sources ?? [];
    const lifeless = kept.map(({ live: _, ...source }) => seen(source));
    expect(plain(lifeless)).toEqual(plain(sources.map(seen)));
  });
});

it("follows the scale of the emotions, and stays while nothing of it changes", () => {
  const store = new LocalStore(readValue(cases[0]!.document));
  const before = store.measured.value;
  expect(before.sources![0]!.reading.curve!.arrive!.value).toBeCloseTo(0.5);
  store.edit([{ op: "set_map", changes: { title: "Another" } }], "Rename");
  expect(store.measured.value).toBe(before);
  store.edit([{ op: "set_map", changes: { scale: [-4, 4] } }], "Widen");
  expect(store.measured.value.sources![0]!.reading.curve!.arrive!.value).toBeCloseTo(1);
});

/** A document as a file of before there were legends, and with other words for the methods. */
function older(document: unknown): Document {
  const value = structuredClone(document) as { sources?: { legend?: unknown; figures?: Figures }[] };
  for (const source of value.sources ?? []) {
    delete source.legend;
    for (const row of Object.values(source.figures ?? {}))
      for (const figure of Object.values(row)) figure.method = "50 % of NPS, box";
  }
  return readValue(value);
}

describe.each(cases)("$name, in a file without a legend", ({ document, sources }) => {
  const read = sourceNumbers(older(document)).sources ?? [];

  it("has the same numbers, units, confidences and curve", () => {
    read.forEach((source, at) => {
      const told = sources[at]!;
      const facts = ({ name, unit, level }: { name: string; unit: string; level: number }) => ({
        name,
        unit,
        level,
      });
      expect(source.measures.map(facts)).toEqual(told.measures.map(facts));
      expect(plain(source.reading.curve)).toEqual(plain(told.reading.curve ?? {}));
      expect(source.reading.respondents ?? null).toEqual(
        (told.reading as { respondents?: number }).respondents ?? null,
      );
    });
    expect(read).toHaveLength(sources.length);
  });

  it("calls a measure by its label, or as Python does where it has options", () => {
    read.forEach((source, at) => {
      source.measures.forEach(({ name, label }, place) => {
        const called = sources[at]!.measures[place]!.label;
        expect([called, name]).toContain(label);
        if (!name.includes("(")) expect(label).toBe(called);
      });
    });
  });
});
