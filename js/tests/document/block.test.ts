/** Blocks of cells from and to a spreadsheet. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { clearBlock, copyBlock, pasteBlock, readBlock, writeBlock } from "../../src/document/block";
import { cellText } from "../../src/document/gestures";
import type { Document } from "../../src/document/schema";
import { LANES } from "../../src/lanes";
import { runs } from "../examples";
import { MAP } from "../protocol/kernel";

const STAGES = ["arrive", "wait", "leave"];
const LANE_IDS = ["emotion", "actions", "pain"];
const cellsOf = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map((text) => ({ text })));
const pasted = (stage: string, lane: string, rows: string[][]): Document =>
  applyAll(MAP, pasteBlock(MAP, LANES, stage, lane, cellsOf(rows)).operations).document;

describe("reading", () => {
  it.each<[string, string, string[][]]>([
    [
      "cells and rows",
      "a\tb\nc\td",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a final line break, as Excel writes it",
      "a\tb\r\nc\td\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["quoted cells", '"two\nlines"\t"say ""hi"""\n', [["two\nlines", 'say "hi"']]],
    ["empty cells", "\t\tx\n", [["", "", "x"]]],
    ["empty rows", "a\n\n", [["a"], [""]]],
    ["a quote inside a cell", 'the 6" pipe\tb\n', [['the 6" pipe', "b"]]],
    ["one plain text, quotes and all", '"so," he said', [['"so," he said']]],
    [
      "lines of plain text with open quotes",
      '"so," he said\nand "left\n',
      [['"so," he said'], ['and "left']],
    ],
  ])("%s", (_, text, rows) => expect(readBlock(text)).toEqual(rows));

  it("gives back what was written", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\t", "\n", '"', " ", "é", "\u{1f600}", ",", "\r") });
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(text, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(block, (rows) => {
        expect(readBlock(writeBlock(rows))).toEqual(rows);
      }),
      runs(500),
    );
  });

  it("is quick with a long text", () => {
    const long = `"${'""x'.repeat(100_000)}"\t${"y".repeat(100_000)}\n`;
    expect(readBlock(long)[0]?.map((cell) => cell.length)).toEqual([200_000, 100_000]);
  });
});

describe("pasting", () => {
  it("fills cards and emotions from one cell on", () => {
    const map = pasted("arrive", "emotion", [
      ["1.5", "", "-0,5"],
      ["Drives\nParks", "Sits"],
    ]);
    expect(map.emotion?.maya).toEqual({ arrive: { value: 1.5 }, leave: { value: -0.5 } });
    expect(cellText(map, "arrive", "actions")).toBe("Parks\nDrives\nParks");
    expect(cellText(map, "wait", "actions")).toBe("Sits");
    expect(cellText(map, "wait", "pain")).toBe("Too long");
  });

  it("says how many cells had no place", () => {
    const { operations, ignored, note } = pasteBlock(
      MAP,
      LANES,
      "leave",
      "pain",
      cellsOf([["in", "out"], ["out"]]),
    );
    expect(operations).toHaveLength(1);
    expect(ignored).toBe(2);
    expect(note).toBe("2 of the pasted cells have no place in the map and were left out.");
    expect(pasteBlock(MAP, LANES, "leave", "pain", cellsOf([["in"]])).note).toBeNull();
  });

  it("leaves out words in a lane of emotions", () => {
    expect(pasteBlock(MAP, LANES, "arrive", "emotion", cellsOf([["sad"]]))).toMatchObject({
      operations: [],
      ignored: 1,
      note: "“sad” is not a score; the scale is −2 to +2.",
    });
  });

  it("reads scores as people write them, and says which texts are none", () => {
    const scored = { ...MAP, scale: [1, 5] as [number, number], emotion: {} };
    const paste = (texts: string[]) => pasteBlock(scored, LANES, "arrive", "emotion", cellsOf([texts]));
    const { operations, note } = paste(["4/5", "３,5", "4 of 5"]);
    expect(note).toBeNull();
    expect(applyAll(scored, operations).document.emotion?.maya).toEqual({
      arrive: { value: 4 },
      wait: { value: 3.5 },
      leave: { value: 4 },
    });
    const some = paste(["abc", "2", "3", "5"]);
    expect(some.operations).toHaveLength(2);
    expect(some.ignored).toBe(2);
    expect(some.note).toBe(
      "“abc” is not a score; the scale is 1 to 5. 1 of the pasted cells has no place in the map and was left out.",
    );
  });

  it("is what was copied", () => {
    const texts = copyBlock(MAP, LANES, STAGES, LANE_IDS);
    expect(texts).toEqual([
      ["-1", "", ""],
      ["Parks", "", ""],
      ["", "Too long", ""],
    ]);
    const empty = { ...MAP, cells: {}, emotion: {} };
    const { operations, ignored } = pasteBlock(
      empty,
      LANES,
      "arrive",
      "emotion",
      cellsOf(readBlock(writeBlock(texts))),
    );
    expect(ignored).toBe(0);
    expect(copyBlock(applyAll(empty, operations).document, LANES, STAGES, LANE_IDS)).toEqual(texts);
  });
});

it("clearing a block empties its cells and takes its scores", () => {
  const { document, inverses } = applyAll(MAP, clearBlock(MAP, LANES, STAGES, LANE_IDS));
  expect(document.cells).toBeUndefined();
  expect(document.emotion).toBeUndefined();
  expect(applyAll(document, inverses).document).toEqual(MAP);
});
