/**
 * The journal of a shared map: the edits of everyone who has it open, in one order, and the map that comes of them. The
 * same in Python, with what it is for, is cjm_widgets/collaboration/journal.py; tests/contract/journals.py holds the two
 * together. Entries, seals and clocks are shared as JSON texts, which no binding changes.
 */
import { applyAll } from "../document/apply";
import { checkOperation, Refusal } from "../document/check";
import { FileProblem, readText } from "../document/file";
import type { Document, Operation } from "../document/schema";
import { checkSeen } from "./unseen";

/** How far somebody has seen the edits of each client: the number of the last one. */
export type Clock = Readonly<Record<string, number>>;

/** The client that the loading of the file, and its changes by other programs, count for in a clock. */
export const diskOf = (life: string): string => `file:${life}`;

/** What a map that is begun in an empty file starts from. */
const BLANK: Document = { id: "journey" };

/** One gesture of one client, numbered from 1. */
export interface JournalEntry {
  readonly client: string;
  readonly seq: number;
  readonly operations: readonly Operation[];
  readonly label?: string;
  /**
   * What its author had seen, where the operations cannot say it themselves; of their own edits, the last before the
   * first that stood on screen and could still be refused.
   */
  readonly seen?: Clock;
  /** When it was made, as an ISO 8601 time. */
  readonly time?: string;
  /** The entries that it takes back, as `client/seq`. */
  readonly reverts?: readonly string[];
  /** Whether undo or redo made it, which have no line of their own in the history. */
  readonly isStep?: boolean;
}

/** What the journal is folded into; the server of the room alone writes it. */
export interface RoomHead {
  readonly base: string;
  readonly life: string;
  readonly upto?: Clock;
  readonly broken?: boolean;
}

/** All that is shared of a map. */
export interface JournalState {
  readonly base: string;
  readonly head: RoomHead;
  /** What files had when they were saved last, by the lives of this room and of others. */
  readonly onDisk: Readonly<Record<string, Clock>>;
  /** Of those the ones that were refused, as `client/seq`: their authors may not know yet. */
  readonly refusals: readonly string[];
  readonly entries: readonly string[];
  readonly seals: readonly string[];
}

/** An entry in its turn. */
export interface Turn {
  readonly entry: JournalEntry;
  /** The map after it; null while there is none. */
  readonly document: Document | null;
  /** What would take it back; none where it was refused. */
  readonly inverses: readonly Operation[];
  readonly refusal: Refusal | null;
}

interface Unseen {
  readonly entries: readonly JournalEntry[];
  /** What of the author's own may have stood on their screen, and was refused. */
  readonly refused: readonly Operation[];
  /** Whether that is all. */
  readonly isAll: boolean;
}

export class Fold {
  /** The map of the base; null where its text is none. */
  base: Document | null = null;
  /** Why the base is no map. */
  problem: FileProblem | null = null;
  steps: Turn[] = [];
  /** How many of the steps are sealed; they come first. */
  certain = 0;
  /** The entries that the base has. */
  upto: Clock = {};

  #start: { readonly base: string; readonly upto: string } | null = null;
  #texts: readonly string[] = [];

  /** The map after all entries. */
  get document(): Document | null {
    return this.steps.length ? this.steps.at(-1)!.document : this.base;
  }

  /** The last number of every client, in the base or in the journal. */
  get clock(): Record<string, number> {
    return latest(this.upto, ...this.steps.map(({ entry }) => ({ [entry.client]: entry.seq })));
  }

  /** What a client has seen, as its next entry says it. */
  seenBy(client: string): Clock {
    const standing = this.steps
      .slice(this.certain)
      .find(({ entry, refusal }) => entry.client === client && !refusal);
    return standing ? { ...this.clock, [client]: standing.entry.seq - 1 } : this.clock;
  }

