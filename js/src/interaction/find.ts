/** What the map is searched for, which match is the current one, going to it, and replacing. */
import { isSamePlace, type Match, replaceAll, type Search, type SearchArea } from "../document/matches";
import { makeEdit } from "./editing";
import { blockOf, go, goCard, idsOf } from "./focus";
import type { FindState, ViewState } from "./state";

const NOTHING: FindState = {
  text: "",
  matchCase: false,
  words: false,
  replacement: "",
  replaces: false,
  area: null,
  at: 0,
};

/** Open the bar, with a field for the replacement or without; what was looked for last is still in it. */
export function openFind(view: ViewState, replaces: boolean): void {
  const now = view.find.peek();
  const last = now ?? view.lastFind ?? NOTHING;
  view.open.value = null;
  view.find.value = { ...last, replaces: replaces || (now?.replaces ?? false), area: now?.area ?? null };
  // A bar that opens takes the focus as it is drawn.
  if (now) focusFind(view);
}

/** The focus goes to what is looked for, or to its replacement where that is what is missing. */
export function focusFind(view: ViewState): void {
  const { replaces, text, replacement } = view.find.peek() ?? NOTHING;
  const fields = view.root?.querySelectorAll<HTMLInputElement>(".cjm-find input") ?? [];
  const field = fields[replaces && text && !replacement ? 1 : 0] ?? fields[0];
  field?.focus();
  field?.select();
}

/** Close the bar; the focus goes to the match, or back to the map. */
export function closeFind(view: ViewState): void {
  const match = currentMatch(view);
  view.lastFind = view.find.peek();
  view.find.value = null;
  if (match) goToMatch(view, match);
  else go(view, view.focus.peek());
}

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

export function currentMatch(view: ViewState): Match | null {
  const shown = view.shownMatches.value;
  return shown[Math.min(view.find.value?.at ?? 0, shown.length - 1)] ?? null;
}

/** On to the next match or back; after the last comes the first. */
export function stepFind(view: ViewState, by: 1 | -1): void {
  const state = view.find.peek();
  const { length } = view.shownMatches.value;
  if (!state || !length) return;
  const at = (Math.min(state.at, length - 1) + by + length) % length;
  view.find.value = { ...state, at };
  showCurrent(view);
}

/** Put the replacement in the place of the current match; the one behind it becomes the current one. */
export function replaceCurrent(view: ViewState): void {
  const match = currentMatch(view);
  const state = view.find.peek();
  if (!match || !state || !replace(view, [match], "Replace")) return;
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
  const words = `Replace ${length} ${length === 1 ? "match" : "matches"}`;
  if (length && replace(view, matches, words))
    view.outcome.value = `Replaced ${length} ${length === 1 ? "match" : "matches"}; one undo takes them back`;
}

function replace(view: ViewState, matches: readonly Match[], label: string): boolean {
  const { replacement } = view.find.peek()!;
  const operations = replaceAll(view.store.document.peek(), matches, replacement);
  return makeEdit(view, operations, label);
}

/** Bring the current match into sight; the focus stays in the bar, and goes along from the map. */
function showCurrent(view: ViewState): void {
  const match = currentMatch(view);
  if (!match) return;
  if (view.grid?.contains(view.active())) {
    goToMatch(view, match);
    return;
  }
  if (match.what === "phase") return;
  view.focus.value = { lane: match.lane, stage: match.stage };
  view.cards.value = new Set(match.id === null ? [] : [match.id]);
  requestAnimationFrame(() =>
    elementOf(view, match)?.scrollIntoView?.({ block: "nearest", inline: "nearest" }),
  );
}

const elementOf = (view: ViewState, { lane, stage, id }: Match): Element | null =>
  (id !== null && view.cardElement({ lane, stage }, id)) || view.element({ lane, stage });

function goToMatch(view: ViewState, { what, lane, stage, id }: Match): void {
  if (what === "card") goCard(view, { lane, stage }, id!);
  else if (what !== "phase") go(view, { lane, stage });
  else go(view, view.focus.peek());
}
