/** Two versions of a map beside each other: what differs in their parts, cards, words and numbers. */
import { expect, test } from "vitest";
import type { Card, Document } from "../../src/document/schema";
import { cardChanges, movedIds } from "../../src/document/versions/snapshot-changes";
import { compareMaps } from "../../src/scene/comparison/map-comparison";
import { curvePairs, differenceOf, heightsOf, measureRows } from "../../src/scene/comparison/number-changes";
import { FUTURE, NOW, versionsOf } from "../../src/scene/comparison/versions";
import { wordRuns } from "../../src/scene/comparison/word-runs";
import { numbersOf } from "../../src/view/comparison/map-numbers";

const card = (id: string, text = id): Card => ({ id, text });
const stage = (id: string) => ({ id, name: id.toUpperCase() });
const map = (stages: string[], cells: Document["cells"] = {}): Document => ({
  id: "map",
  stages: stages.map(stage),
  lanes: [{ id: "ideas", name: "Ideas" }],
  cells,
});

test("the fewest ids are moved that explain an order", () => {
  expect([...movedIds(["a", "b", "c", "d"], ["d", "a", "b", "c"])]).toEqual(["d"]);
  expect([...movedIds(["a", "b", "c"], ["a", "b", "c"])]).toEqual([]);
  expect([...movedIds(["a", "gone", "b"], ["new", "a", "b"])]).toEqual([]);
  expect(movedIds(["a", "b", "c", "d", "e"], ["e", "d", "c", "b", "a"]).size).toBe(4);
});

test("cards are added, removed, changed and moved, within their cell too", () => {
  const before = map(["a", "b"], {
    ideas: { a: [card("one"), card("two"), card("gone")], b: [card("far")] },
  });
  const after = map(["a", "b"], {
    ideas: { a: [card("two"), card("one", "1"), card("far")], b: [card("new")] },
  });
  expect(
    cardChanges(before, after).map(({ change, card: { id }, from }) => [change, id, from?.stage, from?.at]),
  ).toEqual([
    ["moved", "two", "a", 1],
    ["changed", "one", undefined, undefined],
    ["moved", "far", "b", 0],
    ["added", "new", undefined, undefined],
    ["removed", "gone", undefined, undefined],
  ]);
});

test("a stage that was removed stands where it stood, and all changes are counted", () => {
  const before = map(["a", "b", "c", "d"], { ideas: { b: [card("x")] } });
  const after = { ...map(["d", "a", "c", "new"]), title: "Other" };
  after.stages![1]!.goal = "Arrive";
  const compared = compareMaps(before, after);
  expect(compared.stages.map(({ id, change, fields }) => [id, change, fields])).toEqual([
    ["d", "moved", []],
    ["a", "changed", ["goal"]],
    ["b", "removed", []],
    ["c", null, []],
    ["new", "added", []],
  ]);
  expect(compared.counts).toEqual({ added: 1, removed: 2, changed: 1, moved: 1 });
  expect(compared.stagesWithChanges).toBe(4);
  expect(compared.cards("ideas", "b").map(({ card, change }) => [card.id, change?.change])).toEqual([
    ["x", "removed"],
  ]);
  expect(compared.others).toEqual(["title"]);
});

test("words that went stand before those that came", () => {
  expect(wordRuns("Queues, shows ID", "Queues at the lane")).toEqual([
    { kind: "same", text: "Queues" },
    { kind: "was", text: ", shows ID" },
    { kind: "now", text: " at the lane" },
  ]);
  expect(wordRuns("Food rates 3.62 of all", "Food rates 3.91 of most")).toEqual([
    { kind: "same", text: "Food rates" },
    { kind: "was", text: " 3.62" },
    { kind: "now", text: " 3.91" },
    { kind: "same", text: " of" },
    { kind: "was", text: " all" },
    { kind: "now", text: " most" },
  ]);
});

/** Wilson's interval at 95 %. */
function wilson(hits: number, n: number) {
  const z = 1.959963984540054;
  const [p, zz] = [hits / n, (z * z) / n];
  const [middle, half] = [
    (p + zz / 2) / (1 + zz),
    (z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n))) / (1 + zz),
  ];
  return { value: p, low: middle - half, high: middle + half };
}

