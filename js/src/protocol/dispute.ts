/**
 * Edits that met another one: telling which of a gesture's operations did, what to show of them, and how to
 * make them again over what is there now. With the sentences that need no answer they are the reader's news.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { apply } from "../document/apply";
import { Refusal, same } from "../document/check";
import { cardIds, leafAt } from "../document/document";
import { cellText, setCellText } from "../document/gestures";
import { cardId } from "../document/names";
import type { Card, Clash, Document, Operation } from "../document/schema";
import type { Conflict, Notice } from "../store/store";
import { english } from "../words/words";
import { type Changing, cardIn, intent, placeOf, subjectOf, wordsAt } from "./wording";

/** Two answers to one question, until the reader chooses. */
export interface Dispute {
  id: string;
  /** The number of the edit it is about; answers may come in another order than the edits were made. */
  seq: number;
  /** That edit, and what it would have written and why it could not, as one sentence; none where Python wrote. */
  edit: Operation | null;
  sentence: string;
  /** The conflict as it stands now; null once both say the same. */
  conflictNow(now: Document): Conflict | null;
  /** The edits that settle it. */
  keep(side: "mine" | "theirs", now: Document): Operation[];
}

export interface Parting {
  /** The operations that still apply, where their cards stand by now. */
  fitting: Operation[];
  disputes: Dispute[];
  /** Why the other operations cannot be made, and what they would have written. */
  refusals: string[];
}

/** Edits of one cell or point, which do not need the others of their gesture. */
const LEAVES = new Set(["set_card", "add_card", "remove_card", "set_emotion", "set_future"]);

/**
 * Sorts the operations of a refused gesture, on the document as it is now. `after` is the document as its author
 * left it, null where it never came to that; `seq` is the number of the gesture, where it has one.
 */
export function part(
  operations: readonly Operation[],
  after: Document | null,
  now: Document,
  seq = Number.POSITIVE_INFINITY,
): Parting {
  const parted: Parting = { fitting: [], disputes: [], refusals: [] };
  after ??= forced(operations, now);
  const divisible = operations.every(({ op }) => LEAVES.has(op));
  for (const edit of operations) {
    const operation = followed(edit, now);
    try {
      now = apply(now, operation).document;
      parted.fitting.push(operation);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!error.conflict) parted.refusals.push(`${error.message} (${intent(operation, now)})`);
      else
        parted.disputes.push({
          ...dispute(operation, divisible ? [operation] : operations, after, error.message),
          seq,
        });
    }
  }
  if (!divisible && parted.fitting.length < operations.length) parted.fitting = [];
  return parted;
}

/** What the reader's operation met; `operations` is all that is made again if they keep theirs. */
function dispute(
  edit: Operation,
  operations: readonly Operation[],
  after: Document,
  why: string,
): Omit<Dispute, "seq"> {
  const id = disputeOf(edit);
  return {
    id,
    edit,
    sentence: `${why} (${intent(edit, after)})`,
    conflictNow(now) {
      const place = { stage: "", lane: null, persona: null, card: null, field: "", ...conflictPlace(edit) };
      const [mine, theirs] = [wordsAt(edit, after), wordsAt(edit, now)];
      return mine === theirs ? null : { id, why, ...place, mine, theirs, inMap: "theirs" };
    },
    keep: (side, now) => (side === "mine" ? rebased(operations, after, now) : []),
  };
}

/** Python wrote a cell that the reader had just written. The map holds the reader's text. */
export function clashDispute({ stage, lane, theirs }: Clash): Dispute {
  const id = `${stage}/${lane}`;
  const why = english("Python wrote this cell at the same time.");
  return {
    id,
    seq: Number.POSITIVE_INFINITY,
    edit: null,
    sentence: "",
    conflictNow(now) {
      const mine = cellText(now, stage, lane);
      const place = { stage, lane, persona: null, card: null, field: "text" };
      return mine === theirs ? null : { id, why, ...place, mine, theirs, inMap: "mine" };
    },
    keep: (side, now) => (side === "theirs" ? setCellText(now, stage, lane, theirs) : []),
  };
}

/** Whether an edit was written over what an older one of the same thing wrote: its author saw that, and replaced it. */
function replaces(edit: Operation, older: Operation): boolean {
  if ("changes" in edit && "changes" in older) {
    const was = { ...edit.was } as Record<string, unknown>;
    return Object.entries(older.changes).every(([field, value]) => same(was[field], value));
  }
  if (edit.op === "set_emotion" && older.op === "set_emotion")
    return same(edit.was ?? null, older.score ?? null);
  return edit.op !== "add_card" || older.op !== "add_card" || same(edit.card, older.card);
}

/** Names what a dispute over this operation is about. */
export const disputeOf = (edit: Operation): string =>
  Object.entries(edit)
    .filter(([, value]) => typeof value === "string")
    .map(([, value]) => value)
    .concat("changes" in edit ? Object.keys(edit.changes) : [])
    .join("/");

