import { expect, test } from "vitest";
import { columnsAround } from "../../src/scene/layout";

const WIDTH = 100;
const around = (from: number, to: number, count: number, last = { from: 0, to: 0 }) =>
  columnsAround({ from: from * WIDTH, to: to * WIDTH }, WIDTH, count, last);

test("what was drawn stays while it covers the sight", () => {
  const first = around(0, 8, 60);
  expect(first).toEqual({ from: 0, to: 9 });
  const ahead = around(2, 10, 60, first);
  expect(ahead).toEqual({ from: 1, to: 20 });
  expect(around(5, 13, 60, ahead)).toBe(ahead);
});

test("no column is drawn that the map has no more", () => {
  const last = around(52, 60, 60, { from: 30, to: 45 });
  expect(last.to).toBe(60);
  expect(around(51, 59, 59, last).to).toBe(59);
});
