/**
 * Dots on cards. They are attributes, drawn by a stylesheet: the grid draws its cells without knowing of them. What they
 * say to screen readers is a description of the card.
 */
import { useLayoutEffect } from "preact/hooks";
import type { ViewState } from "../../interaction/state";

const TAG = "data-votes";
/** More dots than this are written as a number. */
const MOST = 5;

/** Draw dots on cards as long as a component is there. */
export function useDots(
  view: ViewState,
  votes: ReadonlyMap<string, number>,
  words: (n: number) => string,
): void {
  const key = JSON.stringify([...votes]);
  useLayoutEffect(() => {
    let frame = 0;
    const mark = () => {
      frame = 0;
      for (const card of view.grid?.querySelectorAll<HTMLElement>("[data-card]") ?? []) {
        const n = votes.get(card.dataset.card!) ?? 0;
        if (n) set(card, n > MOST ? `● ${n}` : "●".repeat(n), words(n));
        else clear(card);
      }
    };
    const soon = () => {
      frame ||= requestAnimationFrame(mark);
    };
    mark();
    // Cells come and go while a large map scrolls, and cards as they are moved.
    const observer = new MutationObserver(soon);
    if (view.root) observer.observe(view.root, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      for (const card of view.grid?.querySelectorAll<HTMLElement>(`[${TAG}]`) ?? []) clear(card);
    };
  }, [view, key]);
}

function set(card: HTMLElement, dots: string, words: string): void {
  if (card.getAttribute(TAG) === dots) return;
  card.setAttribute(TAG, dots);
  card.setAttribute("aria-description", words);
}

function clear(card: HTMLElement): void {
  if (!card.hasAttribute(TAG)) return;
  card.removeAttribute(TAG);
  card.removeAttribute("aria-description");
}
