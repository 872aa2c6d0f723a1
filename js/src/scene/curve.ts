/**
 * Lines and bands through the stages. A stage without a value ends the run: nothing is bridged and
 * nothing reaches past the first or last value.
 */
import { curveMonotoneX } from "d3-shape";
import { brief } from "./numbers";

export interface Spot {
  x: number;
  y: number;
}

export interface Span {
  x: number;
  low: number;
  high: number;
}

/** Consecutive values between the gaps, at least `least` long. */
export function runs<T>(values: readonly (T | null)[], least = 1): T[][] {
  const stretches: T[][] = [];
  let run: T[] = [];
  for (const value of [...values, null]) {
    if (value !== null) run.push(value);
    else {
      if (run.length >= least) stretches.push(run);
      run = [];
    }
  }
  return stretches;
}

/** The monotone curve through two spots or more, as path commands. */
function through(spots: readonly Spot[]): string {
  let path = "";
  const draw =
    (command: string) =>
    (...at: number[]) => {
      path += command + at.map(brief).join();
    };
  // The few canvas methods that a curve uses; d3's own path builder would triple the size.
  const canvas = { moveTo: draw("M"), lineTo: draw("L"), bezierCurveTo: draw("C") };
  const curve = curveMonotoneX(canvas as unknown as CanvasRenderingContext2D);
  curve.lineStart();
  for (const { x, y } of spots) curve.point(x, y);
  curve.lineEnd();
  return path;
}

/** The `d` of the curve; a lone value adds nothing to it. */
export const linePath = (spots: readonly (Spot | null)[]): string => runs(spots, 2).map(through).join("");

/** The `d` of the band between the ends of the intervals: there along the high ends, back along the low. */
export function bandPath(spans: readonly (Span | null)[]): string {
  return runs(spans, 2)
    .map((run) => {
      const there = through(run.map(({ x, high }) => ({ x, y: high })));
      const back = through(run.map(({ x, low }) => ({ x, y: low })).reverse());
      return `${there}L${back.slice(1)}Z`;
    })
    .join("");
}

/** Which values stand alone between two gaps, by position. */
export function lone<T>(values: readonly (T | null)[]): boolean[] {
  return values.map(
    (value, i) => value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null,
  );
}
