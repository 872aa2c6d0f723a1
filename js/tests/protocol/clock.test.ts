/** A computer's clock that is set back an hour, or forward: nothing that takes seconds takes an hour, or none. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cellText } from "../../src/document/gestures";
import type * as S from "../../src/document/schema";
import { courier, type Transport } from "../../src/protocol/courier";
import { FakeShelf, open, type } from "./browser";
import { Kernel, MAP } from "./kernel";

beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 2, 29, 3) }));
afterEach(() => vi.useRealTimers());

const wait = (ms = 500) => vi.advanceTimersByTime(ms);
const HOUR = 3_600_000;

describe.each([
  ["back", -HOUR],
  ["forward", HOUR],
])("a clock set %s", (_, by) => {
  const jump = () => vi.setSystemTime(Date.now() + by);

  function waiting() {
    const kernel = new Kernel(MAP);
    const shelf = new FakeShelf();
    const browser = open(kernel, {}, { shelf });
    wait();
    browser.link.faults.loses = (message) => message.type === "edit";
    type(browser.store, "arrive", "pain", "mine");
    return { kernel, shelf, ...browser };
  }

  it("keeps no edit from being sent again", () => {
    const { kernel, link, store } = waiting();
    jump();
    link.faults.loses = () => false;
    wait(2_500);
    expect(cellText(kernel.document, "arrive", "pain")).toBe("mine");
    expect(store.status.value).toEqual({ kind: "saved" });
  });

  it("does not have a kernel that was at an edit count as at it for an hour", () => {
    const sent: S.Up[] = [];
    let tell: (state: string) => void = () => {};
    const transport: Transport = {
      send(message, status) {
        sent.push(message);
        tell = status ?? tell;
      },
      onMessage: () => () => {},
    };
    const hello = (): S.Up => ({ type: "hello", client: "me" });
    const sender = courier(transport, { greet: hello, onLoss: () => {} });
    sender.post("edit 1", hello);
    tell("busy"); // and that it is through with it gets lost
    jump();
    wait(30_000);
    expect(sent.length).toBeGreaterThan(1);
    sender.stop();
  });

  it("says after five seconds that the kernel takes long, neither at once nor an hour later", () => {
    const { store } = waiting();
    wait(1_000);
    jump();
    wait(3_000);
    expect(store.status.value).toEqual({ kind: "waiting", count: 1, slow: false });
    wait(1_500);
    expect(store.status.value).toEqual({ kind: "waiting", count: 1, slow: true });
  });

  it("has what a closed page left behind offered within two minutes", () => {
    const { kernel, shelf, store } = waiting();
    store.dispose();
    jump();
    const { store: next } = open(kernel, {}, { shelf });
    wait(120_000);
    expect(next.leftovers.value).toMatchObject([{ count: 1 }]);
  });
});
