/**
 * Marks matches in place without drawing the map anew: as ranges that the style sheet colours. Only what is drawn can be
 * marked, so whatever is drawn later is marked then.
 */
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  isFindOnly,
  isSamePlace,
  patternOf,
  type SearchArea,
  type TextPlace,
} from "../../document/cards/matches";
import { currentMatch } from "../../interaction/finding/find";
import type { ViewState } from "../../interaction/state";

const ALL = "cjm-match";
const CURRENT = "cjm-match-now";
/** Where texts that are searched stand. */
const TEXTS =
  ".cjm-phase b, .cjm-stage > b, .cjm-stage > p, .cjm-lh-t > *, .cjm-txt, .cjm-chip, .cjm-card .cjm-tag, .cjm-source";

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
      const now = currentMatch(view);
      for (const element of grid.querySelectorAll<HTMLElement>(TEXTS)) {
        const place = placeOfText(element);
        if (!place || !isIn(place, state.area) || (state.replaces && isFindOnly(place))) continue;
        const start = place.field === "tags" ? tagStart(element) : 0;
        for (const { range, from } of rangesIn(element, pattern)) {
          own.push(range);
          (now?.from === start + from && isSamePlace(now, place) ? current : all).add(range);
        }
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

const isIn = ({ what, lane, stage }: TextPlace, area: SearchArea): boolean =>
  !area || (what === "card" && area.lanes.includes(lane!) && area.stages.includes(stage!));

/** The matches in an element that is drawn, each with where in its text it begins. */
function* rangesIn(element: HTMLElement, pattern: RegExp): Generator<{ range: Range; from: number }> {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  // A text stands in one node; its quotation marks are drawn, and its tools say other things.
  const node = walker.nextNode() as Text | null;
  for (const { 0: text, index } of node?.data.matchAll(pattern) ?? []) {
    const range = new Range();
    range.setStart(node!, index);
    range.setEnd(node!, index + text.length);
    yield { range, from: index };
  }
}

/** Where a tag begins in the tags of its card, which are a line each. */
function tagStart(tag: Element): number {
  const tags = [...tag.parentElement!.querySelectorAll(".cjm-tag")];
  return tags.slice(0, tags.indexOf(tag)).reduce((sum, one) => sum + one.textContent!.length + 1, 0);
}

function placeOfText(element: HTMLElement): TextPlace | null {
  const lane = element.closest<HTMLElement>("[data-lane]")?.dataset.lane ?? null;
  const stage = element.closest<HTMLElement>("[data-stage]")?.dataset.stage ?? null;
  const card = element.closest<HTMLElement>("[data-card]")?.dataset.card ?? null;
  const phase = element.closest<HTMLElement>("[data-phase]")?.dataset.phase ?? null;
  if (card !== null) {
    const field = element.matches(".cjm-tag") ? "tags" : element.matches(".cjm-source") ? "source" : "text";
    return { what: "card", field, lane, stage, id: card };
  }
  if (lane !== null)
    return { what: "lane", field: element.matches("b") ? "name" : "hint", lane, stage: null, id: null };
  if (stage !== null)
    return { what: "stage", field: element.matches("p") ? "goal" : "name", lane, stage, id: null };
  return phase === null ? null : { what: "phase", field: "name", lane, stage, id: phase };
}
