/** Which of the map's things an element, the focus or the selection stands for, and what commands act on there. */
import type { CardPlace } from "../document/cards/card-moves";
import { cardsAt } from "../document/gestures";
import { selectedCards } from "./cards/card-selection";
import { blockOf, go, goCard, placeOf, positionOf } from "./focus";
import { ownerOf, type Place, type Target, type ViewState } from "./state";

const MAP: Target = { what: "map", lane: null, stage: null, card: null, persona: null };

/** What an element of the map belongs to. */
export function targetAt(view: ViewState, element: Element): Target {
  const owner = ownerOf(element)!;
  const persona = owner.closest<HTMLElement>(".cjm-personas [data-persona]")?.dataset.persona;
  if (persona !== undefined) return { ...MAP, what: "persona", persona };
  const place = placeOf(owner);
  if (!place) return MAP;
  const point = owner.closest<HTMLElement>(".cjm-ecell [data-persona]")?.dataset.persona;
  if (point !== undefined) return { ...MAP, ...place, what: "point", persona: point };
  if (place.lane === null) return { ...MAP, ...place, what: "stage" };
  if (place.stage === null) return { ...MAP, ...place, what: "lane" };
  if (isInRange(view, place)) return { ...MAP, ...place, what: "range" };
  const card = owner.closest<HTMLElement>("[data-card]")?.dataset.card;
  if (card === undefined) return { ...MAP, ...place, what: "cell" };
  const selected = view.cards.peek();
  return { ...MAP, ...place, what: selected.size > 1 && selected.has(card) ? "cards" : "card", card };
}

/** What has the focus; from elsewhere in the page, what had it last. */
export function focusedTarget(view: ViewState): Target {
  const active = view.active();
  if (active && view.root?.contains(active)) {
    const target = targetAt(view, active);
    if (target.what !== "map") return target;
  }
  const place = view.focus.peek();
  const [card] = view.cards.peek();
  const element = (card && view.cardElement(place, card)) || view.element(place);
  return element ? targetAt(view, element) : MAP;
}

function isInRange(view: ViewState, place: Place): boolean {
  const block = view.range.peek() && blockOf(view);
  const at = block && positionOf(view, place);
  const within = (n: number, [from, to]: readonly [number, number]) => n >= from && n <= to;
  return !!at && within(at.row, block.lanes) && within(at.column, block.stages);
}

/** Put the focus on what a menu is of, and select it as a press on it would; what is selected already stays so. */
export function takeTarget(view: ViewState, target: Target): void {
  const { what, card, persona } = target;
  const selected = what === "cards" ? view.cards.peek() : new Set(card === null ? [] : [card]);
  const range = what === "range" ? view.range.peek() : null;
  if (what === "persona" || what === "map") return;
  if (card !== null && view.isSelectable) goCard(view, target, card);
  else if (what !== "range") go(view, target);
  else go(view, view.focus.peek());
  view.range.value = range;
  if (card !== null) view.cards.value = selected;
  if (what === "point")
    view
      .element(target)
      ?.querySelector<HTMLElement>(`.cjm-pt[data-persona="${CSS.escape(persona!)}"]`)
      ?.focus();
}

/** The cards a command acts on: those that are selected, the one of the target, or all of its cell. */
export function cardsOf(view: ViewState, { what, lane, stage, card }: Target): CardPlace[] {
  if (what === "cards") return selectedCards(view);
  if (lane === null || stage === null) return [];
  return cardsAt(view.reader.seen.peek(), stage, lane)
    .filter(({ id }) => card === null || id === card)
    .map((one) => ({ lane, stage, card: one }));
}
