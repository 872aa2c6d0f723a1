/** Whatever the network does: every edit arrives once, in its author's order, and all copies agree. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { cellText } from "../../src/document/gestures";
import { runs } from "../examples";
import { open, type } from "./browser";
import { type Faults, Kernel, MAP } from "./kernel";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => vi.advanceTimersByTime(ms);

/** Draws numbers from 0 to 1 from a seed, the same ones every time. */
function dice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

const weather = fc.record({
  seed: fc.integer(),
  loss: fc.double({ min: 0, max: 0.4, noNaN: true }),
  doubling: fc.double({ min: 0, max: 0.3, noNaN: true }),
  slowness: fc.integer({ min: 1, max: 3_000 }),
});
const gestures = fc.array(
  fc.record({
    who: fc.constantFrom(0, 1),
    pause: fc.integer({ min: 0, max: 800 }),
    stage: fc.constantFrom("arrive", "wait", "leave"),
  }),
  { minLength: 1, maxLength: 25 },
);
/** Cells of their own, so that nothing is a conflict. */
const LANES = ["actions", "pain"];

it("every edit is applied once, in order, through loss, doubling and reordering", () => {
  fc.assert(
    fc.property(weather, gestures, ({ seed, loss, doubling, slowness }, plan) => {
      const roll = dice(seed);
      let storm = true;
      const faults: Partial<Faults> = {
        loses: () => storm && roll() < loss,
        doubles: () => storm && roll() < doubling,
        delay: () => 1 + (storm ? Math.floor(roll() * slowness) : 0),
      };
      const kernel = new Kernel(MAP);
      const browsers = [open(kernel, {}), open(kernel, {})];
      wait(1_000);
      for (const { link } of browsers) Object.assign(link.faults, faults);
      const made = browsers.map(() => [] as string[]);
      const cells = new Map<string, string>();
      for (const [at, { who, pause, stage }] of plan.entries()) {
        const { store } = browsers[who]!;
        if (type(store, stage, LANES[who]!, `text ${at}`) === null) {
          made[who]!.push(`${browsers[who]!.client}/${made[who]!.length + 1}`);
          cells.set(`${stage} ${LANES[who]}`, `text ${at}`);
        } else expect(store.status.value.kind).toBe("gone");
        wait(pause);
      }
      storm = false;
      kernel.python([{ op: "set_map", changes: { title: "Calm again" } }]);
      wait(120_000);
      for (const [who, { store, client }] of browsers.entries()) {
        expect(store.status.value).toEqual({ kind: "saved" });
        expect(kernel.applied.filter((edit) => edit.startsWith(`${client}/`))).toEqual(made[who]);
        expect(store.document.value).toEqual(kernel.document);
        expect(store.revision.value).toBe(kernel.revision);
        expect(store.conflicts.value).toEqual([]);
        store.dispose();
      }
      for (const [place, text] of cells) {
        const [stage, lane] = place.split(" ");
        expect(cellText(kernel.document, stage!, lane!)).toBe(text);
      }
    }),
    runs(60),
  );
}, 600_000);

it("two browsers and Python at the same cells agree, and no text is lost silently", () => {
  fc.assert(
    fc.property(fc.integer(), gestures, (seed, plan) => {
      const roll = dice(seed);
      const kernel = new Kernel(MAP);
      const browsers = [0, 1].map(() => open(kernel, { delay: () => 1 + Math.floor(roll() * 900) }));
      wait(5_000);
      const last = new Map<number, Map<string, string>>([
        [0, new Map()],
        [1, new Map()],
      ]);
      for (const [at, { who, pause, stage }] of plan.entries()) {
        if (roll() < 0.3) kernel.python([{ op: "set_map", changes: { title: `title ${at}` } }]);
        type(browsers[who]!.store, stage, "pain", `text ${at}`);
        last.get(who)!.set(stage, `text ${at}`);
        wait(pause);
      }
      wait(120_000);
      for (const [who, { store }] of browsers.entries()) {
        expect(store.document.value).toEqual(kernel.document);
        expect(store.status.value).toEqual({ kind: "saved" });
        for (const [stage, text] of last.get(who)!) {
          const held = cellText(kernel.document, stage, "pain");
          const asked = store.conflicts.value.some(
            (conflict) => conflict.stage === stage && conflict.mine === text,
          );
          const overwritten = last.get(1 - who)!.get(stage) === held;
          expect(held === text || asked || overwritten).toBe(true);
        }
        store.dispose();
      }
    }),
    runs(60),
  );
}, 600_000);
