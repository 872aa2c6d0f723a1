/**
 * Cards by pointer: a press selects, moving on drags the selected cards, Ctrl while dropping leaves copies. A finger
 * scrolls until it has rested on a card, which adds it to the selection; a card's grip drags at once. The edge at a
 * card's end drags how many stages it covers.
 */
import { copyCardsTo, coverStages, moveCardsTo, roomFor, type Slot } from "../../document/cards/card-moves";
import { rowAt } from "../../document/document";
import { cardsAt, cardText } from "../../document/gestures";
import { lineAt, slotAt } from "../../scene/drop";
import { spansOf } from "../../scene/layout";
import { english, plural, t } from "../../words/words";
import { isRtl, lineInGrid, pointInGrid, startDrag } from "../drag";
import { goCard, placeOf } from "../focus";
import { cardCount, copyLabel, moveLabel, slotWords, spanEnd, spanWords } from "../outcome";
import type { Aim, Place, PointerSpot, ViewState } from "../state";
import { makeEdit } from "../writing/editing";
import { isTextless, selectedCards, toggleCard } from "./card-selection";
import { touchesHidden, withBesides } from "./hidden-cards";

export const cardOf = (target: Element): string | null =>
  target.closest<HTMLElement>("[data-card]")?.dataset.card ?? null;

/** Parts of a card whose press is their own. */
const CONTROLS = "a, input, textarea, select, button:not(.is-grip)";

/** A press on a card: what follows decides whether it selects, drags or scrolls. */
export function pressCard(view: ViewState, event: PointerEvent): void {
  const target = event.target as Element;
  const card = cardOf(target);
  const place = placeOf(target);
  if (event.button !== 0 || !event.isPrimary || event.shiftKey || !card || !place || view.dragging.peek())
    return;
  if (!view.store.editable.peek() || target.closest(CONTROLS)) return;
  const onGrip = target.closest(".is-grip") !== null;
  if (target.closest(".cjm-edge")) {
    dragEdge(view, { lane: place.lane!, stage: place.stage!, card }, event);
    return;
  }
  const adds = event.ctrlKey || event.metaKey;
  const wasSelected = view.cards.peek().has(card);
  const isOneOfSeveral = wasSelected && view.cards.peek().size > 1;
  // The selection is the drag's until the release: pressing one of several cards drags them all.
  const release = () => {
    if (adds && wasSelected) toggleCard(view, place, card);
    else if (isOneOfSeveral && !onGrip) {
      view.cards.value = new Set([card]);
      goCard(view, place, card);
    }
  };
  const byFinger = event.pointerType === "touch" && !onGrip;
  if (onGrip && !wasSelected) goCard(view, place, card);
  startDrag(
    view,
    event,
    {
      kind: "cards",
      id: card,
      name: "",
      axes: "both",
      aim: (spot) => aimCards(view, card, spot),
    },
    byFinger
      ? {
          hold: () => {
            if (!view.cards.peek().has(card)) toggleCard(view, place, card);
          },
        }
      : { release },
  );
}

/** Whether the mouse leaves the selection alone until it is released. */
export const keepsSelection = (view: ViewState, card: string, adds: boolean): boolean =>
  view.cards.peek().has(card) && (adds || view.cards.peek().size > 1);

/** While a finger holds or drags, the page must not scroll, open a menu, or take it for a mouse afterwards. */
export function keepStill(view: ViewState, event: Event): void {
  if (view.grasp) event.preventDefault();
}

// --- where cards land

const nowhere = (): Aim => ({ says: t("Dropped here, nothing moves"), line: null, drop: null });

function aimCards(view: ViewState, lead: string, spot: PointerSpot): Aim {
  const document = view.reader.seen.peek();
  const cards = selectedCards(view);
  const place = placeUnder(view, spot);
  const { lane, stage } = place ?? {};
  if (!cards.length || !lane || !stage) return nowhere();
  const cell = { lane, stage };
  if (isTextless(view, cell)) {
    const { name } = view.lanes.peek().find(({ id }) => id === lane)!;
    return { says: t("The lane {name} holds no cards", { name }), line: null, drop: null };
  }
  const going = spot.copies ? new Set<string>() : view.cards.peek();
  const { before, line } = landing(view, cell, spot, going);
  const to = { ...cell, before };
  const what = { cards: cardCount(cards.length), to: slotWords(document, to, going) };
  if (!spot.copies && !moveCardsTo(document, cards, to).length)
    return {
      says: plural(cards.length, "The card stays in place", "The cards stay in place"),
      line,
      drop: null,
    };
  return {
    says: spot.copies ? t("Copy {cards} to {to}", what) : t("Move {cards} to {to}", what),
    line,
    drop: () => placeCards(view, to, lead, spot.copies),
  };
}

/** The cell under the pointer, whatever has captured it. */
function placeUnder(view: ViewState, { x, y }: PointerSpot): Place | null {
  const tree = view.grid!.getRootNode() as Document | ShadowRoot;
  const element = tree.elementFromPoint(x, y);
  return element && view.grid!.contains(element) ? placeOf(element) : null;
}

