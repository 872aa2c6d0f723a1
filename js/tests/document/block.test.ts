/** Blocks of cells from and to a spreadsheet. */
import { tsvFormatRow, tsvFormatRows, tsvParseRows } from "d3-dsv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { cellText } from "../../src/document/gestures";
import type { Document } from "../../src/document/schema";
import {
  clearBlock,
  copyBlock,
  fillCells,
  leftOutInWords,
  putCells,
  readBlock,
  writeBlock,
} from "../../src/document/tables/block";
import { LANES } from "../../src/lanes";
import { runs } from "../examples";
import { MAP } from "../protocol/kernel";

const STAGES = ["arrive", "wait", "leave"];
const LANE_IDS = ["emotion", "actions", "pain"];
const cellsOf = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map((text) => ({ text })));
const put = (map: Document, stage: string, lane: string, rows: string[][], options = {}) =>
  putCells(
    map,
    LANES,
    STAGES.slice(STAGES.indexOf(stage)),
    LANE_IDS.slice(LANE_IDS.indexOf(lane)),
    cellsOf(rows),
    options,
  );
const pasted = (stage: string, lane: string, rows: string[][], options = {}): Document =>
  applyAll(MAP, put(MAP, stage, lane, rows, options).operations).document;

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

  it("reads and writes rows as d3-dsv does", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "\t", "\n", '"', " ", "é", "\r") });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n", "\r"), (cells, end) => {
        expect(writeBlock(cells)).toBe(`${tsvFormatRows(cells)}\n`);
        const text = `${cells.map((row) => tsvFormatRow(row)).join(end)}${end}`;
        expect(readBlock(text)).toEqual(tsvParseRows(text));
      }),
      runs(500),
    );
  });

  it("is quick with a long text", () => {
    const long = `"${'""x'.repeat(100_000)}"\t${"y".repeat(100_000)}\n`;
    expect(readBlock(long)[0]?.map((cell) => cell.length)).toEqual([200_000, 100_000]);
  });
});

describe("putting texts into cells", () => {
  it("fills cards and emotions from one cell on", () => {
    const rows = [
      ["1.5", "", "-0,5"],
      ["Drives\nParks", "Sits"],
    ];
    const map = pasted("arrive", "emotion", rows, { filled: "replace" });
    expect(map.emotion?.maya).toEqual({ arrive: { value: 1.5 }, leave: { value: -0.5 } });
    expect(cellText(map, "arrive", "actions")).toBe("Drives\nParks");
    expect(cellText(pasted("arrive", "emotion", rows), "arrive", "actions")).toBe("Parks\nDrives\nParks");
    expect(cellText(map, "wait", "actions")).toBe("Sits");
    expect(cellText(map, "wait", "pain")).toBe("Too long");
  });

  it("leaves a score that is there, and says so", () => {
    const { operations, leftOut } = put(MAP, "arrive", "emotion", [["1.5", "2"]]);
    expect(applyAll(MAP, operations).document.emotion?.maya).toEqual({
      ...MAP.emotion!.maya,
      wait: { value: 2 },
    });
    expect(leftOutInWords(leftOut)).toEqual([
      "“1.5” (Emotion, Arrive): the cell is filled and keeps what it holds.",
    ]);
  });

  it("leaves out words in a lane of emotions", () => {
    const { operations, leftOut } = put(MAP, "wait", "emotion", [["sad"]]);
    expect(operations).toEqual([]);
    expect(leftOutInWords(leftOut)).toEqual(["“sad” (Emotion, Wait): not a score from −2 to +2."]);
  });

  it("reads scores as people write them, and names every text that is none", () => {
    const scored = { ...MAP, scale: [1, 5] as [number, number], emotion: {} };
    const paste = (texts: string[]) => put(scored, "arrive", "emotion", [texts]);
    const { operations, leftOut } = paste(["4/5", "３,5", "4 of 5"]);
    expect(leftOut).toEqual([]);
    expect(applyAll(scored, operations).document.emotion?.maya).toEqual({
      arrive: { value: 4 },
      wait: { value: 3.5 },
      leave: { value: 4 },
    });
    const numbers = paste(["4", "9", "2"]);
    expect(applyAll(scored, numbers.operations).document.emotion?.maya).toEqual({
      arrive: { value: 4 },
      leave: { value: 2 },
    });
    expect(leftOutInWords(numbers.leftOut)).toEqual(["“9” (Emotion, Wait): not a score from 1 to 5."]);
    const some = paste(["abc", "2", "x"]);
    expect(some.operations).toHaveLength(1);
    expect(leftOutInWords(some.leftOut)).toEqual([
      "“abc” (Emotion, Arrive); “x” (Emotion, Leave): not a score from 1 to 5.",
    ]);
  });

  it("is what was copied", () => {
    const texts = copyBlock(MAP, LANES, STAGES, LANE_IDS);
    expect(texts).toEqual([
      ["-1", "", ""],
      ["Parks", "", ""],
      ["", "Too long", ""],
    ]);
    const empty = { ...MAP, cells: {}, emotion: {} };
    const { operations, leftOut } = put(empty, "arrive", "emotion", readBlock(writeBlock(texts)));
    expect(leftOut).toEqual([]);
    expect(copyBlock(applyAll(empty, operations).document, LANES, STAGES, LANE_IDS)).toEqual(texts);
  });

  it("copies a block on over and over, below what is there, with all that cards have", () => {
    const backed = { id: "actions.arrive", text: "Parks", evidence: "data" as const, n: 12 };
    const map: Document = {
      ...MAP,
      cells: { actions: { arrive: [backed], leave: [{ id: "x", text: "Goes" }] } },
    };
    const { operations } = fillCells(
      map,
      LANES,
      { stages: ["arrive"], lanes: ["actions"] },
      { stages: ["wait", "leave"], lanes: ["actions"] },
    );
    const { wait, leave } = applyAll(map, operations).document.cells!.actions!;
    expect(wait).toEqual([{ ...backed, id: "actions.wait" }]);
    expect(leave!.map(({ text }) => text)).toEqual(["Goes", "Parks"]);
  });
});

it("clearing a block empties its cells and takes its scores", () => {
  const { document, inverses } = applyAll(MAP, clearBlock(MAP, LANES, STAGES, LANE_IDS));
  expect(document.cells).toBeUndefined();
  expect(document.emotion).toBeUndefined();
  expect(applyAll(document, inverses).document).toEqual(MAP);
});
