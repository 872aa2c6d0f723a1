/** The one axis a measure lane draws all its stages on, and what a value says about the target. */
import type { Figure, MeasureInfo } from "../../core/schema";
import { compact, decimalsOf, plain } from "./numbers";

export interface Axis {
  readonly low: number;
  readonly high: number;
  /** The round step the ends are multiples of. */
  readonly step: number;
}

/** Round ends that hold every interval and the target, within what the measure can be. Null without a value. */
export function sharedAxis(
  figures: readonly (Figure | undefined)[],
  target: number | null | undefined,
  { low: least, high: most }: MeasureInfo,
): Axis | null {
  const values = figures.flatMap((figure) =>
    figure?.value == null ? [] : [figure.value, figure.low ?? figure.value, figure.high ?? figure.value],
  );
  if (values.length === 0) return null;
  if (target != null) values.push(target);
  const [from, to] = [Math.min(...values), Math.max(...values)];
  // A lone value without an interval still needs an axis: a twentieth of what the measure can be.
  const step = floorStep(Math.max(to - from, (most - least) / 20 || 1) / 2);
  const low = Math.max(Math.min(least, from), Math.floor(from / step + 1e-9) * step);
  const high = Math.min(Math.max(most, to), Math.ceil(to / step - 1e-9) * step);
  return low < high ? { low, high, step } : { low: low - step, high: high + step, step };
}

/** The largest of 1, 2 and 5 times a power of ten that is at most `most`. */
function floorStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((candidate) => candidate * power <= most * (1 + 1e-9)) ?? 1;
  return factor * power;
}

/** How far along the axis a value stands, in per cent. */
export function along(axis: Axis, value: number): number {
  return ((value - axis.low) / (axis.high - axis.low)) * 100;
}

/** `above` or `below` only when the whole interval clears the target; `plain` without a target. */
export type Standing = "above" | "below" | "unclear" | "plain";

export function standing({ low, high }: Figure, target: number | null | undefined): Standing {
  if (target == null) return "plain";
  if (low != null && low > target) return "above";
  if (high != null && high < target) return "below";
  return "unclear";
}

type Unit = MeasureInfo["unit"];

/** A value in its unit: "4.31", "82 %", "39.8", "1.64M". */
export function writeValue(unit: Unit, value: number): string {
  if (unit === "amount") return compact(value);
  return unit === "share" ? `${plain(value * 100, 0)} %` : plain(value, unit === "nps" ? 1 : 2);
}

/** "4.27–4.34", "80–84 %", "37–43" for NPS; with "to" where a minus would meet the dash. */
export function writeInterval(unit: Unit, low: number, high: number): string {
  const between = low < 0 ? " to " : "–";
  if (unit === "share") return `${plain(low * 100, 0)}${between}${plain(high * 100, 0)} %`;
  if (unit === "amount") return `${compact(low)}${between}${compact(high)}`;
  const decimals = unit === "nps" ? 0 : 2;
  return `${plain(low, decimals)}${between}${plain(high, decimals)}`;
}

/** An end of the axis or the target, with no more decimals than it needs. */
export function writeMark(unit: Unit, value: number, step: number): string {
  if (unit === "share") return `${plain(value * 100, decimalsOf(step * 100))} %`;
  if (unit === "amount") return compact(value);
  return plain(value, Math.max(decimalsOf(step), unit === "score" ? 1 : 0));
}
