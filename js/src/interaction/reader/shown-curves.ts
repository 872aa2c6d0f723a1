/** Whose curves a reader sees, and of which state; a view's own, never the document's. */
import { thingsOf } from "../../document/document";
import type { States } from "../../scene/picture";
import type { ViewState } from "../state";

/** Show a persona's curve, or hide it. */
export function togglePersona(view: ViewState, id: string): void {
  const hidden = new Set(view.hidden.peek());
  if (!hidden.delete(id)) hidden.add(id);
  view.hidden.value = hidden;
}

/** In the order in which Alt+0 goes through them. */
export const STATES = ["now", "future", "both"] as const satisfies readonly States[];

/** The states that are drawn: the reader's choice, or both where the map has a future state. */
export function statesNow(view: Pick<ViewState, "states" | "store">): States {
  const { future } = view.store.document.value;
  return view.states.value ?? (Object.keys(future ?? {}).length ? "both" : "now");
}

/** Alt and a digit: 1 to 9 show or hide a persona, 0 goes on to the next states. */
export function pressDigit(view: ViewState, digit: number): void {
  const persona = thingsOf(view.store.document.peek(), "persona")[digit - 1];
  if (persona) togglePersona(view, persona.id);
  else if (digit === 0) view.states.value = STATES[(STATES.indexOf(statesNow(view)) + 1) % STATES.length]!;
}
