/**
 * Looking for findings while a reader works: the kernel is asked when the map has been at rest for a moment and somebody
 * sees it, and what it answers is marked on cells, headers and points. It lasts as long as the view.
 */
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { Findings } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { startMarks } from "./finding-marks";
import { isAt, type RuleSpot, showSpot, spotsOf, type Watch } from "./spots";

/** ms without another edit before the kernel is asked. */
const REST = 300;
/** ms after which a question that nobody answered may have been lost; twice as long each time it is asked again. */
const PATIENCE = 10_000;
/** What this browser remembers: "off" where a reader wants no marks. */
const MARKS = "cjm-finding-marks";

const WATCHES = new WeakMap<ViewState, { readonly watch: Watch; readonly stop: () => void }>();

/** The watch of a view, begun when first asked for. */
export const watchOf = (view: ViewState): Watch => begun(view).watch;

/** Look for findings as long as the view is there; returns what ends it. */
export const watchFindings = (view: ViewState): (() => void) => begun(view).stop;

function begun(view: ViewState) {
  let one = WATCHES.get(view);
  if (!one) {
    const watch: Watch = {
      findings: signal(null),
      shown: signal(null),
      list: signal("all"),
      marks: signal(remembered() !== "off"),
    };
    one = { watch, stop: begin(view, watch) };
    WATCHES.set(view, one);
  }
  return one;
}

function begin(view: ViewState, watch: Watch): () => void {
  const { store, root } = view;
  if (!store.findings) return () => {};
  const sight = root ? sightOf(root) : { inSight: signal(true), stop: () => {} };
  const stops = [sight.stop, keepAsking(view, watch, sight.inSight)];
  // What is mended or ignored is explained no longer.
  stops.push(
    effect(() => {
      const rules = watch.findings.value?.rules ?? [];
      const shown = watch.shown.peek();
      if (shown && !rules.some(({ code }) => code === shown.code)) watch.shown.value = null;
    }),
    effect(() => remember(watch.marks.value ? "on" : "off")),
  );
  if (root) stops.push(startMarks(view, root, watch), ownKeys(view, root, watch));
  return () => {
    WATCHES.delete(view);
    for (const stop of stops) stop();
  };
}

/** Ask for the findings of each revision that lasts for a moment: one question at a time, and none while edits wait. */
function keepAsking({ store }: ViewState, watch: Watch, inSight: ReadonlySignal<boolean>): () => void {
  const isOpen = signal(false);
  let [asked, answered] = ["", ""];
  let since = -1;
  let patience = PATIENCE;
  let lost: ReturnType<typeof setTimeout> | undefined;
  const stopHearing = effect(() => {
    const news = store.findings!.value;
    if (!news) return;
    clearTimeout(lost);
    patience = PATIENCE;
    const all = completed(news, watch.findings.peek());
    since = all ? (all.revision ?? 0) : -1;
    if (all) {
      watch.findings.value = all;
      answered = asked;
    }
    isOpen.value = false;
  });
  const stopAsking = effect(() => {
    const wanted = `${store.session.value} ${store.revision.value}`;
    const { kind } = store.status.value;
    if (!store.editable.value || kind === "connecting") {
      isOpen.value = false; // whatever was asked may be lost
      return;
    }
    if (kind === "waiting" || isOpen.value || wanted === answered || !inSight.value) return;
    const timer = setTimeout(
      () => {
        isOpen.value = true;
        asked = wanted;
        clearTimeout(lost);
        lost = setTimeout(() => {
          isOpen.value = false;
        }, patience);
        patience *= 2;
        store.ask({ type: "lint", since });
      },
      watch.findings.peek() ? REST : 0,
    );
    return () => clearTimeout(timer);
  });
  return () => {
    clearTimeout(lost);
    stopHearing();
    stopAsking();
  };
}

/** Findings with those that the kernel named only, since they are as they were; null where they are not known here. */
function completed(news: Findings, before: Findings | null): Findings | null {
  const { same = [], rules = [], since } = news;
  if (!same.length) return news;
  if (!before || since !== (before.revision ?? 0) || news.epoch !== before.epoch) return null;
  const every = [...(before.rules ?? []).filter(({ code }) => same.includes(code)), ...rules];
  const place = ({ severity, code }: (typeof every)[number]) => `${RANKS.indexOf(severity)} ${code}`;
  return { ...news, rules: every.sort((a, b) => (place(a) < place(b) ? -1 : 1)) };
}

const RANKS = ["error", "warning", "hint"] as const;

/** Whether anybody can see an element: it is on the screen, and its page in front. */
function sightOf(element: Element): { inSight: ReadonlySignal<boolean>; stop: () => void } {
  const inSight = signal(false);
  let onScreen = !("IntersectionObserver" in globalThis);
  const look = () => {
    inSight.value = onScreen && document.visibilityState !== "hidden";
  };
  const observer = onScreen
    ? null
    : new IntersectionObserver(([entry]) => {
        onScreen = !!entry?.isIntersecting;
        look();
      });
  observer?.observe(element);
  document.addEventListener("visibilitychange", look);
  look();
  const stop = () => {
    observer?.disconnect();
    document.removeEventListener("visibilitychange", look);
  };
  return { inSight, stop };
}

function remembered(): string | null {
  try {
    return localStorage.getItem(MARKS);
  } catch {
    return null; // a page that may not remember anything
  }
}

function remember(marks: "on" | "off"): void {
  try {
    if (marks === "off") localStorage.setItem(MARKS, marks);
    else localStorage.removeItem(MARKS);
  } catch {
    // They are there again next time.
  }
}

/** F8 and Shift+F8 go from finding to finding, Ctrl+. mends the one at the focus. */
function ownKeys(view: ViewState, root: HTMLElement, watch: Watch): () => void {
  // A key pressed before the first findings are there acts once they are.
  let early: 1 | -1 | null = null;
  const step = (by: 1 | -1) => {
    const next = neighbour(view, watch, spotsOf(watch.findings.peek()), by);
    if (next) showSpot(view, watch, next, true);
  };
  const stop = effect(() => {
    const by = watch.findings.value && early;
    if (!by) return;
    early = null;
    untracked(() => step(by));
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "F8") {
      const by = event.shiftKey ? -1 : 1;
      if (watch.findings.peek()) step(by);
      else early = by;
    } else if (event.key === "." && (event.ctrlKey || event.metaKey)) {
      const shown = watch.shown.peek();
      const spots = spotsOf(watch.findings.peek());
      const one =
        spots.find(({ rule, at }) => rule.code === shown?.code && at === shown.at) ??
        spots.find(({ spot }) => isAt(spot.at, view.focus.peek()));
      if (!one?.spot.mends || !view.store.editable.peek()) return;
      view.store.ask({ type: "mend", code: one.rule.code, at: one.spot.at });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  root.addEventListener("keydown", onKeyDown);
  return () => {
    stop();
    root.removeEventListener("keydown", onKeyDown);
  };
}

/** The finding before or after the one that is shown; the first at the focus where none is. */
export function neighbour(
  view: ViewState,
  watch: Watch,
  spots: readonly RuleSpot[],
  by: 1 | -1,
): RuleSpot | null {
  const shown = watch.shown.peek();
  const at = shown ? spots.findIndex(({ rule, at }) => rule.code === shown.code && at === shown.at) : -1;
  if (at >= 0) return spots[(at + by + spots.length) % spots.length] ?? null;
  return spots.find(({ spot }) => isAt(spot.at, view.focus.peek())) ?? spots.at(by > 0 ? 0 : -1) ?? null;
}