/** Between which cards of a cell the pointer is, apart from those that go, and the line to draw there. */
function landing(view: ViewState, place: Place, { x, y }: PointerSpot, going: ReadonlySet<string>) {
  const cell = view.element(place)!;
  const drawn = [...cell.querySelectorAll<HTMLElement>("[data-card]")];
  const staying = drawn.filter(({ dataset }) => !going.has(dataset.card!));
  const boxes = staying.map((element) => element.getBoundingClientRect());
  const flow = !cell.querySelector(".cjm-chips") ? "stack" : isRtl(cell) ? "rtl" : "ltr";
  const at = slotAt(boxes, x, y, flow);
  const { left, right, top, bottom } = cell.getBoundingClientRect();
  const inset = (6 * (right - left)) / cell.offsetWidth;
  const inside = { left: left + inset, right: right - inset, top: top + inset, bottom: bottom - inset };
  const line = lineInGrid(view, lineAt(boxes, at, inside, flow));
  return { before: staying[at]?.dataset.card ?? null, line };
}

/** Put the selected cards, or copies of them, into a cell as one edit; the focus goes with the one of this id. */
export function placeCards(view: ViewState, to: Slot, lead: string, copies: boolean): boolean {
  const document = view.reader.seen.peek();
  const cards = selectedCards(view);
  const operations = copies
    ? copyCardsTo(view.store.document.peek(), cards, to)
    : moveCardsTo(document, cards, to);
  if (!operations.length) return true;
  if (!makeEdit(view, operations, copies ? copyLabel(cards.length) : moveLabel(cards.length))) return false;
  const going = copies ? new Set<string>() : view.cards.peek();
  const ids = operations.flatMap((one) =>
    one.op === "add_card" ? [one.card.id] : one.op === "move_card" ? [one.card] : [],
  );
  const at = Math.max(
    0,
    cards.findIndex(({ card }) => card.id === lead),
  );
  view.range.value = null;
  view.cards.value = new Set(ids);
  view.focus.value = { lane: to.lane, stage: to.stage };
  view.wantedCard = { place: { lane: to.lane, stage: to.stage }, card: ids[at]! };
  const what = { cards: cardCount(cards.length), to: slotWords(document, to, going) };
  const says = copies ? t("Copied {cards} to {to}", what) : t("Moved {cards} to {to}", what);
  view.outcome.value = withBesides(view, operations, says);
  return true;
}

// --- how many stages a card covers

interface SpanPlace {
  readonly lane: string;
  readonly stage: string;
  readonly card: string;
}

/** How many columns the card's cell takes on screen, and how many it could take. */
function reachOf(view: ViewState, { lane, stage }: SpanPlace): { now: number; most: number; at: number } {
  const document = view.store.document.peek();
  const stages = view.stages.peek();
  const at = stages.findIndex(({ id }) => id === stage);
  return {
    at,
    now: spansOf(rowAt(document.cells, lane), stages)[at] ?? 1,
    most: roomFor(document, { lane, stage }),
  };
}

function dragEdge(view: ViewState, place: SpanPlace, event: PointerEvent): void {
  goCard(view, place, place.card);
  startDrag(view, event, {
    kind: "span",
    id: place.card,
    name: "",
    axes: "x",
    aim: (spot) => aimEdge(view, place, spot),
  });
}

function aimEdge(view: ViewState, place: SpanPlace, spot: PointerSpot): Aim {
  // Somebody else may take the card away meanwhile.
  if (!view.cardElement(place, place.card)) return nowhere();
  const document = view.store.document.peek();
  const grid = view.grid!;
  const corner = grid.querySelector<HTMLElement>(".cjm-corner")!.offsetWidth;
  const { x } = pointInGrid(view, spot.x, spot.y);
  const from = (isRtl(grid) ? grid.offsetWidth - x : x) - corner;
  const { at, now, most } = reachOf(view, place);
  const columns = view.columns.peek();
  const distance = (end: number) => Math.abs(columns[end]!.left + columns[end]!.width - from);
  let wanted = 1;
  for (let count = 2; at + count <= columns.length; count++)
    if (distance(at + count - 1) < distance(at + wanted - 1)) wanted = count;
  const count = Math.min(wanted, most);
  const last = columns[at + count - 1]!;
  const end = corner + last.left + last.width;
  const cell = view.element(place)!;
  const row = view.row(place.lane)!;
  const line = {
    left: (isRtl(grid) ? grid.offsetWidth - end : end) - 1.5,
    top: row.offsetTop,
    width: 3,
    height: cell.offsetHeight,
  };
  const ends = wanted > most ? `; ${spanEnd(document, place, most)}` : "";
  const says =
    count === now
      ? t("The card covers the same stages")
      : t("Cover {stages}", { stages: spanWords(document, place.stage, count) });
  return { says: says + ends, line, drop: count === now ? null : () => coverNow(view, place, count) };
}

/** Let the card cover one stage more or less; says why where it cannot. */
export function coverBy(view: ViewState, place: SpanPlace, by: number): void {
  const document = view.store.document.peek();
  const { now, most } = reachOf(view, place);
  if (now + by > most) view.outcome.value = spanEnd(document, place, most);
  else if (now + by < 1)
    view.outcome.value = t("The card covers {stages}", { stages: spanWords(document, place.stage, 1) });
  else coverNow(view, place, now + by);
}

export function coverNow(view: ViewState, place: SpanPlace, count: number): boolean {
  const document = view.store.document.peek();
  const { lane, stage, card } = place;
  const operations = coverStages(document, place, count);
  if (touchesHidden(view, operations)) {
    view.outcome.value = t("A hidden card of the cell covers these stages too; show it first");
    return false;
  }
  if (!makeEdit(view, operations, english("Stretch card"))) return false;
  const text = cardText(cardsAt(document, stage, lane).find(({ id }) => id === card) ?? { id: card });
  view.outcome.value = t("“{text}” covers {stages}", {
    text,
    stages: spanWords(document, stage, count),
  });
  return true;
}
