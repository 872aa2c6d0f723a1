import { describe, expect, it } from "vitest";
import { commandOf, type KeyPress, type KeyTarget } from "../../src/interaction/commands/keys";

const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("keys", () => {
  it.each([
    ["ArrowUp", -1, 0],
    ["ArrowDown", 1, 0],
    ["ArrowLeft", 0, -1],
    ["ArrowRight", 0, 1],
  ])("%s moves one cell", (name, rows, columns) => {
    expect(commandOf(key(name), "cell")).toEqual({ do: "go", rows, columns, extend: false });
  });

  it("left and right change places in a map that reads from the right", () => {
    expect(commandOf(key("ArrowLeft"), "cell", true)).toMatchObject({ columns: 1 });
    expect(commandOf(key("ArrowUp"), "cell", true)).toMatchObject({ rows: -1 });
  });

  it("Shift extends the block", () => {
    expect(commandOf(key("ArrowRight", { shiftKey: true }), "cell")).toMatchObject({ extend: true });
  });

  it.each(["a", "Z", "7", "é", "日", "+", "-"])("%s typed on a cell or a card begins a new card", (name) => {
    for (const spot of ["cell", "card"] satisfies KeyTarget[])
      expect(commandOf(key(name), spot)).toEqual({ do: "type" });
  });

  it("Alt and Shift with left and right change what a card covers, and move all else", () => {
    const held = { altKey: true, shiftKey: true };
    expect(commandOf(key("ArrowRight", held), "card")).toEqual({ do: "cover", by: 1 });
    expect(commandOf(key("ArrowRight", held), "card", true)).toEqual({ do: "cover", by: -1 });
    expect(commandOf(key("ArrowUp", held), "card")).toEqual({ do: "move", rows: -1, columns: 0 });
    expect(commandOf(key("ArrowRight", held), "stage")).toEqual({ do: "move", rows: 0, columns: 1 });
  });

  it("a letter on a header does nothing; plus adds after it", () => {
    expect(commandOf(key("a"), "stage")).toBeNull();
    expect(commandOf(key("+"), "lane")).toEqual({ do: "add" });
  });

  it.each(["Enter", "F2"])("%s edits what is there", (name) => {
    expect(commandOf(key(name), "cell")).toEqual({ do: "edit", goal: false });
  });

  it.each<[string, Partial<KeyPress>, string]>([
    ["z", { ctrlKey: true }, "undo"],
    ["z", { metaKey: true }, "undo"],
    ["Z", { ctrlKey: true, shiftKey: true }, "redo"],
    ["y", { ctrlKey: true }, "redo"],
    ["a", { ctrlKey: true }, "all"],
  ])("%s with %o is %s", (name, held, does) => {
    for (const spot of ["cell", "stage", "lane", "card"] satisfies KeyTarget[])
      expect(commandOf(key(name, held), spot)).toEqual({ do: does });
  });

  it.each<[string, Partial<KeyPress>]>([
    ["c", { ctrlKey: true }],
    ["v", { ctrlKey: true }],
    ["s", { ctrlKey: true }],
    ["s", { metaKey: true }],
    ["Tab", {}],
    ["F5", {}],
    ["Shift", { shiftKey: true }],
    ["Control", { ctrlKey: true }],
    ["é", { altKey: true }],
  ])("%s with %o is left to the page", (name, held) => {
    expect(commandOf(key(name, held), "cell")).toBeNull();
  });

  it("inside a cell only Escape, undo and their like are the grid's", () => {
    expect(commandOf(key("ArrowUp"), "inside")).toBeNull();
    expect(commandOf(key("5"), "inside")).toBeNull();
    expect(commandOf(key("Escape"), "inside")).toEqual({ do: "leave" });
    expect(commandOf(key("z", { ctrlKey: true }), "inside")).toEqual({ do: "undo" });
  });
});
