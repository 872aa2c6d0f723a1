/** Two people, or a person and Python, at the same field: shown, never overwritten silently, nothing lost. */
import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { applyAll } from "../../src/document/apply";
import {
  cardsAt,
  cellText,
  change,
  remove,
  rename,
  setCellText,
  setEmotion,
} from "../../src/document/gestures";
import type { Operation } from "../../src/document/schema";
import { type Dispute, News, part } from "../../src/protocol/dispute";
import { open, type } from "./browser";
import { Kernel, MAP } from "./kernel";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (ms = 500) => vi.advanceTimersByTime(ms);

function met() {
  const kernel = new Kernel(MAP);
  const browser = open(kernel);
  wait();
  return { kernel, ...browser };
}
/** Python writes the text of the one card in Pain points at Wait. */
const pythonWrites = (kernel: Kernel, text: string) =>
  kernel.python([{ op: "set_card", stage: "wait", lane: "pain", card: "p1", changes: { text } }]);

describe("an edit that the kernel took, and another came first where the file is shared", () => {
  const lost = () => {
    const { kernel, store, client } = met();
    type(store, "wait", "pain", "mine");
    wait();
    expect(store.status.value).toEqual({ kind: "saved" });
    const { operations } = kernel.log.at(-1)!;
    pythonWrites(kernel, "theirs");
    const message = { type: "lost", epoch: "first", client, number: 1, operations, label: "Edit" } as const;
    kernel.broadcast(message);
    wait();
    return { kernel, store, message };
  };

  it("is a conflict, in which both texts are", () => {
    const { store } = lost();
    expect(store.notices.value).toEqual([]);
    expect(store.conflicts.value).toMatchObject([{ mine: "mine", theirs: "theirs", inMap: "theirs" }]);
  });

  it("is made again where its author keeps it, and asked about once however often it is said", () => {
    const { kernel, store, message } = lost();
    store.resolve(store.conflicts.value[0]!.id, "mine");
    wait();
    expect(cellText(kernel.document, "wait", "pain")).toBe("mine");
    pythonWrites(kernel, "theirs again");
    kernel.broadcast(message);
    wait();
    expect(store.conflicts.value).toEqual([]);
  });

  it("is no matter of another reader's", () => {
    const { kernel, store, message } = lost();
    const other = open(kernel);
    wait();
    kernel.broadcast({ ...message, number: 2 });
    wait();
    expect(other.store.conflicts.value).toEqual([]);
    expect(store.conflicts.value).toHaveLength(1);
  });

  it("is made again where nothing stands in its way by now", () => {
    const { kernel, store, message } = lost();
    store.resolve(store.conflicts.value[0]!.id, "theirs");
    const was = { text: "theirs" };
    const edit = { ...message.operations[0]!, was } as Operation;
    kernel.broadcast({ ...message, number: 2, operations: [edit] });
    wait();
    expect(cellText(kernel.document, "wait", "pain")).toBe("mine");
  });
});

