/**
 * Numbers as people write them: "3,5", "−1", full-width digits, "4/5" and "4 of 5".
 * cjm_widgets/document/numerals.py reads the same texts; tests/contract/files/numerals.json holds both to it.
 */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA = /^[+-]?(\d+,\d*|,\d+)$/;
/** One comma that may as well part thousands, as in "1,234". */
const GROUP = /^[+-]?[1-9]\d?\d?,\d{3}$/;
const FRACTION = /^(.*?)[ \xa0]*(?:\/|[ \xa0](?:of|out of)[ \xa0])[ \xa0]*(\d+)$/i;

/** A text without spaces around it, its minus signs and full-width digits as those of a keyboard. */
export const plainText = (text: string): string =>
  text
    .trim()
    .replaceAll("−", "-")
    .replace(/[＋－．，／０-９]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0));

/**
 * The number that a text is; null for a text that is none, or may be two. "1,234" is 1.234 or 1234, whichever
 * alone is on the scale; "4/5" and "4 of 5" are 4 where 5 is the highest score and none is below zero.
 */
export function readNumber(text: string, low: number, high: number): number | null {
  const plain = plainText(text);
  if (NUMBER.test(plain)) return Number(plain);
  if (COMMA.test(plain)) {
    const decimal = Number(plain.replace(",", "."));
    if (!GROUP.test(plain)) return decimal;
    const [value, other] = [decimal, Number(plain.replace(",", ""))].filter(
      (each) => low <= each && each <= high,
    );
    return value !== undefined && other === undefined ? value : null;
  }
  const [, value, of] = FRACTION.exec(plain) ?? [];
  if (value === undefined || low < 0 || Number(of) !== high) return null;
  return NUMBER.test(value) || COMMA.test(value) ? readNumber(value, low, high) : null;
}
