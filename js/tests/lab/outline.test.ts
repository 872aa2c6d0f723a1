// @vitest-environment jsdom
/** What an output says of an edited map to readers without the extension. */
import { expect, it } from "vitest";
import type { Document } from "../../src/document/schema";
import { outline, table } from "../../src/lab/outline";

const hostile = "<img src=x onerror=hit()>";
const map: Document = {
  id: "x",
  title: "A visit",
  stages: [{ id: "s", name: "Arrive" }],
  personas: [{ id: "p", name: "Maya" }],
  lanes: [
    { id: "e", name: "Emotion", kind: "emotion" },
    { id: "l", name: hostile },
  ],
  cells: { l: { s: [{ id: "c", text: hostile }] } },
  emotion: { p: { s: { value: 1.5 } } },
};

it("is an outline of stages and what their cells say", () => {
  expect(outline(map)).toBe(
    `A visit: 1 stage, 2 lanes\n  1. Arrive\n     Emotion: Maya +1.5\n     ${hostile}: ${hostile}`,
  );
});

it("is a table in which no text is markup", () => {
  const page = new DOMParser().parseFromString(table(map), "text/html");
  expect([...page.querySelectorAll("th, td")].map((cell) => cell.textContent)).toEqual([
    "",
    "Arrive",
    "Emotion",
    "Maya +1.5",
    hostile,
    hostile,
  ]);
  expect(page.querySelectorAll("img")).toHaveLength(0);
  expect(page.querySelector("table")!.className).toBe("mathjax_ignore tex2jax_ignore");
});
