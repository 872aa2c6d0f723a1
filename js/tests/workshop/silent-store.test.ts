/** Ideas that nobody else has until they are revealed: none is lost, none is there twice. */
import { signal } from "@preact/signals";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardIds } from "../../src/document/document";
import { cardsAt } from "../../src/document/gestures";
import type { Document, Operation } from "../../src/document/schema";
import type { Session, Share, WorkshopStep } from "../../src/store/forum";
import { LocalStore } from "../../src/store/local";
import { IdeaShelf } from "../../src/workshop/idea-shelf";
import { additionsOf, ideasIn, withIdeas } from "../../src/workshop/ideas";
import { begin, goTo } from "../../src/workshop/session";
import { SilentStore } from "../../src/workshop/silent-store";
import { FakeShelf } from "../protocol/browser";

const MAP: Document = {
  id: "visit",
  stages: [
    { id: "arrive", name: "Arrive" },
    { id: "wait", name: "Wait" },
  ],
  lanes: [{ id: "actions", name: "Actions" }],
  cells: {
    actions: {
      arrive: [
        { id: "p1", text: "Parks" },
        { id: "p2", text: "Walks" },
      ],
    },
  },
};

const addition = (id: string, stage = "arrive", before?: string): Operation => ({
  op: "add_card",
  stage,
  lane: "actions",
  card: { id, text: id },
  ...(before && { before }),
});
const textsAt = (document: Document, stage: string) =>
  cardsAt(document, stage, "actions").map(({ text }) => text);

function open(shelf = new FakeShelf(), base = new LocalStore(MAP)) {
  const session = signal<Session | null>(begin("s", "ana"));
  const shares = signal<ReadonlyMap<string, Share>>(new Map());
  const forum = {
    self: signal("ana"),
    session,
    shares,
    here: signal(new Map([["ana", "Ana"]])),
    ideas: signal(0),
    hold: (next: Session | null) => {
      session.value = next;
    },
    say: (change: Partial<Share>) => {
      shares.value = new Map([["ana", { ideas: 0, ready: 0, votes: {}, ...change }]]);
    },
  };
  const store = new SilentStore(base, forum, new IdeaShelf(shelf, "visit.cjm.json"));
  const go = (step: WorkshopStep) => forum.hold(goTo(session.peek()!, step));
  return { base, store, forum, shelf, go };
}

