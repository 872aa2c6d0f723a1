/** Unconfirmed edits outlive their page: kept in storage, offered to the next one, replayed only when asked. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cellText } from "../../src/document/gestures";
import { FakeShelf, open, type } from "./browser";
import { Kernel, MAP } from "./kernel";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (ms = 500) => vi.advanceTimersByTime(ms);
const started = (kernel: Kernel, shelf: FakeShelf | null) => {
  const browser = open(kernel, {}, { shelf });
  wait();
  return browser;
};

/** A page whose kernel was restarted under two edits, with what it left on the shelf. */
function abandoned() {
  const shelf = new FakeShelf();
  const kernel = new Kernel(MAP);
  const { store } = started(kernel, shelf);
  kernel.restart();
  type(store, "arrive", "pain", "first");
  type(store, "wait", "pain", "second");
  wait(1_000);
  expect(store.status.value).toMatchObject({ kind: "gone", unsaved: 2 });
  return { shelf, store, kernel };
}

it("an edit is on the shelf while it is unconfirmed, and no longer", () => {
  const shelf = new FakeShelf();
  const { store } = started(new Kernel(MAP), shelf);
  type(store, "arrive", "pain", "mine");
  expect(shelf.length).toBe(1);
  wait();
  expect(shelf.length).toBe(0);
});

it("a refused edit is not on the shelf: it is a conflict or a notice by then", () => {
  const shelf = new FakeShelf();
  const kernel = new Kernel(MAP);
  const { store } = started(kernel, shelf);
  type(store, "wait", "pain", "mine");
  kernel.python([{ op: "set_card", stage: "wait", lane: "pain", card: "p1", changes: { text: "theirs" } }]);
  wait();
  expect(store.conflicts.value).toHaveLength(1);
  expect(shelf.length).toBe(0);
});

it("a page on another kernel is offered what was left, in words", () => {
  const { shelf } = abandoned();
  const { store } = started(new Kernel(MAP, "second"), shelf);
  expect(store.document.value).toEqual(MAP);
  expect(store.leftovers.value).toMatchObject([
    {
      count: 2,
      words: 'Arrive / Pain points: (empty) -> "first"\nWait / Pain points: "Too long" -> "second"',
    },
  ]);
});

it("replays them when asked, those that met others as conflicts", () => {
  const { shelf } = abandoned();
  const kernel = new Kernel(MAP, "second");
  kernel.python([{ op: "set_card", stage: "wait", lane: "pain", card: "p1", changes: { text: "theirs" } }]);
  const { store } = started(kernel, shelf);
  store.replay(store.leftovers.value[0]!.id);
  wait();
  expect(cellText(kernel.document, "arrive", "pain")).toBe("first");
  expect(store.conflicts.value).toMatchObject([{ mine: "second", theirs: "theirs" }]);
  expect(store.leftovers.value).toEqual([]);
  expect(shelf.length).toBe(0);
});

it("does not make again what the map has already, though its answer never came", () => {
  const shelf = new FakeShelf();
  const kernel = new Kernel(MAP);
  const { store, link } = started(kernel, shelf);
  link.faults.loses = (message) => message.type === "applied";
  type(store, "arrive", "pain", "mine");
  wait(100);
  store.dispose();
  wait(100_000);
  const { store: next, client } = started(kernel, shelf);
  next.replay(next.leftovers.value[0]!.id);
  wait();
  expect(cellText(kernel.document, "arrive", "pain")).toBe("mine");
  expect(kernel.applied.filter((edit) => edit.startsWith(client))).toEqual([]);
  expect(next.conflicts.value).toEqual([]);
});

it("lets them go when told to", () => {
  const { shelf } = abandoned();
  const { store } = started(new Kernel(MAP, "second"), shelf);
  store.discard(store.leftovers.value[0]!.id);
  expect(store.leftovers.value).toEqual([]);
  expect(shelf.length).toBe(0);
});

