/** A store without a kernel keeps the same history as Python's (tests/contract/histories.py). */
import { expect, it } from "vitest";
import type { Document, Operation } from "../../src/document/schema";
import { LocalStore } from "../../src/store/local";
import { spelled, vectors } from "../vectors";

interface Step {
  what: "do" | "undo" | "redo";
  operations?: Operation[];
  label?: string;
  refused?: string;
  undo: string | null;
  redo: string | null;
  revision: number;
}
const { history: histories } = vectors<{
  history: { document: Document; steps: Step[]; result: Document }[];
}>("histories");

it.each(histories)("edits, undo and redo $#", ({ document, steps, result }) => {
  const store = new LocalStore(document);
  for (const { what, operations = [], label = "", refused, undo, redo, revision } of steps) {
    if (what === "do") expect(store.edit(operations, label)).toBe(refused ?? null);
    else store[what]();
    expect(store.undoLabel.value).toBe(undo);
    expect(store.redoLabel.value).toBe(redo);
    expect(store.revision.value).toBe(revision);
  }
  expect(spelled(store.document.value)).toBe(spelled(result));
});
