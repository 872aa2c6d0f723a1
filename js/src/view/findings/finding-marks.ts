/**
 * Marks on cells, headers and points of the curve where there are findings. They are attributes, drawn
 * by a stylesheet (findings.css): the grid draws its cells without knowing of them.
 */
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { laneContent } from "../../document/lane-kinds";
import type { Document, Findings } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { plural, translate } from "../../words/words";
import { type RuleSpot, showSpot, spotsOf, type Watch } from "./spots";

/** Side in px of where a mark is pressed, from the corner of its cell, and its distance from the middle of its point. */
const [SIDE, APART] = [24, 17];
const RANKS = ["error", "warning", "hint"] as const;

/** The findings of a place: of its cell or header, and of each point of a curve in it. */
interface PlaceSpots {
  readonly own: RuleSpot[];
  readonly points: Map<string, RuleSpot[]>;
}
/** By lane and stage; "" where there is none. */
type Spots = Map<string, Map<string, PlaceSpots>>;

/** Mark what is found, from now on; returns what ends it. */
export function startMarks(view: ViewState, root: HTMLElement, watch: Watch): () => void {
  const spots = computed(() => byPlace(watch.findings.value, view.store.document.value));
  const marked = new Set<Element>();
  const mark = () => {
    const next = watch.marks.peek() ? byElement(view, spots) : new Map<Element, RuleSpot[]>();
    for (const element of marked) if (!next.has(element)) clear(element);
    marked.clear();
    const { code, at } = watch.shown.peek() ?? {};
    for (const [element, own] of next) {
      set(
        element,
        own,
        own.some((one) => one.rule.code === code && one.at === at),
      );
      marked.add(element);
    }
  };
  let frame = 0;
  const markSoon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(mark);
  };
  const stopMarking = effect(() => {
    void [spots.value, watch.marks.value, watch.shown.value, view.lanes.value, view.stages.value];
    void [view.window.value, view.reader.folded.value];
    markSoon();
  });
  // Cells come and go while a large map scrolls, and as lanes fold.
  const observer = new MutationObserver(markSoon);
  observer.observe(root, { childList: true, subtree: true });
  const stopPresses = ownPresses(view, root, watch, spots);
  return () => {
    stopMarking();
    observer.disconnect();
    stopPresses();
    cancelAnimationFrame(frame);
    for (const element of marked) clear(element);
  };
}

function byPlace(findings: Findings | null, { lanes = [] }: Document): Spots {
  const curve = lanes.find((lane) => laneContent(lane) === "emotions")?.id;
  const spots: Spots = new Map();
  for (const one of spotsOf(findings)) {
    const { stage, lane, persona } = one.spot.at;
    const row = persona ? curve : lane;
    if (persona ? !row : !row && !stage) continue;
    const cells = spots.get(row ?? "") ?? new Map<string, PlaceSpots>();
    spots.set(row ?? "", cells);
    const place = cells.get(stage ?? "") ?? { own: [], points: new Map<string, RuleSpot[]>() };
    cells.set(stage ?? "", place);
    if (persona && stage) place.points.set(persona, [...(place.points.get(persona) ?? []), one]);
    else place.own.push(one);
  }
  return spots;
}

/** Of the findings that have a place, those whose place is drawn now. */
function byElement(view: ViewState, spots: ReadonlySignal<Spots>): Map<Element, RuleSpot[]> {
  const elements = new Map<Element, RuleSpot[]>();
  for (const [lane, cells] of spots.peek())
    for (const element of (view.row(lane || null)?.children ?? []) as Iterable<HTMLElement>) {
      const place = cells.get(element.matches(".cjm-lh") ? "" : (element.dataset.stage ?? " "));
      if (!place) continue;
      if (place.own.length) elements.set(element, place.own);
      for (const point of place.points.size ? element.querySelectorAll<HTMLElement>(".cjm-pt") : []) {
        const own = point.dataset.state === "now" && place.points.get(point.dataset.persona ?? "");
        if (own) elements.set(point, own);
      }
    }
  return elements;
}

function set(element: Element, spots: readonly RuleSpot[], isShown: boolean): void {
  const worst = RANKS.find((rank) => spots.some(({ rule }) => rule.severity === rank))!;
  const titles = [...new Set(spots.map(({ rule }) => translate(rule.title)))];
  const values = {
    "data-finding": worst,
    "data-findings": spots.length > 1 ? `\u2009${spots.length}` : "", // a thin space after the mark
    "aria-description": `${plural(spots.length, "{n} finding", "{n} findings")}: ${titles.join(", ")}`,
  };
  for (const [name, value] of Object.entries(values))
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  element.toggleAttribute("data-finding-shown", isShown);
}

function clear(element: Element): void {
  for (const name of ["data-finding", "data-findings", "data-finding-shown", "aria-description"])
    element.removeAttribute(name);
}

/** A press of a mark opens what it stands for, and is no press of the cell. */
function ownPresses(
  view: ViewState,
  root: HTMLElement,
  watch: Watch,
  spots: ReadonlySignal<Spots>,
): () => void {
  const onMark = (event: MouseEvent): Element | null => {
    const target = event.target as Element;
    const element = target.closest?.("[data-finding]");
    if (!element || event.button || !watch.marks.peek()) return null;
    // The menu of a header lies where its mark does, while it is pointed at.
    if (element.matches("[role=rowheader], [role=columnheader]") && target.closest("button")) return null;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isRtl = getComputedStyle(element).direction === "rtl";
    const across = isRtl ? event.clientX - left : right - event.clientX;
    if (element.matches(".cjm-pt")) return across > APART + SIDE / 4 ? element : null;
    // Below in the header of the curves stands the scale.
    const fromEdge = element.matches(".cjm-emotion > .cjm-lh") ? event.clientY - top : bottom - event.clientY;
    return across <= SIDE && fromEdge <= SIDE ? element : null;
  };
  const onPress = (event: MouseEvent) => {
    const element = onMark(event);
    if (!element) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type !== "click") return;
    const first = byElement(view, spots).get(element)?.[0];
    if (first) showSpot(view, watch, first, false);
  };
  const types = ["pointerdown", "mousedown", "click"] as const;
  for (const type of types) root.addEventListener(type, onPress, { capture: true });
  return () => {
    for (const type of types) root.removeEventListener(type, onPress, { capture: true });
  };
}
