/** What Python answers about names, cells, gestures, checks, edits and files is what TypeScript answers. */
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { checkOperation, Refusal } from "../../src/document/check";
import { FileProblem, fileText, readText } from "../../src/document/file";
import {
  add,
  cellText,
  change,
  changeMap,
  type Header,
  isCorrection,
  move,
  remove,
  setCellText,
  setEmotion,
} from "../../src/document/gestures";
import { cardId, freshId, labels, slug } from "../../src/document/names";
import { ice, ranksOf, rankText, rice } from "../../src/document/opportunities";
import type { Card, Document, Operation } from "../../src/document/schema";
import { nearest } from "../../src/document/sentences";
import { mergeStages, phaseOfStages, splitStage } from "../../src/document/stages";
import { readNumber } from "../../src/document/tables/numerals";
import { readRange } from "../../src/document/tables/range-text";
import { levelText, type Range, rangeText, third } from "../../src/document/tables/ranges";
import { jiraCsv, linearCsv } from "../../src/document/tickets";
import { spelled, vectors } from "../vectors";

/** What a call gives, or the error of this kind with which it refuses. */
function outcome<T, E extends Error>(
  kind: new (...args: never[]) => E,
  call: () => T,
): { value: T } | { error: E } {
  try {
    return { value: call() };
  } catch (error) {
    if (error instanceof kind) return { error };
    throw error;
  }
}

describe("names", () => {
  const names = vectors<{
    slug: { name: string; id: string }[];
    labels: { things: { id: string; name: string }[]; labels: string[] }[];
    fresh_id: { base: string; taken: string[]; id: string }[];
    card_id: { stage: string; lane: string; taken: string[]; id: string }[];
    nearest: { text: string; names: string[]; nearest: string | null }[];
  }>("names");

  it.each(names.nearest)("what is meant by $text", ({ text, names: among, nearest: meant }) =>
    expect(nearest(text, among)).toBe(meant),
  );
  it.each(names.slug)("the id of $name", ({ name, id }) => expect(slug(name)).toBe(id));

  it.each(names.labels)("labels of $things", ({ things, labels: called }) =>
    expect([...labels(things).values()]).toEqual(called),
  );

  it.each(names.fresh_id)("a fresh id for $base", ({ base, taken, id }) =>
    expect(freshId(base, taken)).toBe(id),
  );

  it.each(names.card_id)("a card at $stage, $lane", ({ stage, lane, taken, id }) =>
    expect(cardId(lane, stage, { id: "map" }, new Set(taken))).toBe(id),
  );
});

describe("numbers as people write them", () => {
  const { read_number: readings } = vectors<{
    read_number: { text: string; low: number; high: number; number: number | null }[];
  }>("numerals");

  it.each(readings)("$text on a scale of $low to $high is $number", ({ text, low, high, number }) =>
    expect(readNumber(text, low, high)).toBe(number),
  );
});

describe("ranges as people write them", () => {
  const { read_range: readings, range_text: texts } = vectors<{
    read_range: { text: string; range: Range | null }[];
    range_text: { range: Range; text: string; level: string; third: number }[];
  }>("ranges");

  it.each(readings)("$text is $range", ({ text, range }) => expect(readRange(text)).toEqual(range));

  it.each(texts)("$range is $text", ({ range, text, level, third: part }) => {
    expect([rangeText(range), levelText(range), third(range)]).toEqual([text, level, part]);
  });
});

describe("opportunities", () => {
  interface Scores {
    cards: Card[];
    ice: (number[] | null)[];
    ice_ranks: (string | null)[];
    rice: (number[] | null)[];
    rice_ranks: (string | null)[];
  }
  interface Tickets {
    document: Document;
    jira: string;
    linear: string;
  }
  const { scores, tickets } = vectors<{ scores: Scores[]; tickets: Tickets[] }>("opportunities");

  it.each(scores)("have the same scores and ranks in both halves: $cards", (expected) => {
    for (const [name, score] of [
      ["ice", ice],
      ["rice", rice],
    ] as const) {
      const every = expected.cards.map((card) => score({ ...card, id: "a" }));
      const rounded = (ends: number[] | null) => ends?.map((end) => Number(end.toPrecision(12))) ?? null;
      const ends = every.map((one) => rounded(one && [one.value, one.low, one.high]));
      expect(ends).toEqual(expected[name].map(rounded));
      expect(ranksOf(every).map((rank) => rank && rankText(rank))).toEqual(expected[`${name}_ranks`]);
    }
  });

  it("become the same tickets in both halves", () => {
    for (const { document, jira, linear } of tickets) {
      expect(jiraCsv(document)).toBe(jira);
      expect(linearCsv(document)).toBe(linear);
    }
  });
});

