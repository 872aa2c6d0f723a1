/** Files: the canonical text is Python's to the byte, and what is no map is refused with its line and field. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asFile, FileProblem, fileText, readText } from "../../src/document/file";

const texts = JSON.parse(
  readFileSync(new URL("../../../tests/contract/files/texts.json", import.meta.url), "utf8"),
) as { name: string; text: string }[];

describe("the canonical text", () => {
  it.each(texts)("of $name is what Python writes", ({ text }) => {
    expect(fileText(readText(text))).toBe(text);
  });

  it("does not depend on how the file was written", () => {
    const { text } = texts.find(({ name }) => name === "a small map")!;
    const backwards = (value: unknown): unknown =>
      value && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, item]) => [key, backwards(item)]),
          )
        : Array.isArray(value)
          ? value.map(backwards)
          : value;
    const other = JSON.stringify(backwards(JSON.parse(text)), null, 7).replaceAll("\n", "\r\n");
    expect(fileText(readText(`\uFEFF${other}`))).toBe(text);
  });
});

it("reads what 1.0 called events as amounts, and writes it so", () => {
  const text = readFileSync(new URL("../../../tests/golden/1.0/full.cjm.json", import.meta.url), "utf8");
  expect(text).toContain('"kind": "events"');
  const saved = fileText(readText(text));
  expect(saved).not.toContain('"events"');
  expect(saved).toContain('"kind": "amounts"');
});

it("leaves the events of this version events, with and without the column of their time", () => {
  for (const time of ["", ', "time": "at"']) {
    const source = `{"id": "s", "kind": "events", "name": "Log"${time}}`;
    const text = `{"cjm": "1.1", "id": "x", "sources": [${source}]}`;
    const saved = fileText(readText(text));
    expect(saved).toContain('"kind": "events"');
    expect(fileText(readText(saved))).toBe(saved);
  }
});

it("reads levels of 1.0 as thirds of 1 to 10, as Python does", () => {
  const card = '{"effort": 3, "id": "a", "impact": 2, "severity": 2}';
  const text = `{"cjm": "1.0", "id": "x", "stages": [{"id": "s", "name": "S"}], "lanes": [{"id": "l", "name": "L"}], "cells": {"l": {"s": [${card}]}}}`;
  const document = readText(text);
  expect(document.cells?.l?.s).toEqual([{ id: "a", effort: [8, 10], impact: [4, 7], severity: 2 }]);
  expect(document.cjm).toBeUndefined();
  expect(fileText(document)).toContain('"cjm": "1.1"');
});

/** Why a text is refused, as "line:column field: sentence". */
function why(text: string): string {
  try {
    readText(text);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    const { place, field, message } = error;
    return `${place ? `${place.line}:${place.column} ` : ""}${field ? `${field}: ` : ""}${message}`;
  }
  return "no problem";
}

const map = (fields: string) => `{"cjm": "1.0",\n "id": "x",\n ${fields}}`;

describe("what is no map", () => {
  it.each([
    ["", "The file is empty; a map is at least an id and a version."],
    ["\uFEFF \n", "The file is empty; a map is at least an id and a version."],
    ["[1]", 'It is not a map: it has no "cjm" version.'],
    ['{"cjm": 1}', 'It is not a map: it has no "cjm" version.'],
    [
      '{"cjm": "1.0",\n<<<<<<< HEAD\n"id": "a"}\n=======\n"id": "b"}\n>>>>>>> other\n',
      "2:1 It has conflict markers of git at lines 2, 4 and 6: a merge left both versions in it. " +
        '"git checkout --ours" with its name takes one, "--theirs" the other; cjm.merge(base, ours, theirs) joins two maps.',
    ],
    ["null", 'It is not a map: it has no "cjm" version.'],
    ['{"cjm": "1.0",\n  "id": "x" "title": ""}', "2:13 It is not JSON: comma expected."],
    ['{"cjm": "1.0", "id": "x",}', "1:26 It is not JSON: property name expected."],
    ['{"cjm": "1.0", // a\n "id": "x"}', "1:16 It is not JSON: invalid comment token."],
    ['{"cjm": "1.0", "id": NaN}', "1:22 It is not JSON: invalid symbol."],
    [`${"[".repeat(100_000)}`, "It is not a map: it is nested too deeply."],
    [map('"title": "a", "title": "b"'), "3:16 title: The key 'title' is there twice."],
    ['{"cjm": "one", "id": "x"}', "1:9 cjm: 'one' is not a version such as '1.1'."],
    [
      '{"cjm": "2.0", "id": "x"}',
      "1:9 cjm: It was written by a newer version (format 2.0; this one reads 1.1). Update cjm_widgets to open it.",
    ],
    ['{"cjm": "1.0"}', "1:1 The document has no id."],
    [map('"colour": "red"'), "3:12 colour: The document has no field 'colour'."],
    [map('"stages": [{"id": "s"}]'), "3:13 stages[0]: The stage has no name."],
    [map('"stages": [\n{"id": "s", "name": 3}]'), "4:21 stages[0].name: Name must be text, not 3."],
    [
      map('"stages": [{"id": "s", "name": "S", "phase": "p"}]'),
      "3:47 stages[0].phase: No phase 'p'. Phases: none.",
    ],
    [
      map('"lanes": [{"id": "l", "name": "L"}, {"id": "l", "name": "M"}]'),
      "3:38 lanes[1]: Two lanes have the id 'l'.",
    ],
    [map('"emotion": {"p": {"s": {"value": 1}}}'), "3:19 emotion.p: No persona 'p'. Personas: none."],
    [
      map('"stages": [{"id": "s", "name": "S"}], "personas": [{"id": "p", "name": "P"}],\n').slice(0, -1) +
        '"emotion": {"p": {"s": {"value": 9}}}}',
      "4:34 emotion.p.s.value: An emotion is a number from -2 to 2, not 9; the nearest is 2.",
    ],
    [map('"scale": [2, 2]'), "3:11 scale: The scale must run from low to high, not from 2 to 2."],
    [map('"scale": [1, 1e999]'), "3:15 scale[1]: Scale: Infinity is not a number a map can hold."],
    [
      map('"title": "\\ud800"'),
      "3:11 title: The title has half a character (U+D800 at position 0); it cannot be saved.",
    ],
  ])("%j is refused", (text, sentence) => expect(why(text)).toBe(sentence));
});

describe("keys of a newer minor version", () => {
  const newer = `{
  "cjm": "1.7",
  "dim": {"a": [1, 2.5]},
  "id": "x",
  "stages": [{"id": "s", "mood": {"sky": "blue"}, "name": "S"}]
}
`;

  it("survive opening, editing and saving", () => {
    const document = readText(newer);
    expect(fileText(document)).toBe(
      '{"cjm": "1.7", "dim": {"a": [1, 2.5]}, "id": "x", "stages": [{"id": "s", "mood": {"sky": "blue"}, "name": "S"}]}\n',
    );
    expect(asFile({ ...document, title: "T" })).toMatchObject({ title: "T", dim: { a: [1, 2.5] } });
  });

  it("are refused in a file of this version", () => {
    expect(why(newer.replace("1.7", "1.0"))).toMatch(
      /^5:\d+ stages\[0\]\.mood: The stage has no field 'mood'/,
    );
  });
});
