/**
 * Looking for findings while a reader works: the kernel is asked when the map has been at rest for a moment, and the
 * answer is marked on cells and headers. It begins when the Findings tab is first opened, and lasts as long as the view.
 */
import { effect, signal } from "@preact/signals";
import type { ViewState } from "../../interaction/state";
import { startMarks } from "./finding-marks";
import { isAt, type RuleSpot, showSpot, spotsOf, type Watch } from "./spots";

/** ms without another edit before the kernel is asked. */
const REST = 250;

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
  // What is mended or ignored is explained no longer.
  effect(() => {
    const rules = store.findings.value?.rules ?? [];
    const shown = watch.shown.peek();
    if (shown && !rules.some(({ code }) => code === shown.code)) watch.shown.value = null;
  });
  if (!view.root) return;
  startMarks(view, watch);
  ownKeys(view, watch);
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
