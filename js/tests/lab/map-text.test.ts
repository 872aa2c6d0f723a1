/** A map and its text: each follows the other, and a text that is no map is never touched. */
import { expect, it } from "vitest";
import { fileText } from "../../src/document/file";
import { add } from "../../src/document/gestures";
import { MapText } from "../../src/lab/map-text";

class Text {
  updates: [number, number, string][] = [];
  constructor(public source: string) {}
  getSource(): string {
    return this.source;
  }
  updateSource(start: number, end: number, value: string): void {
    this.updates.push([start, end, value]);
    this.source = this.source.slice(0, start) + value + this.source.slice(end);
  }
}

function opened(source: string) {
  const text = new Text(source);
  let edits = 0;
  const map = new MapText(text, () => edits++);
  map.read();
  return { text, map, edits: () => edits };
}

const small = '{"cjm": "1.0", "id": "x",\n\n "stages": [{"name": "Arrive", "id": "arrive"}]}';

it("does not touch a text that it only shows, however it is written", () => {
  const { text, map, edits } = opened(small);
  expect(map.store.value!.document.value.stages).toEqual([{ id: "arrive", name: "Arrive" }]);
  expect([text.updates, edits()]).toEqual([[], 0]);
});

it("writes an edit as the canonical text, replacing only what differs", () => {
  const { text, map, edits } = opened(fileText({ id: "x", stages: [{ id: "a", name: "Arrive" }] }));
  const store = map.store.value!;
  store.edit(add(store.document.value, "stage", "Leave"), "Add");
  expect(text.source).toBe(fileText(store.document.value));
  expect(text.updates).toEqual([
    [expect.any(Number), expect.any(Number), ', {"id": "leave", "name": "Leave"}'],
  ]);
  expect(edits()).toBe(1);
  map.read();
  expect(store.undoLabel.value).toBe("Add");
  store.undo();
  expect(text.source).toBe(fileText({ id: "x", stages: [{ id: "a", name: "Arrive" }] }));
});

it("takes over a text that was changed elsewhere, and forgets what could be undone in the one before", () => {
  const { text, map } = opened(small);
  const store = map.store.value!;
  store.edit(add(store.document.value, "stage", "Leave"), "Add");
  const written = text.updates.length;
  text.source = small.replace("Arrive", "Queue");
  map.read();
  expect(map.store.value).toBe(store);
  expect(store.document.value.stages!.map(({ name }) => name)).toEqual(["Queue"]);
  expect(store.undoLabel.value).toBeNull();
  expect(text.updates).toHaveLength(written);
});

it("leaves a text that is no map as it is, until it is one", () => {
  const { text, map } = opened("{");
  expect(map.problem.value?.message).toMatch(/not JSON/);
  expect(map.store.value).toBeNull();
  text.source = small;
  map.read();
  expect(map.problem.value).toBeNull();
  text.source = "";
  map.read();
  expect(map.problem.value?.message).toMatch(/empty/);
  expect(text.updates).toEqual([]);
});

it("begins a map in a text that says nothing", () => {
  const { text, map, edits } = opened("");
  map.write({ id: "journey" });
  expect(text.source).toBe('{"cjm": "1.1", "id": "journey"}\n');
  expect(map.problem.value).toBeNull();
  const store = map.store.value!;
  store.edit(add(store.document.value, "stage", "Arrive"), "Add");
  expect(text.source).toContain("Arrive");
  expect(edits()).toBe(2);
});
