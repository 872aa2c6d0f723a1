/**
 * Pages that have one file open in a room, driven by another process: a line of JSON says what happens, a line answers
 * with it and with the updates that the page has for the room. tests/collaboration/schedules.py plays the server and
 * the network between. A page of "text" shares the text of the file, as any text file is shared, for comparison.
 */
import { createInterface } from "node:readline";
import { YFile } from "@jupyter/ydoc";
import * as Y from "yjs";
import { fileText } from "../../src/document/file";
import { markCards } from "../../src/document/names";
import { MapText } from "../../src/lab/map-text";
import type { OpenMap } from "../../src/lab/open-map";
import { MapRoom } from "../../src/lab/room/map-room";
import { SharedMap } from "../../src/lab/room/shared-map";
import { FakeShelf } from "../protocol/browser";
import { type Draw, GESTURES } from "../readers";

interface Page {
  readonly map: OpenMap;
  readonly ydoc: Y.Doc;
  readonly outgoing: string[];
  readonly mark: string;
  readonly shown: Set<string>;
  /** What the page's browser stores. */
  readonly shelf: FakeShelf;
}

const pages = new Map<string, Page>();
const FROM_AFAR = "afar";
let count = 0;

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const decode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

function open(name: string, kind: "room" | "text", id: number, before?: Page): void {
  const { shown = new Set<string>(), shelf = new FakeShelf() } = before ?? {};
  const shared = kind === "room" ? new SharedMap() : new YFile();
  shared.ydoc.clientID = id;
  const map =
    shared instanceof SharedMap
      ? new MapRoom(shared, "x.cjm.json", shelf)
      : new MapText(shared, () => {}, "x");
  const outgoing: string[] = [];
  shared.changed.connect(() => map.read());
  shared.ydoc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== FROM_AFAR) outgoing.push(encode(update));
  });
  pages.set(name, { map, ydoc: shared.ydoc, outgoing, mark: `p${++count}x`, shown, shelf });
}

/** Load the page again: only what its browser stores stays. */
function reload(name: string, kind: "room" | "text", id: number): void {
  const before = pages.get(name)!;
  before.map.dispose();
  before.ydoc.destroy();
  open(name, kind, id, before);
}

type Word =
  | { do: "open" | "reload"; page: string; kind: "room" | "text"; id: number }
  | { do: "update"; page: string; update: string }
  | ({ do: "gesture"; page: string; name: string } & Draw)
  | { do: "undo" | "redo" | "state" | "look" | "close"; page: string }
  | { do: "resolve"; page: string; at: number; keep: "mine" | "theirs" }
  | { do: "diff"; page: string; state: string };

function obey(word: Word): unknown {
  if (word.do === "open") return open(word.page, word.kind, word.id);
  if (word.do === "reload") return reload(word.page, word.kind, word.id);
  const { map, ydoc, mark, shown } = pages.get(word.page)!;
  const store = map.problem.value ? null : map.store.value;
  switch (word.do) {
    case "update":
      return Y.applyUpdate(ydoc, decode(word.update), FROM_AFAR);
    case "state":
      return encode(Y.encodeStateVector(ydoc));
    case "diff":
      return encode(Y.encodeStateAsUpdate(ydoc, decode(word.state)));
    case "gesture": {
      if (!store) return null;
      markCards(mark);
      const before = store.document.value;
      const operations = GESTURES[word.name]!(before, word);
      if (!operations.length) return null;
      const why = store.edit(operations, word.name);
      return { why, before: fileText(before), after: fileText(store.document.value), operations };
    }
    case "undo":
    case "redo": {
      if (!store) return null;
      const before = store.document.value;
      store[word.do]();
      return { before: fileText(before), after: fileText(store.document.value) };
    }
    case "resolve": {
      const conflicts = store?.conflicts.value ?? [];
      const before = store?.document.value;
      if (!store || !conflicts.length) return null;
      store.resolve(conflicts[word.at % conflicts.length]!.id, word.keep);
      return { before: fileText(before!), after: fileText(store.document.value) };
    }
    case "look": {
      for (const { text } of map.store.value?.notices.value ?? []) shown.add(text);
      for (const { mine, theirs } of map.store.value?.conflicts.value ?? []) shown.add(`${mine} | ${theirs}`);
      return {
        text: store ? fileText(store.document.value) : map.text,
        isMap: store !== null,
        shown: [...shown],
        status: map.store.value?.status.value.kind ?? "",
      };
    }
    case "close":
      map.dispose();
      ydoc.destroy();
      pages.delete(word.page);
      return null;
  }
}

/** Everything a reader was ever shown counts, also where they have answered it since. */
function note(): void {
  for (const { map, shown } of pages.values()) {
    for (const { text } of map.store.value?.notices.value ?? []) shown.add(text);
    for (const { mine, theirs } of map.store.value?.conflicts.value ?? []) shown.add(`${mine} | ${theirs}`);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const word = JSON.parse(line) as Word;
  let reply: Record<string, unknown>;
  try {
    reply = { answer: obey(word) ?? null };
    note();
  } catch (error) {
    reply = { answer: null, error: (error as Error).stack ?? String(error) };
  }
  reply.updates = pages.get(word.page)?.outgoing.splice(0) ?? [];
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
process.exit(0); // awareness keeps a timer
