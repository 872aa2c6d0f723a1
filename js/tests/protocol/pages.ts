/**
 * Browser pages with a map open, driven by another process: a line of JSON says what happens, a line answers with the
 * messages sent meanwhile, what readers were shown, and when the next timer is due. Time is that of the driver, so a
 * schedule can be played again. tests/schedules plays the kernel and the network between.
 */
import { createInterface } from "node:readline";
import { checkOperation, Refusal } from "../../src/document/check";
import { leafAt } from "../../src/document/document";
import * as gestures from "../../src/document/gestures";
import { markCards } from "../../src/document/names";
import type * as S from "../../src/document/schema";
import type { LineState } from "../../src/protocol/courier";
import { RemoteStore } from "../../src/protocol/remote";
import { type Draw, GESTURES } from "../readers";
import { FakeShelf } from "./browser";

// --- time

let now = 0;
let count = 0;
const timers = new Map<number, { due: number; run: () => void }>();
const clock = {
  setTimeout: (run: () => void, delay = 0) => {
    timers.set(++count, { due: now + Math.max(1, delay), run });
    return count;
  },
  clearTimeout: (timer: number) => timers.delete(timer),
};
Object.assign(globalThis, clock);
Date.now = performance.now = () => now;

const nextTimer = () =>
  [...timers].reduce<[number, number] | null>(
    (first, [id, { due }]) => (!first || due < first[1] ? [id, due] : first),
    null,
  );

function advance(to: number): void {
  for (let next = nextTimer(); next && next[1] <= to; next = nextTimer()) {
    const { run, due } = timers.get(next[0])!;
    timers.delete(next[0]);
    now = Math.max(now, due);
    run();
  }
  now = Math.max(now, to);
}

// --- pages

type Heard = (message: S.Down) => void;

interface Sent {
  client: string;
  letter: number;
  message: S.Up;
  /** The map that the author of a new edit had before them. */
  saw?: S.Document;
}

interface Page {
  store: RemoteStore;
  hear: Heard;
  seq: number;
  /** Set, every send throws it. */
  cannotSend: string | null;
}

const shelves = new Map<string, FakeShelf>();
const pages = new Map<string, Page>();
const letters = new Map<number, (state: string) => void>();
let sent: Sent[] = [];
let lastLetter = 0;
const shown = new Set<string>();
let news: string[] = [];

function open(page: string, client: string, snapshot: S.Snapshot | null): void {
  const shelf = shelves.get(page) ?? new FakeShelf();
  shelves.set(page, shelf);
  const own: Page = { hear: () => {}, seq: 0, cannotSend: null } as unknown as Page;
  pages.set(client, own);
  const transport = {
    send(message: S.Up, status: (state: string) => void) {
      const letter = ++lastLetter;
      letters.set(letter, status);
      const isNew = message.type === "edit" && message.seq > own.seq;
      if (isNew) own.seq = message.seq;
      sent.push({
        client,
        letter,
        message: structuredClone(message),
        ...(isNew && { saw: sightOf(message, own.store) }),
      });
      if (own.cannotSend) throw new Error(own.cannotSend);
    },
    onMessage(handler: Heard) {
      own.hear = handler;
      return () => {
        own.hear = () => {};
      };
    },
  };
  own.store = new RemoteStore({ transport, client, snapshot, shelf });
}

/** What the author of a new edit had on screen; of one that is made again by itself, what they had the first time. */
function sightOf(message: S.Up, store: RemoteStore): S.Document {
  const operations =
    message.type === "edit" ? (message.operations ?? []).map((edit) => JSON.stringify(edit)) : [];
  const saw = (delivers && sights.get(operations[0] ?? "")) || store.document.value;
  for (const operation of operations) sights.set(operation, saw);
  return saw;
}
const sights = new Map<string, S.Document>();
/** Whether what happens is the arrival of a message, and nothing that a reader does. */
let delivers = false;

/** All that a reader was ever shown, once each. */
function collect(): void {
  for (const { store } of pages.values()) {
    const texts = [
      ...store.conflicts.value.map(({ why, mine, theirs }) => `conflict: ${mine} | ${theirs} | ${why}`),
      ...store.notices.value.map(({ text }) => `notice: ${text}`),
      ...store.leftovers.value.map(({ words }) => `leftover: ${words}`),
    ];
    for (const text of texts)
      if (!shown.has(text)) {
        shown.add(text);
        news.push(text);
      }
  }
}