it("does not offer what a page that is alive is still sending", () => {
  const shelf = new FakeShelf();
  const kernel = new Kernel(MAP);
  const { store: busy, link } = started(kernel, shelf);
  link.faults.busy = () => true;
  type(busy, "arrive", "pain", "mine");
  wait(200_000);
  const { store: other } = started(kernel, shelf);
  wait(200_000);
  expect(other.leftovers.value).toEqual([]);
  busy.dispose();
  wait(200_000);
  expect(other.leftovers.value).toMatchObject([{ count: 1 }]);
});

it("keeps documents apart, whatever their ids", () => {
  const { shelf } = abandoned();
  const { store } = started(new Kernel({ ...MAP, id: "visit:2" }, "second"), shelf);
  expect(store.leftovers.value).toEqual([]);
});

describe("of a map that is copied to another notebook", () => {
  const at = (kernel: Kernel, shelf: FakeShelf, path: string) => {
    const browser = open(kernel, {}, { shelf, place: () => path });
    wait();
    return browser;
  };

  it("edits under way in one are not offered in the other", () => {
    const shelf = new FakeShelf();
    const { store: busy, link } = at(new Kernel(MAP), shelf, "a.ipynb");
    link.faults.busy = () => true;
    type(busy, "arrive", "pain", "mine");
    const { store: copy } = at(new Kernel(MAP, "second"), shelf, "b.ipynb");
    wait(200_000);
    expect(copy.leftovers.value).toEqual([]);
    busy.dispose();
    copy.dispose();
  });

  it("edits that were left behind say where, and are not lost with a notebook that was renamed", () => {
    const shelf = new FakeShelf();
    const kernel = new Kernel(MAP);
    const { store } = at(kernel, shelf, "a.ipynb");
    kernel.restart();
    type(store, "arrive", "pain", "mine");
    wait(1_000);
    store.dispose();
    const { store: same } = at(new Kernel(MAP, "second"), shelf, "a.ipynb");
    expect(same.leftovers.value).toMatchObject([{ count: 1, elsewhere: "" }]);
    const { store: copy } = at(new Kernel(MAP, "third"), shelf, "b.ipynb");
    expect(copy.leftovers.value).toEqual([]);
    wait(200_000);
    expect(copy.leftovers.value).toMatchObject([{ count: 1, elsewhere: "a.ipynb" }]);
    same.dispose();
    copy.dispose();
  });
});

it("is not put off by what another version wrote", () => {
  const shelf = new FakeShelf();
  shelf.setItem("cjm:unsaved:visit:them:1", "{");
  shelf.setItem("cjm:unsaved:visit:them:2", '{"operations": 3}');
  expect(started(new Kernel(MAP), shelf).store.leftovers.value).toEqual([]);
});

it.each([
  ["blocked", null],
  ["full", Object.assign(new FakeShelf(), { full: true })],
])("storage that is %s hinders no editing, and leaving warns for as long as there is an edit", (_, shelf) => {
  const kernel = new Kernel(MAP);
  const { store } = started(kernel, shelf);
  type(store, "arrive", "pain", "kept");
  wait();
  expect(cellText(kernel.document, "arrive", "pain")).toBe("kept");
  kernel.restart();
  type(store, "arrive", "pain", "lost?");
  wait(1_000);
  expect(store.status.value.kind).toBe("gone");
  expect(store.atRisk.value).toBe(true);
});

it("leaving does not warn about edits that are safe on the shelf of a map whose kernel is gone", () => {
  expect(abandoned().store.atRisk.value).toBe(false);
});

it("a text left in an editor that went away without a kernel is offered to the next view, in words", () => {
  const { shelf, store } = abandoned();
  const add = { op: "add_card", stage: "arrive", lane: "pain", card: { id: "x", text: "third" } } as const;
  store.shelve([add], "Add card");
  const next = started(new Kernel(MAP, "second"), shelf).store;
  expect(next.leftovers.value).toHaveLength(2);
  const left = next.leftovers.value.find(({ words }) => words.includes("third"))!;
  expect(left).toMatchObject({ count: 1, words: 'Arrive / Pain points: (empty) -> "third"' });
  next.replay(left.id);
  expect(cellText(next.document.value, "arrive", "pain")).toBe("third");
  expect(next.leftovers.value).toHaveLength(1);
});