describe("the text of a cell", () => {
  const { set_cell: cells, is_correction: rewordings } = vectors<{
    set_cell: { document: Document; says: string; text: string; operations: Operation[] }[];
    is_correction: { before: string; after: string; correction: boolean }[];
  }>("cells");

  it.each(rewordings)("$before reworded as $after", ({ before, after, correction }) => {
    expect(isCorrection(before, after)).toBe(correction);
  });

  it.each(cells)("$says becomes $text", ({ document, says, text, operations }) => {
    expect(cellText(document, "wait", "pain")).toBe(says);
    expect(setCellText(document, "wait", "pain", text).map(checkOperation)).toEqual(operations);
  });
});

describe("gestures", () => {
  interface Gesture {
    document: Document;
    gesture:
      | "add"
      | "change"
      | "change_map"
      | "move"
      | "remove"
      | "set_emotion"
      | "split"
      | "merge"
      | "phase";
    stages: string[];
    what: Header;
    id: string;
    name: string;
    before: string | null;
    fields: object;
    changes: object;
    stage: string;
    persona: string;
    value: number | null;
    operations?: Operation[];
    refused?: true;
  }
  const { gestures } = vectors<{ gestures: Gesture[] }>("gestures");

  function operationsOf({ document, gesture, what, id, name, before, ...given }: Gesture): Operation[] {
    switch (gesture) {
      case "add":
        return add(document, what, name, { before, ...given.fields });
      case "change":
        return change(document, what, id, given.changes);
      case "change_map":
        return changeMap(document, given.changes);
      case "move":
        return move(document, what, id, before);
      case "remove":
        return remove(document, what, id);
      case "set_emotion":
        return setEmotion(document, given.stage, given.persona, given.value);
      case "split":
        return splitStage(document, given.stage, name);
      case "merge":
        return mergeStages(document, given.stages, name);
      case "phase":
        return phaseOfStages(document, given.stages, name);
    }
  }

  it.each(gestures.map((gesture, at) => ({ at, ...gesture })))("$at: $gesture $what $id", (gesture) => {
    const made = outcome(Refusal, () => operationsOf(gesture).map(checkOperation));
    if (gesture.refused) expect(made).toHaveProperty("error");
    else expect(spelled(made)).toBe(spelled({ value: gesture.operations }));
  });
});

describe("checks", () => {
  type Fields = Record<string, unknown>;
  interface Place {
    template: number;
    place: string;
  }
  const checks = vectors<{
    templates: Fields[];
    values: (Place & { value: unknown; operation?: Operation; why?: string })[];
    lengths: (Place & { unit: string; count: number; why: string | null })[];
  }>("checks");

  function filled(fields: Fields, place: string, value: unknown): Fields {
    const [first, ...rest] = place.split(".");
    const inner = (fields[first!] ?? {}) as Fields;
    return { ...fields, [first!]: rest.length ? filled(inner, rest.join("."), value) : value };
  }
  const checkAt = ({ template, place }: Place, value: unknown) =>
    outcome(Refusal, () =>
      checkOperation(filled(checks.templates[template]!, place, value) as unknown as Operation),
    );

  it.each(checks.values)("$value as $place of $template", ({ value, operation, why, ...place }) => {
    const checked = checkAt(place, value);
    if (operation) expect(spelled(checked)).toBe(spelled({ value: operation }));
    else expect(checked).toMatchObject({ error: { message: why } });
  });

  it.each(checks.lengths)("$count times $unit as $place", ({ unit, count, why, ...place }) =>
    expect(checkAt(place, unit.repeat(count))).toMatchObject(
      why === null ? { value: {} } : { error: { message: why } },
    ),
  );
});

describe("transactions", () => {
  interface Edit {
    document: Document;
    operations: Operation[];
    result?: Document;
    inverses?: Operation[];
    conflict?: boolean;
    now?: unknown;
    why?: string;
  }
  const { apply_all: edits } = vectors<{ apply_all: Edit[] }>("edits");

  it.each(edits.map((edit, at) => ({ at, ...edit })))(
    "$at of $operations",
    ({ document, operations, result, inverses, conflict, now = null, why }) => {
      const done = outcome(Refusal, () => applyAll(document, operations));
      if (result) expect(spelled(done)).toBe(spelled({ value: { document: result, inverses } }));
      else expect(done).toMatchObject({ error: { conflict, now, message: why } });
    },
  );
});

describe("files of others", () => {
  const { texts } = vectors<{ texts: { text: string; canonical?: string; refused?: true }[] }>(
    "strange_texts",
  );

  it.each(texts)("$text", ({ text, canonical, refused }) => {
    const read = outcome(FileProblem, () => fileText(readText(text)));
    if (refused) expect(read).toHaveProperty("error");
    else expect(read).toEqual({ value: canonical });
  });
});
