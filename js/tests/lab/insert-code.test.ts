/** The cell that reads a file: its path as seen from the notebook, the import only where it is missing. */
import { expect, it } from "vitest";
import { readingCode } from "../../src/lab/insert-code";

it.each([
  ["study.ipynb", "departure.cjm.json", "departure.cjm.json"],
  ["a/study.ipynb", "a/b/departure.cjm.json", "b/departure.cjm.json"],
  ["a/b/study.ipynb", "a/departure.cjm.json", "../departure.cjm.json"],
  ["a/study.ipynb", "b/departure.cjm.json", "../b/departure.cjm.json"],
  ["a/study.ipynb", "departure.cjm.json", "../departure.cjm.json"],
])("from %s, %s is %s", (notebook, file, path) => {
  expect(readingCode(notebook, file, ["import cjm_widgets as cjm"])).toBe(
    `journey = cjm.read("${path}")\njourney`,
  );
});

it("brings the import where no cell has it", () => {
  expect(readingCode("n.ipynb", "x.cjm.json", ["# import cjm_widgets as cjm", ""])).toMatch(
    /^import cjm_widgets as cjm\njourney = /,
  );
});

it("quotes what Python would read otherwise", () => {
  expect(readingCode("n.ipynb", 'a"b\\c.cjm.json', [])).toContain('cjm.read("a\\"b\\\\c.cjm.json")');
});
