/** The live store against a kernel that is stricter than the real one. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cellText, rename, setEmotion } from "../../src/document/gestures";
import type * as S from "../../src/document/schema";
import type { RemoteStore } from "../../src/protocol/remote";
import { open, type } from "./browser";
import { Kernel, type Link, MAP } from "./kernel";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => vi.advanceTimersByTime(ms);
const opened = (...args: Parameters<typeof open>) => {
  const browser = open(...args);
  wait(100);
  return browser;
};
const cell = (kernel: Kernel, stage: string, lane: string) => cellText(kernel.document, stage, lane);
/** Loses the first message of this kind. */
const losingOne = (kind: (S.Up | S.Down)["type"]) => {
  let left = 1;
  return (message: S.Up | S.Down) => message.type === kind && left-- > 0;
};

describe("opening", () => {
  it("draws the snapshot but takes no edits until the kernel answers", () => {
    const kernel = new Kernel(MAP);
    const { store } = open(kernel);
    expect(store.document.value).toEqual(MAP);
    expect(store.status.value).toEqual({ kind: "connecting" });
    expect(type(store, "arrive", "pain", "No sign")).toMatch(/not connected/);
    wait(100);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(store.editable.value).toBe(true);
  });

  it("catches up with what happened since the snapshot", () => {
    const kernel = new Kernel(MAP);
    const snapshot = kernel.snapshot();
    kernel.python([{ op: "set_map", changes: { title: "Later" } }]);
    const { store } = opened(kernel, {}, { snapshot });
    expect(store.document.value.title).toBe("Later");
    expect(store.revision.value).toBe(1);
    expect(store.undoLabel.value).toBe("Python");
  });

  it("fetches the document where there is no snapshot, or one of another kernel", () => {
    const kernel = new Kernel(MAP, "second");
    const old = { ...new Kernel({ id: "old" }).snapshot(), revision: 40 };
    for (const snapshot of [null, old]) {
      const { store } = opened(kernel, {}, { snapshot });
      expect(store.document.value).toEqual(MAP);
      expect(store.revision.value).toBe(0);
      expect(store.editable.value).toBe(true);
    }
  });

  it("is read-only where a saved model has no kernel behind it", () => {
    const kernel = new Kernel(MAP);
    kernel.restart();
    const { store, link } = open(kernel);
    link.knowsComm = false;
    wait(1_000);
    expect(store.status.value).toMatchObject({ kind: "gone", unsaved: 0 });
    expect(store.editable.value).toBe(false);
  });

  it("greets again when the greeting is lost", () => {
    const { store } = open(new Kernel(MAP), { loses: losingOne("hello") });
    wait(1_000);
    expect(store.status.value).toEqual({ kind: "connecting" });
    wait(1_500);
    expect(store.status.value).toEqual({ kind: "saved" });
  });
});

