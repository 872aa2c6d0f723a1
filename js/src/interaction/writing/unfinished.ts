/**
 * What the reader has written and is no edit yet, when the page or the map goes: open editors and drafts ask before the
 * page is left, and the drafts of a map that goes away (its cell runs again, its notebook is closed) wait on the page for
 * the next view of the same map. Documents are no help to tell which map that is: all maps without a title have one id.
 */
import { effect } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { ViewState } from "../state";

interface WaitingDrafts {
  readonly session: string;
  readonly document: string;
  /** Whether the session has ended, so that its map comes back with another one. */
  readonly isOrphan: boolean;
  readonly drafts: ReadonlyMap<string, readonly string[]>;
}

/** Each map has this module to itself, and the page is one. */
const REGISTRY = Symbol.for("cjm:drafts");

/** In the order in which their maps went away, which is that in which cells are run again. */
function draftsOfPage(): WaitingDrafts[] {
  const page = globalThis as { [REGISTRY]?: WaitingDrafts[] };
  page[REGISTRY] ??= [];
  return page[REGISTRY];
}

/** Takes the drafts that wait for a view: those of its session, failing that the first of a session that has ended. */
function takeDrafts(session: string, document: string): WaitingDrafts["drafts"] | null {
  const all = draftsOfPage();
  const own = all.findIndex((one) => one.session === session);
  const at = own >= 0 ? own : all.findIndex((one) => one.isOrphan && one.document === document);
  return at < 0 ? null : all.splice(at, 1)[0]!.drafts;
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
      const session = view.store.session.value;
      const drafts = session && takeDrafts(session, view.store.document.peek().id);
      if (!drafts) return;
      view.drafts.value = new Map([...drafts, ...view.drafts.peek()]);
      listen();
    });
    return () => {
      stopAdopting();
      root.current?.removeEventListener("input", listen);
      window.removeEventListener("beforeunload", ask);
      const { session, document, status } = view.store;
      const drafts = view.drafts.peek();
      const isOrphan = status.peek().kind === "gone";
      if (drafts.size)
        draftsOfPage().push({ session: session.peek(), document: document.peek().id, isOrphan, drafts });
    };
  }, [view, root]);
}
