/** The selected cards: choosing them, removing them, moving them, and the arrows that lead from one to the next. */
import { type CardPlace, moveCardsTo, slotPastNext } from "../../document/cards/card-moves";
import { thingsOf } from "../../document/document";
import { cardsAt, moveCard, removeCard } from "../../document/gestures";
import { holdsCards } from "../../document/lane-kinds";
import type { Document } from "../../document/schema";
import { english, plural, t } from "../../words/words";
import { go, goCard, placeAway, positionOf } from "../focus";
import { cardCount, cellWords, moveLabel } from "../outcome";
import { type Place, samePlace, type ViewState } from "../state";
import { makeEdit, removeSaying } from "../writing/editing";
import { withBesides } from "./hidden-cards";

/** The selected cards in the map's order: lane by lane, each from its first stage on. */
export function selectedCards(view: ViewState): CardPlace[] {
  const selected = view.cards.peek();
  if (!selected.size) return [];
  const document = view.store.document.peek();
  return thingsOf(document, "lane").flatMap(({ id: lane }) =>
    thingsOf(document, "stage").flatMap(({ id: stage }) =>
      cardsAt(document, stage, lane)
        .filter(({ id }) => selected.has(id))
        .map((card) => ({ lane, stage, card })),
    ),
  );
}

/** Add a card to the selection, or take it out; the focus goes to it, or to one that is left. */
export function toggleCard(view: ViewState, place: Place, id: string): void {
  const selected = new Set(view.cards.peek());
  const out = selected.delete(id);
  if (!out) selected.add(id);
  view.cards.value = selected;
  const last = selectedCards(view).findLast(({ card }) => !out || card.id !== id);
  if (!out) goCard(view, place, id);
  else if (last) goCard(view, { lane: last.lane, stage: last.stage }, last.card.id);
  else go(view, place);
}

/** Remove the selected cards as one edit; the focus goes to the card that follows, or to the cell. */
export function removeCards(view: ViewState, place: Place, isCut = false): void {
  const chosen = selectedCards(view);
  const next = neighbour(view.reader.seen.peek(), place, view.cards.peek());
  const operations = chosen.map(({ stage, lane, card }) => removeCard(stage, lane, card));
  if (!removeSaying(view, operations, removalLabel(chosen.length, isCut))) return;
  if (next) goCard(view, place, next);
  else go(view, place);
}

function removalLabel(n: number, isCut: boolean): string {
  if (isCut) return n === 1 ? english("Cut card") : english("Cut {n} cards", { n });
  return n === 1 ? english("Remove card") : english("Remove {n} cards", { n });
}

/** The card of the cell nearest behind the last one that goes, or before it. */
function neighbour(document: Document, { lane, stage }: Place, going: ReadonlySet<string>): string | null {
  const ids = cardsAt(document, stage!, lane!).map(({ id }) => id);
  const last = ids.findLastIndex((id) => going.has(id));
  return ids.find((id, at) => at > last && !going.has(id)) ?? ids.findLast((id) => !going.has(id)) ?? null;
}

/** Up and down lead through the cell's cards and drafts; beyond them, and sideways, to the next cell. */
export function goFromCard(
  view: ViewState,
  place: Place,
  card: string,
  { rows, columns }: { rows: number; columns: number },
): boolean {
  const cards = cardsAt(view.reader.seen.peek(), place.stage!, place.lane!);
  const next = cards[cards.findIndex(({ id }) => id === card) + Math.sign(rows)];
  const draft = rows > 0 ? view.element(place)?.querySelector<HTMLElement>(".cjm-draft") : null;
  if (Math.abs(rows) === 1 && next) goCard(view, place, next.id);
  else if (rows === 1 && draft) draft.focus();
  else go(view, placeAway(view, place, rows, columns));
  return true;
}

/** Whether it is a cell that holds no text: keys lead into it, and no card moves there. */
export function isTextless(view: ViewState, { lane, stage }: Place): boolean {
  const row = view.lanes.peek().find(({ id }) => id === lane);
  return stage !== null && !!row && !holdsCards(row);
}

/** The cell a card comes to when it goes so many rows and columns; null where it cannot go. */
function cellAway(view: ViewState, from: Place, rows: number, columns: number): Place | null {
  let to = placeAway(view, from, rows, columns);
  while (rows && to.lane !== null && isTextless(view, to) && to.lane !== placeAway(view, to, rows, 0).lane)
    to = placeAway(view, to, rows, 0);
  const holds = to.lane !== null && to.stage !== null && !isTextless(view, to) && positionOf(view, to);
  return holds && !samePlace(to, from) ? to : null;
}

/** Move the selected cards past the next card of their cell, or to the end of their neighbouring cells. */
export function moveCards(
  view: ViewState,
  place: Place,
  id: string,
  { rows, columns }: { rows: number; columns: number },
): boolean {
  if (!view.store.editable.peek()) return false;
  const chosen = selectedCards(view);
  const document = view.reader.seen.peek();
  const what = cardCount(chosen.length);
  const within = rows ? slotPastNext(document, chosen, rows) : null;
  if (within) {
    const operations = moveCardsTo(document, chosen, within);
    if (!makeEdit(view, operations, moveLabel(chosen.length))) return true;
    view.wantedCard = { place, card: id };
    const ids = cardsAt(view.reader.seen.peek(), within.stage, within.lane).map((card) => card.id);
    const says = t("Moved {cards} in {cell}, {at} of {all}", {
      cards: what,
      cell: cellWords(document, within),
      at: ids.indexOf(id) + 1,
      all: ids.length,
    });
    view.outcome.value = withBesides(view, operations, says);
    return true;
  }
  const moves = chosen.map((one) => {
    const from = { lane: one.lane, stage: one.stage };
    return { ...one, from, to: cellAway(view, from, rows, columns) };
  });
  if (!moves.length || moves.some(({ to }) => !to)) {
    view.outcome.value = plural(
      chosen.length,
      "There is no cell for the card in that direction",
      "There are no cells for all the cards in that direction",
    );
    return true;
  }
  const operations = moves.map(({ from, card, to }) =>
    moveCard(from, card, { lane: to!.lane!, stage: to!.stage! }),
  );
  const there = moves.find(({ card }) => card.id === id)?.to;
  if (makeEdit(view, operations, moveLabel(chosen.length)) && there) {
    view.focus.value = there;
    view.wantedCard = { place: there, card: id };
    const where = cellWords(document, { lane: there.lane!, stage: there.stage! });
    view.outcome.value = withBesides(
      view,
      operations,
      t("Moved {cards} to {to}", { cards: what, to: where }),
    );
  }
  return true;
}
