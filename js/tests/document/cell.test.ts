/** A cell as text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { checkPart } from "../../src/document/check";
import { cardIds } from "../../src/document/document";
import { cardsAt, cellText, setCellText } from "../../src/document/gestures";
import type { Card, Document } from "../../src/document/schema";
import { runs } from "../examples";
import { MAP } from "../protocol/kernel";

const withCards = (...cards: Card[]): Document =>
  checkPart({ ...MAP, cells: { pain: { wait: cards } } }, "Document");
const typed = (document: Document, text: string): Document =>
  applyAll(document, setCellText(document, "wait", "pain", text)).document;
const ids = (document: Document) => cardsAt(document, "wait", "pain").map(({ id }) => id);
const abc = withCards(
  { id: "a", text: "one", tags: ["kept"] },
  { id: "b", text: "two" },
  { id: "c", text: "three" },
);

it("says exactly what was typed, whatever the cards were", () => {
  const line = fc.constantFrom("", "a", "b", "a\nb", "\n", "  ", "c\n\nd");
  const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), text, (before, after) => {
      const document = withCards(
        ...before.map((said, at) => (said ? { id: `c${at}`, text: said } : { id: `c${at}` })),
      );
      const changed = typed(document, after);
      expect(cellText(changed, "wait", "pain")).toBe(after);
      expect(new Set(cardIds(changed)).size).toBe(cardIds(changed).length);
      const { document: again, inverses } = applyAll(document, setCellText(document, "wait", "pain", after));
      expect(again).toEqual(changed);
      expect(applyAll(again, inverses).document).toEqual(document);
    }),
    runs(500),
  );
});

describe("cards keep what they have", () => {
  it("where lines at either end stay", () => {
    expect(ids(typed(abc, "one\nnew\nthree"))).toEqual(["a", "b", "c"]);
    expect(ids(typed(abc, "one\ntwo\nand\nthree"))).toEqual(["a", "b", "pain.wait", "c"]);
    expect(ids(typed(abc, "two\nthree"))).toEqual(["b", "c"]);
    expect(ids(typed(abc, "one\nthree"))).toEqual(["a", "c"]);
    expect(cardsAt(typed(abc, "one\n2"), "wait", "pain")[0]).toEqual({
      id: "a",
      text: "one",
      tags: ["kept"],
    });
  });

  it("where a card of several lines stays whole", () => {
    const document = withCards({ id: "a", text: "two\nlines" }, { id: "b", text: "end" });
    expect(ids(typed(document, "two\nlines\nmore\nend"))).toEqual(["a", "pain.wait", "b"]);
    expect(setCellText(document, "wait", "pain", "two\nlines\nend")).toEqual([]);
  });
});

it("no text is no cards, and each operation says what it saw", () => {
  expect(setCellText(abc, "wait", "pain", "")).toMatchObject([
    { op: "remove_card", was: { id: "a", text: "one" } },
    { op: "remove_card", was: { id: "b" } },
    { op: "remove_card", was: { id: "c" } },
  ]);
  expect(setCellText(abc, "wait", "pain", "one\n2\nthree")).toEqual([
    { op: "set_card", stage: "wait", lane: "pain", card: "b", changes: { text: "2" }, was: { text: "two" } },
  ]);
});

it("nothing changes where nothing is typed", () => {
  expect(setCellText(abc, "wait", "pain", "one\ntwo\nthree")).toEqual([]);
  expect(setCellText(withCards({ id: "bare" }), "wait", "pain", "")).toEqual([]);
});
