/** A page that is reloaded while it has no connection loses no edit, and sends none twice. */
import { expect, it } from "vitest";
import * as Y from "yjs";
import { add } from "../../src/document/gestures";
import { MapRoom } from "../../src/lab/room/map-room";
import { SharedMap } from "../../src/lab/room/shared-map";
import type { RoomStore } from "../../src/room/room-store";
import { Unsent } from "../../src/room/unsent";
import { FakeShelf } from "../protocol/browser";

const MAP = JSON.stringify({
  cjm: "1.1",
  id: "visit",
  title: "A visit",
  stages: [{ id: "wait", name: "Wait" }],
  lanes: [{ id: "pain", name: "Pain" }],
});

/** What the server has: the base and its head. */
function server(): Y.Doc {
  const ydoc = new Y.Doc();
  const file = ydoc.getMap<string>("file");
  file.set("base:1", MAP);
  file.set("head:1", JSON.stringify({ base: "base:1", life: "1" }));
  return ydoc;
}

const sync = (from: Y.Doc, to: Y.Doc): void => Y.applyUpdate(to, Y.encodeStateAsUpdate(from));

/** A page that has just been loaded. */
function load(room: Y.Doc, shelf: FakeShelf, path = "visit.cjm.json") {
  const shared = new SharedMap();
  sync(room, shared.ydoc);
  const map = new MapRoom(shared, path, shelf);
  shared.changed.connect(() => map.read());
  map.read();
  return { shared, map, store: map.store.value!.base };
}

const rename = (store: RoomStore, title: string) =>
  store.edit(
    [{ op: "set_map", changes: { title }, was: { title: store.document.value.title ?? "" } }],
    "Rename",
  );
const stages = (store: RoomStore) => store.document.value.stages?.map(({ name }) => name);
const seal = (room: Y.Doc, clock: Record<string, number>) =>
  room.getArray<string>("seals").push([JSON.stringify(clock)]);

it("sends the edits of a page that was reloaded without a connection, in their order", () => {
  const [room, shelf] = [server(), new FakeShelf()];
  const before = load(room, shelf);
  rename(before.store, "First");
  rename(before.store, "Second");
  before.store.edit(add(before.store.document.value, "stage", "Leave"), "Add stage");

  const after = load(room, shelf);
  expect(after.store.document.value.title).toBe("Second");
  expect(stages(after.store)).toEqual(["Wait", "Leave"]);
  expect(after.store.notices.value.map(({ text }) => text)).toEqual([
    "3 edits that were not sent before this page was closed are sent now.",
  ]);
  sync(after.shared.ydoc, room);
  expect(stages(load(room, new FakeShelf()).store)).toEqual(["Wait", "Leave"]);
});

it("counts an edit once that has arrived after all, however late", () => {
  const [room, shelf] = [server(), new FakeShelf()];
  const before = load(room, shelf);
  before.store.edit(add(before.store.document.value, "stage", "Leave"), "Add stage");
  const after = load(room, shelf);
  sync(before.shared.ydoc, room);
  sync(after.shared.ydoc, room);
  const other = load(room, new FakeShelf());
  expect(stages(other.store)).toEqual(["Wait", "Leave"]);
  expect(other.store.fold.steps).toHaveLength(1);
});

it("forgets an edit when the file has it, and says nothing of one that had arrived", () => {
  const [room, shelf] = [server(), new FakeShelf()];
  const before = load(room, shelf);
  rename(before.store, "First");
  expect(shelf.length).toBe(1);
  sync(before.shared.ydoc, room);
  const after = load(room, shelf);
  expect(after.store.notices.value).toEqual([]);
  seal(room, { [before.store.client]: 1 });
  room.getMap<string>("file").set("disk:1", JSON.stringify({ [before.store.client]: 1 }));
  sync(room, after.shared.ydoc);
  expect(shelf.length).toBe(0);
});

it("says what is lost where somebody else wrote meanwhile", () => {
  const [room, shelf] = [server(), new FakeShelf()];
  const before = load(room, shelf);
  rename(before.store, "Of Ana");
  const ben = load(room, new FakeShelf());
  rename(ben.store, "Of Ben");
  sync(ben.shared.ydoc, room);
  seal(room, { [ben.store.client]: 1 });
  const after = load(room, shelf);
  sync(after.shared.ydoc, room);
  seal(room, { [before.store.client]: 1 });
  sync(room, after.shared.ydoc);
  expect(after.store.document.value.title).toBe("Of Ben");
  expect(after.store.notices.value.map(({ text }) => text).join()).toContain("Of Ana");
});

it("leaves edits of a file of another name alone, and those of long ago", () => {
  const [room, shelf] = [server(), new FakeShelf()];
  rename(load(room, shelf).store, "First");
  expect(load(room, shelf, "copy.cjm.json").store.document.value.title).toBe("A visit");
  const later = Date.now() + 15 * 86_400_000;
  expect(new Unsent(shelf, "visit.cjm.json").takeOver(later)).toEqual([]);
  expect(shelf.length).toBe(0);
});

it("edits all the same where the browser's storage is full", () => {
  const [room, shelf] = [server(), new FakeShelf()];
  const page = load(room, shelf);
  shelf.full = true;
  rename(page.store, "First");
  expect(page.store.document.value.title).toBe("First");
});
