/**
 * Where a score stands in the emotion lane, and how it is written and read.
 * Heights are CSS pixels from the lane's top; the document's scale may be any two numbers, low first.
 */
import { readNumber } from "../document/tables/numerals";
import { t } from "../words/words";
import { decimalsOf, plain, roundStep, signed } from "./numbers";

export const HEIGHT = 276;
/** Where a stage without a score says so. */
export const GAP = HEIGHT - 13;
const TOP = 44;
const FOOT = 256;

export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Zero where the scale crosses it, otherwise the middle. */
  readonly neutral: number;
  /** What one arrow key adds: 0.1 on −2 to +2. */
  readonly step: number;
  readonly decimals: number;
}

export interface Tick {
  value: number;
  text: string;
  end: "high" | "neutral" | "low" | null;
}

export function makeScale(bounds: readonly number[] | undefined): Scale {
  const [low = -2, high = 2] = bounds ?? [];
  const step = 10 ** Math.round(Math.log10((high - low) / 40));
  const neutral = low < 0 && high > 0 ? 0 : (low + high) / 2;
  return { low, high, neutral, step, decimals: decimalsOf(step) };
}

export function heightOf(scale: Scale, value: number): number {
  return TOP + ((scale.high - value) / (scale.high - scale.low)) * (FOOT - TOP);
}

/** The score at a height: on the scale, and a whole number of steps from its neutral point. */
export function scoreAtHeight(scale: Scale, height: number): number {
  return snap(scale, scale.high - ((height - TOP) / (FOOT - TOP)) * (scale.high - scale.low));
}

/** The nearest score that arrow keys and dragging reach; the ends are always reachable. */
export function snap(scale: Scale, value: number): number {
  if (value <= scale.low) return scale.low;
  if (value >= scale.high) return scale.high;
  const stepped = scale.neutral + Math.round((value - scale.neutral) / scale.step) * scale.step;
  return Number(Math.min(scale.high, Math.max(scale.low, stepped)).toFixed(scale.decimals + 2));
}

/** The guides: both ends, the neutral point, and round numbers between where there is room. */
export function ticks(scale: Scale): Tick[] {
  const step = roundStep((scale.high - scale.low) / 6);
  const anchors: Tick["value"][] = [scale.high, scale.neutral, scale.low];
  const between: number[] = [];
  const reach = Math.ceil((scale.high - scale.low) / step);
  for (let i = -reach; i <= reach; i++) {
    const value = Number((scale.neutral + i * step).toFixed(6));
    if (value <= scale.low || value >= scale.high) continue;
    if (anchors.every((other) => Math.abs(heightOf(scale, other) - heightOf(scale, value)) >= 24))
      between.push(value);
  }
  const decimals = Math.max(...[...anchors, ...between].map((value) => decimalsNeeded(value, 0)));
  return [...anchors, ...between]
    .sort((a, b) => b - a)
    .map((value) => ({
      value,
      text: writeScore(scale, value, decimals),
      end:
        value === scale.high
          ? "high"
          : value === scale.low
            ? "low"
            : value === scale.neutral
              ? "neutral"
              : null,
    }));
}

/** A score as text; scales that cross zero carry their sign. */
export function writeScore(scale: Scale, value: number, decimals: number): string {
  return scale.low < 0 ? signed(value, decimals) : plain(value, decimals);
}

/** A drawn score: one decimal on the usual scale, one more where somebody typed it. */
export function writeDrawn(scale: Scale, value: number): string {
  return writeScore(scale, value, decimalsNeeded(value, scale.decimals));
}

function decimalsNeeded(value: number, least: number): number {
  for (let decimals = least; decimals < least + 2; decimals++) {
    if (Math.abs(value - Number(value.toFixed(decimals))) < 1e-9) return decimals;
  }
  return least + 2;
}

export type ScoreInput = { value: number } | { why: string };

/** What somebody typed or pasted, as a score; or a sentence saying why it is none. */
export function readScore(scale: Scale, input: string): ScoreInput {
  const ends = writeEnds(scale);
  const entry = input.trim();
  const value = readNumber(entry, scale.low, scale.high);
  if (value === null) {
    if (entry === "") return { why: t("A score is a number from {ends}", { ends }) };
    const text = entry.length > 20 ? `${entry.slice(0, 20)}…` : entry;
    return { why: t("“{text}” is not a score; scores run from {ends}", { text, ends }) };
  }
  if (value < scale.low || value > scale.high)
    return { why: t("{text} is not on the scale of {ends}", { text: entry, ends }) };
  return { value };
}

/** "−2 to +2" */
export const writeEnds = (scale: Scale): string =>
  [scale.low, scale.high].map((end) => writeScore(scale, end, endDecimals(scale))).join(` ${t("to")} `);

function endDecimals(scale: Scale): number {
  return Math.max(decimalsNeeded(scale.low, 0), decimalsNeeded(scale.high, 0));
}
