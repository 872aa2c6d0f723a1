/** The store of a document opened without a kernel. */
import { expect, it } from "vitest";
import type { Operation } from "../../src/document/schema";
import { LocalStore } from "../../src/store/local";
import { MAP } from "../protocol/kernel";

const title = (text: string): Operation[] => [{ op: "set_map", changes: { title: text } }];

it("undoes and redoes gestures, and forgets what was undone at the next one", () => {
  const store = new LocalStore(MAP);
  store.edit(title("One"), "First");
  store.edit(title("Two"), "Second");
  expect([store.undoLabel.value, store.redoLabel.value]).toEqual(["Second", null]);
  store.undo();
  expect(store.document.value.title).toBe("One");
  store.undo();
  store.undo();
  expect(store.document.value).toEqual(MAP);
  expect([store.undoLabel.value, store.redoLabel.value]).toEqual([null, "First"]);
  store.redo();
  expect(store.document.value.title).toBe("One");
  store.edit(title("Three"), "Third");
  store.redo();
  expect(store.document.value.title).toBe("Three");
  expect(store.redoLabel.value).toBeNull();
});

it("refuses a gesture whole, with a sentence", () => {
  const store = new LocalStore(MAP);
  expect(store.edit([...title("One"), { op: "remove", what: "stage", id: "gone" }], "Both")).toMatch(
    /no stage 'gone'/,
  );
  expect(store.document.value).toEqual(MAP);
  expect(store.undoLabel.value).toBeNull();
});

it("takes no edits while it is not editable", () => {
  const store = new LocalStore(MAP, { editable: false });
  expect(store.edit(title("One"), "First")).toMatch(/read-only/);
  store.editable.value = true;
  expect(store.edit(title("One"), "First")).toBeNull();
});

it("has a revision that changes with every change, undoing included", () => {
  const store = new LocalStore(MAP);
  store.edit(title("One"), "First");
  store.edit([], "Nothing");
  store.undo();
  expect(store.revision.value).toBe(2);
});
