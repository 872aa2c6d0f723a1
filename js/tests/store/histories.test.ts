/** A store without a kernel keeps the same history as Python's (tests/contract/histories.py). */
import { expect, it } from "vitest";
import type { Document, Operation } from "../../src/document/schema";
import { LocalStore } from "../../src/store/local";
import { spelled, vectors } from "../vectors";

interface Step {
  what: "do" | "undo" | "redo" | "undo_to";
  to?: number;
  operations?: Operation[];
  label?: string;
  refused?: string;
  undo: string | null;
  redo: string | null;
  revision: number;
}
const { history: histories } = vectors<{
  history: { document: Document; steps: Step[]; lines: [number, string, boolean][]; result: Document }[];
}>("histories");

it.each(histories)("edits, undo and redo $#", ({ document, steps, lines, result }) => {
  const store = new LocalStore(document);
  for (const { what, to = 0, operations = [], label = "", refused, undo, redo, revision } of steps) {
    if (what === "do") expect(store.edit(operations, label)).toBe(refused ?? null);
    else if (what === "undo_to") {
      store.undoTo(to);
      expect(store.notices.value.map(({ text }) => text)).toEqual(refused ? [refused] : []);
      for (const { id } of store.notices.value) store.dismiss(id);
    } else store[what]();
    expect(store.undoLabel.value).toBe(undo);
    expect(store.redoLabel.value).toBe(redo);
    expect(store.revision.value).toBe(revision);
  }
  store.recall(1000);
  const { entries, more, start } = store.past.value;
  expect(entries.map((entry) => [entry.revision, entry.label, entry.undone ?? false]).reverse()).toEqual(
    lines,
  );
  expect([more, start]).toEqual([false, true]);
  expect(spelled(store.document.value)).toBe(spelled(result));
});
