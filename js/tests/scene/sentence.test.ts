import { expect, it } from "vitest";
import type { MeasureInfo } from "../../src/document/schema";
import { figureWords, nothing } from "../../src/scene/measure";

const mean: MeasureInfo = { name: "mean", label: "Mean", unit: "score", low: 1, high: 5, level: 0.95 };
const nps: MeasureInfo = { name: "nps", label: "NPS", unit: "nps", low: -100, high: 100, level: 0.95 };
const security = { n: 2407, value: 4.31, low: 4.27, high: 4.34, method: "mean, t 95 %" };

it("says value, interval, n and method", () => {
  expect(figureWords(mean, security, null)).toBe(
    "mean 4.31, 95 % interval 4.27 to 4.34, n 2,407, mean, t 95 %",
  );
});

it("says how the whole interval stands to the target", () => {
  expect(figureWords(mean, security, 4)).toContain("above target 4.0");
  expect(figureWords(mean, security, 4.3)).toContain("not clear of target 4.3");
});

it("names the confidence of the measure, whatever its method says", () => {
  const wide = { ...nps, level: 0.995 };
  expect(figureWords(wide, { n: 90, value: -3, low: -9, high: 3, method: "NPS, 80 %" }, null)).toBe(
    "NPS −3.0, 99.5 % interval −9.0 to 3.0, n 90, NPS, 80 %",
  );
});

it("keeps the three kinds of nothing apart, and apart from zero", () => {
  expect(figureWords(mean, { n: 0, why: "withheld" }, 4)).toBe("mean withheld");
  expect(figureWords(mean, { n: 0, why: "no rows" }, 4)).toBe("mean 0 rows match");
  expect(figureWords(mean, undefined, 4)).toBe("mean not asked");
  expect(nothing({ n: 50, value: 0 })).toBeNull();
});

it("says why a number is withheld, and that respondents are few", () => {
  const method = "withheld: fewer than 10 respondents, here or in what this would give away";
  expect(figureWords(mean, { n: 0, why: "withheld", method }, 4)).toBe(`mean ${method}`);
  expect(figureWords(mean, { ...security, n: 29 }, null)).toContain("n 29, few respondents");
  expect(figureWords(mean, { ...security, n: 30 }, null)).not.toContain("few");
});
