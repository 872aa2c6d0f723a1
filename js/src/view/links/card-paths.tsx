/**
 * The links of cards over the cells: the path of the card that is focused or pointed at, or all of them. Cells know
 * nothing of it; it is measured from what is drawn, and what is not in sight is where its column and row are.
 */
import { effect, type Signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { isOfStages, placeOfCard, sameAnchor } from "../../document/links/links";
import type { Anchor, Link } from "../../document/schema";
import { isRtl, scaleOf } from "../../interaction/drag";
import { elementOf, waysFrom } from "../../interaction/links/link-commands";
import type { PathNote as Note } from "../../interaction/links/link-state";
import type { ViewState } from "../../interaction/state";
import { type Box, type CardPath, cardPath, type Terminal } from "../../scene/card-path";
import { RING } from "../../scene/path";
import { plural, texts } from "../../words/words";
import { Chord } from "../chord";
import { LinkEnds, strokePath } from "./ends";

const TEXTS = texts({
  path: (cards: number) => plural(cards, "{n} card on this path", "{n} cards on this path"),
  next: "next",
} as const);
const STANDS_FOR = { LINKED: "data-linked", TARGET: "data-target" } as const;
/** How many links of a path are drawn at most: more would be a tangle. */
const MOST = 400;

interface Drawing {
  readonly width: number;
  readonly isRtl: boolean;
  readonly lines: readonly { readonly id: string; readonly isOn: boolean; readonly path: CardPath }[];
  readonly note: Note | null;
}

export function CardPaths({ view }: { view: ViewState }) {
  const drawing: Signal<Drawing | null> = useSignal(null);
  useMeasuring(view, drawing);
  const now = drawing.value;
  if (!now) return null;
  return (
    <div class="cjm-cardpaths" role="presentation">
      <svg
        class="cjm-draw"
        aria-hidden="true"
        width="1"
        height="1"
        style={now.isRtl ? { transform: `translateX(${now.width}px) scaleX(-1)` } : undefined}
      >
        {now.lines.map(({ id, isOn, path }) => (
          <g key={id} class={isOn ? "is-on" : undefined}>
            <path class="cjm-ln" d={strokePath(path.stroke)} />
            <LinkEnds line={path} ring={RING} />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** How long the path of the focused card is. Outside of the grid, which holds rows only. */
export function PathNote({ view }: { view: ViewState }) {
  const note = view.linking.note.value;
  if (!view.linking.counts.value.size) return null;
  return (
    <span class="cjm-pathnote" role="status">
      {note && (
        <span style={{ insetInlineStart: `${note.x}px`, top: `${note.y}px` }}>
          {TEXTS.path(note.cards)} <Chord keys="Ctrl+]" /> {TEXTS.next}
        </span>
      )}
    </span>
  );
}

/** Keep the drawing as the map is, measured once a frame at most. */
function useMeasuring(view: ViewState, drawing: Signal<Drawing | null>): void {
  useEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const next = draw(view);
      if (next || drawing.peek()) drawing.value = next;
      view.linking.note.value = next?.note ?? null;
    };
    const later = () => {
      frame ||= requestAnimationFrame(measure);
    };
    const stop = effect(() => {
      const { linking } = view;
      void [linking.all.value, linking.shown.value, linking.chosen.value, linking.draft.value];
      void [view.focus.value, view.cards.value, view.window.value, view.columns.value, view.range.value];
      void [view.printing.value, view.editing.value, view.open.value, view.dragging.value];
      void view.store.document.value;
      if (linking.counts.value.size) void view.pointedCard.value;
      later();
    });
    const observer = globalThis.ResizeObserver && new ResizeObserver(later);
    if (view.grid) observer?.observe(view.grid);
    // The focus goes to a card, or from it, without a change of what is selected.
    view.grid?.addEventListener("focusin", later);
    view.grid?.addEventListener("focusout", later);
    return () => {
      stop();
      cancelAnimationFrame(frame);
      observer?.disconnect();
      view.grid?.removeEventListener("focusin", later);
      view.grid?.removeEventListener("focusout", later);
    };
  }, [view, drawing]);
  useLayoutEffect(() => () => mark(view, STANDS_FOR.LINKED, []), [view]);
}

/** The links to draw, and those of them that are emphasised. */
function linksToDraw(view: ViewState): { links: Link[]; on: ReadonlySet<Link>; about: string | null } {
  const { linking } = view;
  const nothing = { links: [], on: new Set<Link>(), about: null };
  const cards = linking.all.peek().filter((link) => !isOfStages(link));
  const draft = draftOf(view);
  if (draft) return { links: [draft], on: new Set([draft]), about: null };
  if (!cards.length || linking.shown.peek() === "none" || view.range.peek() || view.dragging.peek())
    return nothing;
  const chosen = cards.find(({ id }) => id === linking.chosen.peek());
  const [only] = view.cards.peek().size === 1 ? view.cards.peek() : [];
  const focused = only !== undefined && view.hasFocus() ? only : null;
  const about = chosen ? null : (view.pointedCard.peek() ?? focused);
  const start = chosen?.start ?? (about ? { card: about } : null);
  const path = chosen && !about ? [chosen] : start ? pathOf(cards, start) : [];
  const links = linking.shown.peek() === "all" ? cards : path;
  return { links: links.slice(0, MOST), on: new Set(path), about: focused };
}

/** A link that is being made. */
function draftOf(view: ViewState): Link | null {
  const isMaking = view.dragging.peek()?.kind === "link" || view.open.peek()?.what === "link to";
  const draft = isMaking ? view.linking.draft.peek() : null;
  return draft?.end ? { id: "", start: draft.start, end: draft.end } : null;
}

/** All links that hang together with a card; a stage ends a path. */
function pathOf(links: readonly Link[], from: Anchor): Link[] {
  const seen = new Set<Link>();
  const waiting = [from];
  for (let at = waiting.pop(); at; at = waiting.pop())
    for (const link of links) {
      if (seen.has(link) || !(sameAnchor(at, link.start) || sameAnchor(at, link.end))) continue;
      seen.add(link);
      for (const end of [link.start, link.end]) if (end?.card && !sameAnchor(at, end)) waiting.push(end);
    }
  return links.filter((link) => seen.has(link));
}

/** Mark the elements that a drawing is about, and no others. */
function mark(view: ViewState, name: string, elements: readonly (HTMLElement | null)[]): void {
  const marked = new Set(elements);
  for (const one of view.grid?.querySelectorAll(`[${name}]`) ?? [])
    if (!marked.has(one as HTMLElement)) one.removeAttribute(name);
  for (const one of marked) one?.setAttribute(name, "");
}

function draw(view: ViewState): Drawing | null {
  const { grid } = view;
  if (!grid || view.printing.peek()) return null;
  const { links, on, about } = linksToDraw(view);
  const ends = links.flatMap(({ start, end }) => (end ? [start, end] : [start]));
  const draft = draftOf(view);
  mark(
    view,
    STANDS_FOR.LINKED,
    on.size && !draft ? ends.filter((end) => isOnPath(on, end)).map((end) => elementOf(view, end)) : [],
  );
  mark(view, STANDS_FOR.TARGET, draft?.end ? [elementOf(view, draft.end)] : []);
  if (!links.length) return null;
  const measures = new Measures(view, grid);
  const lines = links.flatMap((link, at) => {
    const [from, to] = [measures.terminal(link.start), link.end ? measures.terminal(link.end) : null];
    if (!from) return [];
    const kind = link.kind ?? "direct";
    const path = cardPath(from, to ?? outOf(from), kind, at, (x, top, bottom) =>
      measures.isFree(x, top, bottom, [from.box, to?.box]),
    );
    return [{ id: link.id, isOn: on.has(link), path }];
  });
  // What is emphasised lies over the rest.
  lines.sort((a, b) => Number(a.isOn) - Number(b.isOn));
  const box = about ? measures.terminal({ card: about })?.box : null;
  const cards = new Set(ends.flatMap(({ card }) => (card ? [card] : [])));
  const hasNext = about !== null && waysFrom(view, { card: about }).length > 0;
  const isQuiet = view.editing.peek() !== null || view.open.peek() !== null || draft !== null;
  return {
    width: measures.width,
    isRtl: measures.isRtl,
    lines,
    note: box && hasNext && !isQuiet ? { x: box.left + 30, y: box.bottom + 7, cards: cards.size } : null,
  };
}

const isOnPath = (on: ReadonlySet<Link>, end: Anchor): boolean =>
  [...on].some((link) => sameAnchor(end, link.start) || sameAnchor(end, link.end));

/** An open end is a short line into the gutter. */
const outOf = ({ box, row }: Terminal): Terminal => ({
  box: { left: box.right + 12, right: box.right + 13, top: box.top, bottom: box.bottom },
  row,
});

/** Boxes of what is drawn, in px of the grid from its inline start, each measured once. */
class Measures {
  readonly isRtl: boolean;
  readonly width: number;
  readonly #scale: number;
  readonly #origin: DOMRect;
  #cards: Box[] | null = null;

  constructor(
    readonly view: ViewState,
    readonly grid: HTMLElement,
  ) {
    this.isRtl = isRtl(grid);
    this.width = grid.offsetWidth;
    this.#scale = scaleOf(grid);
    this.#origin = grid.getBoundingClientRect();
  }

  #box(element: Element): Box {
    const rect = element.getBoundingClientRect();
    const at = (x: number) => (x - this.#origin.left) / this.#scale;
    const [left, right] = this.isRtl
      ? [this.width - at(rect.right), this.width - at(rect.left)]
      : [at(rect.left), at(rect.right)];
    const top = (rect.top - this.#origin.top) / this.#scale;
    return { left, right, top, bottom: top + rect.height / this.#scale };
  }

  /** Where a link starts or ends; null where that is in no lane of this view. */
  terminal(anchor: Anchor): Terminal | null {
    const { view } = this;
    const place = anchor.card ? placeOfCard(view.store.document.peek(), anchor.card) : null;
    const stage = place?.stage ?? anchor.stage!;
    const row = anchor.card
      ? place && view.row(place.lane)
      : this.grid.querySelector(".cjm-path, [data-lane]");
    const column = view.columns.peek().find((one) => one.stage === stage);
    if (!row || !column) return null;
    const edges = this.#box(row);
    const corner = this.grid.querySelector<HTMLElement>(".cjm-corner")?.offsetWidth ?? 0;
    const element = anchor.card ? elementOf(view, anchor) : null;
    // Of a stage the lower edge of its header, and of what is not in sight the place in its row.
    const box = element
      ? this.#box(element)
      : {
          left: corner + column.left + 6,
          right: corner + column.left + column.width - 6,
          top: anchor.card ? edges.top + 6 : edges.top - 16,
          bottom: anchor.card ? edges.bottom - 6 : edges.top,
        };
    return { box, row: anchor.card ? [edges.top, edges.bottom] : [edges.top - 16, edges.top] };
  }

  /** Whether an upright line meets no card but those at its ends. */
  isFree(x: number, top: number, bottom: number, ends: readonly (Box | undefined)[]): boolean {
    this.#cards ??= [...this.grid.querySelectorAll("[data-card]")].map((card) => this.#box(card));
    return !this.#cards.some(
      (card) =>
        card.left < x + 4 &&
        card.right > x - 4 &&
        card.top < bottom - 1 &&
        card.bottom > top + 1 &&
        !ends.some((end) => end && Math.abs(end.left - card.left) < 1 && Math.abs(end.top - card.top) < 1),
    );
  }
}
