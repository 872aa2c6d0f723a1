/** What a measure cell says to a screen reader, and what each kind of nothing is called. */
import type { Figure, MeasureInfo, Reading } from "../../core/schema";
import { standing, writeValue } from "./axis";
import { count, FEW, plain } from "./numbers";

/** The level a method names, ready to stand before "interval": "95 % ", or nothing. */
export function level(method: string | undefined): string {
  const found = /(\d+(?:\.\d+)?)\s?%/.exec(method ?? "");
  return found ? `${found[1]} % ` : "";
}

/** The level of a reading's intervals, from the first method that names one. */
export function levelOf(reading: Reading | undefined): string {
  for (const figures of Object.values(reading?.figures ?? {})) {
    for (const { method } of Object.values(figures)) if (level(method)) return level(method);
  }
  return "";
}

/** The three kinds of nothing; a stage the source does not mention was not asked about. */
export const NOTHING = { "not asked": "not asked", "no rows": "0 rows match", withheld: "withheld" } as const;

/** Which nothing a figure is, or null if it has a value. */
export function nothing(figure: Figure | undefined): keyof typeof NOTHING | null {
  if (figure?.value != null) return null;
  return figure?.why || "not asked";
}

/** Which nothing it is in words; what is withheld says why. */
export function whyNothing(figure: Figure | undefined): string | null {
  const kind = nothing(figure);
  return kind && ((kind === "withheld" && figure?.method) || NOTHING[kind]);
}

/** "mean 4.31, 95 % interval 4.27 to 4.34, n 2,407, above target 4.0, mean, t 95 %" */
export function figureSaid(
  info: MeasureInfo,
  figure: Figure | undefined,
  target: number | null | undefined,
): string {
  // "Mean" reads on as "mean", "NPS" stays.
  const label = /^\p{Lu}\p{Ll}/u.test(info.label)
    ? info.label.charAt(0).toLowerCase() + info.label.slice(1)
    : info.label;
  if (figure?.value == null) return `${label} ${whyNothing(figure)}`;
  const parts = [`${label} ${writeValue(info.unit, figure.value)}`];
  if (figure.low != null && figure.high != null) {
    const ends = [figure.low, figure.high].map((end) => writeValue(info.unit, end));
    parts.push(`${level(figure.method)}interval ${ends.join(" to ")}`);
  }
  parts.push(`n ${count(figure.n)}`);
  if (figure.n < FEW) parts.push("few respondents");
  const stands = standing(figure, target);
  if (stands === "unclear") parts.push(`not clear of target ${plain(target!, 1)}`);
  else if (stands !== "plain") parts.push(`${stands} target ${plain(target!, 1)}`);
  if (figure.method) parts.push(figure.method);
  return parts.join(", ");
}
