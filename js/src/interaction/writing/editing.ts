/** Making edits, opening editors, and the texts a reader left in one. */
import { cardsAt, cardText } from "../../document/gestures";
import type { Operation } from "../../document/schema";
import { t, translate } from "../../words/words";
import { besidesInWords } from "../cards/hidden-cards";
import { whyReadOnly } from "../reader/read-only";
import { cellKey, type Editing, type Place, samePlace, type ViewState } from "../state";

/** Make an edit, and say why where it was refused. */
export function makeEdit(view: ViewState, operations: readonly Operation[], label: string): boolean {
  const why = operations.length ? view.store.edit(operations, label) : null;
  view.refusal.value = why;
  view.report.value = null;
  view.offer.value = null;
  if (why === null) sayBesides(view, operations);
  return why === null;
}

/** Make an edit that takes something away, and name in the foot what undo brings back. */
export function removeSaying(view: ViewState, operations: readonly Operation[], label: string): boolean {
  view.outcome.value = null;
  if (!makeEdit(view, operations, label)) return false;
  if (operations.length)
    view.outcome.value ??= t("Done: {edit}. Undo takes this back.", { edit: translate(label) });
  return true;
}

/** Undo or redo, and name in the foot what that was. */
export function stepHistory(view: ViewState, step: "undo" | "redo"): void {
  const { store } = view;
  const isUndo = step === "undo";
  const label = (isUndo ? store.undoLabel : store.redoLabel).peek();
  if (isUndo) store.undo();
  else store.redo();
  const edit = translate(label ?? "");
  if (label !== null)
    view.outcome.value = isUndo ? t("Undone: {edit}", { edit }) : t("Redone: {edit}", { edit });
}

/** Say in the foot what an edit under a filter left alone. */
export function sayBesides(view: ViewState, operations: readonly Operation[]): void {
  const words = besidesInWords(view, operations);
  if (words) view.outcome.value = words;
}

/** Make an edit that nobody waits for any more: where the map cannot take it, its next view offers it. */
export function leaveEdit(view: ViewState, operations: readonly Operation[], label: string): void {
  if (!operations.length) return;
  if (view.store.editable.peek()) makeEdit(view, operations, label);
  else view.store.shelve(operations, label);
}

/** Whether the map can be edited; where it cannot now, the reader who tried is told why. */
export function mayEdit(view: ViewState): boolean {
  const isEditable = view.store.editable.peek();
  if (!isEditable && !view.isForReading)
    view.refusal.value = whyReadOnly(view.store.status.peek(), view.runCell !== null);
  return isEditable;
}

/** Whether an editor can open: also before the kernel has answered for the first time, since what is typed waits in it. */
export const mayWrite = ({ store }: ViewState): boolean =>
  store.editable.value || store.status.value.kind === "connecting";

/** Whether what an editor is open on is in the map still. */
export function isThere(view: ViewState, { lane, stage, card }: Editing): boolean {
  const exists = (things: readonly { id: string }[], id: string | null) =>
    id === null || things.some((thing) => thing.id === id);
  return (
    exists(view.stages.peek(), stage) &&
    exists(view.store.document.peek().lanes ?? [], lane) &&
    (card === null || exists(cardsAt(view.store.document.peek(), stage!, lane!), card))
  );
}

interface StartOptions {
  /** The card to edit; without one, in a cell, a new card. */
  card?: string | null;
  field?: Editing["field"];
  /** What stands in the field, where it is not what is there already. */
  text?: string;
  /** Whether the cell's hidden field was typed into, and is the editor now. */
  typed?: boolean;
  /** Whether it names a stage that was just added. */
  names?: boolean;
  /** The card that a new one comes before. */
  before?: string | null;
}

/** Open an editor on a card, a new card of a cell, or a header. */
export function startEditing(
  view: ViewState,
  place: Place,
  { card = null, field, text, typed = false, names = false, before = null }: StartOptions = {},
): boolean {
  if (!mayWrite(view) && !mayEdit(view)) return false;
  const base = view.store.document.peek();
  const input = field ?? (place.lane !== null && place.stage !== null ? "text" : "name");
  const was = textAt(view, place, card, input);
  // What is being edited is seen.
  if (place.lane !== null && place.stage !== null) view.reader.unfold(place.lane);
  view.range.value = null;
  view.focus.value = place;
  view.cards.value = new Set();
  view.refusal.value = null;
  view.offer.value = null;
  view.editing.value = { ...place, card, field: input, base, was, text: text ?? was, typed, names, before };
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

/** Offer the edit of a card or a name that was left with Escape again. */
export function offerBack(view: ViewState, { lane, stage, card, field }: Editing, text: string): void {
  const take = () => startEditing(view, { lane, stage }, { card, field, text });
  const says = field === "text" ? t("Card put back") : t("Put back");
  view.offer.value = { lane, stage, says, label: t("Bring the edit back"), take, byUndo: true };
}

/** Whether Ctrl+Z took up what the focused cell offers. */
export function undoByOffer(view: ViewState): boolean {
  const offer = view.offer.peek();
  if (!offer?.byUndo || !samePlace(offer, view.focus.peek())) return false;
  offer.take();
  return true;
}
