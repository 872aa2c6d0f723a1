import { describe, expect, it } from "vitest";
import type { Document, SourceInfo } from "../../src/document/schema";
import { picture, type Subject } from "../../src/scene/picture";

const stages = ["A", "B", "C"].map((name) => ({ id: name.toLowerCase(), name }));
const scores = (...values: (number | null)[]) =>
  Object.fromEntries(values.flatMap((value, i) => (value === null ? [] : [[stages[i]!.id, { value }]])));
const document: Document = {
  id: "d",
  stages,
  personas: [
    { id: "maya", name: "Maya Torres" },
    { id: "kenji", name: "Kenji Sato" },
  ],
  emotion: { maya: scores(0, -1.5, 1), kenji: scores(1, null, null) },
};
const source: SourceInfo = {
  id: "survey",
  name: "Survey",
  rows: 9,
  read: "",
  live: true,
  scale: [1, 5],
  measures: [],
  curve: { name: "mean", label: "Mean", unit: "score", low: 1, high: 5, level: 0.95 },
  reading: {
    respondents: 9,
    figures: { a: { mean: { n: 9, value: 4, method: "mean, t 95 %" } } },
    curve: {
      a: { n: 9, value: 1, low: 0.9, high: 1.1 },
      b: { n: 9, value: 1.2, low: 1.1, high: 1.3 },
      c: { n: 9, value: -0.5, low: -0.6, high: -0.4 },
    },
  },
};
const subject: Subject = {
  document,
  stages,
  source,
  filterWords: "",
  persona: null,
  hidden: new Set(),
  states: null,
  preview: null,
  width: 176,
};

describe("the picture of a lane", () => {
  it("makes the first persona shown the active one, unless another is chosen", () => {
    const active = (changes: Partial<Subject>) =>
      picture({ ...subject, ...changes }).series.find((one) => one.active)?.persona.id;
    expect(active({})).toBe("maya");
    expect(active({ persona: "kenji" })).toBe("kenji");
    expect(active({ hidden: new Set(["maya"]) })).toBe("kenji");
    expect(active({ persona: "gone" })).toBe("maya");
  });

  it("keeps a persona's look when another is hidden", () => {
    const [kenji] = picture({ ...subject, hidden: new Set(["maya"]) }).series;
    expect(kenji!.look).toMatchObject({ class: "is-p2", marker: "diamond", dash: ".1 5" });
  });

  it("puts each curve's name beside its own last point", () => {
    const { columns } = picture(subject);
    expect(columns[0]!.ends.map(({ name }) => name)).toEqual(["Kenji"]);
    expect(columns[2]!.ends.map(({ name, details }) => [name, ...details])).toEqual([
      ["Measured", "95 % ±0.10"],
      ["Maya", "drawn"],
    ]);
  });

  it("says beside the measured curve what the rows were narrowed to", () => {
    const ends = picture({ ...subject, filterWords: "international" }).columns[2]!.ends;
    expect(ends[0]!.details).toEqual(["international", "95 % ±0.10"]);
  });

  it("puts a name that is too wide beside its point apart from it, off every point, value and line", () => {
    const [measured, maya] = picture({ ...subject, width: 120 }).columns[2]!.ends;
    expect(measured).toMatchObject({ name: "Measured", details: ["±0.10"], apart: true, marker: "square" });
    expect(maya).toMatchObject({ name: "Maya", apart: false, y: 97 });
    // The measured point is at 176.5 with its value on one side of it, and its line comes from above.
    expect(measured!.y - measured!.height / 2).toBeGreaterThanOrEqual(186);
  });

  it("shows an unfinished gesture in place of the score, notes included", () => {
    const preview = {
      persona: document.personas![0]!,
      state: "now" as const,
      stage: stages[1]!,
      value: 1.2,
      was: { value: -1.5 },
    };
    expect(picture(subject).columns[1]!.difference?.words).toBe("2.6 higher");
    const { series, columns } = picture({ ...subject, preview });
    expect(series[0]!.values).toEqual([0, 1.2, 1]);
    expect(series[0]!.scores[1]).toEqual({ value: -1.5 });
    expect(series.map(({ moving }) => moving)).toEqual([true, false]);
    expect(columns[1]!.difference).toBeNull();
    expect(columns[2]!.difference?.words).toBe("1.4 lower");
  });

  it("notes the lowest measured stage off every point and label", () => {
    const { lowest } = picture(subject).columns[2]!;
    expect(lowest!.words).toBe("Lowest");
    expect(lowest!.top > 176 || lowest!.top + 28 < 176).toBe(true);
  });

  it("draws scores without any source, and a source without any persona", () => {
    expect(
      picture({ ...subject, source: undefined }).columns.every(({ measured }) => measured === null),
    ).toBe(true);
    const bare = picture({ ...subject, document: { ...document, personas: [], emotion: {} } });
    expect(bare.series).toEqual([]);
    expect(bare.columns[2]!.ends.map(({ name }) => name)).toEqual(["Measured"]);
  });
});
