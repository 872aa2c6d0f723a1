/** The edit that takes a snapshot, and what differs between the parts and cards of two maps: pure. */
import { same } from "../check";
import { leafAt, thingsOf } from "../document";
import { freshId, slug } from "../names";
import type { Card, Document, Operation } from "../schema";

/** The edit that keeps the map as it is now under a name. */
export function takeSnapshot(document: Document, name: string, by: string): Operation[] {
  const taken = thingsOf(document, "snapshot").map(({ id }) => id);
  const id = freshId(slug(name), new Set(taken));
  return [{ op: "take_snapshot", id, name, time: new Date().toISOString(), ...(by && { by }) }];
}

export type Change = "added" | "removed" | "changed" | "moved";

/** Where a card stands: its lane and stage, and its place in the cell from 0. */
export interface CardSpot {
  readonly lane: string;
  readonly stage: string;
  readonly at: number;
}

/** A card that is in one of two maps only, or not alike in both. One that was changed may have moved, too: `from`. */
export interface CardChange extends CardSpot {
  readonly change: Change;
  /** As it is now, or as it was where it is no more. */
  readonly card: Card;
  /** As it was; null where there was none. */
  readonly was: Card | null;
  /** Where it stood, if it moved. */
  readonly from: CardSpot | null;
}

/** What differs between the cards of two maps, by id: in the order of the map as it is now, then what was removed. */
export function cardChanges(before: Document, after: Document): CardChange[] {
  const old = placed(before);
  const now = placed(after);
  const reordered = new Set(
    [...cellsOf(after)].flatMap(({ lane, stage, cards }) => {
      const was = leafAt(before.cells, lane, stage) ?? [];
      return [...movedIds(idsOf(was), idsOf(cards))];
    }),
  );
  const changes: CardChange[] = [];
  for (const [id, { card, ...here }] of now) {
    const { card: was = null, ...there } = old.get(id) ?? {};
    if (!was) {
      changes.push({ ...here, change: "added", card, was, from: null });
      continue;
    }
    const place = there as CardSpot;
    const hasMoved = place.lane !== here.lane || place.stage !== here.stage || reordered.has(id);
    const from = hasMoved ? place : null;
    if (!same(was, card)) changes.push({ ...here, change: "changed", card, was, from });
    else if (from) changes.push({ ...here, change: "moved", card, was, from });
  }
  for (const [id, { card, ...there }] of old)
    if (!now.has(id)) changes.push({ ...there, change: "removed", card, was: card, from: null });
  return changes;
}

/** The fewest ids whose moves explain how those that are in both orders stand now. */
export function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const places = new Map(before.map((id, at) => [id, at]));
  const shared = after.filter((id) => places.has(id));
  // The longest stretch of ids that is still in the old order stays; it ends at each id with this length, after that id.
  const lengths: number[] = [];
  const previous: number[] = [];
  shared.forEach((id, at) => {
    lengths[at] = 1;
    previous[at] = -1;
    for (let earlier = 0; earlier < at; earlier++)
      if (places.get(shared[earlier]!)! < places.get(id)! && lengths[earlier]! + 1 >= lengths[at]!) {
        lengths[at] = lengths[earlier]! + 1;
        previous[at] = earlier;
      }
  });
  const moves = new Set(shared);
  for (let at = lengths.lastIndexOf(Math.max(...lengths)); at >= 0; at = previous[at]!)
    moves.delete(shared[at]!);
  return moves;
}

const idsOf = (cards: readonly Card[]): string[] => cards.map(({ id }) => id);

function* cellsOf(document: Document) {
  for (const [lane, row] of Object.entries(document.cells ?? {}))
    for (const [stage, cards] of Object.entries(row)) yield { lane, stage, cards };
}

function placed(document: Document): Map<string, CardSpot & { card: Card }> {
  const cards = new Map<string, CardSpot & { card: Card }>();
  for (const { lane, stage, cards: cell } of cellsOf(document))
    cell.forEach((card, at) => {
      cards.set(card.id, { card, lane, stage, at });
    });
  return cards;
}
