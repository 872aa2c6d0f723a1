/** Two versions of a map as one table: the stages and lanes of both, and what each cell holds that differs. */
import { same } from "../../document/check";
import { leafAt, thingsOf } from "../../document/document";
import { laneContent } from "../../document/lane-kinds";
import type { Card, Document, Lane, Stage } from "../../document/schema";
import {
  type CardChange,
  type Change,
  cardChanges,
  movedIds,
} from "../../document/versions/snapshot-changes";

/** A stage or lane of either version. */
export interface ComparedPart<T> {
  readonly id: string;
  /** As it is now, or as it was where it is no more. */
  readonly part: T;
  readonly was: T | null;
  readonly now: T | null;
  readonly change: Change | null;
  /** The fields that differ. */
  readonly fields: readonly string[];
}

/** A drawn emotion that is in one of two maps only, or not alike in both. */
export interface EmotionChange {
  readonly persona: string;
  readonly stage: string;
  readonly change: Change;
}

/** A card of a cell; `change` is null where it is as it was. */
export interface ComparedCard {
  readonly card: Card;
  readonly change: CardChange | null;
}

export interface Comparison {
  readonly stages: readonly ComparedPart<Stage>[];
  /** Those that hold cards. */
  readonly lanes: readonly ComparedPart<Lane>[];
  /** The cards of a lane at a stage: those of now in their order, then those that were removed. */
  cards(lane: string, stage: string): readonly ComparedCard[];
  /** The drawn emotions that differ. */
  readonly scores: readonly EmotionChange[];
  /** How many parts, cards and drawn emotions of each kind of change there are. */
  readonly counts: Readonly<Record<Change, number>>;
  /** How many stages have a change of theirs, in their cards or in their emotions. */
  readonly stagesWithChanges: number;
  /** What else of the map differs, by the names of its fields. */
  readonly others: readonly string[];
}

/** What else of a document there is to differ. */
const OTHERS = [
  "title",
  "kind",
  "scenario",
  "metric",
  "scale",
  "personas",
  "phases",
  "links",
  "sources",
  "decisions",
  "interviews",
  "walkthroughs",
] as const;
export type OtherField = (typeof OTHERS)[number];

export function compareMaps(before: Document, after: Document): Comparison {
  const changes = cardChanges(before, after);
  const stages = partsOf(thingsOf(before, "stage"), thingsOf(after, "stage"));
  const lanes = partsOf(thingsOf(before, "lane"), thingsOf(after, "lane")).filter(
    ({ part }) => laneContent(part) === "cards",
  );
  const scores = scoreChanges(before, after);
  const byCard = new Map(changes.map((change) => [change.card.id, change]));
  const removed = new Map<string, CardChange[]>();
  for (const change of changes) {
    if (change.change !== "removed") continue;
    const key = JSON.stringify([change.lane, change.stage]);
    removed.set(key, [...(removed.get(key) ?? []), change]);
  }
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { change } of [...stages, ...lanes, ...changes, ...scores]) if (change) counts[change]++;
  const touched = new Set([
    ...[...changes, ...scores].map(({ stage }) => stage),
    ...stages.flatMap(({ id, change }) => (change ? [id] : [])),
  ]);
  return {
    stages,
    lanes,
    cards: (lane, stage) => [
      ...(leafAt(after.cells, lane, stage) ?? []).map((card) => ({
        card,
        change: byCard.get(card.id) ?? null,
      })),
      ...(removed.get(JSON.stringify([lane, stage])) ?? []).map((change) => ({ card: change.card, change })),
    ],
    scores,
    counts,
    stagesWithChanges: touched.size,
    others: OTHERS.filter((field) => !same(asRead(before, field), asRead(after, field))),
  };
}

/**
 * The drawn emotions that differ, of the stages and personas that either map has. Of a future state only what it hopes
 * for: where it hopes for nothing it does not differ from what is.
 */
function scoreChanges(before: Document, after: Document): EmotionChange[] {
  const isHope = (one: Document, other: Document) => one.kind === "future" && other.kind !== "future";
  const [hoped, hopedBefore] = [isHope(after, before), isHope(before, after)];
  const ids = (what: "stage" | "persona") =>
    new Set([before, after].flatMap((map) => thingsOf(map, what).map(({ id }) => id)));
  const stages = ids("stage");
  return [...ids("persona")].flatMap((persona) =>
    [...stages].flatMap((stage): EmotionChange[] => {
      const [was, now] = [before, after].map((map) => leafAt(map.emotion, persona, stage) ?? null);
      if (!was || !now) {
        const differs = was ? !hoped : now && !hopedBefore;
        return differs ? [{ persona, stage, change: was ? "removed" : "added" }] : [];
      }
      const alike = hoped || hopedBefore ? was.value === now.value : same(was, now);
      return alike ? [] : [{ persona, stage, change: "changed" }];
    }),
  );
}

/** A field of a map as people read it: of sources their names and whether they count the same rows. */
function asRead(map: Document, field: OtherField): unknown {
  if (field === "sources")
    return thingsOf(map, "source").map(({ id, name, fingerprint }) => [id, name, fingerprint]);
  return map[field] ?? null;
}

/** The parts of both lists, in the order of now; one that was removed stands after the one it stood after. */
function partsOf<T extends Stage | Lane>(before: readonly T[], after: readonly T[]): ComparedPart<T>[] {
  const ids = (parts: readonly T[]) => parts.map(({ id }) => id);
  const old = new Map(before.map((part) => [part.id, part]));
  const moves = movedIds(ids(before), ids(after));
  const parts: ComparedPart<T>[] = after.map((part) => {
    const was = old.get(part.id) ?? null;
    const fields = was ? fieldsThatDiffer(was, part) : [];
    const change = !was ? "added" : fields.length ? "changed" : moves.has(part.id) ? "moved" : null;
    return { id: part.id, part, was, now: part, change, fields };
  });
  const now = new Set(ids(after));
  before.forEach((was, at) => {
    if (now.has(was.id)) return;
    const previous = parts.findIndex(({ id }) => id === before[at - 1]?.id);
    parts.splice(previous + 1, 0, { id: was.id, part: was, was, now: null, change: "removed", fields: [] });
  });
  return parts;
}

/** The names of the fields in which two versions of a part differ. */
export function fieldsThatDiffer(was: object, now: object): string[] {
  const old = was as Record<string, unknown>;
  const present = now as Record<string, unknown>;
  return [...new Set([...Object.keys(old), ...Object.keys(present)])].filter(
    (name) => !same(old[name] ?? null, present[name] ?? null),
  );
}
