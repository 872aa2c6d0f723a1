/**
 * The range that a reader writes, such as "6–9" or "6 to 9". cjm_widgets/document/ranges.py reads the same texts;
 * tests/contract/files/ranges.json holds both to it.
 */
import { plainText, readNumber } from "./numerals";
import type { Range } from "./ranges";

const TO = /^(.*[^ e])(?: *[–—-] *| +to +)(.+)$/i;

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
