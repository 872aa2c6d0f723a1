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

/** Labels moved apart so that each keeps its size, in their order, inside the lane. Returns their middles. */
export function spread(boxes: readonly { y: number; size: number }[]): number[] {
  const order = boxes.map((_, i) => i).sort((a, b) => boxes[a]!.y - boxes[b]!.y);
  const centres = boxes.map((label) => label.y);
  let free = 2;
  for (const i of order) {
    centres[i] = Math.max(boxes[i]!.y, free + boxes[i]!.size / 2);
    free = centres[i]! + boxes[i]!.size / 2;
  }
  let end = HEIGHT - 2;
  for (const i of order.reverse()) {
    centres[i] = Math.min(centres[i]!, end - boxes[i]!.size / 2);
    end = centres[i]! - boxes[i]!.size / 2;
  }
  return centres;
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

/** The heights a curve passes between the left and right edge of one column. */
export function passing(heights: readonly (number | null)[], at: number): Obstacle | null {
  const here = heights[at] ?? null;
  if (here === null) return null;
  const edges = [heights[at - 1] ?? here, heights[at + 1] ?? here].map((next) => (here + next) / 2);
  return { from: Math.min(here, ...edges) - 4, to: Math.max(here, ...edges) + 4, firm: false };
}
