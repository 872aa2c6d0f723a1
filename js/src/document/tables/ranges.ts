/**
 * How impact, confidence, ease, reach and effort are written: a number, or a range such as "6–9".
 * cjm_widgets/document/ranges.py writes the same texts; tests/contract/files/ranges.json holds both to it.
 */
import { numberText } from "../canonical";

/** A number, or the least and the greatest it may be. */
export type Range = number | [number, number];

const LEVELS: Readonly<Record<string, string>> = { "1–3": "low", "4–7": "medium", "8–10": "high" };

/** A range in words: "7", "6–9". */
export const rangeText = (value: Range): string => [value].flat().map(numberText).join("–");

/** A range in words, a whole third of 1 to 10 by its name. */
export const levelText = (value: Range): string => LEVELS[rangeText(value)] ?? rangeText(value);

export const middle = (value: Range): number => (Array.isArray(value) ? (value[0] + value[1]) / 2 : value);

/** In which third of 1 to 10 the middle of a range lies: 1, 2 or 3. */
export function third(value: Range): number {
  const at = middle(value);
  return at <= 3.5 ? 1 : at < 7.5 ? 2 : 3;
}
