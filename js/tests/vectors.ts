/** The cases of one subject of the contract: what Python answered, by what was asked (tests/contract/vectors.py). */
import { readFileSync } from "node:fs";

const FOLDER = new URL("../../tests/contract/files/", import.meta.url);

export const vectors = <Questions>(subject: string): Questions =>
  JSON.parse(readFileSync(new URL(`${subject}.json`, FOLDER), "utf8")) as Questions;

/** A value as text, whatever the order of its keys; unlike `toEqual` it sees a key called "__proto__". */
export const spelled = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (part === undefined) return "(undefined)";
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