describe("the same card written twice", () => {
  const disputed = () => {
    const { kernel, store } = met();
    type(store, "wait", "pain", "mine");
    pythonWrites(kernel, "theirs");
    wait();
    return { kernel, store };
  };

  it("shows theirs in the map and both in the conflict", () => {
    const { kernel, store } = disputed();
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(store.document.value).toEqual(kernel.document);
    expect(store.conflicts.value).toMatchObject([
      {
        stage: "wait",
        lane: "pain",
        card: "p1",
        persona: null,
        field: "text",
        mine: "mine",
        theirs: "theirs",
      },
    ]);
  });

  it("keeps mine by a new edit over what is there now", () => {
    const { kernel, store } = disputed();
    pythonWrites(kernel, "theirs again");
    wait();
    expect(store.conflicts.value[0]?.theirs).toBe("theirs again");
    store.resolve(store.conflicts.value[0]!.id, "mine");
    wait();
    expect(cellText(kernel.document, "wait", "pain")).toBe("mine");
    expect(cardsAt(kernel.document, "wait", "pain")[0]?.severity).toBe(2);
    expect(store.conflicts.value).toEqual([]);
  });

  it("keeps theirs by dropping mine", () => {
    const { kernel, store } = disputed();
    const sent = kernel.heard.length;
    store.resolve(store.conflicts.value[0]!.id, "theirs");
    wait();
    expect(kernel.heard).toHaveLength(sent);
    expect(cellText(store.document.value, "wait", "pain")).toBe("theirs");
    expect(store.conflicts.value).toEqual([]);
  });

  it("is over when both say the same", () => {
    const { kernel, store } = disputed();
    pythonWrites(kernel, "mine");
    wait();
    expect(store.conflicts.value).toEqual([]);
  });

  it("is over when the reader writes there again, seeing theirs", () => {
    const { store } = disputed();
    type(store, "wait", "pain", "a third thing");
    wait();
    expect(store.conflicts.value).toEqual([]);
  });

  it("is one conflict with the last text, however often mine was changed meanwhile", () => {
    const { kernel, store } = met();
    type(store, "wait", "pain", "mine");
    type(store, "wait", "pain", "mine, longer");
    pythonWrites(kernel, "theirs");
    wait();
    expect(store.conflicts.value).toMatchObject([{ mine: "mine, longer", theirs: "theirs" }]);
  });

  it("is one conflict with the last text, in whatever order the refusals arrive", () => {
    const { kernel, store, link } = met();
    link.faults.delay = (message) => (message.type === "rejected" ? 100 - message.seq : 10);
    type(store, "wait", "pain", "mine");
    type(store, "wait", "pain", "mine, longer");
    pythonWrites(kernel, "theirs");
    wait();
    expect(store.conflicts.value).toMatchObject([{ mine: "mine, longer", theirs: "theirs" }]);
  });
});

it("follows a card that was put into another cell meanwhile, and does not double it", () => {
  const { kernel, store } = met();
  type(store, "wait", "pain", "mine");
  kernel.python([
    { op: "move_card", stage: "wait", lane: "pain", card: "p1", to_stage: "leave", to_lane: "actions" },
  ]);
  wait();
  expect(store.conflicts.value).toEqual([]);
  expect(cellText(kernel.document, "leave", "actions")).toBe("mine");
  expect(cellText(kernel.document, "wait", "pain")).toBe("");
  expect(store.document.value).toEqual(kernel.document);
});

it("asks whether a card that was put into another cell meanwhile is still to go", () => {
  const { kernel, store } = met();
  type(store, "wait", "pain", "");
  kernel.python([
    { op: "move_card", stage: "wait", lane: "pain", card: "p1", to_stage: "leave", to_lane: "actions" },
  ]);
  wait();
  expect(store.conflicts.value).toMatchObject([{ mine: "", theirs: "Too long" }]);
  store.resolve(store.conflicts.value[0]!.id, "mine");
  wait();
  expect(cellText(kernel.document, "leave", "actions")).toBe("");
});

it("says what a refused part of a gesture would have written", () => {
  const { kernel, store } = met();
  const mine = {
    op: "add_card",
    stage: "leave",
    lane: "pain",
    card: { id: "mine", text: "Precious" },
  } as const;
  store.edit([...setCellText(store.document.value, "wait", "pain", "Ours"), mine], "Paste");
  pythonWrites(kernel, "theirs");
  kernel.python([{ op: "remove", what: "stage", id: "leave" }]);
  wait();
  expect(store.conflicts.value).toMatchObject([
    { mine: expect.stringContaining("Ours"), theirs: expect.anything() },
  ]);
  expect(store.notices.value.map(({ text }) => text)).toEqual([expect.stringContaining('"Precious"')]);
});

it("becomes a conflict, not a refusal, when the cell changed under the open editor", () => {
  const { kernel, store } = met();
  const seen = store.document.value;
  pythonWrites(kernel, "theirs");
  wait();
  expect(type(store, "wait", "pain", "mine", seen)).toBeNull();
  expect(store.conflicts.value).toMatchObject([{ mine: "mine", theirs: "theirs" }]);
  expect(store.document.value).toEqual(kernel.document);
});

