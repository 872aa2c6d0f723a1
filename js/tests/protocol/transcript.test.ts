/**
 * Transcripts of a real kernel (tests/contract/transcript.py): the kernel of these tests gives the same answers, and
 * the browser's half makes the same map of them.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as S from "../../src/document/schema";
import { RemoteStore } from "../../src/protocol/remote";
import { spelled, vectors } from "../vectors";
import { Kernel, type Link } from "./kernel";

interface Step {
  opens?: string;
  browser?: string;
  sent?: S.Up;
  python?: S.Operation[];
  label?: string;
  answers: Record<string, S.Down[]>;
}
interface Scene {
  name: string;
  steps: Step[];
  result: S.Document;
}
const {
  map: [MAP],
  scenes,
} = vectors<{ map: S.Document[]; scenes: Scene[] }>("transcript");

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Each half words a refusal in its own way, that there is a sentence is the same; and each has its clock. */
const unworded = (message: S.Down): S.Down => {
  if ("why" in message && message.why) return { ...message, why: "a sentence" };
  if (message.type !== "history_list" || !message.entries) return message;
  return { ...message, entries: message.entries.map(({ time: _, ...entry }) => entry as S.HistoryEntry) };
};

describe("the kernel of these tests answers as the real one", () => {
  it.each(scenes)("$name", ({ steps, result }) => {
    const kernel = new Kernel(MAP!, "first");
    const links = new Map<string, Link>();
    const heard = new Map<string, S.Down[]>();
    const open = (browser: string): void => {
      const link = kernel.link({ delay: () => 0 });
      links.set(browser, link);
      heard.set(browser, []);
      link.onMessage((message) => heard.get(browser)!.push(message));
    };
    for (const { opens, browser, sent, python, label, answers } of steps) {
      if (opens) open(opens);
      else if (python) kernel.python(python, label);
      else kernel.receive(links.get(browser!)!, sent);
      vi.runAllTimers();
      for (const [name, messages] of heard) {
        expect(messages.map(unworded).map(spelled)).toEqual((answers[name] ?? []).map(unworded).map(spelled));
        messages.length = 0;
      }
    }
    expect(spelled(kernel.document)).toBe(spelled(result));
  });
});

/** Messages as a network may deliver them. */
const DELIVERIES: [string, (messages: S.Down[]) => S.Down[]][] = [
  ["in order", (messages) => messages],
  ["each twice", (messages) => messages.flatMap((message) => [message, message])],
  ["the last first", (messages) => messages.toReversed()],
];

describe.each(DELIVERIES)("a browser that hears the real kernel, %s,", (_, deliver) => {
  it.each(scenes)("has its map: $name", ({ steps, result }) => {
    const snapshot: S.Snapshot = {
      epoch: "first",
      revision: 0,
      document: MAP!,
      steps: {},
      measured: { type: "measured" },
    };
    let hear: (message: S.Down) => void = () => {};
    const transport = {
      send() {},
      onMessage(handler: typeof hear) {
        hear = handler;
        return () => {};
      },
    };
    const store = new RemoteStore({ transport, client: "ann", snapshot, shelf: null });
    const messages = steps.flatMap(({ answers }) => answers.ann ?? []);
    for (const message of deliver(messages)) hear(structuredClone(message));
    expect(spelled(store.document.value)).toBe(spelled(result));
    const revisions = messages.map((message) =>
      "transaction" in message ? message.transaction.revision : 0,
    );
    expect(store.revision.value).toBe(Math.max(...revisions));
    store.dispose();
  });
});
