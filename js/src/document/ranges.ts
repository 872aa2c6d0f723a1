/**
 * How impact, confidence, ease, reach and effort are written: a number, or a range such as "6–9".
 * cjm_widgets/document/ranges.py reads and writes the same texts; tests/contract/files/ranges.json holds both to it.
 */
import { numberText } from "./canonical";
import { plainText, readNumber } from "./numerals";

/** A number, or the least and the greatest it may be. */
export type Range = number | [number, number];

const TO = /^(.*[^ e])(?: *[–—-] *| +to +)(.+)$/i;
const LEVELS: Readonly<Record<string, string>> = { "1–3": "low", "4–7": "medium", "8–10": "high" };

/** A range in words: "7", "6–9". */
export const rangeText = (value: Range): string => [value].flat().map(numberText).join("–");

/** A range in words, a whole third of 1 to 10 by its name. */
export const levelText = (value: Range): string => LEVELS[rangeText(value)] ?? rangeText(value);

/** The range that a text says; null where it says none, or runs downwards. A per cent sign may follow. */
export function readRange(text: string): Range | null {
  const plain = withoutPercent(plainText(text));
  const whole = numberOf(plain);
  if (whole !== null) return whole;
  const [, first, last] = TO.exec(plain) ?? [];
  if (first === undefined) return null;
  const [low, high] = [numberOf(withoutPercent(first)), numberOf(last!)];
  if (low === null || high === null || low > high) return null;
  return low === high ? low : [low, high];
}

const numberOf = (text: string): number | null =>
  readNumber(text, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
const withoutPercent = (text: string): string => text.replace(/%$/, "").replace(/ +$/, "");

export const middle = (value: Range): number => (Array.isArray(value) ? (value[0] + value[1]) / 2 : value);

/** In which third of 1 to 10 the middle of a range lies: 1, 2 or 3. */
export function third(value: Range): number {
  const at = middle(value);
  return at <= 3.5 ? 1 : at < 7.5 ? 2 : 3;
}
