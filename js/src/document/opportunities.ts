/**
 * Opportunities: how large they are, and which come first. Inputs may be ranges, and scores then are ranges.
 * cjm_widgets/document/opportunities.py is the same in Python; tests/contract/files/opportunities.json holds both to it.
 */
import { thingsOf } from "./document";
import { cardsAt } from "./gestures";
import { holdsCards } from "./lane-kinds";
import type { Card, Document } from "./schema";
import { middle, type Range } from "./tables/ranges";

/** A score with the least and the greatest it may be. */
export interface Priority {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The best and the worst place a thing may have; they differ where its range overlaps others'. */
export interface Rank {
  readonly best: number;
  readonly worst: number;
}

export interface Opportunity {
  readonly card: Card;
  readonly lane: string;
  readonly stage: string;
}

/** The cards in lanes of opportunities, in the order of the map. */
export function opportunitiesOf(document: Document): Opportunity[] {
  const lanes = thingsOf(document, "lane").filter(
    (lane) => lane.role === "opportunities" && holdsCards(lane),
  );
  return thingsOf(document, "stage").flatMap((stage) =>
    lanes.flatMap((lane) =>
      cardsAt(document, stage.id, lane.id).map((card) => ({ card, lane: lane.id, stage: stage.id })),
    ),
  );
}

/** Impact x confidence x ease, confidence as a fraction; null where one of them is not said. */
export const ice = ({ impact, confidence, ease }: Card): Priority | null =>
  scoreOf([impact, confidence, ease], []);

/** Reach x impact x confidence / effort; null where one of them is not said, or the effort may be nothing. */
export const rice = ({ reach, impact, confidence, effort }: Card): Priority | null =>
  scoreOf([reach, impact, confidence], [effort]);

/** The weeks of work; null where they are not said. */
export const effortOf = ({ effort }: Card): Priority | null => {
  if (effort === undefined || effort === null) return null;
  const [low, high] = ends(effort as Range);
  return { value: middle(effort as Range), low, high };
};

type Size = Card["impact"];

function scoreOf(over: readonly Size[], under: readonly Size[]): Priority | null {
  if ([...over, ...under].some((size) => size === undefined || size === null)) return null;
  const [tops, bottoms] = [over as Range[], under as Range[]];
  if (bottoms.some((size) => ends(size)[0] === 0)) return null;
  const of = (top: (size: Range) => number, bottom: (size: Range) => number): number =>
    product(tops.map(top)) / product(bottoms.map(bottom)) / 100;
  const [least, most] = [(size: Range) => ends(size)[0], (size: Range) => ends(size)[1]];
  return { value: of(middle, middle), low: of(least, most), high: of(most, least) };
}

const product = (factors: readonly number[]): number => factors.reduce((all, one) => all * one, 1);

export const ends = (size: Range): readonly [number, number] => (Array.isArray(size) ? size : [size, size]);

/** The places of scores, the greatest first: those whose ranges overlap may stand in any order. */
export const ranksOf = (scores: readonly (Priority | null)[]): (Rank | null)[] =>
  scores.map(
    (one) =>
      one && {
        best: 1 + scores.filter((other) => other && other.low > one.high).length,
        worst: scores.filter((other) => other && other.high >= one.low).length,
      },
  );

/** The places of scores, the least first. */
export const ranksUpward = (scores: readonly (Priority | null)[]): (Rank | null)[] =>
  ranksOf(scores.map((one) => one && { value: -one.value, low: -one.high, high: -one.low }));

export const rankText = ({ best, worst }: Rank): string => (best === worst ? `${best}` : `${best}–${worst}`);

/** Where a card stands in the solution tree, below the outcome. */
export type TreeStep = (typeof STEPS)[number];
const STEPS = ["opportunity", "bet", "test"] as const;

/**
 * The step of each opportunity, by the id of its card: one that an opportunity leads to, by a link, is a bet, and one that a
 * bet leads to is a test. What lead to each other in a circle are opportunities.
 */
export function stepsOf(document: Document, every: readonly Opportunity[]): Map<string, TreeStep> {
  const parents = new Map(every.map(({ card }) => [card.id, new Set<string>()]));
  for (const { kind, start, end } of document.links ?? [])
    if (kind !== "both" && start.card && end?.card && parents.has(start.card))
      parents.get(end.card)?.add(start.card);
  const steps = new Map<string, TreeStep>();
  const below = (ups: ReadonlySet<string>): TreeStep | undefined => {
    if (!ups.size) return "opportunity";
    const reached = [...ups].flatMap((up) => (steps.has(up) ? [STEPS.indexOf(steps.get(up)!)] : []));
    return reached.length ? (STEPS[Math.min(...reached) + 1] ?? "test") : undefined;
  };
  while (steps.size < parents.size) {
    const round = [...parents].flatMap(([id, ups]) => {
      const step = steps.has(id) ? undefined : below(ups);
      return step ? [[id, step] as const] : [];
    });
    if (!round.length) break;
    for (const [id, step] of round) steps.set(id, step);
  }
  for (const id of parents.keys()) if (!steps.has(id)) steps.set(id, "opportunity");
  return steps;
}
