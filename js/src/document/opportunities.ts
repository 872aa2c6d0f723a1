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

export const rankText = ({ best, worst }: Rank): string => (best === worst ? `${best}` : `${best}–${worst}`);
