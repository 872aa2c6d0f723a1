/** Findings one by one, each with its rule and place, and what a view knows of them. */
import type { Signal } from "@preact/signals";
import type { FindingSpot, Findings, RuleFindings, Touch } from "../../document/schema";
import { go, goCard } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { placeOfTouch } from "../history/outlines";

/** One finding: its rule, which of the rule's places it is, and that place. */
export interface RuleSpot {
  readonly rule: RuleFindings;
  readonly at: number;
  readonly spot: FindingSpot;
}

export interface Watch {
  /** What the rules found when they last looked; null before that. */
  readonly findings: Signal<Findings | null>;
  /** The finding that the panel explains; null for the list. */
  readonly shown: Signal<{ code: string; at: number } | null>;
  /** Which findings the list has. */
  readonly list: Signal<"all" | "here" | "waived">;
  readonly marks: Signal<boolean>;
}

/** Every finding, in the order of the list. */
export const spotsOf = (findings: Findings | null): RuleSpot[] =>
  (findings?.rules ?? []).flatMap((rule) => rule.spots.map((spot, at) => ({ rule, at, spot })));

/** Whether a finding is about a place: its cell or header, or a part of it. */
export const isAt = ({ stage, lane }: Touch, place: { stage: string | null; lane: string | null }): boolean =>
  (stage ?? null) === place.stage && (lane ?? null) === place.lane;

/** Explain a finding in the panel; the focus goes to its place where the reader works on the map. */
export function showSpot(view: ViewState, watch: Watch, { rule, at, spot }: RuleSpot, goes: boolean): void {
  watch.list.value = "all";
  watch.shown.value = { code: rule.code, at };
  view.panel.value = { tab: "findings", persona: null };
  if (goes) goToTouch(view, spot.at);
}

/** Bring the place of a finding into sight, and the focus there. */
export function goToTouch(view: ViewState, touch: Touch): void {
  const place = placeOfTouch(view, touch);
  if (!place) return;
  if (touch.card && view.cardElement(place, touch.card)) goCard(view, place, touch.card);
  else go(view, place);
}
