/**
 * Where the words of the emotion lane go so that they cover neither each other nor a point.
 * Everything is a height in CSS pixels; words over one another share a column's centre.
 */
import { HEIGHT } from "./scale";

export type Side = "up" | "down";

/** How far the middle of a label is from its point. */
const AWAY = 15.5;
const APART = 16;
const CLEAR = 14;

/** The middle of the label on a side of the point at `y`. */
export const middle = (y: number, side: Side) => (side === "up" ? y - AWAY : y + AWAY);

/**
 * The sides of the measured and of the drawn label at one stage. Measured prefers above; drawn prefers
 * below, or above at a peak. If they come closer than 16 px the drawn one gives way first.
 */
export function sides(
  measured: number | null,
  drawn: number | null,
  others: readonly number[],
  peak: boolean,
): { measured: Side; drawn: Side } {
  const preferred: Side = peak ? "up" : "down";
  let best: { measured: Side; drawn: Side } = { measured: "up", drawn: preferred };
  let least = Number.POSITIVE_INFINITY;
  const points = [measured, drawn, ...others].filter((y) => y !== null);
  for (const first of ["up", "down"] as const) {
    for (const second of [preferred, peak ? "down" : "up"] as Side[]) {
      let cost = (first === "down" ? 1 : 0) + (second === preferred ? 0 : 0.5);
      const labels = [
        measured === null ? null : middle(measured, first),
        drawn === null ? null : middle(drawn, second),
      ];
      for (const label of labels.filter((y) => y !== null)) {
        if (label < 8 || label > HEIGHT - 8) cost += 8;
        for (const point of points) cost += 8 * Math.max(0, 1 - Math.abs(point - label) / CLEAR);
      }
      if (labels[0] !== null && labels[1] !== null && Math.abs(labels[0]! - labels[1]!) < APART) cost += 8;
      if (cost < least) {
        least = cost;
        best = { measured: first, drawn: second };
      }
    }
  }
  return best;
}

/** An obstacle in a column; a point or a label is firm, a curve may be crossed at a cost. */
export interface Obstacle {
  from: number;
  to: number;
  firm: boolean;
}

/** The top of the best place for a note of this height about the point at `y`, or null where there is none. */
export function room(obstacles: readonly Obstacle[], y: number, height: number): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let top = 6; top + height <= HEIGHT - 6; top += 2) {
    let cost = Math.abs(top + height / 2 - y) / HEIGHT;
    for (const { from, to, firm } of obstacles) {
      const over = Math.min(to, top + height) - Math.max(from, top);
      if (over > 0) cost += firm ? Number.POSITIVE_INFINITY : over;
    }
    if (cost < least) {
      least = cost;
      best = top;
    }
  }
  return best;
}

/** What is there for words about a point or a label in the middle of `y`. */
export const firm = (y: number, half: number): Obstacle => ({ from: y - half, to: y + half, firm: true });

/** The middle nearest to `y` where words of this height cover no obstacle and stay in the lane; null without any. */
export function nearestFree(obstacles: readonly Obstacle[], y: number, height: number): number | null {
  const half = height / 2;
  const [top, foot] = [half + 2, HEIGHT - 2 - half];
  const tries = [y, top, foot, ...obstacles.flatMap(({ from, to }) => [from - half, to + half])];
  const free = tries.filter(
    (at) =>
      at >= top &&
      at <= foot &&
      obstacles.every(({ from, to }) => at + half < from + 0.01 || at - half > to - 0.01),
  );
  return free.sort((a, b) => Math.abs(a - y) - Math.abs(b - y))[0] ?? null;
}

/** At least as wide as the text in any font of 11 px, in px: a letter is 7, a bold one 8.2, one of a wide script 12. */
export const leastRoom = (text: string, letter = 7): number =>
  [...text].reduce((width, one) => width + (one >= "\u1100" ? 12 : letter), 0);

/** The heights a curve passes in one column, as far before and after its middle as these shares of the way to the next. */
export function passing(
  heights: readonly (number | null)[],
  at: number,
  before = 0.5,
  after = 0.5,
): Obstacle | null {
  const here = heights[at] ?? null;
  if (here === null) return null;
  const towards = (near: number, share: number) => here + ((heights[near] ?? here) - here) * share;
  const edges = [towards(at - 1, before), towards(at + 1, after)];
  return { from: Math.min(here, ...edges) - 4, to: Math.max(here, ...edges) + 4, firm: false };
}
