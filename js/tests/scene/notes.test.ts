import { describe, expect, it } from "vitest";
import { shortNames } from "../../src/scene/personas";
import { largestDifference, lowestStage, lowestWords } from "../../src/scene/picture";

const point = (value: number, half = 0.03) => ({ n: 100, value, low: value - half, high: value + half });

describe("the largest difference", () => {
  it("is from the drawn score to the nearer end of the interval", () => {
    const found = largestDifference([-0.4, -1.6, 1.4], [point(1.21), point(1.31), point(0.94)], 0.5)!;
    expect(found).toMatchObject({ at: 1, higher: true });
    expect(found.distance).toBeCloseTo(1.31 - 0.03 + 1.6);
  });

  it("says when the measured value is the lower one", () => {
    expect(largestDifference([1.9], [point(-1)], 0.5)).toMatchObject({ higher: false });
  });

  it("is none within the interval, below the least worth saying, or without both values", () => {
    expect(largestDifference([1.2], [point(1.21, 0.5)], 0.1)).toBeNull();
    expect(largestDifference([1], [point(1.3)], 0.5)).toBeNull();
    expect(largestDifference([null, 1], [point(1.3), null], 0.1)).toBeNull();
  });
});

describe("the lowest stage", () => {
  it("names the stages whose intervals overlap its own", () => {
    const measured = [point(1.21), point(0.96), point(1.16), point(0.94), null, point(1.25)];
    expect(lowestStage(measured)).toEqual({ at: 3, level: [1] });
  });

  it("is none where every other stage overlaps it, or there is no other", () => {
    expect(lowestStage([point(1, 0.5), point(1.2, 0.5)])).toBeNull();
    expect(lowestStage([point(1), null])).toBeNull();
  });

  it("is put in words that count stages from one", () => {
    expect(lowestWords({ at: 0, level: [] })).toBe("Lowest");
    expect(lowestWords({ at: 4, level: [1] })).toBe("Lowest, level with stage 2");
    expect(lowestWords({ at: 4, level: [0, 1, 6] })).toBe("Lowest, level with stages 1, 2 and 7");
    expect(lowestWords({ at: 4, level: [0, 1, 2, 6] })).toBe("Lowest, level with 4 others");
  });
});

describe("short names", () => {
  it("are first names of people and the whole of anything else", () => {
    expect(shortNames(["Maya Torres", "Business traveller", "Zoë"])).toEqual([
      "Maya",
      "Business traveller",
      "Zoë",
    ]);
  });

  it("are whole names where two people share the first", () => {
    expect(shortNames(["Maya Torres", "Maya Lin"])).toEqual(["Maya Torres", "Maya Lin"]);
  });
});
