/** Opening and closing the details, and the focus on its way between them and the map. */
import { afterDrawing, go, goCard } from "./focus";
import type { ViewState } from "./state";

/** Open the details, or close them; the focus goes along, and back to the map. */
export function togglePanel(view: ViewState): void {
  if (view.panel.peek()) closePanel(view);
  else {
    view.panel.value = { tab: "details", persona: null };
    focusPanel(view);
  }
}

export function closePanel(view: ViewState): void {
  view.panel.value = null;
  go(view, view.focus.peek());
}

/** From the map to the details and back. */
export function switchPanel(view: ViewState): boolean {
  if (!view.panel.peek()) return false;
  const inside = view.root?.querySelector(".cjm-dock")?.contains(view.active());
  if (inside) backToMap(view);
  else focusPanel(view);
  return true;
}

/** The focus goes to the selected card, or the focused place. */
export function backToMap(view: ViewState): void {
  const [card] = view.cards.peek();
  const place = view.focus.peek();
  if (card) goCard(view, place, card);
  else {
    const range = view.range.peek();
    go(view, place);
    view.range.value = range;
  }
}

/** Open the details of a persona, whose curve is then the one that is drawn. */
export function showPersona(view: ViewState, persona: string | null): void {
  if (persona !== null) view.persona.value = persona;
  view.panel.value = { tab: "details", persona };
  focusPanel(view);
}

/** The first field; of a list, rather than what orders it, the line that Tab stops at. */
const FIRST_FIELD =
  '.cjm-dk-in :is(textarea, input, select, .cjm-li-t:not([tabindex="-1"])):not(.cjm-dk-sub *, td *)';

/** The focus goes to a field once it is drawn; while the details are on their way, to their place. */
export function focusPanel(view: ViewState, field = FIRST_FIELD): void {
  view.open.value = null;
  afterDrawing(() => {
    const dock = view.root?.querySelector<HTMLElement>(".cjm-dock");
    if (dock?.matches(".is-late")) {
      dock.dataset.field = field;
      dock.focus();
    } else dock?.querySelector<HTMLElement>(field)?.focus();
  });
}

/** Open the details of what is selected at one of their fields. */
export function showField(view: ViewState, label: string): void {
  view.panel.value = { tab: "details", persona: null };
  focusPanel(view, `.cjm-dk-in [aria-label="${label}"]`);
}

/** Open the details at the comments of what is selected. */
export function commentHere(view: ViewState): void {
  view.panel.value = { tab: "details", persona: view.panel.peek()?.persona ?? null };
  focusPanel(view, ".cjm-reply textarea");
}
