import { area, curveMonotoneX, line } from "d3-shape";
import { describe, expect, it } from "vitest";
import { bandPath, linePath, lone, runs, type Span, type Spot } from "../../src/scene/curve";

const spot = (x: number, y: number) => ({ x, y });

describe("a curve", () => {
  it("ends at a gap and starts again after it", () => {
    expect(runs([1, 2, null, 3, null, null, 4, 5])).toEqual([[1, 2], [3], [4, 5]]);
    const path = linePath([spot(0, 10), spot(10, 20), null, spot(30, 5), spot(40, 8)]);
    expect(path.match(/M[\d.,]+/g)).toEqual(["M0,10", "M30,5"]);
  });

  it("draws nothing for a lone point, which stays a point", () => {
    expect(linePath([null, spot(5, 5), null])).toBe("");
    expect(lone([1, null, 2, 3, null, 4])).toEqual([true, false, false, false, false, true]);
  });

  it("reaches from the first to the last value and no further", () => {
    const xs = [
      ...linePath([null, spot(10, 1), spot(20, 2), spot(30, 1), null]).matchAll(/([\d.]+),[\d.]+/g),
    ];
    expect(Math.min(...xs.map(([, x]) => Number(x)))).toBe(10);
    expect(Math.max(...xs.map(([, x]) => Number(x)))).toBe(30);
  });

  it("never overshoots what is between two points", () => {
    const path = linePath([spot(0, 50), spot(10, 50), spot(20, 200), spot(30, 200)]);
    const ys = [...path.matchAll(/[\d.]+,([\d.]+)/g)].map(([, y]) => Number(y));
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([50, 200]);
  });

  it("is d3's monotone curve, and so is the band", () => {
    const spots = [spot(0, 50), spot(11, 80.25), spot(22, 20), spot(30, 21)];
    const d3line = line<Spot>(
      (s) => s.x,
      (s) => s.y,
    )
      .curve(curveMonotoneX)
      .digits(1);
    expect(linePath(spots)).toBe(d3line(spots));
    const spans = spots.map(({ x, y }) => ({ x, low: y + 5, high: y - 3 }));
    const d3area = area<Span>(
      (s) => s.x,
      (s) => s.low,
      (s) => s.high,
    )
      .curve(curveMonotoneX)
      .digits(1);
    const numbers = (path: string | null) => path!.match(/[\d.]+/g)!.map(Number);
    expect(numbers(bandPath(spans))).toEqual(numbers(d3area(spans)));
  });

  it("has a band only where both ends of the interval are known", () => {
    const span = (x: number) => ({ x, low: 20, high: 10 });
    expect(bandPath([span(0), span(10), null, span(30)]).match(/M/g)).toHaveLength(1);
    expect(bandPath([span(0), null])).toBe("");
  });
});
