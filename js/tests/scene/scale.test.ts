import { describe, expect, it } from "vitest";
import {
  heightOf,
  makeScale,
  readScore,
  scoreAtHeight,
  snap,
  ticks,
  writeDrawn,
} from "../../src/scene/scale";

const usual = makeScale([-2, 2]);

describe("the emotion scale", () => {
  it("stands 53 px a unit between 44 and 256", () => {
    expect([2, 1, 0, -1, -2].map((value) => heightOf(usual, value))).toEqual([44, 97, 150, 203, 256]);
  });

  it("is −2 to +2 where the document names none", () => {
    expect(makeScale(undefined)).toEqual(usual);
  });

  it("has its neutral point at zero, or in the middle of a scale without one", () => {
    expect(makeScale([-1, 4]).neutral).toBe(0);
    expect(makeScale([1, 5]).neutral).toBe(3);
  });

  it("reads a height back as the score drawn there, in tenths", () => {
    for (let value = -20; value <= 20; value++) {
      expect(scoreAtHeight(usual, heightOf(usual, value / 10) + 2)).toBe(value / 10);
    }
  });

  it("keeps heights beyond the lane on the scale", () => {
    expect(scoreAtHeight(usual, -500)).toBe(2);
    expect(scoreAtHeight(usual, 900)).toBe(-2);
  });

  it("steps by tenths on −2 to +2 and by ones on 0 to 100", () => {
    expect(usual.step).toBe(0.1);
    expect(makeScale([0, 100]).step).toBe(1);
    expect(snap(makeScale([0, 100]), 41.6)).toBe(42);
  });

  it("reaches both ends though they are no whole number of steps away", () => {
    const odd = makeScale([-1.25, 2.5]);
    expect(snap(odd, -1.24)).toBe(-1.2);
    expect(snap(odd, -1.25)).toBe(-1.25);
    expect(snap(odd, 9)).toBe(2.5);
  });

  it("names the ends and the neutral point with guides between, none crowded", () => {
    expect(ticks(usual).map(({ text }) => text)).toEqual(["+2", "+1", "0", "−1", "−2"]);
    expect(ticks(makeScale([1, 5])).map(({ text }) => text)).toEqual(["5", "4", "3", "2", "1"]);
    const many = ticks(makeScale([0, 10]));
    expect(many.map(({ end }) => end).filter(Boolean)).toEqual(["high", "neutral", "low"]);
    const heights = many.map(({ value }) => heightOf(makeScale([0, 10]), value));
    expect(Math.min(...heights.slice(1).map((height, i) => height - heights[i]!))).toBeGreaterThanOrEqual(24);
  });

  it("writes a true minus, a plus, and no sign at zero", () => {
    expect([-0.5, 0, 1, -0.04].map((value) => writeDrawn(usual, value))).toEqual([
      "−0.5",
      "0.0",
      "+1.0",
      "−0.04",
    ]);
    expect(writeDrawn(makeScale([1, 5]), 3)).toBe("3.0");
  });
});

describe("a typed score", () => {
  it.each([
    ["1.5", 1.5],
    [" −0,5 ", -0.5],
    ["+2", 2],
    [".25", 0.25],
    ["-2", -2],
    ["−１", -1],
    ["1,234", 1.234],
  ])("reads %s", (text, value) => expect(readScore(usual, text)).toEqual({ value }));

  it("reads a part of the highest score", () => {
    expect(readScore(makeScale([1, 5]), "4/5")).toEqual({ value: 4 });
    expect(readScore(makeScale([1, 5]), "4 of 5")).toEqual({ value: 4 });
    expect(readScore(makeScale([0, 10]), "4/5")).toHaveProperty("why");
    expect(readScore(usual, "1/2")).toHaveProperty("why");
  });

  it("refuses text that is no score, naming the scale", () => {
    expect(readScore(usual, "good")).toEqual({ why: "“good” is not a score; scores run from −2 to +2" });
    for (const text of ["", "1e3", "0x1", "NaN", "Infinity", "1.2.3", "--1"])
      expect(readScore(usual, text), text).toHaveProperty("why");
  });

  it("refuses a score off the scale", () => {
    expect(readScore(usual, "7")).toEqual({ why: "7 is not on the scale of −2 to +2" });
  });
});
