/**
 * What the reader has written and is no edit yet, when the page or the map goes: open editors and drafts ask before the
 * page is left, and the drafts of a map that goes away (its cell runs again, its notebook is closed) wait on the page for
 * the next view of the same map.
 */
import { effect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { ViewState } from "./state";

type Drafts = ReadonlyMap<string, readonly string[]>;

/** Each map has this module to itself, and the page is one. */
const REGISTRY = Symbol.for("cjm:drafts");

function draftsOfPage(): Map<string, Drafts> {
  const page = globalThis as { [REGISTRY]?: Map<string, Drafts> };
  page[REGISTRY] ??= new Map();
  return page[REGISTRY];
}

/** Whether leaving the page would lose something the reader wrote in this map. */
export const hasUnfinished = (view: ViewState): boolean =>
  view.drafts.peek().size > 0 || [...view.unfinished].some((one) => one.isChanged());

export function useUnfinished(view: ViewState, root: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const ask = (event: Event) => {
      if (hasUnfinished(view)) event.preventDefault();
    };
    // Not before there is something written: some browsers keep no page with this listener to go back to.
    const listen = () => window.addEventListener("beforeunload", ask);
    root.current!.addEventListener("input", listen);
    const stopAdopting = effect(() => {
      const { id } = view.store.document.value;
      const drafts = draftsOfPage().get(id);
      if (!drafts) return;
      draftsOfPage().delete(id);
      view.drafts.value = new Map([...drafts, ...view.drafts.peek()]);
      listen();
    });
    return () => {
      stopAdopting();
      root.current?.removeEventListener("input", listen);
      window.removeEventListener("beforeunload", ask);
      const drafts = view.drafts.peek();
      if (drafts.size) draftsOfPage().set(view.store.document.peek().id, drafts);
    };
  }, [view, root]);
}