// --- what readers do

/** Any operation, as somebody who looks at the map makes it: it says what it saw. */
function seeing(document: S.Document, drawn: S.Operation): S.Operation[] {
  let edit: S.Operation;
  try {
    edit = checkOperation(drawn);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [drawn]; // for the store to refuse
  }
  switch (edit.op) {
    case "set_map":
      return gestures.changeMap(document, edit.changes as Partial<S.Document>);
    case "set_stage":
      return gestures.change(document, "stage", edit.stage, edit.changes);
    case "set_lane":
      return gestures.change(document, "lane", edit.lane, edit.changes);
    case "set_persona":
      return gestures.change(document, "persona", edit.persona, edit.changes);
    case "set_phase":
      return gestures.change(document, "phase", edit.phase, edit.changes);
    case "set_source":
      return gestures.change(document, "source", edit.source, edit.changes);
    case "set_emotion":
      return [{ ...edit, was: leafAt(document.emotion, edit.persona, edit.stage) ?? null }];
    case "set_card":
    case "remove_card": {
      const { stage, lane } = edit;
      const card = gestures.cardsAt(document, stage, lane).find(({ id }) => id === edit.card);
      if (!card) return [];
      if (edit.op === "remove_card") return [gestures.removeCard(stage, lane, card)];
      return gestures.changeCard(stage, lane, card, edit.changes);
    }
    default:
      return [edit];
  }
}

// --- the driver's words

type Word =
  | { do: "advance"; to: number }
  | { do: "open"; page: string; client: string; snapshot: S.Snapshot | null }
  | { do: "deliver"; client: string; message: S.Down }
  | { do: "status"; letter: number; state: string }
  | { do: "line"; client: string; state: LineState; cannotSend: string | null }
  | ({ do: "gesture"; client: string; name: string } & Draw)
  | { do: "operation"; client: string; operation: S.Operation }
  | { do: "undo" | "redo" | "probe" | "close" | "look" | "leftovers"; client: string }
  | { do: "resolve"; client: string; at: number; keep: "mine" | "theirs" }
  | { do: "reset" };

function obey(word: Word): unknown {
  switch (word.do) {
    case "reset":
      for (const { store } of pages.values()) store.dispose();
      for (const group of [timers, shelves, pages, letters, shown, sights]) group.clear();
      now = count = lastLetter = 0;
      markCards("m");
      return null;
    case "advance":
      return advance(word.to);
    case "open":
      return open(word.page, word.client, word.snapshot);
    case "status":
      return letters.get(word.letter)?.(word.state);
  }
  const page = pages.get(word.client);
  if (!page) return null;
  const { store } = page;
  switch (word.do) {
    case "deliver":
      return page.hear(word.message);
    case "line":
      page.cannotSend = word.cannotSend;
      return store.connect(word.state);
    case "gesture":
    case "operation": {
      const { value: document } = store.document;
      const operations =
        word.do === "gesture" ? GESTURES[word.name]!(document, word) : seeing(document, word.operation);
      if (!operations.length) return null;
      const why = store.edit(operations, word.do === "gesture" ? word.name : word.operation.op);
      return { operations, why, left: store.document.value, before: document };
    }
    case "undo":
      return store.undo();
    case "redo":
      return store.redo();
    case "probe":
      return store.probe();
    case "resolve": {
      const conflict = store.conflicts.value[word.at % (store.conflicts.value.length || 1)];
      if (conflict) store.resolve(conflict.id, word.keep);
      return conflict;
    }
    case "leftovers":
      for (const { id } of store.leftovers.value) store.replay(id);
      return null;
    case "close":
      store.dispose();
      pages.delete(word.client);
      return null;
    case "look":
      return {
        document: store.document.value,
        confirmed: store.snapshot.value.document,
        revision: store.revision.value,
        status: store.status.value,
        unsaved: store.unsaved(),
        conflicts: store.conflicts.value.length,
      };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  sent = [];
  news = [];
  let answer: unknown = null;
  let error: string | undefined;
  try {
    const word = JSON.parse(line) as Word;
    delivers = word.do === "deliver";
    answer = obey(word) ?? null;
  } catch (thrown) {
    error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
  collect();
  process.stdout.write(
    `${JSON.stringify({ answer, sent, shown: news, next: nextTimer()?.[1] ?? null, error })}\n`,
  );
}
