/** What readers do with filters of cards, by key, bar, foot and palette. */
import { type CardFilter, NO_FILTER } from "../../document/cards/filter";
import type { KindOfEvidence } from "../../document/coverage/coverage";
import { afterDrawing, go } from "../focus";
import type { ViewState } from "../state";

/** Open the bar and go to its first kind. */
export function openFilters(view: ViewState): void {
  view.open.value = null;
  view.reader.bar.value = true;
  afterDrawing(() => view.root?.querySelector<HTMLElement>(".cjm-filters button")?.focus());
}

/** Show all cards again, and go back to the map. */
export function clearFilters(view: ViewState): void {
  view.reader.setFilter(NO_FILTER);
  view.reader.bar.value = false;
  go(view, view.focus.peek());
}

/** Whether the filter asks for this evidence and nothing else. */
export const isOnly = (filter: CardFilter, kind: KindOfEvidence): boolean =>
  filter.evidence.length === 1 &&
  filter.evidence[0] === kind &&
  !filter.persona.length &&
  !filter.tag.length &&
  !filter.owner.length;

/** Show only cards of this evidence; where that is so already, everything. */
export function showOnly({ reader }: ViewState, kind: KindOfEvidence): void {
  reader.setFilter(isOnly(reader.filter.peek(), kind) ? NO_FILTER : { ...NO_FILTER, evidence: [kind] });
}
