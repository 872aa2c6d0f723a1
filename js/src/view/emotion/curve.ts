/**
 * Lines and bands through the stages. A stage without a value ends the run: nothing is bridged and
 * nothing reaches past the first or last value.
 */
import { area, curveMonotoneX, line } from "d3-shape";

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
  const found: T[][] = [];
  let run: T[] = [];
  for (const value of [...values, null]) {
    if (value !== null) run.push(value);
    else {
      if (run.length >= least) found.push(run);
      run = [];
    }
  }
  return found;
}

const through = line<Spot>()
  .x((spot) => spot.x)
  .y((spot) => spot.y)
  .curve(curveMonotoneX)
  .digits(1);

const between = area<Span>()
  .x((span) => span.x)
  .y0((span) => span.low)
  .y1((span) => span.high)
  .curve(curveMonotoneX)
  .digits(1);

/** The `d` of the curve; a lone value adds nothing to it. */
export function linePath(spots: readonly (Spot | null)[]): string {
  return runs(spots, 2)
    .map((run) => through(run) ?? "")
    .join("");
}

/** The `d` of the band between the ends of the intervals. */
export function bandPath(spans: readonly (Span | null)[]): string {
  return runs(spans, 2)
    .map((run) => between(run) ?? "")
    .join("");
}

/** Which values stand alone between two gaps, by position. */
export function lone<T>(values: readonly (T | null)[]): boolean[] {
  return values.map(
    (value, i) => value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null,
  );
}
