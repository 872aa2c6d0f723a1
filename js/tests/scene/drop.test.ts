import { describe, expect, it } from "vitest";
import { lineAt, slotAt } from "../../src/scene/drop";

const box = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const cell = box(100, 200, 176, 120);

describe("cards under one another", () => {
  const stack = [box(106, 206, 164, 30), box(106, 240, 164, 50)];

  it.each([
    [200, 0],
    [220, 0],
    [222, 1],
    [264, 1],
    [266, 2],
    [600, 2],
  ])("at %i px the dropped one stands behind %i", (y, at) => {
    expect(slotAt(stack, 150, y, "stack")).toBe(at);
  });

  it("have the line in the middle of the gap in front of the next, or behind the last", () => {
    expect(lineAt(stack, 0, cell, "stack")).toEqual({ left: 100, top: 202.5, width: 176, height: 3 });
    expect(lineAt(stack, 1, cell, "stack")).toEqual({ left: 100, top: 236.5, width: 176, height: 3 });
    expect(lineAt(stack, 2, cell, "stack")).toEqual({ left: 100, top: 290.5, width: 176, height: 3 });
  });

  it("leave the line at the top of an empty cell", () => {
    expect(slotAt([], 150, 220, "stack")).toBe(0);
    expect(lineAt([], 0, cell, "ltr")).toEqual({ left: 100, top: 198.5, width: 176, height: 3 });
  });
});

describe("chips in lines", () => {
  const chips = [box(106, 206, 60, 22), box(170, 206, 60, 22), box(106, 232, 80, 22)];
  const mirrored = chips.map(({ left, top, right, bottom }) =>
    box(376 - right, top, right - left, bottom - top),
  );

  it.each([
    [110, 215, 0],
    [150, 215, 1],
    [190, 215, 1],
    [225, 215, 2],
    [110, 240, 2],
    [180, 240, 3],
    [110, 300, 3],
  ])("at %i, %i the dropped one stands behind %i, mirrored too", (x, y, at) => {
    expect(slotAt(chips, x, y, "ltr")).toBe(at);
    expect(slotAt(mirrored, 376 - x, y, "rtl")).toBe(at);
  });

  it("have an upright line beside the next, or behind the last", () => {
    expect(lineAt(chips, 1, cell, "ltr")).toEqual({ left: 166.5, top: 206, width: 3, height: 22 });
    expect(lineAt(chips, 3, cell, "ltr")).toEqual({ left: 186.5, top: 232, width: 3, height: 22 });
    expect(lineAt(mirrored, 1, cell, "rtl")).toEqual({ left: 206.5, top: 206, width: 3, height: 22 });
    expect(lineAt(mirrored, 3, cell, "rtl")).toEqual({ left: 186.5, top: 232, width: 3, height: 22 });
  });
});
