/**
 * Looking for findings while a reader works: the kernel is asked when the map has been at rest for a moment, and the
 * answer is marked on cells and headers. It begins when the Findings tab is first opened, and lasts as long as the view.
 */
import { effect, type Signal, signal } from "@preact/signals";
import type { FindingSpot, Findings, RuleFindings, Touch } from "../../document/schema";
import { go, goCard } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { placeOfTouch } from "../history/outlines";
import { startMarks } from "./marks";

/** ms without another edit before the kernel is asked. */
const REST = 250;

/** One finding: its rule, which of the rule's places it is, and that place. */
export interface Spot {
  readonly rule: RuleFindings;
  readonly at: number;
  readonly spot: FindingSpot;
}

export interface Watch {
  /** The finding that the panel explains; null for the list. */
  readonly shown: Signal<{ code: string; at: number } | null>;
  /** Which findings the list has. */
  readonly list: Signal<"all" | "here" | "waived">;
  readonly marks: Signal<boolean>;
}

const WATCHES = new WeakMap<ViewState, Watch>();

/** The watch of a view, begun when first asked for. */
export function watchOf(view: ViewState): Watch {
  let watch = WATCHES.get(view);
  if (!watch) {
    watch = { shown: signal(null), list: signal("all"), marks: signal(true) };
    WATCHES.set(view, watch);
    begin(view, watch);
  }
  return watch;
}

/** Every finding, in the order of the list. */
export const spotsOf = (findings: Findings | null): Spot[] =>
  (findings?.rules ?? []).flatMap((rule) => rule.spots.map((spot, at) => ({ rule, at, spot })));

/** Whether a finding is about a place: its cell or header, or a part of it. */
export const isAt = ({ stage, lane }: Touch, place: { stage: string | null; lane: string | null }): boolean =>
  (stage ?? null) === place.stage && (lane ?? null) === place.lane;

function begin(view: ViewState, watch: Watch): void {
  const { store } = view;
  effect(() => {
    void store.revision.value;
    if (!store.editable.value) return;
    const timer = setTimeout(
      () => {
        if (view.root?.isConnected !== false) store.ask({ type: "lint" });
      },
      store.findings.peek() ? REST : 0,
    );
    return () => clearTimeout(timer);
  });
  if (!view.root) return;
  startMarks(view, watch);
  ownKeys(view, watch);
}

/** Explain a finding in the panel; the focus goes to its place where the reader works on the map. */
export function showSpot(view: ViewState, watch: Watch, { rule, at, spot }: Spot, goes: boolean): void {
  watch.list.value = "all";
  watch.shown.value = { code: rule.code, at };
  view.panel.value = { tab: "findings", persona: null };
  if (goes) goToTouch(view, spot.at);
}

/** Bring the place of a finding into sight, and the focus there. */
export function goToTouch(view: ViewState, touch: Touch): void {
  const place = placeOfTouch(view, touch);
  if (!place) return;
  if (touch.card && view.cardElement(place, touch.card)) goCard(view, place, touch.card);
  else go(view, place);
}

/** F8 and Shift+F8 go from finding to finding, Ctrl+. mends the one at the focus. */
function ownKeys(view: ViewState, watch: Watch): void {
  view.root!.addEventListener("keydown", (event) => {
    const spots = spotsOf(view.store.findings.peek());
    if (event.key === "F8") {
      const next = neighbour(view, watch, spots, event.shiftKey ? -1 : 1);
      if (next) showSpot(view, watch, next, true);
    } else if (event.key === "." && (event.ctrlKey || event.metaKey)) {
      const shown = watch.shown.peek();
      const one =
        spots.find(({ rule, at }) => rule.code === shown?.code && at === shown.at) ??
        spots.find(({ spot }) => isAt(spot.at, view.focus.peek()));
      if (!one?.spot.mends || !view.store.editable.peek()) return;
      view.store.ask({ type: "mend", code: one.rule.code, at: one.spot.at });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** The finding before or after the one that is shown; the first at the focus where none is. */
export function neighbour(view: ViewState, watch: Watch, spots: readonly Spot[], by: 1 | -1): Spot | null {
  const shown = watch.shown.peek();
  const at = shown ? spots.findIndex(({ rule, at }) => rule.code === shown.code && at === shown.at) : -1;
  if (at >= 0) return spots[(at + by + spots.length) % spots.length] ?? null;
  return spots.find(({ spot }) => isAt(spot.at, view.focus.peek())) ?? spots.at(by > 0 ? 0 : -1) ?? null;
}
