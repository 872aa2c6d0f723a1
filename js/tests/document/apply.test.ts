/** Operations and their inverses, whatever the order; and values no map could hold. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, applyAll } from "../../src/document/apply";
import { checkPart, Refusal } from "../../src/document/check";
import { cardIds } from "../../src/document/document";
import { fileText, readText } from "../../src/document/file";
import type { Card, Document, Operation } from "../../src/document/schema";
import { runs } from "../examples";
import { MAP } from "../protocol/kernel";

const ids = (...known: string[]) => fc.constantFrom(...known, "new", "constructor", "name", "__proto__");
const stage = ids("arrive", "wait", "leave");
const lane = ids("emotion", "actions", "pain");
const persona = ids("maya");
const card = ids("a1", "p1");
const before = fc.option(fc.oneof(stage, lane, card), { nil: undefined });
const words = fc.constantFrom("", "text", "zwei\nZeilen", "\u{1f600}");
const cards: fc.Arbitrary<Card> = fc.record({ id: card, text: words, span: fc.integer({ min: 1, max: 3 }) });
const score = fc.record({
  value: fc.constantFrom(-2, 0, 1.5),
  evidence: fc.constantFrom("data", "assumption"),
});
const changes = fc.record(
  {
    text: words,
    tags: fc.array(words, { maxLength: 2 }),
    n: fc.option(fc.nat()),
    ours: fc.option(fc.boolean()),
  },
  { requiredKeys: [] },
);
/** As it comes off the wire. */
const operation = fc
  .oneof(
    fc.record({ op: fc.constant("set_map"), changes: fc.record({ title: words }, { requiredKeys: [] }) }),
    fc.record({
      op: fc.constant("add_stage"),
      stage: fc.record({ id: stage, name: fc.constant("S") }),
      before,
    }),
    fc.record({
      op: fc.constant("set_stage"),
      stage,
      changes: fc.record({ goal: words, moment_of_truth: fc.boolean() }),
    }),
    fc.record({ op: fc.constant("add_phase"), phase: fc.record({ id: stage, name: fc.constant("P") }) }),
    fc.record({ op: fc.constant("add_lane"), lane: fc.record({ id: lane, name: fc.constant("L") }), before }),
    fc.record({
      op: fc.constant("set_lane"),
      lane,
      changes: fc.record({ kind: fc.constantFrom("cards", "emotion") }),
    }),
    fc.record({
      op: fc.constant("add_persona"),
      persona: fc.record({ id: persona, name: fc.constant("P") }),
    }),
    fc.record({
      op: fc.constant("remove"),
      what: fc.constantFrom("stage", "lane", "persona", "phase"),
      id: fc.oneof(stage, lane, persona),
    }),
    fc.record({
      op: fc.constant("move"),
      what: fc.constantFrom("stage", "lane", "persona"),
      id: fc.oneof(stage, lane),
      before,
    }),
    fc.record({ op: fc.constant("add_card"), stage, lane, card: cards, before }),
    fc.record({ op: fc.constant("set_card"), stage, lane, card, changes }),
    fc.record({ op: fc.constant("move_card"), stage, lane, card, to_stage: stage, to_lane: lane, before }),
    fc.record({ op: fc.constant("remove_card"), stage, lane, card }),
    fc.record({ op: fc.constant("set_emotion"), stage, persona, score: fc.option(score) }),
  )
  .map((sent) => JSON.parse(JSON.stringify(sent)) as Operation);

it("any sequence of operations, then its inverses, gives the exact document", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
      let document = MAP;
      const past: { before: Document; inverse: Operation }[] = [];
      for (const each of operations) {
        const before = document;
        const kept = JSON.stringify(before);
        try {
          const done = apply(before, each);
          past.push({ before, inverse: done.inverse });
          document = done.document;
          expect(checkPart(document, "Document")).toBe(document);
          expect(new Set(cardIds(document)).size).toBe(cardIds(document).length);
          expect(fileText(readText(fileText(document)))).toBe(fileText(document));
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
        expect(JSON.stringify(before)).toBe(kept);
      }
      for (const { before, inverse } of past.reverse()) {
        document = apply(document, inverse).document;
        expect(document).toStrictEqual(before);
      }
    }),
    runs(300),
  );
});

it("a transaction applies whole or not at all", () => {
  const good: Operation = { op: "set_map", changes: { title: "Changed" } };
  const bad: Operation = { op: "remove", what: "stage", id: "gone" };
  expect(() => applyAll(MAP, [good, bad])).toThrow(Refusal);
  expect(MAP.title).toBe("A visit");
});

it("shares what it does not touch", () => {
  const { document } = apply(MAP, {
    op: "set_card",
    stage: "wait",
    lane: "pain",
    card: "p1",
    changes: { text: "x" },
  });
  expect(document.cells?.actions).toBe(MAP.cells?.actions);
  expect(document.stages).toBe(MAP.stages);
});

describe("a value no map can hold is refused with a sentence", () => {
  it.each<[string, object, RegExp]>([
    [
      "half a character",
      { op: "set_map", changes: { title: "a\ud800" } },
      /half a character \(U\+D800 at position 1\)/,
    ],
    [
      "text too long",
      { op: "set_map", changes: { title: "x".repeat(20_001) } },
      /title has 20001 characters.*20000/,
    ],
    ["no name", { op: "set_stage", stage: "wait", changes: { name: "" } }, /name must not be empty/],
    [
      "NaN",
      { op: "set_stage", stage: "wait", changes: { duration: Number.NaN } },
      /duration: NaN is not a number/,
    ],
    ["below the least", { op: "set_stage", stage: "wait", changes: { duration: -1 } }, /at least 0, not -1/],
    [
      "above the most",
      { op: "set_card", stage: "wait", lane: "pain", card: "p1", changes: { severity: 4 } },
      /at most 3/,
    ],
    [
      "a broken number",
      { op: "set_card", stage: "wait", lane: "pain", card: "p1", changes: { span: 1.5 } },
      /whole number/,
    ],
    [
      "no choice of these",
      { op: "set_map", changes: { kind: "past" } },
      /one of: current, future, not 'past'/,
    ],
    [
      "text for a list",
      { op: "set_card", stage: "wait", lane: "pain", card: "p1", changes: { tags: "x" } },
      /must be a list/,
    ],
    ["a field it does not have", { op: "set_map", changes: { name: "x" } }, /has no field 'name'/],
    ["three ends of a scale", { op: "set_map", changes: { scale: [1, 2, 3] } }, /must be 2 values/],
    ["an edit that does not exist", { op: "explode" }, /no edit called 'explode'/],
    [
      "a score off the scale",
      { op: "set_emotion", stage: "wait", persona: "maya", score: { value: 9 } },
      /nearest is 2/,
    ],
    [
      "a stage that is not there",
      { op: "remove", what: "stage", id: "toString" },
      /no stage 'toString'\. Stages: arrive, wait, leave/,
    ],
  ])("%s", (_, edit, sentence) => {
    expect(() => apply(MAP, edit as Operation)).toThrow(sentence);
  });
});
