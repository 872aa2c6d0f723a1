/** People in the outputs of one kernel: what their pages tell each other, and what of a workshop nobody else has. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setCellText } from "../../src/document/gestures";
import type { RemoteStore } from "../../src/protocol/remote";
import { gather } from "../../src/workshop/gathering";
import { KernelMeeting } from "../../src/workshop/kernel-meeting";
import { begin, goTo } from "../../src/workshop/session";
import { FakeShelf, open } from "../protocol/browser";
import { Kernel, MAP } from "../protocol/kernel";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (ms = 500) => vi.advanceTimersByTime(ms);

function page(kernel: Kernel, name: string, shelf = new FakeShelf()) {
  const browser = open(kernel);
  wait();
  (globalThis as { [key: symbol]: unknown })[Symbol.for("cjm:page")] = name;
  const leave = gather(browser.store, "visit.ipynb", shelf);
  wait();
  return { ...browser, leave, forum: browser.store.forum!, shelf };
}

const write = (store: RemoteStore, text: string) =>
  store.edit(setCellText(store.document.value, "leave", "pain", text), "Edit");

describe("a page", () => {
  it("is with the others until it leaves", () => {
    const kernel = new Kernel(MAP);
    const [ana, ben] = [page(kernel, "ana"), page(kernel, "ben")];
    expect(ana.forum.here.value.size).toBe(2);
    expect(ben.forum.here.value.size).toBe(2);
    ben.leave();
    wait();
    expect(ana.forum.here.value.size).toBe(1);
  });

  it("says again who it is where the kernel thinks that it has left, and what was lost on the way", () => {
    const kernel = new Kernel(MAP);
    const [{ store, link }, other] = [open(kernel), open(kernel)];
    wait();
    const meeting = new KernelMeeting(store, "ana");
    meeting.say("user", { name: "Ana" });
    wait();
    other.store.relay({ "page:ana": null });
    wait();
    expect(kernel.relayed.get("page:ana")).toContain("Ana");
    link.faults.loses = ({ type }) => type === "relay";
    meeting.post({ session: "Ideas" });
    link.faults.loses = () => false;
    wait();
    expect(kernel.relayed.has("session")).toBe(false);
    wait(10_000);
    expect(kernel.relayed.get("session")).toBe("Ideas");
    meeting.dispose();
  });
});

describe("a workshop", () => {
  it("has ideas that no other page, no kernel and no snapshot has until they are revealed", () => {
    const kernel = new Kernel(MAP);
    const [ana, ben] = [page(kernel, "ana"), page(kernel, "ben")];
    ana.forum.hold(begin("w", ana.forum.self.value));
    wait();
    expect(ben.forum.session.value?.step).toBe("ideas");
    expect(write(ben.store, "Hums")).toBeNull();
    wait();
    expect(JSON.stringify(ben.store.document.value)).toContain("Hums");
    expect(ana.forum.shares.value.get(ben.forum.self.value)?.ideas).toBe(1);
    for (const seen of [kernel.document, ana.store.document.value, ben.store.snapshot.value])
      expect(JSON.stringify(seen)).not.toContain("Hums");
    ana.forum.hold(goTo(ana.forum.session.value!, "groups"));
    wait();
    for (const seen of [kernel.document, ana.store.document.value])
      expect(JSON.stringify(seen)).toContain("Hums");
    ben.store.undo();
    wait();
    expect(JSON.stringify(kernel.document)).not.toContain("Hums");
  });

  it("is where it was for a page that is loaded again, which has its ideas", () => {
    const kernel = new Kernel(MAP);
    const [ana, ben] = [page(kernel, "ana"), page(kernel, "ben")];
    ana.forum.hold(begin("w", ana.forum.self.value));
    wait();
    write(ben.store, "Hums");
    ben.leave();
    ben.store.dispose();
    const again = page(kernel, "ben again", ben.shelf);
    expect(again.forum.self.value).toBe(ben.forum.self.value);
    expect(JSON.stringify(again.store.document.value)).toContain("Hums");
    expect(JSON.stringify(kernel.document)).not.toContain("Hums");
  });

  it("counts dots at once, however long the kernel takes", () => {
    const kernel = new Kernel(MAP);
    const ana = page(kernel, "ana");
    ana.forum.hold(begin("w", ana.forum.self.value));
    wait();
    ana.link.faults.delay = () => 300;
    ana.forum.say({ votes: { a1: 1 } });
    expect([...ana.forum.shares.value.values()].map(({ votes }) => votes)).toEqual([{ a1: 1 }]);
    ana.forum.say({ votes: { a1: 2 } });
    expect([...ana.forum.shares.value.values()].map(({ votes }) => votes)).toEqual([{ a1: 2 }]);
    wait(2_000);
    expect([...ana.forum.shares.value.values()].map(({ votes }) => votes)).toEqual([{ a1: 2 }]);
    expect([...kernel.relayed.values()].join()).toContain('"a1":2');
  });

  it("passes votes on at the screen of one who is alone, and not where others are", () => {
    const kernel = new Kernel(MAP);
    const ana = page(kernel, "ana");
    ana.forum.hold(begin("w", ana.forum.self.value));
    wait();
    ana.forum.say({ votes: { a1: 1 } });
    wait();
    ana.forum.passOn!();
    wait();
    ana.forum.say({ votes: { a1: 2 } });
    wait();
    const votes = [...ana.forum.shares.value.values()].map((share) => share.votes.a1);
    expect(votes).toEqual([1, 2]);
    expect(ana.forum.session.value?.lead).toBe(ana.forum.self.value);
    page(kernel, "ben");
    expect(ana.forum.passOn).toBeUndefined();
  });
});
