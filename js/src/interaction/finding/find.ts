/** The bar that finds opened and closed, which match is the current one, and going to it. */
import type { Match } from "../../document/cards/matches";
import { go, goCard } from "../focus";
import type { FindState, ViewState } from "../state";

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

/** Bring the current match into sight; the focus stays in the bar, and goes along from the map. */
export function showCurrent(view: ViewState): void {
  const match = currentMatch(view);
  if (!match) return;
  if (match.what === "card") view.reader.unfold(match.lane!);
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