test("the change of a share has Newcombe's interval", () => {
  // Newcombe (1998), table II (a) and (d), method 10: 56/70 and 48/80, 9/10 and 3/10.
  const one = differenceOf(wilson(48, 80), wilson(56, 70))!;
  expect([one.value, one.low!, one.high!].map((end) => end.toFixed(4))).toEqual([
    "0.2000",
    "0.0524",
    "0.3339",
  ]);
  expect(one.clear).toBe(true);
  const other = differenceOf(wilson(3, 10), wilson(9, 10))!;
  expect([other.low!, other.high!].map((end) => end.toFixed(4))).toEqual(["0.1705", "0.8090"]);
});

test("without an interval there is none of the change, and it is never clear", () => {
  expect(differenceOf({ value: 1 }, { value: 3, low: 2, high: 4 })).toEqual({
    value: 2,
    low: null,
    high: null,
    clear: false,
  });
  expect(differenceOf(undefined, { value: 1 })).toBeNull();
});

const survey = (fingerprint: string, value: number): Document => ({
  ...map(["a"]),
  lanes: [{ id: "rating", name: "Rating", kind: "measure", target: 4 }],
  sources: [
    {
      id: "survey",
      name: "Survey",
      fingerprint,
      scale: [1, 5],
      measures: [{ name: "mean" }, { name: "top_box" }],
      figures: {
        a: {
          mean: { n: 100, value, low: value - 0.1, high: value + 0.1, method: "" },
          top_box: { n: 100, value: 0.5, low: 0.4, high: 0.6, method: "" },
        },
      },
    },
  ],
});

test("measures stand then and now; the target is of the first, and the same rows have no change", () => {
  const [mean, share] = measureRows(numbersOf(survey("x", 4)), numbersOf(survey("y", 4.2)), ["a"]);
  expect(mean!.differences[0]!.value).toBeCloseTo(0.2);
  expect(mean!.differences[0]!.low).toBeCloseTo(0.2 - Math.SQRT2 * 0.1);
  expect([mean!.target, share!.target]).toEqual([4, null]);
  expect(measureRows(numbersOf(survey("x", 4)), numbersOf(survey("x", 4)), ["a"])[0]!.sameRows).toBe(true);
  const [only] = measureRows(numbersOf(map(["a"])), numbersOf(survey("x", 4)), ["a"]);
  expect([only!.was, only!.differences]).toEqual([[undefined], [null]]);
});

test("the map now and what its personas hope for are versions beside the snapshots", () => {
  const document: Document = {
    ...map(["a", "b"]),
    personas: [{ id: "ana", name: "Ana" }],
    emotion: { ana: { a: { value: -1 }, b: { value: 1 } } },
    future: { ana: { a: 2 } },
    snapshots: [{ id: "draft", name: "Draft", map: map(["a"]) }],
  };
  expect(versionsOf(document).map(({ id, isFuture }) => [id, isFuture])).toEqual([
    ["draft", false],
    [NOW, false],
    [FUTURE, true],
  ]);
  const [, now, future] = versionsOf(document);
  const [pair] = curvePairs(numbersOf(now!.map), numbersOf(future!.map), ["a", "b"]);
  expect([pair!.name, pair!.was.map((one) => one?.value), pair!.now.map((one) => one?.value)]).toEqual([
    "Ana",
    [-1, 1],
    [2, undefined],
  ]);
  expect(heightsOf(pair!, document)).toEqual({ low: -2, high: 2, zoomed: false });
  expect(versionsOf(map(["a"])).map(({ id }) => id)).toEqual([NOW]);
});

test("drawn emotions count as changes, and of a future state only what it hopes for", () => {
  const before: Document = {
    ...map(["a", "b", "c"]),
    personas: [{ id: "ana", name: "Ana" }],
    emotion: { ana: { a: { value: -1 }, b: { value: 1 } } },
    future: { ana: { a: 2, b: 1, c: 0 } },
  };
  const after: Document = {
    ...before,
    emotion: { ana: { a: { value: -1, evidence: "data" }, c: { value: 0 } } },
  };
  const compared = compareMaps(before, after);
  expect(compared.scores.map(({ stage, change }) => [stage, change])).toEqual([
    ["a", "changed"],
    ["b", "removed"],
    ["c", "added"],
  ]);
  expect([compared.counts, compared.stagesWithChanges]).toEqual([
    { added: 1, removed: 1, changed: 1, moved: 0 },
    3,
  ]);
  const [now, future] = versionsOf(before);
  const hoped = compareMaps(now!.map, { ...future!.map, emotion: { ana: { a: { value: 2 } } } });
  expect(hoped.scores.map(({ stage, change }) => [stage, change])).toEqual([["a", "changed"]]);
  expect(compareMaps(future!.map, now!.map).scores.map(({ stage }) => stage)).toEqual(["a", "c"]);
});
