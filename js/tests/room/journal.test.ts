/** A journal folded here is the map that Python makes of it (tests/contract/journals.py). */
import { expect, it } from "vitest";
import { fileText } from "../../src/document/file";
import { type Clock, Fold, keyOf } from "../../src/room/journal";
import { vectors } from "../vectors";

interface Case {
  base: string;
  upto: Clock;
  entries: string[];
  seals: string[];
  certain: number;
  turns: [string, string][];
  clock: Record<string, number>;
  text: string;
}
const { journal: journals } = vectors<{ journal: Case[] }>("journals");

it.each(journals)("folds journal $#", ({ base, upto, entries, seals, certain, turns, clock, text }) => {
  const fold = new Fold();
  // As it grows and is folded again and again, and in one go.
  for (let length = 0; length <= entries.length; length += 5)
    fold.renew(base, upto, entries.slice(0, length), seals.slice(0, length / 5));
  fold.renew(base, upto, entries, seals);
  expect(fold.steps.map(({ entry, refusal }) => [keyOf(entry), refusal?.message ?? ""])).toEqual(turns);
  expect(fold.certain).toBe(certain);
  expect(fold.clock).toEqual(clock);
  expect(fileText(fold.document!)).toBe(text);
  const whole = new Fold();
  whole.renew(base, upto, entries, seals);
  expect(whole.document).toEqual(fold.document);
});