describe("while ideas are gathered", () => {
  it("a new card is on this page only, until it is revealed as one edit", () => {
    const { base, store, forum, go } = open();
    expect(store.edit([addition("i1"), addition("i2", "wait")], "Add cards")).toBeNull();
    expect(textsAt(store.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    expect(base.document.value).toEqual(MAP);
    expect([forum.ideas.value, forum.shares.value.get("ana")?.ideas]).toEqual([2, 2]);
    go("groups");
    expect(textsAt(base.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    expect(textsAt(base.document.value, "wait")).toEqual(["i2"]);
    expect(store.document.value).toEqual(base.document.value);
    expect([forum.ideas.value, base.undoLabel.value]).toEqual([0, "Reveal 2 ideas"]);
    store.undo();
    expect(base.document.value).toEqual(MAP);
  });

  it("an idea is reworded, moved, and taken back, and nobody else hears of it", () => {
    const { base, store } = open();
    store.edit([addition("i1")], "Add card");
    store.edit(
      [
        {
          op: "set_card",
          stage: "arrive",
          lane: "actions",
          card: "i1",
          changes: { text: "Hums" },
          was: { text: "i1" },
        },
      ],
      "Edit card",
    );
    store.edit(
      [
        {
          op: "move_card",
          stage: "arrive",
          lane: "actions",
          card: "i1",
          to_stage: "wait",
          to_lane: "actions",
        },
      ],
      "Move card",
    );
    expect(textsAt(store.document.value, "wait")).toEqual(["Hums"]);
    expect(base.revision.value).toBe(0);
    store.undo();
    store.undo();
    expect(textsAt(store.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    store.redo();
    expect(textsAt(store.document.value, "arrive")).toEqual(["Parks", "Walks", "Hums"]);
    expect(store.redoLabel.value).toBe("Move card");
  });

  it("what is edited of everyone's is everyone's at once, and undone in its turn", () => {
    const { base, store } = open();
    const rename: Operation = {
      op: "set_stage",
      stage: "arrive",
      changes: { name: "Come" },
      was: { name: "Arrive" },
    };
    store.edit([addition("i1")], "Add card");
    store.edit([rename], "Rename");
    store.edit([addition("i2")], "Add card");
    expect(base.document.value.stages?.[0]?.name).toBe("Come");
    store.undo();
    expect(textsAt(store.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    store.undo();
    expect(base.document.value.stages?.[0]?.name).toBe("Arrive");
    store.undo();
    expect(textsAt(store.document.value, "arrive")).toEqual(["Parks", "Walks"]);
  });

  it("a card of everyone's that is put before an idea stands there for all", () => {
    const { base, store, go } = open();
    store.edit([addition("i1", "arrive", "p1")], "Add card");
    store.edit(
      [
        {
          op: "move_card",
          stage: "arrive",
          lane: "actions",
          card: "p2",
          to_stage: "arrive",
          to_lane: "actions",
          before: "i1",
        },
      ],
      "Move card",
    );
    expect(textsAt(base.document.value, "arrive")).toEqual(["Walks", "Parks"]);
    go("groups");
    expect([...textsAt(base.document.value, "arrive")].sort()).toEqual(["Parks", "Walks", "i1"]);
  });

  it("an idea whose stage is removed by another stays, and goes to one that is left", () => {
    const { base, store, go } = open();
    store.edit([addition("i1", "wait")], "Add card");
    base.edit([{ op: "remove", what: "stage", id: "wait" }], "Remove stage");
    expect(textsAt(store.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    go("votes");
    expect(textsAt(base.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
  });

  it("a page that is loaded again has them, and adds them where they were revealed meanwhile", () => {
    const first = open();
    first.store.edit([addition("i1")], "Add card");
    first.store.dispose();
    const second = open(first.shelf, first.base);
    expect(textsAt(second.store.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    second.store.dispose();
    const third = open(first.shelf, first.base);
    third.go("groups");
    expect(textsAt(first.base.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    expect(first.shelf.length).toBe(0);
  });

  it("two pages of one reader add an idea once", () => {
    const first = open();
    first.store.edit([addition("i1")], "Add card");
    const second = open(first.shelf, first.base);
    first.go("groups");
    second.go("groups");
    expect(textsAt(first.base.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    expect(second.store.ideas.value).toEqual([]);
    expect(first.base.notices.value).toEqual([]);
  });

  it("a map that cannot be edited now keeps them until it can", () => {
    const { base, store, go } = open();
    store.edit([addition("i1")], "Add card");
    base.editable.value = false;
    go("groups");
    expect(base.document.value).toEqual(MAP);
    expect(textsAt(store.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
    base.editable.value = true;
    expect(textsAt(base.document.value, "arrive")).toEqual(["Parks", "Walks", "i1"]);
  });
});

describe("ideas over a document", () => {
  const idea = fc.record({
    lane: fc.constantFrom("actions", "gone"),
    stage: fc.constantFrom("arrive", "wait", "gone"),
    before: fc.constantFrom(null, "p1", "p2", "gone"),
  });
  const ideas = fc
    .array(idea, { maxLength: 6 })
    .map((all) => all.map((one, at) => ({ ...one, card: { id: `i${at}`, text: `Idea ${at}` } })));

  it("none is lost, in whatever order they come, and doing it again is nothing", () => {
    fc.assert(
      fc.property(ideas, (all) => {
        const shown = withIdeas(MAP, all);
        expect([...cardIds(shown)].sort()).toEqual(["p1", "p2", ...all.map(({ card }) => card.id)].sort());
        const store = new LocalStore(MAP);
        const operations = additionsOf(MAP, all);
        if (operations.length) expect(store.edit(operations, "Reveal")).toBeNull();
        expect(store.document.value.cells).toEqual(shown.cells);
        expect(additionsOf(store.document.value, all)).toEqual([]);
      }),
    );
  });

  it("as they stand they stand again", () => {
    fc.assert(
      fc.property(ideas, (all) => {
        const shown = withIdeas(MAP, all);
        const again = withIdeas(MAP, ideasIn(shown, new Set(all.map(({ card }) => card.id))));
        expect(again.cells).toEqual(shown.cells);
      }),
    );
  });
});
