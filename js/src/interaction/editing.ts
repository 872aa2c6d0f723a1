/** Making edits, opening editors, and the texts a reader left in one. */
import { cardsAt, cardText } from "../document/gestures";
import type { Operation } from "../document/schema";
import { cellKey, type Editing, type Place, samePlace, type ViewState } from "./state";

/** Make an edit, and say why where it was refused. */
export function makeEdit(view: ViewState, operations: readonly Operation[], label: string): boolean {
  const why = operations.length ? view.store.edit(operations, label) : null;
  view.refusal.value = why;
  view.report.value = null;
  view.offer.value = null;
  return why === null;
}

let turns = 0;

interface StartOptions {
  /** The card to edit; without one, in a cell, a new card. */
  card?: string | null;
  field?: Editing["field"];
  /** What stands in the field, where it is not what is there already. */
  text?: string;
}

/** Open an editor on a card, a new card of a cell, or a header. */
export function startEditing(
  view: ViewState,
  place: Place,
  { card = null, field, text }: StartOptions = {},
): boolean {
  if (!view.store.editable.peek()) return false;
  const base = view.store.document.peek();
  const input = field ?? (place.lane !== null && place.stage !== null ? "text" : "name");
  const was = textAt(view, place, card, input);
  view.range.value = null;
  view.focus.value = place;
  view.cards.value = new Set();
  view.refusal.value = null;
  view.offer.value = null;
  view.editing.value = { ...place, card, field: input, base, was, text: text ?? was, turn: ++turns };
  return true;
}

function textAt(
  view: ViewState,
  { lane, stage }: Place,
  card: string | null,
  field: Editing["field"],
): string {
  const document = view.store.document.peek();
  if (field === "text") {
    const one = cardsAt(document, stage!, lane!).find(({ id }) => id === card);
    return one ? cardText(one) : "";
  }
  const thing =
    lane === null
      ? document.stages?.find(({ id }) => id === stage)
      : document.lanes?.find(({ id }) => id === lane);
  return (field === "goal" ? (thing as { goal?: string })?.goal : thing?.name) ?? "";
}

export const draftsAt = (view: ViewState, place: Place): readonly string[] =>
  view.drafts.value.get(cellKey(place)) ?? [];

/** Keep the text of a new card that was not added as a line of its cell. */
export function keepDraft(view: ViewState, place: Place, text: string): void {
  const key = cellKey(place);
  view.drafts.value = new Map(view.drafts.peek()).set(key, [...(view.drafts.peek().get(key) ?? []), text]);
}

/** Open a draft as the new card it was. */
export function openDraft(view: ViewState, place: Place, at: number): void {
  const drafts = draftsAt(view, place);
  if (!startEditing(view, place, { text: drafts[at] })) return;
  const rest = drafts.toSpliced(at, 1);
  const all = new Map(view.drafts.peek());
  if (rest.length) all.set(cellKey(place), rest);
  else all.delete(cellKey(place));
  view.drafts.value = all;
}

/** Offer the edit of a card that was left with Escape again. */
export function offerBack(view: ViewState, { lane, stage }: Place, card: string, text: string): void {
  const take = () => startEditing(view, { lane, stage }, { card, text });
  view.offer.value = { lane, stage, says: "Card put back", label: "Bring the edit back", take, byUndo: true };
}

/** Whether Ctrl+Z took up what the focused cell offers. */
export function undoByOffer(view: ViewState): boolean {
  const offer = view.offer.peek();
  if (!offer?.byUndo || !samePlace(offer, view.focus.peek())) return false;
  offer.take();
  return true;
}
