/** Chunks of the interface, asked for over a line that is slow, loses messages, or has nobody at its end. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type * as S from "../../src/document/schema";
import { open } from "./browser";
import { Kernel, MAP } from "./kernel";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => vi.advanceTimersByTime(ms);
const asked = (kernel: Kernel) => kernel.heard.filter(({ type }) => type === "fetch").length;
/** Loses the first message of this kind. */
const losingOne = (kind: (S.Up | S.Down)["type"]) => {
  let left = 1;
  return (message: S.Up | S.Down) => message.type === kind && left-- > 0;
};

it("is asked for once, when the kernel has answered, and comes", () => {
  const kernel = new Kernel(MAP);
  const { store } = open(kernel);
  const take = vi.fn();
  store.fetch("dock", take);
  expect(asked(kernel)).toBe(0);
  wait(60_000);
  expect(asked(kernel)).toBe(1);
  expect(take.mock.calls).toEqual([[{ type: "chunk", epoch: "first", chunk: "dock", script: "// dock" }]]);
});

it.each(["fetch", "chunk"] as const)("is asked for again where a message is lost: %s", (kind) => {
  const kernel = new Kernel(MAP);
  const { store } = open(kernel, { loses: losingOne(kind) });
  wait(100);
  const take = vi.fn();
  store.fetch("dock", take);
  wait(60_000);
  expect(take).toHaveBeenCalledTimes(1);
});

it("waits for a busy kernel as long as it takes", () => {
  const kernel = new Kernel(MAP);
  let busy = false;
  const { store, link } = open(kernel, { busy: () => busy });
  wait(100);
  busy = true;
  const take = vi.fn();
  store.fetch("dock", take);
  wait(3_600_000);
  expect(take).not.toHaveBeenCalled();
  expect(store.status.value.kind).toBe("saved");
  busy = false;
  link.work();
  wait(100);
  expect(take).toHaveBeenCalledTimes(1);
  expect(asked(kernel)).toBe(1);
});

it("is asked for when the connection is back, if it was lost with the last", () => {
  const kernel = new Kernel(MAP);
  let isDown = false;
  const { store } = open(kernel, { loses: () => isDown });
  wait(100);
  isDown = true;
  store.connect("closed");
  const take = vi.fn();
  store.fetch("dock", take);
  wait(60_000);
  isDown = false;
  store.connect("open");
  wait(3_000);
  expect(take).toHaveBeenCalledTimes(1);
});

it("finds out that the kernel no longer knows the map, and asks no more", () => {
  const kernel = new Kernel(MAP);
  const { store } = open(kernel);
  wait(100);
  kernel.restart();
  store.fetch("dock", () => {});
  wait(10_000);
  expect(store.status.value.kind).toBe("gone");
  const sent = vi.spyOn(kernel, "receive");
  wait(600_000);
  expect(sent).not.toHaveBeenCalled();
});

it("comes from a kernel that was called gone and is there again", () => {
  const kernel = new Kernel(MAP);
  const { store } = open(kernel);
  wait(100);
  store.connect("gone");
  const take = vi.fn();
  store.fetch("dock", take);
  wait(100);
  expect(take).not.toHaveBeenCalled();
  store.probe();
  wait(3_000);
  expect(take).toHaveBeenCalledTimes(1);
});

it("is not asked for once the map is closed", () => {
  const kernel = new Kernel(MAP);
  const { store } = open(kernel, { loses: ({ type }) => type === "chunk" });
  wait(100);
  store.fetch("dock", () => {});
  wait(100);
  store.dispose();
  wait(60_000);
  expect(asked(kernel)).toBe(1);
});
