/** The edit that takes a snapshot, and what differs between the cards of one and the next: pure. */
import { same } from "./check";
import { thingsOf } from "./document";
import { freshId, slug } from "./names";
import type { Card, Document, Operation } from "./schema";

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