it("adds the card again if it is gone and mine is kept", () => {
  const { kernel, store } = met();
  type(store, "wait", "pain", "mine");
  kernel.python([{ op: "remove_card", stage: "wait", lane: "pain", card: "p1" }]);
  wait();
  expect(store.conflicts.value).toMatchObject([{ mine: "mine", theirs: "" }]);
  store.resolve(store.conflicts.value[0]!.id, "mine");
  wait();
  expect(cardsAt(kernel.document, "wait", "pain")).toEqual([{ id: "p1", text: "mine", severity: 2 }]);
});

it("is a conflict when two fill the same empty cell", () => {
  const { kernel, store } = met();
  const { store: other } = open(kernel);
  wait();
  type(store, "leave", "pain", "first");
  type(other, "leave", "pain", "second");
  wait();
  expect(cellText(kernel.document, "leave", "pain")).toBe("first");
  expect(other.conflicts.value).toMatchObject([{ mine: "second", theirs: "first" }]);
  other.resolve(other.conflicts.value[0]!.id, "mine");
  wait();
  expect(cellText(store.document.value, "leave", "pain")).toBe("second");
});

it("is a conflict when a card I removed was changed", () => {
  const { kernel, store } = met();
  type(store, "wait", "pain", "");
  pythonWrites(kernel, "theirs");
  wait();
  expect(store.conflicts.value).toMatchObject([{ mine: "", theirs: "theirs" }]);
  store.resolve(store.conflicts.value[0]!.id, "mine");
  wait();
  expect(cellText(kernel.document, "wait", "pain")).toBe("");
});

it("is a conflict about a score, and about a name", () => {
  const { kernel, store } = met();
  const document = store.document.value;
  store.edit(setEmotion(document, "arrive", "maya", 2), "Draw");
  store.edit(rename(document, "stage", "wait", "Mine"), "Rename");
  kernel.python([
    { op: "set_emotion", stage: "arrive", persona: "maya", score: { value: 1 } },
    { op: "set_stage", stage: "wait", changes: { name: "Theirs" } },
  ]);
  wait();
  expect(store.conflicts.value).toMatchObject([
    { stage: "arrive", persona: "maya", lane: null, field: "emotion", mine: "2", theirs: "1" },
    { stage: "wait", lane: null, field: "name", mine: "Mine", theirs: "Theirs" },
  ]);
  for (const { id } of store.conflicts.value) store.resolve(id, "mine");
  wait();
  expect(kernel.document.emotion?.maya?.arrive).toEqual({ value: 2 });
  expect(kernel.document.stages?.[1]?.name).toBe("Mine");
});

it("is never a conflict in another cell, of the same gesture included", () => {
  const { kernel, store } = met();
  const document = store.document.value;
  store.edit(
    [
      {
        op: "set_card",
        stage: "wait",
        lane: "pain",
        card: "p1",
        changes: { text: "mine" },
        was: { text: "Too long" },
      },
      ...setEmotion(document, "leave", "maya", 2),
      { op: "add_card", stage: "leave", lane: "actions", card: { id: "new", text: "Flies" } },
    ],
    "Paste",
  );
  pythonWrites(kernel, "theirs");
  wait();
  expect(store.conflicts.value).toMatchObject([{ mine: "mine", theirs: "theirs" }]);
  expect(cellText(kernel.document, "leave", "actions")).toBe("Flies");
  expect(kernel.document.emotion?.maya?.leave).toEqual({ value: 2 });
});

it("does not part a gesture whose edits need one another", () => {
  const { kernel, store } = met();
  const spanning = change(store.document.value, "stage", "wait", { goal: "mine" });
  store.edit([...spanning, ...remove(store.document.value, "stage", "leave")], "Both");
  kernel.python([{ op: "set_stage", stage: "wait", changes: { goal: "theirs" } }]);
  wait();
  expect(kernel.document.stages).toHaveLength(3);
  expect(store.conflicts.value).toMatchObject([
    { stage: "wait", field: "goal", mine: "mine", theirs: "theirs" },
  ]);
  store.resolve(store.conflicts.value[0]!.id, "mine");
  wait();
  expect(kernel.document.stages).toEqual([MAP.stages![0], { ...MAP.stages![1], goal: "mine" }]);
});

