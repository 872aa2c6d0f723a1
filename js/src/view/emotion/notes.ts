/** The two things the emotion lane says in words: where belief and measurement differ most, and the lowest stage. */
import type { Point } from "../../core/schema";

export interface Difference {
  at: number;
  /** From the drawn score to the nearer end of the interval. */
  distance: number;
  /** Whether the measured value is the higher one. */
  higher: boolean;
}

/** The stage whose drawn score is furthest outside the measured interval, if that is at least `least`. */
export function largestDifference(
  drawn: readonly (number | null)[],
  measured: readonly (Point | null)[],
  least: number,
): Difference | null {
  let largest: Difference | null = null;
  drawn.forEach((value, at) => {
    const point = measured[at];
    if (value === null || !point) return;
    const below = (point.low ?? point.value) - value;
    const above = value - (point.high ?? point.value);
    const distance = Math.max(below, above);
    if (distance >= least && distance > (largest?.distance ?? 0))
      largest = { at, distance, higher: below > above };
  });
  return largest;
}

export interface Lowest {
  at: number;
  /** Positions of the stages whose intervals overlap the lowest one's. */
  level: number[];
}

/** The lowest measured stage; null where no stage is clear of it, for then it is not the lowest. */
export function lowestStage(measured: readonly (Point | null)[]): Lowest | null {
  const known = measured.flatMap((point, at) => (point ? [{ at, ...point }] : []));
  if (known.length < 2) return null;
  const least = known.reduce((lowest, point) => (point.value < lowest.value ? point : lowest));
  const top = least.high ?? least.value;
  const level = known
    .filter((point) => point.at !== least.at && (point.low ?? point.value) <= top)
    .map(({ at }) => at);
  return level.length === known.length - 1 ? null : { at: least.at, level };
}

/** "Lowest", "Lowest, level with stage 2", "Lowest, level with stages 2 and 7". Stages are counted from 1. */
export function lowestWords({ level }: Lowest): string {
  if (level.length === 0) return "Lowest";
  if (level.length > 3) return `Lowest, level with ${level.length} others`;
  const numbers = level.map((at) => String(at + 1));
  const last = numbers.pop()!;
  const list = numbers.length ? `${numbers.join(", ")} and ${last}` : last;
  return `Lowest, level with stage${numbers.length ? "s" : ""} ${list}`;
}

/** The short form of each name: the first name of "Maya Torres", but the whole of "Business traveller". */
export function shortNames(names: readonly string[]): string[] {
  const firsts = names.map((name) =>
    /^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u.test(name) ? name.split(" ")[0]! : name,
  );
  return names.map((name, i) =>
    firsts.indexOf(firsts[i]!) === firsts.lastIndexOf(firsts[i]!) ? firsts[i]! : name,
  );
}