describe("editing", () => {
  it("shows an edit at once and calls it saved when the kernel has it", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    expect(type(store, "arrive", "pain", "No sign")).toBeNull();
    expect(cellText(store.document.value, "arrive", "pain")).toBe("No sign");
    expect(store.status.value).toEqual({ kind: "waiting", count: 1, slow: false });
    expect(store.atRisk.value).toBe(true);
    wait(100);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(store.atRisk.value).toBe(false);
    expect(cell(kernel, "arrive", "pain")).toBe("No sign");
    expect(store.document.value).toEqual(kernel.document);
    expect(store.snapshot.value).toEqual(kernel.snapshot());
  });

  it("sends an edit once while the kernel answers", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    type(store, "arrive", "pain", "No sign");
    wait(60_000);
    expect(kernel.heard.filter(({ type }) => type === "edit")).toHaveLength(1);
  });

  it("refuses half a character without losing the edits around it", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    expect(type(store, "arrive", "pain", "before")).toBeNull();
    expect(type(store, "wait", "actions", "half \ud83d")).toMatch(/half a character/);
    expect(type(store, "leave", "pain", "after \u{1f600}")).toBeNull();
    wait(100);
    expect(cell(kernel, "arrive", "pain")).toBe("before");
    expect(cell(kernel, "wait", "actions")).toBe("");
    expect(cell(kernel, "leave", "pain")).toBe("after \u{1f600}");
  });

  it("refuses text that is too long and scores that are none, changing nothing", () => {
    const { store } = opened(new Kernel(MAP));
    expect(type(store, "arrive", "pain", "x".repeat(20_001))).toMatch(/20001 characters.*20000/);
    expect(type(store, "arrive", "pain", "\u{1f600}".repeat(20_000))).toBeNull();
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 3])
      expect(store.edit(setEmotion(store.document.value, "wait", "maya", value), "Draw")).not.toBeNull();
    expect(store.document.value.emotion).toEqual(MAP.emotion);
  });

  it("takes back an edit the kernel refuses and keeps its words", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel, { delay: () => 50 });
    store.edit(
      [{ op: "add_card", stage: "leave", lane: "pain", card: { id: "new", text: "Precious" } }],
      "Add",
    );
    kernel.python([{ op: "remove", what: "stage", id: "leave" }]);
    wait(500);
    expect(store.document.value).toEqual(kernel.document);
    expect(store.notices.value).toHaveLength(1);
    expect(store.notices.value[0]).toMatchObject({
      tone: "danger",
      text: expect.stringContaining("Precious"),
    });
    store.dismiss(store.notices.value[0]!.id);
    expect(store.notices.value).toEqual([]);
  });

  it("says when the journey's file does not hold what the kernel does, until it does", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    const kept = { type: "kept", epoch: kernel.epoch } as const;
    kernel.broadcast({ ...kept, why: "visit.cjm.json was changed by someone else." });
    wait(100);
    expect(store.status.value).toEqual({
      kind: "unkept",
      why: "visit.cjm.json was changed by someone else.",
    });
    expect(store.editable.value).toBe(true);
    expect(store.notices.value).toMatchObject([
      { tone: "danger", text: expect.stringContaining("someone else") },
    ]);
    kernel.broadcast(kept);
    wait(100);
    expect(store.status.value).toEqual({ kind: "saved" });
  });

  it("says once what is to be said of a file that holds the map", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    kernel.broadcast({ type: "kept", epoch: kernel.epoch, note: "visit.cjm.json is written again." });
    wait(100);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(store.notices.value).toMatchObject([{ tone: "info", text: "visit.cjm.json is written again." }]);
  });

  it("takes another map in its place, as after a reload of its file, and goes back", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    const other = { id: MAP.id, title: "As the file says" };
    kernel.python([{ op: "replace", document: other }], "Reload");
    wait(100);
    expect(store.document.value).toEqual(other);
    store.undo();
    wait(100);
    expect(store.document.value).toEqual(MAP);
  });

  it("takes back two edits by two undos, and no third, before any of them is answered", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    store.edit(rename(store.document.value, "stage", "wait", "Queue"), "First");
    store.edit(rename(store.document.value, "stage", "wait", "Line"), "Second");
    const labels = [0, 1, 2].map(() => {
      const label = store.undoLabel.value;
      store.undo();
      return label;
    });
    expect(labels).toEqual(["Second", "First", null]);
    expect(store.redoLabel.value).toBe("First");
    store.redo();
    expect([store.undoLabel.value, store.redoLabel.value]).toEqual(["First", "Second"]);
    store.undo();
    wait(100);
    expect(kernel.document).toEqual(MAP);
    expect(store.document.value).toEqual(MAP);
    expect([store.undoLabel.value, store.redoLabel.value]).toEqual([null, "First"]);
  });

  it("undoes and redoes what anybody did, after the edits before it", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    store.edit(rename(store.document.value, "stage", "wait", "Queue"), "Rename");
    expect(store.undoLabel.value).toBe("Rename");
    store.undo();
    wait(100);
    expect(kernel.document).toEqual(MAP);
    expect(store.document.value).toEqual(MAP);
    expect(store.undoLabel.value).toBeNull();
    expect(store.redoLabel.value).toBe("Rename");
    store.redo();
    wait(100);
    expect(store.document.value.stages?.[1]?.name).toBe("Queue");
    kernel.python([{ op: "set_map", changes: { title: "Python's" } }]);
    wait(100);
    store.undo();
    wait(100);
    expect(store.document.value.title).toBe("A visit");
  });
});

