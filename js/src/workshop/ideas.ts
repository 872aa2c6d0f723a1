/**
 * Cards that only their author sees until the facilitator reveals them. They are no part of the document that others
 * have: this reader's page lays them over it, and adds them when they are revealed.
 */
import { applyAll } from "../document/apply";
import { Refusal } from "../document/check";
import { cardIds, thingsOf } from "../document/document";
import { cardsAt } from "../document/gestures";
import { holdsCards } from "../document/lane-kinds";
import type { AddCard, Card, Document, Operation } from "../document/schema";

export interface Idea {
  readonly lane: string;
  readonly stage: string;
  /** The card of the document that it stands before; null for the end of the cell. */
  readonly before: string | null;
  readonly card: Card;
}

/** A document with ideas laid over it. One that finds no place any more is left out. */
export function withIdeas(document: Document, ideas: readonly Idea[]): Document {
  let result = document;
  for (const idea of ideas) {
    const operation = additionOf(result, idea);
    if (!operation) continue;
    try {
      result = applyAll(result, [operation]).document;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return result;
}

/** The ideas as they stand in a document that has them. */
export function ideasIn(document: Document, ids: ReadonlySet<string>): Idea[] {
  const result: Idea[] = [];
  for (const [lane, row] of Object.entries(document.cells ?? {}))
    for (const [stage, cards] of Object.entries(row))
      for (const [at, card] of cards.entries())
        if (ids.has(card.id)) {
          const before = cards.slice(at + 1).find(({ id }) => !ids.has(id))?.id ?? null;
          result.push({ lane, stage, before, card });
        }
  return result;
}

/** The operations that add ideas to a document; those that it has already are left out, so that doing it again is nothing. */
export function additionsOf(document: Document, ideas: readonly Idea[]): AddCard[] {
  const present = new Set(cardIds(document));
  const operations: AddCard[] = [];
  let now = document;
  for (const idea of ideas) {
    const operation = present.has(idea.card.id) ? null : additionOf(now, idea);
    if (!operation) continue;
    try {
      now = applyAll(now, [operation]).document;
      operations.push(operation);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return operations;
}

/** Where a stage or lane is gone, an idea goes to the first that is left; null where there is none. */
function additionOf(document: Document, { lane, stage, before, card }: Idea): AddCard | null {
  const lanes = thingsOf(document, "lane").filter(holdsCards);
  const stages = thingsOf(document, "stage");
  const row = lanes.find(({ id }) => id === lane) ?? lanes[0];
  const column = stages.find(({ id }) => id === stage) ?? stages[0];
  if (!row || !column) return null;
  const place = { op: "add_card", stage: column.id, lane: row.id, card } as const;
  const follower = cardsAt(document, column.id, row.id).some(({ id }) => id === before);
  return follower ? { ...place, before } : place;
}

/** Which operations are about ideas alone, while new cards are ideas; the others are everyone's. */
export function partOf(
  operations: readonly Operation[],
  ids: ReadonlySet<string>,
  isSilent: boolean,
): { ids: Set<string>; open: Operation[] } {
  const every = new Set(ids);
  const open: Operation[] = [];
  for (const operation of operations) {
    if (operation.op === "add_card" && isSilent) every.add(operation.card.id);
    else if (!("card" in operation && typeof operation.card === "string" && every.has(operation.card)))
      open.push(operation);
  }
  return { ids: every, open };
}

/** An operation as those can read it who do not have the ideas: what it puts before one of them stands before the next card. */
export function withoutIdeas(document: Document, ids: ReadonlySet<string>, operation: Operation): Operation {
  if (operation.op !== "move_card" && operation.op !== "add_card") return operation;
  const { before } = operation;
  if (before == null || !ids.has(before)) return operation;
  const [stage, lane] =
    operation.op === "move_card"
      ? [operation.to_stage, operation.to_lane]
      : [operation.stage, operation.lane];
  const cards = cardsAt(document, stage, lane);
  const next = cards.slice(cards.findIndex(({ id }) => id === before)).find(({ id }) => !ids.has(id));
  return { ...operation, before: next?.id ?? null };
}
