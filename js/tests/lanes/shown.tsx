/** An emotion lane on its own, in jsdom, with the keys and the pointer to move its points. */
import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, vi } from "vitest";
import type { Document, Measured, Operation, Stage } from "../../src/document/schema";
import type { Unfinished } from "../../src/interaction/state";
import { EmotionLane } from "../../src/lanes/emotion/emotion-lane";
import type { LaneProps } from "../../src/lanes/lane";
import { LocalStore } from "../../src/store/local";

const stages = ["Getting there", "Security", "Gate"].map((name, i) => ({ id: `s${i}`, name }));
const start: Document = {
  id: "d",
  stages,
  personas: [
    { id: "maya", name: "Maya" },
    { id: "kenji", name: "Kenji" },
  ],
  lanes: [{ id: "emotion", name: "Emotion", kind: "emotion" }],
  emotion: {
    maya: { s0: { value: 0.5 }, s1: { value: -1, evidence: "quote" } },
    kenji: { s1: { value: 1 } },
  },
};
const measured = {
  type: "measured" as const,
  sources: [
    {
      id: "survey",
      name: "Survey",
      rows: 9,
      read: "",
      live: true,
      scale: [1, 5] as [number, number],
      measures: [],
      reading: { respondents: 9, curve: { s1: { n: 2407, value: 0.96, low: 0.9, high: 1 } } },
    },
  ],
};

export let store: LocalStore;
export let edits: { operations: readonly Operation[]; label: string }[];
export let root: HTMLElement;
export const persona = signal<string | null>("maya");

/** What the kernel says of the drawn scores: whether each lies inside the measured interval. */
export const judged = (inside: Record<string, Record<string, boolean>>) => ({
  ...measured,
  sources: [{ ...measured.sources[0]!, inside }],
});

export function show(editable = true, document = start, numbers: Measured = measured) {
  store = new LocalStore(document, { measured: numbers, editable });
  edits = [];
  const edit = store.edit.bind(store);
  vi.spyOn(store, "edit").mockImplementation((operations, label) => {
    edits.push({ operations, label });
    return edit(operations, label);
  });
  const props: LaneProps = {
    store,
    lane: document.lanes![0]!,
    stages,
    columns: signal(stages.map(({ id }, i) => ({ stage: id, left: 200 * i, width: 200 }))),
    drawn: signal([0, 1, 2]),
    paper: null,
    persona,
    hidden: signal(new Set<string>()),
    states: signal(null),
    unfinished: new Set<Unfinished>(),
    row: { role: "row", "aria-rowindex": 1, "data-lane": "emotion" },
    header: (extra) => <div role="rowheader">{extra}</div>,
    cell: (stage: Stage, said: string) => ({
      role: "gridcell",
      tabIndex: -1,
      "aria-colindex": 2,
      "aria-label": said,
      "data-stage": stage.id,
      style: { gridColumn: "2" },
      ref: () => undefined,
    }),
  };
  act(() => render(<EmotionLane {...props} />, root));
}

export const slider = (name: string) =>
  root.querySelector<HTMLElement>(`[role=slider][aria-label="${name}"]`)!;
export const press = (element: Element, key: string, init: KeyboardEventInit = {}) =>
  act(
    () =>
      void element.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }),
      ),
  );
/** jsdom knows neither pointer events nor their capture. */
const POINTER = ["pointerdown", "pointermove", "pointerup", "pointercancel"];
export const pointer = (element: Element, type: string, clientY: number) =>
  act(() => {
    const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientY, button: 0 });
    element.dispatchEvent(Object.assign(event, { pointerId: 1 }));
  });
export const quiet = () => act(() => void vi.advanceTimersByTime(300));
export const scoreOf = (id: string, stage: string) => store.document.value.emotion?.[id]?.[stage]?.value;

beforeEach(() => {
  vi.useFakeTimers();
  persona.value = "maya";
  root = document.body.appendChild(document.createElement("div"));
  HTMLElement.prototype.setPointerCapture = () => undefined;
  for (const type of POINTER) Object.assign(HTMLElement.prototype, { [`on${type}`]: null });
});
afterEach(() => {
  act(() => render(null, root));
  root.remove();
  vi.useRealTimers();
});