  /** Fold entries into a base. Those that were folded before, in the same order, are not carried out again. */
  renew(base: string, upto: Clock, entries: readonly string[], seals: readonly string[]): void {
    // The base is the text of a file: two of them are compared, and none is written anew at each edit.
    const clock = JSON.stringify(upto);
    if (base !== this.#start?.base || clock !== this.#start.upto) {
      this.#start = { base, upto: clock };
      this.upto = upto;
      this.#read(base);
      this.#texts = [];
      this.steps = [];
    }
    const { texts, certain } = inOrder(entries, seals, upto);
    this.certain = certain;
    let same = 0;
    while (same < this.#texts.length && this.#texts[same] === texts[same]) same++;
    this.#texts = texts;
    this.steps.length = Math.min(same, this.steps.length);
    for (const text of texts.slice(same)) this.steps.push(this.#step(JSON.parse(text) as JournalEntry));
  }

  #read(base: string): void {
    this.base = this.problem = null;
    try {
      this.base = readText(base);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      this.problem = error;
    }
  }

  #step(entry: JournalEntry): Turn {
    const before = this.document;
    try {
      const operations = (entry.operations ?? []).map(checkOperation);
      if (!before && operations[0]?.op !== "replace") throw new Refusal("there is no map yet");
      const now = before ?? BLANK;
      if (entry.seen) {
        const unseen = this.#unseen(entry, entry.seen);
        checkSeen(now, operations, unseen.entries, unseen.isAll, unseen.refused);
      }
      const { document, inverses } = applyAll(now, operations);
      return { entry, document, inverses, refusal: null };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { entry, document: before, inverses: [], refusal: error };
    }
  }

  /** What an author had not seen. */
  #unseen({ client }: JournalEntry, seen: Clock): Unseen {
    const news = this.steps.filter(({ entry }) => entry.seq > (seen[entry.client] ?? 0));
    const entries = news.filter(({ refusal, entry }) => !refusal && entry.client !== client);
    const refused = news.filter(({ refusal, entry }) => refusal && entry.client === client);
    return {
      entries: entries.map(({ entry }) => entry),
      refused: refused.flatMap(({ entry }) => readable(entry)),
      isAll: Object.entries(this.upto).every(([other, seq]) => (seen[other] ?? 0) >= seq),
    };
  }
}

/** The operations of an entry; none where another version wrote what this one cannot read. */
function readable({ operations = [] }: JournalEntry): readonly Operation[] {
  try {
    return operations.map(checkOperation);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [];
  }
}

/** Entries in the order in which all fold them, each once, and how many of them are sealed. */
export function inOrder(
  entries: readonly string[],
  seals: readonly string[],
  upto: Clock,
): { texts: string[]; certain: number } {
  const clocks = seals.map((seal) => JSON.parse(seal) as Clock);
  const every = new Map<string, { turn: number; text: string }>();
  for (const text of entries) {
    const { client, seq } = JSON.parse(text) as JournalEntry;
    const key = keyOf({ client, seq });
    if (seq <= (upto[client] ?? 0) || every.has(key)) continue;
    const turn = clocks.findIndex((clock) => seq <= (clock[client] ?? 0));
    every.set(key, { turn: turn < 0 ? seals.length : turn, text });
  }
  const ordered = [...every.values()].sort((one, other) => one.turn - other.turn);
  return {
    texts: ordered.map(({ text }) => text),
    certain: ordered.filter(({ turn }) => turn < seals.length).length,
  };
}

/** Names an entry among all of its room. */
export const keyOf = ({ client, seq }: Pick<JournalEntry, "client" | "seq">): string => `${client}/${seq}`;

/** What any of several clocks has seen. */
export function latest(...clocks: readonly Clock[]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const clock of clocks)
    for (const [client, seq] of Object.entries(clock)) result[client] = Math.max(seq, result[client] ?? 0);
  return result;
}

/** The entries that the base has: those of the head, and what files of other lives of the room had. */
export const baseClock = ({ head, onDisk }: Pick<JournalState, "head" | "onDisk">): Clock =>
  latest(
    head.upto ?? {},
    ...Object.entries(onDisk).flatMap(([life, clock]) => (life === head.life ? [] : [clock])),
  );

/** The entries that the file has. */
export const fileClock = ({ head, onDisk }: Pick<JournalState, "head" | "onDisk">): Clock =>
  latest(head.upto ?? {}, ...Object.values(onDisk));
