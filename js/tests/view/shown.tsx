/** The whole map in jsdom, with the keys and the mouse to drive it. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach } from "vitest";
import type { Document, Measured, Operation } from "../../src/document/schema";
import { ownerOf, type Part } from "../../src/interaction/state";
import { LocalStore } from "../../src/store/local";
import { App } from "../../src/view/app";
import { bundledChunks } from "../../src/view/chunks";

/** Three stages by an emotion lane and three lanes of cards, one card spanning two stages. */
export const small: Document = {
  id: "visit",
  title: "A visit",
  phases: [{ id: "before", name: "Before" }],
  stages: [
    { id: "arrive", name: "Arrive", phase: "before", duration: 30 },
    { id: "queue", name: "Queue", phase: "before", duration: 15, goal: "Get in" },
    { id: "leave", name: "Leave" },
  ],
  personas: [{ id: "maya", name: "Maya" }],
  lanes: [
    { id: "emotion", name: "Emotion", kind: "emotion", role: "emotion" },
    { id: "actions", name: "Actions", role: "actions" },
    { id: "pains", name: "Pains", role: "pain_points" },
    { id: "systems", name: "Systems", role: "systems", layer: "backstage" },
  ],
  cells: {
    actions: {
      arrive: [{ id: "actions.arrive", text: "Parks" }],
      queue: [{ id: "actions.queue", text: "Waits", span: 2 }],
    },
    pains: {
      queue: [
        { id: "pains.queue", text: "Slow", evidence: "data", n: 12 },
        { id: "pains.queue.2", text: "Loud", severity: 3 },
      ],
    },
  },
  emotion: { maya: { queue: { value: -1 } } },
};

export let root: HTMLElement;
export let store: LocalStore;
let refused: string[] = [];

beforeEach(() => {
  // jsdom knows no pointer events, and Preact listens only to events it finds on elements.
  for (const type of ["pointerdown", "pointermove"])
    Object.assign(HTMLElement.prototype, { [`on${type}`]: null });
  root = document.createElement("div");
  document.body.append(root);
  refused = [];
});

afterEach(() => {
  act(() => render(null, root));
  root.remove();
});

/** Let microtasks and timers run, so that the focus has settled. */
export async function settled(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
}

/** Dispatch an event, by default where the focus is. */
export async function fire(event: Event, target: Element = document.activeElement!): Promise<void> {
  await act(() => {
    target.dispatchEvent(event);
  });
  await settled();
}

export const submit = (): Promise<void> =>
  fire(new Event("submit", { bubbles: true, cancelable: true }), root.querySelector("form")!);

export async function show(map: Document = small, part: Part = "map", measured?: Measured): Promise<void> {
  store = new LocalStore(map, measured ? { measured } : {});
  const edit = store.edit.bind(store);
  store.edit = (operations, label) => {
    const why = edit(operations, label);
    if (why) refused.push(why);
    return why;
  };
  await act(() => render(<App store={store} part={part} chunks={bundledChunks} />, root));
  await settled();
}

export const refusals = (): readonly string[] => refused;

/** Someone else's edit. */
export async function elsewhere(...operations: Operation[]): Promise<void> {
  act(() => void store.edit(operations, "Elsewhere"));
  await settled();
}

const row = (lane: string | null) =>
  [...root.querySelectorAll<HTMLElement>("[role=row]")].find((one) =>
    lane === null ? one.matches(".cjm-stages") : one.dataset.lane === lane,
  )!;

/** A cell, a lane's header (no stage) or a stage's (no lane). */
export function at(lane: string | null, stage: string | null): HTMLElement {
  const cells = [...row(lane).children] as HTMLElement[];
  return cells.find((one) => (stage === null ? one.matches(".cjm-lh") : one.dataset.stage === stage))!;
}

export async function focus(lane: string | null, stage: string | null): Promise<void> {
  act(() => at(lane, stage).focus());
  await settled();
}

/** Where the focus is, as "lane/stage", with the card or the field after it. */
export function focused(): string {
  const active = ownerOf(document.activeElement) as HTMLElement;
  const cell = active.closest<HTMLElement>("[data-stage], .cjm-lh");
  const lane = cell?.closest<HTMLElement>("[data-lane]")?.dataset.lane ?? "";
  if (!cell) return active.tagName;
  const place = `${lane}/${cell.dataset.stage ?? ""}`;
  if (active.dataset.card) return `${place} ${active.dataset.card}`;
  return active === cell ? place : `${place} ${active.tagName.toLowerCase()}`;
}

export async function press(key: string, held: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    composed: true,
    ...held,
  });
  await fire(event);
  await settled();
  return event;
}

/** Type into the open field, as the browser would after the keys. */
export async function type(text: string): Promise<void> {
  const field = document.activeElement as HTMLInputElement;
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  await fire(new InputEvent("input", { bubbles: true }));
}

/** What the page last put on the clipboard, by type. */
export const clipped = new Map<string, string>();

/** Copy, cut or paste; gives back the text the clipboard then holds, or null where the page left it alone. */
export async function clipboard(
  kind: "copy" | "cut" | "paste",
  text = "",
  html = "",
): Promise<string | null> {
  clipped.clear();
  clipped.set("text/plain", text).set("text/html", html);
  const event = new Event(kind, { bubbles: true, cancelable: true });
  const clipboardData = {
    getData: (type: string) => clipped.get(type) ?? "",
    setData: (type: string, value: string) => clipped.set(type, value),
  };
  Object.assign(event, { clipboardData });
  await fire(event);
  await settled();
  return event.defaultPrevented ? clipped.get("text/plain")! : null;
}

/** What a cell says in the document, one line a card. */
export const said = (lane: string, stage: string): string =>
  (store.document.value.cells?.[lane]?.[stage] ?? []).map(({ text }) => text ?? "").join("\n");

export const order = (what: "stages" | "lanes"): string =>
  (store.document.value[what] ?? []).map(({ id }) => id).join(" ");
