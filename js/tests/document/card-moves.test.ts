import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import {
  type CardPlace,
  copyCardsTo,
  coverStages,
  moveCardsTo,
  roomFor,
  slotPastNext,
} from "../../src/document/cards/card-moves";
import { sortCards } from "../../src/document/cards/card-order";
import { cardsAt } from "../../src/document/gestures";
import type { Document, Operation } from "../../src/document/schema";

const map: Document = {
  id: "visit",
  stages: ["arrive", "queue", "leave", "after"].map((id) => ({ id, name: id })),
  lanes: [
    { id: "actions", name: "Actions" },
    { id: "pains", name: "Pains" },
  ],
  cells: {
    actions: {
      arrive: ["a", "b", "c", "d"].map((id) => ({ id, text: id.toUpperCase() })),
      after: [{ id: "z", text: "Z", evidence: "data", n: 12 }],
    },
  },
};

const at = (id: string, stage = "arrive"): CardPlace => ({
  lane: "actions",
  stage,
  card: cardsAt(map, stage, "actions").find((card) => card.id === id)!,
});
const outcome = (operations: readonly Operation[]) => applyAll(map, operations).document;
const ids = (document: Document, stage: string, lane = "actions") =>
  cardsAt(document, stage, lane).map(({ id }) => id);

describe("cards that are sorted", () => {
  const cards = [
    { id: "a", text: "late", severity: 1, impact: [2, 9] as [number, number] },
    { id: "b", text: "Ärger", evidence: "data" as const, impact: 5 },
    { id: "c", text: "early", severity: 3, evidence: "quote" as const },
    { id: "d", text: "Zoo", severity: 3, impact: 6 },
  ];
  const lane: Document = { ...map, cells: { actions: { arrive: cards, queue: cards.slice(0, 1) } } };

  it.each([
    ["severity", ["c", "d", "a", "b"]],
    ["evidence", ["b", "c", "a", "d"]],
    ["impact", ["d", "a", "b", "c"]],
    ["words", ["b", "c", "a", "d"]],
  ] as const)("stand by %s, those that are alike as before", (by, order) => {
    const { document, inverses } = applyAll(lane, sortCards(lane, "actions", by));
    expect(ids(document, "arrive")).toEqual(order);
    expect(applyAll(document, inverses).document).toEqual(lane);
    expect(sortCards(document, "actions", by)).toEqual([]);
  });
});

describe("cards moved to a place", () => {
  it.each([
    [["b"], null, ["a", "c", "d", "b"]],
    [["a", "c"], "d", ["b", "a", "c", "d"]],
    [["d", "b"], "a", ["d", "b", "a", "c"]],
  ])("%j in front of %s leaves %j", (going, before, left) => {
    const to = { lane: "actions", stage: "arrive", before };
    expect(
      ids(
        outcome(
          moveCardsTo(
            map,
            going.map((id) => at(id)),
            to,
          ),
        ),
        "arrive",
      ),
    ).toEqual(left);
  });

  it("stay where they are without an edit", () => {
    const to = { lane: "actions", stage: "arrive" };
    expect(moveCardsTo(map, [at("b"), at("c")], { ...to, before: "d" })).toEqual([]);
    expect(moveCardsTo(map, [at("d")], { ...to, before: null })).toEqual([]);
  });

  it("come from several cells in their order, and one undo puts all back", () => {
    const to = { lane: "pains", stage: "queue", before: null };
    const { document, inverses } = applyAll(map, moveCardsTo(map, [at("a"), at("c"), at("z", "after")], to));
    expect(ids(document, "queue", "pains")).toEqual(["a", "c", "z"]);
    expect(ids(document, "arrive")).toEqual(["b", "d"]);
    expect(applyAll(document, inverses).document).toEqual(map);
  });

  it("are left behind by copies, which have all their fields and ids of their own", () => {
    const to = { lane: "actions", stage: "arrive", before: "a" };
    const copied = outcome(copyCardsTo(map, [at("z", "after")], to));
    const [first, ...others] = cardsAt(copied, "arrive", "actions");
    expect(first).toEqual({ ...at("z", "after").card, id: first!.id });
    expect(others.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(ids(copied, "after")).toEqual(["z"]);
    expect(first!.id).not.toBe("z");
  });
});

describe("the place past the next card", () => {
  const past = (going: string[], way: number) =>
    slotPastNext(
      map,
      going.map((id) => at(id)),
      way,
    )?.before;

  it.each([
    [["b"], -1, "a"],
    [["a"], 1, "c"],
    [["c"], 1, null],
    [["b", "c"], -1, "a"],
    [["a", "c"], 1, null],
    [["a"], -1, undefined],
    [["c", "d"], 1, undefined],
  ])("of %j, way %i, is in front of %s", (going, way, before) => {
    expect(past(going, way)).toBe(before);
  });

  it("is none for cards of several cells", () => {
    expect(slotPastNext(map, [at("a"), at("z", "after")], 1)).toBeNull();
  });
});

describe("the stages a card covers", () => {
  it("are as many as there are empty cells behind it", () => {
    expect(roomFor(map, { lane: "actions", stage: "arrive" })).toBe(3);
    expect(roomFor(map, { lane: "actions", stage: "queue" })).toBe(2);
    expect(roomFor(map, { lane: "actions", stage: "after" })).toBe(1);
    expect(roomFor(map, { lane: "pains", stage: "queue" })).toBe(3);
  });

  it("shrink for wider cards of the cell too, which would hold it open", () => {
    const place = { lane: "actions", stage: "arrive" };
    const wide = applyAll(
      map,
      [
        ...coverStages(map, { ...place, card: "a" }, 3),
        ...coverStages(map, { ...place, card: "b" }, 2),
      ].filter((one) => one.op === "set_card"),
    ).document;
    const narrow = applyAll(wide, coverStages(wide, { ...place, card: "b" }, 1)).document;
    expect(cardsAt(narrow, "arrive", "actions").map(({ span = 1 }) => span)).toEqual([1, 1, 1, 1]);
  });

  it("grow for the one card alone", () => {
    const grown = outcome(coverStages(map, { lane: "actions", stage: "arrive", card: "b" }, 2));
    expect(cardsAt(grown, "arrive", "actions").map(({ span = 1 }) => span)).toEqual([1, 2, 1, 1]);
  });
});
