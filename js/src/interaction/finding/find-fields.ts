/** What the bar that finds asks for: what to look for and where, and replacing. */
import { isSamePlace, type Match, type Search, type SearchArea } from "../../document/cards/matches";
import { replaceAll } from "../../document/cards/replace";
import { english, plural } from "../../words/words";
import { blockOf, idsOf } from "../focus";
import type { ViewState } from "../state";
import { makeEdit } from "../writing/editing";
import { currentMatch, showCurrent } from "./find";

/** Look for something else, or otherwise; the first match from where the reader is becomes the current one. */
export function search(
  view: ViewState,
  changes: Partial<Search & { area: SearchArea; replacement: string }>,
): void {
  const now = view.find.peek();
  if (!now) return;
  view.find.value = { ...now, ...changes };
  if (Object.keys(changes).every((name) => name === "replacement")) return;
  const { lane, stage } = view.focus.peek();
  const shown = view.shownMatches.value;
  const here = shown.findIndex((match) => match.lane === lane && match.stage === stage);
  view.find.value = { ...view.find.peek()!, at: Math.max(0, here) };
  showCurrent(view);
}

/** The selected block, to look in it alone; null where none is selected. */
export function selectedArea(view: ViewState): SearchArea {
  const block = view.range.value && blockOf(view);
  return block ? idsOf(view, block) : null;
}

/** Put the replacement in the place of the current match; the one behind it becomes the current one. */
export function replaceCurrent(view: ViewState): void {
  const match = currentMatch(view);
  const state = view.find.peek();
  if (!match || !state || !replace(view, [match], english("Replace"))) return;
  // What was put in may match itself, and is not to be replaced again.
  const end = match.from + state.replacement.length;
  const shown = view.shownMatches.value;
  const next = shown.findIndex((one, at) => at >= state.at && !(isSamePlace(one, match) && one.from < end));
  view.find.value = { ...state, at: Math.max(0, next) };
  showCurrent(view);
}

/** Replace all that is shown, as one edit. */
export function replaceEverywhere(view: ViewState): void {
  const matches = view.shownMatches.value;
  const { length } = matches;
  const words =
    length === 1
      ? english("Replace {n} match", { n: length })
      : english("Replace {n} matches", { n: length });
  if (length && replace(view, matches, words))
    view.outcome.value = plural(
      length,
      "Replaced {n} match; one undo takes them back",
      "Replaced {n} matches; one undo takes them back",
    );
}

function replace(view: ViewState, matches: readonly Match[], label: string): boolean {
  const { replacement } = view.find.peek()!;
  const operations = replaceAll(view.store.document.peek(), matches, replacement);
  return makeEdit(view, operations, label);
}
