/** What a reader does with the personas of the map, on their cards and in the details: one edit each. */
import { rowAt, thingsOf } from "../../document/document";
import { add, change, idOf, move, moveBy, remove } from "../../document/gestures";
import type { Document, Persona } from "../../document/schema";
import { english, plural, t, texts } from "../../words/words";
import { afterDrawing } from "../focus";
import { showPersona } from "../panel-focus";
import type { ViewState } from "../state";
import { makeEdit } from "../writing/editing";

const TEXTS = texts({
  name: (number: number) => t("Persona {n}", { n: number }),
  first: "This persona is the first",
  last: "This persona is the last",
  undo: "Undo",
  /** What went with a persona, and nothing else. */
  removed: (name: string, along: readonly string[]) =>
    along.length
      ? t("Removed {name} with {things}.", { name, things: listed(along) })
      : t("Removed {name}.", { name }),
  scores: (count: number) => plural(count, "{n} score", "{n} scores"),
  hopes: (count: number) => plural(count, "{n} future score", "{n} future scores"),
  comments: (count: number) => plural(count, "{n} comment", "{n} comments"),
  photo: "a photo",
});

const listed = (words: readonly string[]): string =>
  words.length < 2
    ? words.join("")
    : t("{things} and {last}", { things: words.slice(0, -1).join(", "), last: words.at(-1)! });

/** Add a persona at the end; its id, or null where the map took none. */
export function addPersona(view: ViewState, name: string, fields: Partial<Persona>): string | null {
  const operations = add(view.store.document.peek(), "persona", name, fields);
  return makeEdit(view, operations, english("Add {name}", { name })) ? idOf(operations) : null;
}

/** Add a persona, and open its details at its name, which typing replaces. */
export function startPersona(view: ViewState): void {
  const id = addPersona(view, TEXTS.name(personaIds(view.store.document.peek()).length + 1), {});
  if (id === null) return;
  showPersona(view, id);
  afterDrawing(() => (view.active() as HTMLTextAreaElement | null)?.select?.());
}

/** Change fields of a persona as its author saw them; whether the map took it. */
export function setPersona(
  view: ViewState,
  persona: Persona,
  fields: Partial<Persona>,
  base: Document,
): boolean {
  return makeEdit(
    view,
    change(base, "persona", persona.id, fields),
    english("Change {name}", { name: persona.name }),
  );
}

/** Put a persona in front of another, or last. */
export function placePersona(view: ViewState, id: string, before: string | null): void {
  makeEdit(view, move(view.store.document.peek(), "persona", id, before), english("Move persona"));
}

/** Move a persona by a place; the map's foot says where there is none. */
export function movePersona(view: ViewState, id: string, by: -1 | 1): void {
  const operations = moveBy(view.store.document.peek(), "persona", id, by);
  if (operations.length) makeEdit(view, operations, english("Move persona"));
  else view.outcome.value = by < 0 ? TEXTS.first : TEXTS.last;
}

/** Remove a persona, say what went along, and offer to bring all of it back. */
export function removePersona(view: ViewState, persona: Persona): boolean {
  const document = view.store.document.peek();
  const along = goesAlong(document, persona);
  if (
    !makeEdit(view, remove(document, "persona", persona.id), english("Remove {name}", { name: persona.name }))
  )
    return false;
  view.report.value = {
    text: TEXTS.removed(persona.name, along),
    label: TEXTS.undo,
    take: () => {
      view.report.value = null;
      view.store.undo();
    },
  };
  return true;
}

/** What a persona takes along, as people count it. */
function goesAlong(document: Document, { id, comments = [], photo }: Persona): string[] {
  const scores = Object.keys(rowAt(document.emotion, id)).length;
  const hopes = Object.keys(rowAt(document.future, id)).length;
  return [
    scores ? TEXTS.scores(scores) : "",
    hopes ? TEXTS.hopes(hopes) : "",
    comments.length ? TEXTS.comments(comments.length) : "",
    photo ? TEXTS.photo : "",
  ].filter(Boolean);
}

/** Where a card is put that is let go at `x`: the persona it stands before, null for last. */
export function personaBefore(
  boxes: readonly { id: string; left: number; right: number }[],
  x: number,
  rtl: boolean,
): string | null {
  const middle = ({ left, right }: { left: number; right: number }) => (left + right) / 2;
  return boxes.find((box) => (rtl ? x > middle(box) : x < middle(box)))?.id ?? null;
}

/** The ids of the personas in their order. */
export const personaIds = (document: Document): string[] => thingsOf(document, "persona").map(({ id }) => id);
