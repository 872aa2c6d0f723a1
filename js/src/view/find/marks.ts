/**
 * Marks matches in place without drawing the map anew: as ranges that the style sheet colours. Only what is drawn can be
 * marked, so whatever is drawn later is marked then.
 */
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Match, patternOf } from "../../document/matches";
import { currentMatch, shownMatches } from "../../interaction/find";
import type { ViewState } from "../../interaction/state";

const ALL = "cjm-match";
const CURRENT = "cjm-match-now";
/** Where texts that are searched stand. */
const TEXTS = ".cjm-phase b, .cjm-stage > b, .cjm-stage > p, .cjm-lh-t > *, .cjm-txt, .cjm-chip";

/** Marks as this page has them, for every map of it; null where the browser has no such marks. */
function markOf(name: string): Highlight | null {
  if (!globalThis.CSS?.highlights) return null;
  const here = CSS.highlights.get(name) ?? new Highlight();
  // Of two on the same letters the later one wins.
  here.priority = name === CURRENT ? 1 : 0;
  CSS.highlights.set(name, here);
  return here;
}

export function useMarks(view: ViewState): void {
  useEffect(() => {
    const [all, current] = [markOf(ALL), markOf(CURRENT)];
    const grid = view.grid;
    if (!all || !current || !grid) return;
    let own: Range[] = [];
    let frame = 0;
    const clear = () => {
      for (const range of own) {
        all.delete(range);
        current.delete(range);
      }
      own = [];
    };
    const mark = () => {
      frame = 0;
      clear();
      const state = view.find.peek();
      const pattern = state && patternOf(state);
      if (!pattern) return;
      const matches = new Set(shownMatches(view).map(keyOf));
      const now = currentMatch(view);
      for (const element of grid.querySelectorAll<HTMLElement>(TEXTS))
        for (const { range, key } of rangesIn(element, pattern)) {
          if (!matches.has(key)) continue;
          own.push(range);
          (now && key === keyOf(now) ? current : all).add(range);
        }
    };
    const soon = () => {
      frame ||= requestAnimationFrame(mark);
    };
    const observer = new MutationObserver(soon);
    observer.observe(grid, { childList: true, characterData: true, subtree: true });
    const stop = effect(() => {
      view.find.value;
      view.matches.value;
      view.lanes.value;
      soon();
    });
    return () => {
      stop();
      observer.disconnect();
      cancelAnimationFrame(frame);
      clear();
    };
  }, [view, view.grid]);
}

/** Tells the matches of a map apart. */
const keyOf = ({
  lane,
  stage,
  id,
  field,
  from,
}: Pick<Match, "lane" | "stage" | "id" | "field" | "from">): string =>
  JSON.stringify([lane, stage, id, field, from]);

/** The matches in an element that is drawn, each with the key of the match of the map that it is. */
function* rangesIn(element: HTMLElement, pattern: RegExp): Generator<{ range: Range; key: string }> {
  const place = placeOfText(element);
  if (!place) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  // A text stands in one node; its quotation marks are drawn, and its tools say other things.
  const node = walker.nextNode() as Text | null;
  for (const { 0: text, index } of node?.data.matchAll(pattern) ?? []) {
    const range = new Range();
    range.setStart(node!, index);
    range.setEnd(node!, index + text.length);
    yield { range, key: keyOf({ ...place, from: index }) };
  }
}

function placeOfText(element: HTMLElement): Omit<Match, "from" | "to" | "what"> | null {
  const row = element.closest<HTMLElement>("[data-lane]")?.dataset.lane ?? null;
  const stage = element.closest<HTMLElement>("[data-stage]")?.dataset.stage ?? null;
  const card = element.closest<HTMLElement>("[data-card]")?.dataset.card ?? null;
  if (card !== null) return { lane: row, stage, id: card, field: "text" };
  if (element.closest(".cjm-lh"))
    return { lane: row, stage: null, id: null, field: element.matches("b") ? "name" : "hint" };
  if (stage !== null) return { lane: null, stage, id: null, field: element.matches("p") ? "goal" : "name" };
  const phase = element.closest<HTMLElement>("[data-phase]")?.dataset.phase;
  return phase === undefined ? null : { lane: null, stage: null, id: phase, field: "name" };
}
