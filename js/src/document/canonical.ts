/**
 * The canonical text of a document, to the byte what Python writes (cjm_widgets/storage/canonical.py): keys sorted, two
 * spaces indent, a value on one line where it fits and a card always, so that an edited card is one changed line.
 */

import { VERSION } from "./defaults";

const WIDTH = 120;

type Entries = Record<string, unknown>;

/** The text of a file that holds this document. */
export const canonicalText = (document: object): string =>
  `${lines({ cjm: VERSION, ...document }, 0).join("\n")}\n`;

/** The lines of a value; the first is not indented, the caller puts its key there. */
function lines(value: unknown, depth: number): string[] {
  const line = onOneLine(value);
  if (typeof value !== "object" || value === null || stays(value) || fitsLine(line, depth)) return [line];
  const inner = "  ".repeat(depth + 1);
  const [opening, closing] = Array.isArray(value) ? "[]" : "{}";
  const items: [lead: string, item: unknown][] = Array.isArray(value)
    ? value.map((item) => [inner, item])
    : sorted(value as Entries).map(([key, item]) => [`${inner}${JSON.stringify(key)}: `, item]);
  const inside = items.flatMap(([lead, item], at) => {
    const [first, ...others] = lines(item, depth + 1);
    const block = [lead + first, ...others];
    if (at + 1 < items.length) block.push(`${block.pop()},`);
    return block;
  });
  return [opening!, ...inside, "  ".repeat(depth) + closing];
}

/** A line's width counts characters, of which some are two units of a JavaScript string. */
function fitsLine(line: string, depth: number): boolean {
  const room = WIDTH - 2 * depth;
  return line.length <= room || (line.length <= 2 * room && [...line].length <= room);
}

/** Values without nested parts stay on one line: a card, a stage, a row of numbers, an empty value. */
function stays(value: object): boolean {
  const parts = Object.values(value);
  if (!parts.length) return true;
  if (Array.isArray(value)) return !parts.some(isContainer);
  return Object.hasOwn(value, "id") && !parts.some((part) => isContainer(part) && !isPlainList(part));
}

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;
const isPlainList = (value: object): boolean => Array.isArray(value) && !value.some(isContainer);

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value === "number") return numberText(value);
  if (!isContainer(value)) return JSON.stringify(value);
  const entries = sorted(value as Entries).map(([key, item]) => `${JSON.stringify(key)}: ${onOneLine(item)}`);
  return `{${entries.join(", ")}}`;
}

const sorted = (value: Entries): [string, unknown][] =>
  Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => compare(a, b));

/** By code points, where JavaScript would compare halves of characters. */
export function compare(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // What differs may be the second half of a character.
  for (at = Math.max(0, at - 1); at < end; at++) {
    const [one, other] = [a.codePointAt(at)!, b.codePointAt(at)!];
    if (one !== other) return one - other;
  }
  return a.length - b.length;
}

/** As Python writes a number: the same digits, but other bounds for the exponent and two digits in it. */
export function numberText(value: number): string {
  const [digits, power] = value.toExponential().split("e");
  if (value !== 0 && (Number(power) < -4 || Number(power) >= 16))
    return `${digits}e${power!.replace(/^([+-])(\d)$/, "$10$2")}`;
  return Number.isInteger(value) && Math.abs(value) >= 2 ** 53 ? `${value}.0` : JSON.stringify(value);
}
