/**
 * Marks on cells and headers where there are findings. They are attributes, drawn by a stylesheet that stays while the
 * panel comes and goes: the grid draws its cells without knowing of them.
 */
import { effect } from "@preact/signals";
import type { ViewState } from "../../interaction/state";
import { plural, translate } from "../../words/words";
import { placeOfTouch } from "../history/outlines";
import { type RuleSpot, showSpot, spotsOf, type Watch } from "./spots";

/** Side in px of a mark, from the corner of its cell. */
const CORNER = 24;
const RANKS = ["error", "warning", "hint"] as const;
/** What is drawn has no words for screen readers, which hear the description of the cell. */
const STYLE = `
.cjm [data-finding]::after {
  content: "△" attr(data-findings); content: "△" attr(data-findings) / ""; position: absolute; inset-inline-end: 1px; bottom: 1px; min-width: 24px; height: 24px;
  border-radius: var(--r1); font: 500 11px/24px var(--cjm-font); text-align: center; color: var(--cjm-text-2); cursor: pointer;
}
.cjm [data-finding="error"]::after { content: "▲" attr(data-findings); content: "▲" attr(data-findings) / ""; color: var(--cjm-danger); }
.cjm [data-finding="hint"]::after { content: "○" attr(data-findings); content: "○" attr(data-findings) / ""; }
.cjm .cjm-cell[data-finding]:has([data-card]) { padding-bottom: 24px; }
@media print { .cjm [data-finding]::after { content: none; } }
`;

/** Mark what is found, from now on. */
export function startMarks(view: ViewState, watch: Watch): void {
  const { store } = view;
  const style = document.createElement("style");
  style.textContent = STYLE;
  view.root!.append(style);
  const marked = new Set<Element>();
  const mark = () => {
    const next = watch.marks.peek() ? byElement(view) : new Map<Element, RuleSpot[]>();
    for (const element of marked) if (!next.has(element)) clear(element);
    marked.clear();
    for (const [element, spots] of next) {
      set(element, spots);
      marked.add(element);
    }
  };
  effect(() => {
    void [store.findings.value, watch.marks.value, view.lanes.value, view.stages.value];
    void [view.window.value, view.reader.folded.value];
    const frame = requestAnimationFrame(mark);
    return () => cancelAnimationFrame(frame);
  });
  // Cells come and go while a large map scrolls, and as lanes fold.
  let waiting = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(mark);
  });
  observer.observe(view.root!, { childList: true, subtree: true });
  ownPresses(view, watch);
}

function byElement(view: ViewState): Map<Element, RuleSpot[]> {
  const elements = new Map<Element, RuleSpot[]>();
  for (const one of spotsOf(view.store.findings.peek())) {
    const place = placeOfTouch(view, one.spot.at);
    const element = place && view.element(place);
    if (element) elements.set(element, [...(elements.get(element) ?? []), one]);
  }
  return elements;
}

function set(element: Element, spots: readonly RuleSpot[]): void {
  const worst = RANKS.find((rank) => spots.some(({ rule }) => rule.severity === rank))!;
  const titles = [...new Set(spots.map(({ rule }) => translate(rule.title)))];
  const values = {
    "data-finding": worst,
    "data-findings": spots.length > 1 ? String(spots.length) : "",
    "aria-description": `${plural(spots.length, "{n} finding", "{n} findings")}: ${titles.join(", ")}`,
  };
  for (const [name, value] of Object.entries(values))
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function clear(element: Element): void {
  for (const name of ["data-finding", "data-findings", "aria-description"]) element.removeAttribute(name);
}

/** A press of a mark opens what it stands for, and is no press of the cell. */
function ownPresses(view: ViewState, watch: Watch): void {
  const onMark = (event: MouseEvent): Element | null => {
    const element = (event.target as Element).closest?.("[data-finding]");
    if (!element || event.button || !watch.marks.peek()) return null;
    const { left, right, bottom } = element.getBoundingClientRect();
    const isRtl = getComputedStyle(element).direction === "rtl";
    const across = isRtl ? event.clientX - left : right - event.clientX;
    return across <= CORNER && bottom - event.clientY <= CORNER ? element : null;
  };
  for (const type of ["pointerdown", "mousedown", "click"] as const)
    view.root!.addEventListener(
      type,
      (event) => {
        const element = onMark(event as MouseEvent);
        if (!element) return;
        event.preventDefault();
        event.stopPropagation();
        if (type !== "click") return;
        const first = byElement(view).get(element)?.[0];
        if (first) showSpot(view, watch, first, false);
      },
      { capture: true },
    );
}
