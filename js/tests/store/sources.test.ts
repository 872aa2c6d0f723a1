/** The numbers a document keeps are those that a kernel would say: Python wrote both. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readValue } from "../../src/document/file";
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
  measures: { name: string; label: string }[];
  reading: { figures?: Figures; curve?: object };
}
type Figures = Record<string, Record<string, { value?: number | null; why?: string }>>;

/**
 * What readers see of a source. A stage that nobody was asked about need not be told of. A measure that is withheld
 * at every stage has nothing that says what it is but its name.
 */
function seen({ measures, reading, ...source }: Told) {
  const asked = Object.entries(reading.figures ?? {}).filter(([, held]) =>
    Object.values(held).some(({ why }) => why !== "not asked"),
  );
  const told = ({ name, label, ...info }: Told["measures"][0]) => ({
    ...info,
    name,
    label: asked.some(([, held]) => held[name]?.value != null) ? label : "",
  });
  const curve = reading.curve ?? {};
  return {
    ...source,
    measures: measures.map(told),
    reading: { ...reading, curve, figures: Object.fromEntries(asked) },
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
