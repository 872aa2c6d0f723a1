/** Filters by brute force: what they show, what stays shown while a map changes, and edits beside what they hide. */
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import {
  alsoShown,
  besidesHidden,
  type CardFilter,
  choicesOf,
  claimCards,
  NO_FILTER,
  personasNamed,
  shownIn,
  shows,
  withoutHidden,
  withValue,
} from "../../src/document/cards/filter";
import { backingOf } from "../../src/document/coverage/coverage";
import { coverageOf } from "../../src/document/coverage/coverage-by-part";
import { addCopies, cardsAt, changeCard, removeCard } from "../../src/document/gestures";
import type { Card, Document } from "../../src/document/schema";

const personas = [
  { id: "maya", name: "Maya Torres" },
  { id: "may", name: "May" },
];
const cards: Card[] = [
  { id: "a", text: "A", tags: ["food"], owner: "Ada" },
  { id: "b", text: "B", evidence: "quote", who: "Maya Torres, 34", tags: ["food", "power"] },
  { id: "c", text: "C", evidence: "data", n: 9, owner: "Bo" },
  { id: "d", text: "D", tags: ["may"], evidence: "none" },
];
const map: Document = {
  id: "m",
  stages: [
    { id: "s", name: "S" },
    { id: "t", name: "T" },
  ],
  lanes: [
    { id: "acts", name: "Actions", role: "actions" },
    { id: "tools", name: "Systems", role: "systems" },
  ],
  personas,
  cells: {
    acts: { s: cards.slice(0, 2), t: cards.slice(2) },
    tools: { s: [{ id: "x", text: "X" }] },
  },
};
const filter = (chosen: Partial<CardFilter>): CardFilter => ({ ...NO_FILTER, ...chosen });
const shown = (chosen: Partial<CardFilter>) =>
  cards.filter((card) => shows(filter(chosen), card, personas)).map(({ id }) => id);
const ids = (document: Document) => claimCards(document).map(({ id }) => id);

describe("a filter", () => {
  it.each<[Partial<CardFilter>, string[]]>([
    [{}, ["a", "b", "c", "d"]],
    [{ tag: ["food"] }, ["a", "b"]],
    [{ tag: ["food", "may"] }, ["a", "b", "d"]],
    [{ tag: [""] }, ["c"]],
    [{ owner: ["Ada"] }, ["a"]],
    [{ owner: [""] }, ["b", "d"]],
    [{ evidence: ["assumption"] }, ["a"]],
    [{ evidence: ["quote", "data"] }, ["b", "c"]],
    [{ tag: ["food"], evidence: ["quote"] }, ["b"]],
    [{ tag: ["food"], owner: ["Bo"] }, []],
    [{ persona: ["maya"] }, ["a", "b", "c"]],
    [{ persona: ["may"] }, ["a", "c", "d"]],
    [{ persona: ["may", "maya"], tag: ["food"] }, ["a", "b"]],
  ])("%j shows %j", (chosen, expected) => expect(shown(chosen)).toEqual(expected));

  it("knows a persona by the whole name", () => {
    expect(personasNamed(cards[1]!, personas)).toEqual(["maya"]);
    expect(personasNamed({ id: "e", who: "dismay, MAY!" }, personas)).toEqual(["may"]);
  });

  it("offers what there is, with counts; cards without one come last", () => {
    expect(choicesOf(map, "tag").map(({ value, count }) => [value, count])).toEqual([
      ["food", 2],
      ["may", 1],
      ["power", 1],
      ["", 1],
    ]);
    expect(choicesOf(map, "evidence").map(({ label }) => label)).toEqual([
      "Assumption",
      "Quote",
      "Data",
      "None needed",
    ]);
    expect(choicesOf(map, "persona").map(({ value, count }) => [value, count])).toEqual([
      ["maya", 1],
      ["may", 1],
    ]);
    expect(choicesOf({ ...map, cells: { acts: { s: [cards[2]!] } } }, "tag")).toEqual([]);
  });

  it("takes a value in and out", () => {
    const one = withValue(NO_FILTER, "tag", "food");
    expect(one.tag).toEqual(["food"]);
    expect(withValue(one, "tag", "food")).toEqual(NO_FILTER);
  });
});

describe("what is seen", () => {
  const food = filter({ tag: ["food"] });

  it("is the map without the hidden claims; names stay", () => {
    const seen = withoutHidden(map, shownIn(map, food, null));
    expect(ids(seen)).toEqual(["a", "b"]);
    expect(seen.cells?.tools).toBe(map.cells?.tools);
    expect(seen.cells?.acts?.s).toBe(map.cells?.acts?.s);
    expect(withoutHidden(map, shownIn(map, NO_FILTER, null))).toBe(map);
  });

  it("keeps what was shown or is new, until another filter is chosen", () => {
    const first = shownIn(map, food, null);
    const add = addCopies(map, "t", "acts", [{ id: "new", text: "New" }]);
    const change = changeCard("s", "acts", cards[0]!, { tags: [] });
    const { document } = applyAll(map, [...add, ...change]);
    const next = shownIn(document, food, first);
    expect(ids(withoutHidden(document, next))).toEqual(["a", "b", "new"]);
    expect(ids(withoutHidden(document, shownIn(document, filter({ tag: ["food"] }), next)))).toEqual(["b"]);
  });

  it("looks the same after a removal is undone", () => {
    const first = shownIn(map, food, null);
    const bare = { ...map, cells: {} };
    const next = shownIn(map, food, shownIn(bare, food, first));
    expect(ids(withoutHidden(map, next))).toEqual(["a", "b"]);
  });

  it("can have some more", () => {
    const more = alsoShown(shownIn(map, food, null), ["d"]);
    expect(ids(withoutHidden(map, more))).toEqual(["a", "b", "d"]);
  });
});

describe("edits planned for what is seen", () => {
  it("get ids that no hidden card has", () => {
    const seen = withoutHidden(map, shownIn(map, filter({ tag: ["food"] }), null));
    // Pasted where the original is hidden, the copy would come under its id.
    const copies = addCopies(seen, "s", "acts", [cards[2]!]);
    const { document } = applyAll(map, besidesHidden(map, copies));
    const all = cardsAt(document, "s", "acts").map(({ text }) => text);
    expect(all).toEqual(["A", "B", "C"]);
    expect(new Set(ids(document)).size).toBe(5);
  });

  it("may give back the id of a card that they remove", () => {
    const again = [
      removeCard("s", "acts", cards[0]!),
      ...addCopies({ ...map, cells: {} }, "s", "acts", [cards[0]!]),
    ];
    expect(besidesHidden(map, again)).toEqual(again);
  });
});

describe("what backs a map", () => {
  it("counts claims by lane and stage, as a sum over cells does", () => {
    const { all, lanes, stages } = coverageOf(map);
    expect(all).toEqual({ assumption: 1, quote: 1, walkthrough: 0, data: 1 });
    expect([...lanes.keys()]).toEqual(["acts"]);
    expect(stages.get("s")).toEqual(backingOf([cards.slice(0, 2)]));
    expect(stages.get("t")).toEqual({ assumption: 0, quote: 0, walkthrough: 0, data: 1 });
  });
});