function conflictPlace(edit: Operation): Partial<Conflict> {
  if (edit.op === "set_emotion") return { stage: edit.stage, persona: edit.persona, field: "emotion" };
  if (edit.op === "set_future") return { stage: edit.stage, persona: edit.persona, field: "future" };
  const field = "changes" in edit ? (Object.keys(edit.changes)[0] ?? "") : "text";
  if (edit.op === "set_card" || edit.op === "remove_card" || edit.op === "move_card")
    return { stage: edit.stage, lane: edit.lane, card: edit.card, field };
  if (edit.op === "add_card") return { stage: edit.stage, lane: edit.lane, card: edit.card.id, field };
  if (edit.op === "set_stage") return { stage: edit.stage, field };
  if (edit.op === "set_lane") return { lane: edit.lane, field };
  return edit.op === "set_persona" ? { persona: edit.persona, field } : { field };
}

/** The operations rewritten to apply to the current document, whatever it holds. */
const rebased = (operations: readonly Operation[], after: Document, now: Document): Operation[] =>
  operations.map((operation) => overwriting(operation, after, now)).filter((edit) => edit !== null);

/** The document with the operations carried out over everything else. */
export function forced(operations: readonly Operation[], now: Document): Document {
  return operations.reduce((document, operation) => {
    const edit = overwriting(operation, document, document);
    try {
      return edit ? apply(document, edit).document : document;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return document; // this one cannot be made whatever stands there; `part` says why
    }
  }, now);
}

/** An edit of a card that somebody put into another cell meanwhile follows it there: one does not meet the other. */
function followed<T extends Operation>(edit: T, now: Document): T {
  const here = edit.op === "set_card" ? placeOf(now, edit.card) : null;
  return here ? { ...edit, stage: here.stage, lane: here.lane } : edit;
}

function overwriting(edit: Operation, after: Document, now: Document): Operation | null {
  switch (edit.op) {
    case "set_emotion":
      return { ...edit, was: leafAt(now.emotion, edit.persona, edit.stage) ?? null };
    case "set_future":
      return { ...edit, was: leafAt(now.future, edit.persona, edit.stage) ?? null };
    case "remove_card": {
      const here = placeOf(now, edit.card);
      return here && { ...edit, stage: here.stage, lane: here.lane, was: here.card };
    }
    case "add_card":
      return addedOver(edit.stage, edit.lane, edit.card, now);
    case "set_card": {
      if (placeOf(now, edit.card)) return seeing(followed(edit, now), now);
      const mine = placeOf(after, edit.card)?.card ?? { id: edit.card, ...edit.changes };
      return addedOver(edit.stage, edit.lane, mine, now);
    }
    default:
      return "changes" in edit ? seeing(edit, now) : edit;
  }
}

/** A card put where another may stand by now: over the one with its id in this cell, beside any other. */
function addedOver(stage: string, lane: string, card: Card, now: Document): Operation {
  const here = cardIn(now, stage, lane, card.id);
  const text = card.text ?? "";
  if (here)
    return { op: "set_card", stage, lane, card: card.id, changes: { text }, was: { text: here.text ?? "" } };
  const id = cardIds(now).includes(card.id) ? cardId(lane, stage, now) : card.id;
  return { op: "add_card", stage, lane, card: { ...card, id } };
}

function seeing<T extends Changing>(edit: T, now: Document): T {
  const here = subjectOf(edit, now);
  return here ? { ...edit, was: fieldsBefore(edit, here) } : edit;
}

const fieldsBefore = (edit: Changing, here: Record<string, unknown>): object =>
  Object.fromEntries(Object.keys(edit.changes).map((field) => [field, here[field]]));

/** What the reader is told: sentences that need no answer, and conflicts that do. */
export class News {
  readonly notices = signal<readonly Notice[]>([]);
  /** The conflicts in which both sides still differ. */
  readonly conflicts: ReadonlySignal<readonly Conflict[]>;

  readonly #disputes = signal<readonly Dispute[]>([]);
  #count = 0;

  constructor(document: ReadonlySignal<Document>) {
    this.conflicts = computed(() =>
      this.#disputes.value
        .map((dispute) => dispute.conflictNow(document.value))
        .filter((conflict) => conflict !== null),
    );
  }

  notify(text: string, tone: Notice["tone"]): void {
    this.notices.value = [...this.notices.value, { id: ++this.#count, text, tone }];
  }

  dismiss(notice: number): void {
    this.notices.value = this.notices.value.filter(({ id }) => id !== notice);
  }

  /**
   * Ask the reader; of two disputes about the same thing that of their newer edit counts. Where that was written while the
   * older one had no answer, over what somebody else wrote there, nobody has replaced the older text: it becomes a notice.
   */
  ask(dispute: Dispute): void {
    const other = this.disputeAt(dispute.id);
    const [older, newer] = other && other.seq > dispute.seq ? [dispute, other] : [other, dispute];
    this.#disputes.value = [...this.#without(dispute.id), newer];
    const isUnanswered = older?.edit && newer.edit && Number.isFinite(newer.seq);
    if (isUnanswered && !replaces(newer.edit!, older.edit!)) this.notify(older.sentence, "danger");
  }

  disputeAt(id: string): Dispute | undefined {
    return this.#disputes.value.find((dispute) => dispute.id === id);
  }

  drop(id: string): void {
    this.#disputes.value = this.#without(id);
  }

  /** The reader has edited the same place again, which settles the dispute. */
  supersede(operations: readonly Operation[]): void {
    if (!this.#disputes.value.length) return;
    for (const operation of operations) this.drop(disputeOf(operation));
  }

  #without(id: string): Dispute[] {
    return this.#disputes.value.filter((dispute) => dispute.id !== id);
  }
}
