/**
 * What an answer gets, as the kernel scores it: for pages without one that have the teacher's file. The functions and their
 * sources are those of `cjm_widgets/exercise`; the contract files hold both to the same results.
 */
import type {
  CodingAnswer,
  CodingResult,
  CodingTask,
  Coefficient,
  CurveAnswer,
  CurveKey,
  CurveResult,
  CurveTask,
  FaultAnswer,
  FaultKey,
  FaultResult,
  FaultTask,
  ItemPoints,
  KeyFile,
  LaneAnswer,
  LaneKey,
  LaneResult,
  LaneTask,
  OrderAnswer,
  OrderKey,
  OrderResult,
  OrderTask,
  Point,
  SortAnswer,
  SortKey,
  SortResult,
  SortTask,
} from "../document/schema";
import type { Answer } from "./exercise-store";
import type { Result, Task } from "./kinds";

export type Key = KeyFile["key"];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** The result of a whole answer to a task of the same kind. */
export function score(task: Task, key: Key, answer: Answer): Result {
  // The kinds agree: an answer that does not belong to the task is never taken.
  const scored = SCORES[task.kind] as (task: Task, key: Key, answer: Answer) => Omit<Result, "kind">;
  return { kind: task.kind, ...scored(task, key, answer) } as Result;
}

const SCORES = {
  "guess-the-curve": scoreCurve,
  "order-the-touchpoints": scoreOrder,
  "sort-cards": scoreSort,
  "find-the-faults": scoreMarks,
  "fill-a-lane": scoreLane,
  "two-coders": scoreCoding,
};

const MOST = 10;
const STEPS = 20;

const lowOf = ({ low, value }: Point): number => low ?? value;
const highOf = ({ high, value }: Point): number => high ?? value;

/** Points for a guess this far from the interval. */
export function pointsAt(distance: number, [low, high]: readonly [number, number]): number {
  const step = (high - low) / STEPS;
  return Math.max(0, Math.floor(Math.round((MOST - distance / step) * 1e9) / 1e9 + 0.5));
}

function scoreCurve(
  { stages, scale = [-2, 2] }: CurveTask,
  { curves }: CurveKey,
  { scores, segment = "everyone" }: CurveAnswer,
): Omit<CurveResult, "kind"> {
  const measured = curves[segment]!;
  const apartFrom = (guesses: readonly number[]) =>
    measured.map((point, at) => Math.max(lowOf(point) - guesses[at]!, guesses[at]! - highOf(point), 0));
  const ends: [number, number] = [scale[0] as number, scale[1] as number];
  const guesses = scores as number[];
  const neutral = ends[0] < 0 && ends[1] > 0 ? 0 : (ends[0] + ends[1]) / 2;
  const apart = apartFrom(guesses);
  const flat = apartFrom(stages.map(() => neutral));
  const points = apart.map((one) => pointsAt(one, ends));
  let [right, turns] = [0, 0];
  for (let at = 0; at + 1 < measured.length; at++) {
    const [before, after] = [measured[at]!, measured[at + 1]!];
    const rises = lowOf(after) > highOf(before);
    if (!rises && highOf(after) >= lowOf(before)) continue;
    const change = guesses[at + 1]! - guesses[at]!;
    turns += 1;
    right += Number(rises ? change > 0 : change < 0);
  }
  return {
    points: sum(points),
    of: MOST * points.length,
    measured,
    apart,
    stage_points: points,
    off: sum(apart) / apart.length,
    flat_off: sum(flat) / flat.length,
    flat_points: sum(flat.map((one) => pointsAt(one, ends))),
    right_turns: right,
    turns,
  };
}

function scoreOrder(
  _: OrderTask,
  { places, stages }: OrderKey,
  { order }: OrderAnswer,
): Omit<OrderResult, "kind"> {
  const items = order.map((id, at): ItemPoints => {
    const others = order.map((other, place) => [places[other]! - places[id]!, place - at] as const);
    const decided = others.filter(([really]) => really !== 0);
    const right = decided.filter(([really, here]) => really > 0 === here > 0);
    return { id, points: right.length, of: decided.length, right: stages[places[id]!]! };
  });
  return {
    // Each pair is counted by both of its cards.
    points: sum(items.map(({ points }) => points)) / 2,
    of: sum(items.map(({ of }) => of)) / 2,
    items,
    right: [...order].sort((one, other) => places[one]! - places[other]!),
  };
}

