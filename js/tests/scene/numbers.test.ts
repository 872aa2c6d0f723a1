import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { count, decimalsOf, plain, roundStep, signed, writeLevel } from "../../src/scene/numbers";

it("writes a true minus and never a signed zero", () => {
  expect([plain(-12.34, 1), plain(-0.04, 1), plain(39.8, 1)]).toEqual(["−12.3", "0.0", "39.8"]);
  expect([signed(0.04, 1), signed(1.31, 2), signed(-1, 0)]).toEqual(["0.0", "+1.31", "−1"]);
});

it("groups counts by thousands", () => {
  expect([count(142), count(14509), count(2407000)]).toEqual(["142", "14,509", "2,407,000"]);
});

it("finds the round step at or above a number, and its decimals", () => {
  expect([0.66, 0.2, 3, 5, 51].map(roundStep)).toEqual([1, 0.2, 5, 5, 100]);
  expect([0.05, 0.1, 0.2, 1, 20].map(decimalsOf)).toEqual([2, 1, 1, 0, 0]);
});

it("writes confidences as Python does", () => {
  const file = new URL("../../../tests/contract/files/levels.json", import.meta.url);
  const levels = JSON.parse(readFileSync(file, "utf8")) as [number, string][];
  expect(levels.map(([level]) => writeLevel(level))).toEqual(levels.map(([, words]) => words));
});