describe("waiting", () => {
  it("says so after five seconds, and all fifty edits arrive in order when the kernel is free", () => {
    const kernel = new Kernel(MAP);
    let busy = false;
    const { store, link } = opened(kernel, { busy: () => busy });
    busy = true;
    for (let count = 1; count <= 50; count++) {
      type(store, "arrive", "pain", `text ${count}`);
      wait(100);
    }
    expect(store.status.value).toEqual({ kind: "waiting", count: 50, slow: true });
    wait(5_000);
    expect(store.status.value).toMatchObject({ kind: "waiting", count: 50 });
    busy = false;
    link.work();
    wait(1_000);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(kernel.applied).toHaveLength(50);
    expect(cell(kernel, "arrive", "pain")).toBe("text 50");
  });

  it.each([1_000, 6_000])("does not resend what the kernel is at for %i ms", (length) => {
    const { store, link } = openedByHand();
    type(store, "arrive", "pain", "slow");
    const [first] = link.sent.splice(0);
    first!.status?.("busy");
    wait(length);
    expect(link.sent).toEqual([]);
  });

  it("resends after 2 s, then 4, 8, and every 10", () => {
    const { store, link } = openedByHand();
    type(store, "arrive", "pain", "unheard");
    link.sent.splice(0);
    const times: number[] = [];
    for (let second = 1; second <= 46; second++) {
      wait(1_000);
      if (link.sent.splice(0).length) times.push(second);
    }
    expect(times).toEqual([2, 6, 14, 24, 34, 44]);
  });

  it("resends all that is pending, in order", () => {
    const { store, link } = openedByHand();
    for (const text of ["one", "two", "three"]) type(store, "arrive", "pain", text);
    link.sent.splice(0);
    wait(2_000);
    expect(link.sent.map(({ message }) => (message as S.Edit).seq)).toEqual([1, 2, 3]);
  });

  it("takes a held edit as arrived, though its end brings no answer", () => {
    const { store, link, answer } = openedByHand();
    type(store, "arrive", "pain", "held");
    const [sent] = link.sent.splice(0);
    sent!.status?.("busy");
    answer({ type: "held", epoch: "first", client: "me", seq: 1 });
    sent!.status?.("idle");
    wait(1_000);
    expect(store.status.value).toMatchObject({ kind: "waiting", count: 1 });
    expect(link.sent).toEqual([]);
  });

  it("does not doubt a kernel it hears from, though one answer is late", () => {
    const { store, link, answer, kernel } = openedByHand();
    type(store, "arrive", "pain", "late");
    const [sent] = link.sent.splice(0);
    sent!.status?.("busy");
    answer(kernel.measured());
    sent!.status?.("idle");
    wait(1_000);
    expect(link.sent).toEqual([]);
  });

  it("stays unconfirmed where the front end does not tell of the kernel", () => {
    const { store, link } = opened(new Kernel(MAP), { tells: false });
    link.knowsComm = false;
    type(store, "arrive", "pain", "who knows");
    wait(60_000);
    expect(store.status.value).toEqual({ kind: "waiting", count: 1, slow: true });
  });
});

