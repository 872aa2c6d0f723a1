/** A journal folded here is the map that Python makes of it (tests/contract/journals.py). */
import { expect, it } from "vitest";
import { fileText } from "../../src/document/file";
import type { Operation } from "../../src/document/schema";
import { type Clock, Fold, type JournalEntry, keyOf } from "../../src/room/journal";
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

it("removes nothing that stood on screen only in a snapshot that was not restored", () => {
  const base = JSON.stringify({
    cjm: "1.1",
    id: "visit",
    stages: [{ id: "wait", name: "Wait" }],
    lanes: [{ id: "pain", name: "Pain" }],
    cells: { pain: { wait: [{ id: "c", text: "old" }] } },
  });
  const entries: string[] = [];
  const write = (fold: Fold, entry: Omit<JournalEntry, "seen">) =>
    entries.push(JSON.stringify({ ...entry, seen: fold.seenBy(entry.client) }));
  const folded = (seals: Clock[]) => {
    const fold = new Fold();
    fold.renew(
      base,
      {},
      entries,
      seals.map((seal) => JSON.stringify(seal)),
    );
    return fold;
  };
  const reword: Operation = {
    op: "set_card",
    stage: "wait",
    lane: "pain",
    card: "c",
    changes: { text: "of ben" },
    was: { text: "old" },
  };
  const remove: Operation = { op: "remove", what: "stage", id: "wait" };
  write(folded([]), {
    client: "ana",
    seq: 1,
    operations: [{ op: "take_snapshot", id: "s", name: "S" }],
  });
  write(folded([]), { client: "ben", seq: 1, operations: [reword] });
  const seals: Clock[] = [{ ana: 1, ben: 1 }];
  write(folded(seals), { client: "ana", seq: 2, operations: [{ op: "restore", snapshot: "s" }] });
  write(folded(seals), { client: "ana", seq: 3, operations: [remove] });
  expect(folded(seals).document?.stages).toBeUndefined();

  // The room has sealed before that what Ben did elsewhere in the map.
  const title: Operation = { op: "set_map", changes: { title: "Ben" }, was: { title: "" } };
  entries.push(JSON.stringify({ client: "ben", seq: 2, operations: [title] }));
  const end: Clock[] = [...seals, { ben: 2 }, { ana: 3 }];
  expect(folded(end).steps.map(({ refusal }) => refusal?.message)).toEqual([
    undefined,
    undefined,
    undefined,
    "another edit was done meanwhile; restore again if you still want to",
    "the stage 'Wait' was changed meanwhile; it stays",
  ]);
  expect(fileText(folded(end).document!)).toContain("of ben");

  write(folded(end), { client: "ana", seq: 4, operations: [remove] });
  expect(folded([...end, { ana: 4 }]).document?.stages).toBeUndefined();
});
