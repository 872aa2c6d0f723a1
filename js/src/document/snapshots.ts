/** A map as it was, by a name: taking snapshots, bringing them back, and what differs from them. */
import { same } from "./check";
import { type Outcome, position, thingsOf } from "./document";
import { freshId, slug } from "./names";
import { addPart } from "./parts";
import { checkNumberOfSnapshots, checkSnapshot } from "./rules";
import type { AddSnapshot, Card, Document, Operation, Restore, TakeSnapshot } from "./schema";

export function applyTakeSnapshot(document: Document, { op: _, ...taken }: TakeSnapshot): Outcome {
  const { snapshots, ...map } = document;
  checkNumberOfSnapshots((snapshots?.length ?? 0) + 1);
  return addPart(document, "snapshot", { ...taken, map });
}

export function applyAddSnapshot(document: Document, { snapshot, before }: AddSnapshot): Outcome {
  checkSnapshot(snapshot);
  checkNumberOfSnapshots(thingsOf(document, "snapshot").length + 1);
  return addPart(document, "snapshot", snapshot, before);
}

export function applyRestore(document: Document, { snapshot }: Restore): Outcome {
  const { id, cjm, snapshots = [] } = document;
  const { map } = snapshots[position(snapshots, "snapshot", snapshot)]!;
  const { cjm: _, ...before } = map;
  const after: Document = { ...before, id, ...(cjm !== undefined && { cjm }), snapshots };
  return { document: after, inverse: { op: "replace", document } };
}

/** The edit that keeps the map as it is now under a name. */
export function takeSnapshot(document: Document, name: string, by: string): Operation[] {
  const taken = thingsOf(document, "snapshot").map(({ id }) => id);
  const id = freshId(slug(name), new Set(taken));
  return [{ op: "take_snapshot", id, name, time: new Date().toISOString(), ...(by && { by }) }];
}

/** A card that is in one of two maps only, or not alike in both. */
export interface CardChange {
  readonly change: "added" | "removed" | "changed" | "moved";
  readonly card: Card;
  readonly lane: string;
  readonly stage: string;
}

/** What differs between the cards of two maps, by id. */
export function cardChanges(before: Document, after: Document): CardChange[] {
  const old = placed(before);
  const now = placed(after);
  const changes: CardChange[] = [];
  for (const [id, here] of now) {
    const was = old.get(id);
    if (!was) changes.push({ change: "added", ...here });
    else if (!same(was.card, here.card)) changes.push({ change: "changed", ...here });
    else if (was.lane !== here.lane || was.stage !== here.stage) changes.push({ change: "moved", ...here });
  }
  for (const [id, was] of old) if (!now.has(id)) changes.push({ change: "removed", ...was });
  return changes;
}

function placed(document: Document): Map<string, { card: Card; lane: string; stage: string }> {
  const cards = new Map<string, { card: Card; lane: string; stage: string }>();
  for (const [lane, row] of Object.entries(document.cells ?? {}))
    for (const [stage, cell] of Object.entries(row))
      for (const card of cell) cards.set(card.id, { card, lane, stage });
  return cards;
}