describe("one message lost", () => {
  it.each(["edit", "applied", "held", "welcome"] as const)(
    "%s: all arrive once and the map stays live",
    (kind) => {
      const kernel = new Kernel(MAP);
      const { store, link } = opened(kernel);
      link.faults.loses = losingOne(kind);
      for (const text of ["one", "two", "three"]) {
        type(store, "arrive", "pain", text);
        wait(20);
      }
      kernel.python([{ op: "set_map", changes: { title: "Python's" } }]);
      wait(20_000);
      expect(store.status.value).toEqual({ kind: "saved" });
      expect(kernel.applied).toHaveLength(3);
      expect(cell(kernel, "arrive", "pain")).toBe("three");
      expect(store.document.value).toEqual(kernel.document);
    },
  );

  it("is no reason to call the kernel gone, if it was the only answer to the only edit", () => {
    const { store, link } = opened(new Kernel(MAP));
    link.faults.loses = losingOne("applied");
    const said = new Set<string>();
    store.status.subscribe(({ kind }) => void said.add(kind));
    type(store, "arrive", "pain", "one");
    wait(20_000);
    expect([...said]).toEqual(["saved", "waiting"]);
    expect(store.status.value).toEqual({ kind: "saved" });
  });

  it("notices a missing transaction at the next one", () => {
    const kernel = new Kernel(MAP);
    const { store, link } = opened(kernel);
    link.faults.loses = losingOne("applied");
    kernel.python([{ op: "set_map", changes: { title: "One" } }]);
    kernel.python([{ op: "set_map", changes: { scenario: "Two" } }]);
    wait(100);
    expect(store.document.value).toEqual(kernel.document);
    expect(store.revision.value).toBe(2);
  });

  it("shows an edit that is in already as it is by now, and asks for its answer", () => {
    const { store, link, answer, kernel } = openedByHand();
    type(store, "wait", "pain", "mine");
    const { operations } = link.sent.splice(0)[0]!.message as S.Edit;
    const back: S.Operation = {
      op: "set_card",
      stage: "wait",
      lane: "pain",
      card: "p1",
      changes: { text: "Too long" },
    };
    const transactions = [
      { revision: 1, operations: operations! },
      { revision: 2, operations: [back] },
    ];
    const measured = kernel.measured();
    answer({
      type: "welcome",
      epoch: "first",
      client: "me",
      revision: 2,
      last: 1,
      steps: {},
      measured,
      transactions,
    });
    expect(cellText(store.document.value, "wait", "pain")).toBe("Too long");
    expect(store.status.value).toMatchObject({ kind: "waiting", count: 1 });
    expect(link.sent.map(({ message }) => (message as S.Edit).seq)).toEqual([1]);
  });

  it("asks for the refusal that was lost, rather than let the edit vanish", () => {
    const kernel = new Kernel(MAP);
    const { store, link } = opened(kernel, { delay: () => 50 });
    link.faults.loses = losingOne("rejected");
    store.edit(
      [{ op: "add_card", stage: "leave", lane: "pain", card: { id: "new", text: "Precious" } }],
      "Add",
    );
    kernel.python([{ op: "remove", what: "stage", id: "leave" }]);
    wait(10_000);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(store.notices.value[0]?.text).toContain("Precious");
  });
});

describe("a copy that is not what it should be", () => {
  const wrong: S.Operation[] = [{ op: "remove", what: "stage", id: "gone" }];
  const repaired = ({ link, answer, kernel, store }: ReturnType<typeof openedByHand>) => {
    expect(link.sent.splice(0).map(({ message }) => message)).toEqual([
      { type: "hello", client: "me", epoch: "first" },
    ]);
    const document: S.Document = { ...MAP, title: "Repaired" };
    const measured = kernel.measured();
    answer({
      type: "welcome",
      epoch: "first",
      client: "me",
      revision: 1,
      last: 0,
      steps: {},
      measured,
      document,
    });
    expect(store.document.value).toEqual(document);
    expect(store.revision.value).toBe(1);
    expect(link.sent).toEqual([]);
  };

  it("is fetched anew when a transaction does not apply to it", () => {
    const browser = openedByHand();
    browser.answer({
      type: "applied",
      epoch: "first",
      transaction: { revision: 1, operations: wrong },
      steps: {},
    });
    repaired(browser);
  });

  it("is fetched anew when a missed one does not", () => {
    const browser = openedByHand();
    const measured = browser.kernel.measured();
    const transactions = [{ revision: 1, operations: wrong }];
    browser.answer({
      type: "welcome",
      epoch: "first",
      client: "me",
      revision: 1,
      last: 0,
      steps: {},
      measured,
      transactions,
    });
    repaired(browser);
  });
});

it("a late copy of an answer does not bring back old undo labels", () => {
  const { store, answer } = openedByHand();
  const applied = (revision: number, undo: string): S.Down => {
    const operations: S.Operation[] = [{ op: "set_map", changes: { title: undo } }];
    return { type: "applied", epoch: "first", transaction: { revision, operations }, steps: { undo } };
  };
  for (const message of [applied(1, "one"), applied(2, "two"), applied(1, "one")]) answer(message);
  expect(store.undoLabel.value).toBe("two");
  expect(store.document.value.title).toBe("two");
});

