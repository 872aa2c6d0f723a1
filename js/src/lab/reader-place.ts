/**
 * Where a reader is in a map that another drawing of the same map takes the place of: the focus, and the part in sight.
 * Without the focus the next keys would be the notebook's, which deletes cells by them.
 */
import { HOLDS } from "../interaction/state";

interface Reader {
  /** A selector that finds what has the focus in another drawing, too; null where it is not in the map. */
  readonly focus: string | null;
  /** How far the grid is scrolled, in px. */
  readonly left: number;
  readonly top: number;
}

/** The grid's tab stop. */
const STOP = '[role="grid"] [tabindex="0"]';
const SCROLLER = ".cjm-scroll";

/** Where the reader of a map is. */
export function readerIn(map: HTMLElement): Reader {
  const { scrollLeft: left = 0, scrollTop: top = 0 } = map.querySelector(SCROLLER) ?? {};
  return { focus: focusIn(map), left, top };
}

function focusIn(map: HTMLElement): string | null {
  const active = document.activeElement as HTMLElement | null;
  if (!active || !map.contains(active)) return null;
  const stop = active.closest<HTMLElement>("[data-stage], .cjm-lh");
  const row = stop?.closest<HTMLElement>("[data-lane], .cjm-stages");
  if (!stop || !row) return STOP;
  const { stage } = stop.dataset;
  const { lane } = row.dataset;
  const { persona } = active.dataset;
  const card = active.closest<HTMLElement>("[data-card]")?.dataset.card ?? active.getAttribute(HOLDS);
  const place = `${lane ? named("lane", lane) : ".cjm-stages"} ${stage ? named("stage", stage) : ".cjm-lh"}`;
  if (persona) return `${place} ${named("persona", persona)}`;
  return card ? `${place} ${named("card", card)}` : place;
}

const named = (what: string, id: string): string => `[data-${what}="${CSS.escape(id)}"]`;

/** Bring a reader to the same place of another drawing, which is on screen. */
export function bring({ focus, left, top }: Reader, map: HTMLElement): void {
  if (focus !== null)
    (map.querySelector<HTMLElement>(focus) ?? map.querySelector<HTMLElement>(STOP))?.focus({
      preventScroll: true,
    });
  if (!left && !top) return;
  // Until the grid has been measured it has no width to scroll in.
  const scroll = () => map.querySelector(SCROLLER)?.scrollTo({ left, top, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(scroll));
}
