/** What is left of a workshop in the map. */
import { describe, expect, it } from "vitest";
import type { Document, Operation } from "../../src/document/schema";
import { LocalStore } from "../../src/store/local";
import { areComments, HandOut } from "../../src/workshop/hand-out";
import { decide, grouping, groupsOf } from "../../src/workshop/harvest";

const MAP: Document = {
  id: "visit",
  stages: [{ id: "wait", name: "Wait" }],
  lanes: [{ id: "ideas", name: "Ideas" }],
  cells: {
    ideas: {
      wait: [
        { id: "a", text: "Signs", tags: ["Queue"] },
        { id: "b", text: "Staff", tags: ["2 dots"] },
        { id: "c", text: "Music" },
      ],
    },
  },
};
const mapWith = (operations: readonly Operation[]) => {
  const store = new LocalStore(MAP);
  expect(store.edit(operations, "Edit")).toBeNull();
  return store.document.value;
};
const tags = (document: Document) => document.cells?.ideas?.wait?.map((card) => card.tags ?? []);

describe("results", () => {
  it("groups are tags, once on each card", () => {
    const document = mapWith(grouping(MAP, new Set(["a", "c"]), "Queue"));
    expect(tags(document)).toEqual([["Queue"], ["2 dots"], ["Queue"]]);
    expect(groupsOf(document)).toEqual([["Queue", 2]]);
  });

  it("a decision goes into the log, and the dots of this vote take the place of those before", () => {
    const decision = { author: "Ana", text: "Put up signs", why: "Dot vote", stage: "wait" };
    const document = mapWith(
      decide(
        MAP,
        [
          { card: "a", votes: 3 },
          { card: "c", votes: 1 },
        ],
        decision,
      ),
    );
    expect(tags(document)).toEqual([["Queue", "3 dots"], [], ["1 dot"]]);
    expect(document.decisions).toEqual([decision]);
  });
});

describe("a hand-out", () => {
  const comment: Operation = {
    op: "set_card",
    stage: "wait",
    lane: "ideas",
    card: "a",
    changes: { comments: [{ author: "Ben", text: "Yes" }] },
    was: { comments: [] },
  };

  it("takes comments and nothing else, however it is asked", () => {
    const base = new LocalStore(MAP);
    const store = new HandOut(base);
    expect(store.editable.value).toBe(false);
    expect(store.commentable.value).toBe(true);
    expect(store.edit([comment], "Comment")).toBeNull();
    expect(base.document.value.cells?.ideas?.wait?.[0]?.comments).toHaveLength(1);
    const reworded: Operation = { ...comment, changes: { text: "No signs", comments: [] } } as Operation;
    for (const operation of [reworded, { op: "remove", what: "stage", id: "wait" } as Operation])
      expect(store.edit([operation], "Edit")).toMatch("votes and comments");
    store.undo();
    store.undoTo();
    expect(base.revision.value).toBe(1);
  });

  it("an edit without any change is no comment", () => {
    expect(areComments([{ ...comment, changes: {} } as Operation])).toBe(false);
  });
});
