import { describe, expect, it } from "vitest";
import type { Figure, MeasureInfo } from "../../src/document/schema";
import { along, sharedAxis, verdictOn } from "../../src/scene/measure";
import { writeInterval, writeMark, writeValue } from "../../src/scene/numbers";

const mean: MeasureInfo = { name: "mean", label: "Mean", unit: "score", low: 1, high: 5, level: 0.95 };
const figure = (value: number, low = value, high = value): Figure => ({ n: 100, value, low, high });
const marks = (axis: { low: number; high: number; step: number }) =>
  [axis.low, axis.high].map((end) => writeMark("score", end, axis.step));

describe("the axis of a measure lane", () => {
  it("holds every interval and the target between round ends", () => {
    const axis = sharedAxis([figure(4.31, 4.27, 4.34), figure(3.94, 3.92, 3.95), undefined], 4, mean)!;
    expect(marks(axis)).toEqual(["3.8", "4.4"]);
    expect(along(axis, 4)).toBeCloseTo(33.33);
  });

  it("reaches out to a target beyond the values", () => {
    const axis = sharedAxis([figure(2.1, 2, 2.2)], 4.5, mean)!;
    expect([axis.low <= 2, axis.high >= 4.5]).toEqual([true, true]);
  });

  it("does not leave what the measure can be", () => {
    const axis = sharedAxis([figure(4.9, 4.2, 5), figure(1.1, 1, 1.4)], null, mean)!;
    expect([axis.low, axis.high]).toEqual([1, 5]);
  });

  it("has some width for a lone value without an interval", () => {
    const axis = sharedAxis([{ n: 1, value: 3 }], null, mean)!;
    expect(axis.high - axis.low).toBeGreaterThan(0.05);
    expect(along(axis, 3)).toBeGreaterThanOrEqual(0);
    expect(along(axis, 3)).toBeLessThanOrEqual(100);
  });

  it("is none where nothing has a value", () => {
    expect(sharedAxis([undefined, { n: 0, why: "withheld" }], 4, mean)).toBeNull();
  });
});

describe("a value beside its target", () => {
  it("is above or below only when the whole interval clears it", () => {
    expect(verdictOn(figure(4.31, 4.27, 4.34), 4)).toBe("above");
    expect(verdictOn(figure(3.94, 3.92, 3.95), 4)).toBe("below");
    expect(verdictOn(figure(4.01, 3.93, 4.09), 4)).toBe("unclear");
    expect(verdictOn(figure(4, 4, 4.1), 4)).toBe("unclear");
  });

  it("claims nothing without an interval, and needs no colour without a target", () => {
    expect(verdictOn({ n: 1, value: 5 }, 4)).toBe("unclear");
    expect(verdictOn(figure(5), null)).toBe("plain");
  });
});

it("writes scores, shares and NPS each in their own way", () => {
  expect(writeValue("score", 4.305)).toMatch(/^4\.3[01]$/);
  expect([writeValue("share", 0.82), writeValue("nps", 39.8), writeValue("nps", -3.2)]).toEqual([
    "82 %",
    "39.8",
    "−3.2",
  ]);
  expect(writeInterval("score", 4.27, 4.34)).toBe("4.27–4.34");
  expect(writeInterval("share", 0.804, 0.835)).toBe("80–84 %");
  expect(writeInterval("nps", -6.2, -0.2)).toBe("−6 to 0");
});

it("writes amounts of any size in three figures", () => {
  expect([32.701, 999_600, -1_635_059].map((value) => writeValue("amount", value))).toEqual([
    "32.7",
    "1M",
    "−1.64M",
  ]);
  expect(writeInterval("amount", 158_024, 168_987)).toBe("158K–169K");
  expect(writeMark("amount", 2000, 500)).toBe("2K");
});
