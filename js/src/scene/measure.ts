/** What a measure lane shows: the one axis of all its stages, what a value says about the target, and each figure in words. */
import type { Figure, MeasureInfo } from "../document/schema";
import { t, texts, translate } from "../words/words";
import { count, FEW, plain, writeLevel, writeValue } from "./numbers";

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
export type Verdict = "above" | "below" | "unclear" | "plain";

export function verdictOn({ low, high }: Figure, target: number | null | undefined): Verdict {
  if (target == null) return "plain";
  if (low != null && low > target) return "above";
  if (high != null && high < target) return "below";
  return "unclear";
}

/** Whom or what numbers count. */
export const WHO = texts({ respondents: "respondents", answers: "answers", cases: "cases" } as const);

/** The kinds of nothing; a stage the source does not mention was not asked about. */
export const NOTHING = texts({
  "not asked": "not asked",
  "no rows": "0 rows match",
  withheld: "withheld",
  "not counted": "not counted",
  "no number": "no number",
  end: "end",
} as const);

/** Which nothing a figure is, or null if it has a value. */
export function nothing(figure: Figure | undefined): keyof typeof NOTHING | null {
  if (figure?.value != null) return null;
  return figure?.why || "not asked";
}

/** Which nothing it is in words; what is withheld says why. */
export function whyNothing(figure: Figure | undefined): string | null {
  const kind = nothing(figure);
  if (!kind) return null;
  const explains = kind === "withheld" || kind === "not counted" || kind === "no number";
  return (explains && figure?.method && translate(figure.method)) || NOTHING[kind];
}

/** "mean 4.31, 95 % interval 4.27 to 4.34, n 2,407, above target 4.0, mean, t 95 %" */
export function figureWords(
  info: MeasureInfo,
  figure: Figure | undefined,
  target: number | null | undefined,
  who: string = WHO.respondents,
): string {
  // "Mean" reads on as "mean", "NPS" stays.
  const label = /^\p{Lu}\p{Ll}/u.test(info.label)
    ? translate(info.label.charAt(0).toLowerCase() + info.label.slice(1))
    : translate(info.label);
  if (figure?.value == null) return `${label} ${whyNothing(figure)}`;
  const parts = [`${label} ${writeValue(info.unit, figure.value)}`];
  if (figure.low != null && figure.high != null) {
    const ends = [figure.low, figure.high].map((end) => writeValue(info.unit, end));
    parts.push(
      t("{level} interval {low} to {high}", { level: writeLevel(info.level), low: ends[0]!, high: ends[1]! }),
    );
  }
  parts.push(`n ${count(figure.n)}`);
  if (figure.n < FEW) parts.push(t("few {who}", { who }));
  const stands = verdictOn(figure, target);
  if (stands === "unclear") parts.push(t("not clear of target {target}", { target: plain(target!, 1) }));
  else if (stands === "above") parts.push(t("above target {target}", { target: plain(target!, 1) }));
  else if (stands === "below") parts.push(t("below target {target}", { target: plain(target!, 1) }));
  if (figure.method) parts.push(translate(figure.method));
  return parts.join(", ");
}