describe("the kernel gone", () => {
  const edited = () => {
    const kernel = new Kernel(MAP);
    const browser = opened(kernel);
    return { kernel, ...browser };
  };
  const gone = (store: RemoteStore) => {
    expect(store.status.value).toMatchObject({ kind: "gone", unsaved: 1 });
    expect(store.editable.value).toBe(false);
    expect(store.unsaved()).toBe('Arrive / Pain points: (empty) -> "lost?"');
    expect(type(store, "wait", "pain", "more")).toMatch(/nothing can be changed/);
  };

  it("after a restart behind the same comm: through with the edit, but no answer", () => {
    const { kernel, store } = edited();
    kernel.restart();
    type(store, "arrive", "pain", "lost?");
    wait(1_000);
    gone(store);
  });

  it("after a kill: sending throws", () => {
    const { store, link } = edited();
    link.cannotSend = "Cannot send";
    type(store, "arrive", "pain", "lost?");
    gone(store);
  });

  it("when another life of the journey answers; nothing is replayed into it", () => {
    const { kernel, store } = edited();
    kernel.reincarnate("second");
    type(store, "arrive", "pain", "lost?");
    wait(60_000);
    gone(store);
    expect(cell(kernel, "arrive", "pain")).toBe("");
  });

  it("is noticed without an edit when asked to look", () => {
    const { kernel, store } = edited();
    kernel.restart();
    store.probe();
    wait(1_000);
    expect(store.status.value).toMatchObject({ kind: "gone", unsaved: 0 });
  });

  it("no longer resends", () => {
    const { kernel, store, link } = edited();
    kernel.restart();
    type(store, "arrive", "pain", "lost?");
    wait(1_000);
    const send = vi.spyOn(link, "send");
    wait(60_000);
    expect(send).not.toHaveBeenCalled();
  });

  it("goes on where it was if the kernel answers after all", () => {
    const { kernel, store, link } = edited();
    link.knowsComm = false;
    type(store, "arrive", "pain", "late");
    wait(1_000);
    expect(store.status.value.kind).toBe("gone");
    link.knowsComm = true;
    kernel.python([{ op: "set_map", changes: { title: "Still here" } }]);
    wait(1_000);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(cell(kernel, "arrive", "pain")).toBe("late");
  });

  it("says that there is nothing to filter", () => {
    const { store, link } = edited();
    link.cannotSend = "Cannot send";
    store.filter({ flight: ["long"] });
    expect(store.status.value.kind).toBe("gone");
    store.filter({ flight: ["long"] });
    expect(store.notices.value).toMatchObject([{ tone: "info" }]);
  });

  it("adopts another life of the journey while nothing is pending", () => {
    const { kernel, store } = edited();
    type(store, "arrive", "pain", "kept");
    wait(100);
    kernel.reincarnate("second");
    kernel.python([{ op: "set_map", changes: { title: "Second" } }]);
    wait(1_000);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(type(store, "arrive", "pain", "again")).toBeNull();
    wait(1_000);
    expect(store.status.value).toEqual({ kind: "saved" });
    expect(cell(kernel, "arrive", "pain")).toBe("again");
  });
});

describe("other things to say", () => {
  it("sends the last selection, once it rests", () => {
    const kernel = new Kernel(MAP);
    const { store } = opened(kernel);
    const { store: other } = opened(kernel);
    for (const stage of ["arrive", "wait", "leave"]) store.select({ stages: [stage], lanes: ["pain"] });
    wait(500);
    expect(kernel.heard.filter(({ type }) => type === "select")).toHaveLength(1);
    expect(kernel.selected.stages).toEqual(["leave"]);
    expect(other.selection.value).toEqual({ stages: ["leave"], lanes: ["pain"] });
  });

  it("filters, and shows what came of it", () => {
    const counts: S.Counts = { by: ["flight"], segments: [["long"], ["short"]], respondents: [40, 60] };
    const kernel = new Kernel({ ...MAP, sources: [{ id: "survey", name: "Survey", counts }] });
    const { store } = opened(kernel);
    store.filter({ flight: ["long"] });
    wait(100);
    expect(store.measured.value.filters).toEqual({ flight: ["long"] });
  });
});

/** A store that is welcome, whose messages the test answers itself. */
function openedByHand() {
  const sent: { message: S.Up; status?: (state: string) => void }[] = [];
  const kernel = new Kernel(MAP);
  const browser = open(kernel, {}, { client: "me" });
  wait(100);
  browser.link.send = (message: S.Up, status?: (state: string) => void) =>
    void sent.push({ message, status });
  const answer = (message: S.Down) => {
    browser.link.down(message);
    wait(10);
  };
  return { store: browser.store, link: { sent } as { sent: typeof sent } & Partial<Link>, answer, kernel };
}