it("waits for what it conflicts with, if the refusal comes first", () => {
  const { kernel, store, link } = met();
  let losing = true;
  link.faults.loses = (message) => losing && message.type === "applied";
  pythonWrites(kernel, "theirs");
  type(store, "wait", "pain", "mine");
  wait(100);
  losing = false;
  wait(10_000);
  expect(store.conflicts.value).toMatchObject([{ mine: "mine", theirs: "theirs" }]);
  expect(store.document.value).toEqual(kernel.document);
  expect(kernel.heard.filter(({ type }) => type === "edit")).toHaveLength(1);
});

describe("Python wrote in its frame what the reader wrote on screen", () => {
  const clash = { type: "clash", epoch: "first", stage: "arrive", lane: "pain" } as const;
  const clashing = () => {
    const { kernel, store } = met();
    type(store, "arrive", "pain", "mine");
    wait();
    kernel.broadcast({ ...clash, theirs: "Python's\nlines", now: "mine", where: "the cell" });
    wait();
    return { kernel, store };
  };

  it("shows Python's text beside what the map holds", () => {
    const { store } = clashing();
    expect(store.conflicts.value).toMatchObject([
      { stage: "arrive", lane: "pain", card: null, field: "text", mine: "mine", theirs: "Python's\nlines" },
    ]);
  });

  it.each([
    ["theirs", "Python's\nlines"],
    ["mine", "mine"],
  ] as const)("keeping %s makes the cell say so", (side, text) => {
    const { kernel, store } = clashing();
    store.resolve(store.conflicts.value[0]!.id, side);
    wait();
    expect(cellText(kernel.document, "arrive", "pain")).toBe(text);
    expect(store.conflicts.value).toEqual([]);
  });

  it.each([
    ["a score", { lane: "emotion", theirs: "2", now: "-1", where: "the emotion of 'Maya' at 'Arrive'" }],
    ["a field of a card", { theirs: "3", now: "1", where: "the severity of the card 'p1'" }],
  ])("says what Python wrote to %s, which no cell's text can hold", (_, news) => {
    const { kernel, store } = met();
    kernel.broadcast({ ...clash, ...news });
    wait();
    expect(store.conflicts.value).toEqual([]);
    expect(store.notices.value).toMatchObject([
      { tone: "info", text: `Python wrote “${news.theirs}” to ${news.where}; the map keeps “${news.now}”.` },
    ]);
  });
});

describe("two unanswered edits of one card that both met others", () => {
  const write = (text: string, was: string): Operation => ({
    op: "set_card",
    stage: "wait",
    lane: "pain",
    card: "p1",
    changes: { text },
    was: { text: was },
  });
  const now = applyAll(MAP, [write("theirs at last", cellText(MAP, "wait", "pain"))]).document;
  const disputeOver = (edit: Operation, seq: number) => part([edit], null, now, seq).disputes[0]!;
  const ask = (...disputes: Dispute[]) => {
    const news = new News(signal(now));
    for (const dispute of disputes) news.ask(dispute);
    return {
      conflicts: news.conflicts.value.map(({ mine }) => mine),
      notices: news.notices.value.map(({ text }) => text),
    };
  };
  const first = disputeOver(write("first", "seen first"), 1);

  it("ask about the newer; the older text is told where others had written between", () => {
    const second = disputeOver(write("second", "theirs meanwhile"), 2);
    const says =
      "the text of the card was changed meanwhile: it was 'seen first' and is now 'theirs at last' (Wait / Pain points: \"first\")";
    for (const order of [
      [first, second],
      [second, first],
    ])
      expect(ask(...order)).toEqual({ conflicts: ["second"], notices: [says] });
  });

  it("say nothing of a text that its author replaced", () => {
    const second = disputeOver(write("second", "first"), 2);
    expect(ask(first, second)).toEqual({ conflicts: ["second"], notices: [] });
    expect(ask(second, first)).toEqual({ conflicts: ["second"], notices: [] });
  });
});