function scoreSort(
  { items, stages }: SortTask,
  { places }: SortKey,
  answer: SortAnswer,
): Omit<SortResult, "kind"> {
  const scored = items.map(({ id }): ItemPoints => {
    const off = Math.abs(stages.indexOf(answer.stages[id]!) - places[id]!);
    return { id, points: off === 0 ? 1 : off === 1 ? 0.5 : 0, of: 1, right: stages[places[id]!]! };
  });
  return {
    points: sum(scored.map(({ points }) => points)),
    of: scored.length,
    items: scored,
    exact: scored.filter(({ points }) => points === 1).length,
  };
}

function scoreMarks(_: FaultTask, { faults }: FaultKey, { marks }: FaultAnswer): Omit<FaultResult, "kind"> {
  const hits = marks.filter((mark) => Object.hasOwn(faults, mark));
  const alarms = marks.filter((mark) => !Object.hasOwn(faults, mark));
  const points = Math.max(0, hits.length - alarms.length);
  return { points, of: Object.keys(faults).length, hits, alarms, faults };
}

/** Through capitals, since those of “ß” are two, as Python folds it. */
const plainName = (name: string): string => name.trim().split(/\s+/).join(" ").toUpperCase().toLowerCase();

function scoreLane(
  { items }: LaneTask,
  { stages }: LaneKey,
  { cards }: LaneAnswer,
): Omit<LaneResult, "kind"> {
  const rules = Object.fromEntries(
    items.map(({ id, who = "" }) => {
      const card = cards[id]!;
      const says = !!card.text?.trim();
      const isWho = plainName(card.who ?? "") === plainName(who);
      return [id, [says, card.evidence === "quote", isWho, stages[id]!.includes(card.stage ?? "")]];
    }),
  ) as LaneResult["rules"];
  const scored = items.map(({ id }): ItemPoints => {
    const [says, ...followed] = rules[id]!;
    const points = says ? followed.filter(Boolean).length : 0;
    return { id, points, of: followed.length, right: stages[id]!.join(" / ") };
  });
  return {
    points: sum(scored.map(({ points }) => points)),
    of: sum(scored.map(({ of }) => of)),
    items: scored,
    rules,
  };
}

/** Without the intervals, which the kernel draws samples for. */
function scoreCoding(
  { items, stages }: CodingTask,
  _: unknown,
  { first, second }: CodingAnswer,
): Omit<CodingResult, "kind"> {
  const apart = items.map(({ id }) => id).filter((id) => first[id] !== second[id]);
  const n = items.length;
  const counts = stages.map((stage) => {
    const of = (codes: CodingAnswer["first"]) => items.filter(({ id }) => codes[id] === stage).length;
    return [of(first), of(second)] as const;
  });
  const same = (n - apart.length) / n;
  const beyond = (chance: number) => (chance < 1 ? (same - chance) / (1 - chance) : null);
  const kappa = beyond(sum(counts.map(([one, other]) => one * other)) / n ** 2);
  const both = counts.map(([one, other]) => one + other);
  const different = sum(both.map((one) => one * (2 * n - one)));
  const alpha = different ? 1 - ((2 * n - 1) * 2 * apart.length) / different : null;
  const share = both.map((one) => one / (2 * n));
  const ac1 = beyond(sum(share.map((one) => one * (1 - one))) / (stages.length - 1));
  const coefficients: Coefficient[] = [
    { measure: "per_cent", value: 100 * same },
    { measure: "cohen_kappa", value: kappa },
    { measure: "krippendorff_alpha", value: alpha },
    { measure: "gwet_ac1", value: ac1 },
  ];
  return { points: n - apart.length, of: n, apart, coefficients };
}
