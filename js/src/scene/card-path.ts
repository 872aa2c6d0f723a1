/**
 * The way of a link from one card to another: along the gutters between columns and the edges between rows, never over a
 * card. All is in px of the grid, across from the inline start.
 */
import { brief } from "./numbers";
import type { Head, Stroke } from "./path";

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a link ends: the box of its card, and the upper and lower edge of the row that the card is in. */
export interface Terminal {
  readonly box: Box;
  readonly row: readonly [top: number, bottom: number];
}

export interface CardPath {
  readonly stroke: Stroke;
  readonly gate: Stroke | null;
  readonly heads: readonly Head[];
  readonly ring: readonly [x: number, y: number] | null;
}

/** How far a gutter's line is from the cards beside it, and further ones from the first. */
const BESIDE = 4;
const STEP = 4;
const ROUND = 6;
/** How far an arrow's tip is from its card, how long the arrow is, and the radius of a ring. */
const CLEAR = 1;
const HEAD = 6;
const RING = 3;
/** How far from its upper edge a card is entered, how much lower it is left, and how far in from above or below. */
const DOWN = 14;
const LOWER = 4;
const IN = 24;

type Point = readonly [x: number, y: number];

/**
 * Parameters: the two ends; how the link ends; `lane`, the place of its line among others of the same gutter; and whether
 * an upright line at `x` is free of cards from one height to another.
 */
export function cardPath(
  from: Terminal,
  to: Terminal,
  kind: "direct" | "both" | "controlled" | "open",
  lane: number,
  isFree: (x: number, top: number, bottom: number) => boolean,
): CardPath {
  const points = upright(from, to, isFree) ?? around(from, to, lane);
  return withEnds(points, kind);
}

/** Straight up or down, where one card is above the other and nothing is between them. */
function upright(
  { box: a }: Terminal,
  { box: b }: Terminal,
  isFree: (x: number, top: number, bottom: number) => boolean,
): Point[] | null {
  const x = Math.min(b.left + IN, (b.left + b.right) / 2);
  if (x < a.left + ROUND || x > a.right - ROUND) return null;
  const isBelow = b.top >= a.bottom;
  if (!isBelow && a.top < b.bottom) return null;
  const [top, bottom] = isBelow ? [a.bottom, b.top] : [b.bottom, a.top];
  // An arrow needs room between two cards of one cell.
  if (bottom - top < 2 * HEAD || !isFree(x, top, bottom)) return null;
  return isBelow
    ? [
        [x, a.bottom],
        [x, b.top - CLEAR],
      ]
    : [
        [x, a.top],
        [x, b.bottom + CLEAR],
      ];
}

const inside = ({ top, bottom }: Box) => top + Math.min(DOWN, (bottom - top) / 2);

function around({ box: a, row: rowA }: Terminal, { box: b, row: rowB }: Terminal, lane: number): Point[] {
  const beside = BESIDE + STEP * (lane % 2);
  const start = Math.min(inside(a) + LOWER, a.bottom - 2);
  const end = inside(b);
  const isAhead = b.left >= a.right;
  const isBehind = b.right <= a.left;
  const gap = isAhead ? b.left - a.right : a.left - b.right;
  // In one column, and between cards that cover some of the same, both ends are at the gutter behind them.
  if (!isAhead && !isBehind) {
    const x = Math.max(a.right, b.right) + beside;
    if (Math.abs(a.right - b.right) < ROUND) return along(a.right, start, x, end, b.right + CLEAR);
    const edge = edgeBetween(rowA, rowB);
    const [first, last] = [a.right + beside, b.right + beside];
    return [
      [a.right, start],
      [first, start],
      [first, edge],
      [last, edge],
      [last, end],
      [b.right + CLEAR, end],
    ];
  }
  const ahead = isAhead ? 1 : -1;
  const [out, into] = isAhead ? [a.right, b.left] : [a.left, b.right];
  const first = out + ahead * beside;
  // Neighbours share the gutter between them.
  if (gap < 4 * ROUND) return along(out, start, first, end, into - ahead * CLEAR);
  const edge = edgeBetween(rowA, rowB);
  const last = into - ahead * beside;
  return [
    [out, start],
    [first, start],
    [first, edge],
    [last, edge],
    [last, end],
    [into - ahead * CLEAR, end],
  ];
}

const along = (out: number, start: number, x: number, end: number, into: number): Point[] => [
  [out, start],
  [x, start],
  [x, end],
  [into, end],
];

/** The edge of the row that is gone to, on the side that one comes from. */
const edgeBetween = (from: readonly [number, number], to: readonly [number, number]): number =>
  to[0] >= from[1] - 1 ? to[0] : to[1];

// --- drawing

function withEnds(points: readonly Point[], kind: "direct" | "both" | "controlled" | "open"): CardPath {
  const first = points[0]!;
  const last = points.at(-1)!;
  const into = directionOf(points.at(-2)!, last);
  const outOf = directionOf(points[1]!, first);
  const heads: Head[] = [];
  if (kind === "both")
    heads.push([first[0] - outOf[0] * CLEAR, first[1] - outOf[1] * CLEAR, NAMES[`${outOf}`]!]);
  if (kind !== "open") heads.push([last[0], last[1], NAMES[`${into}`]!]);
  const stop = kind === "open" ? 2 * RING : HEAD;
  const gate = back(last, into, HEAD + 3);
  return {
    stroke: rounded([...points.slice(0, -1), back(last, into, stop)]),
    gate:
      kind === "controlled"
        ? into[0]
          ? [gate[0], gate[1] - 6, "v12"]
          : [gate[0] - 6, gate[1], "h12"]
        : null,
    heads,
    ring: kind === "open" ? back(last, into, RING) : null,
  };
}

const NAMES: Readonly<Record<string, Head[2]>> = {
  "1,0": "right",
  "-1,0": "left",
  "0,1": "down",
  "0,-1": "up",
};

const directionOf = ([x1, y1]: Point, [x2, y2]: Point): readonly [number, number] =>
  Math.abs(x2 - x1) >= Math.abs(y2 - y1) ? [Math.sign(x2 - x1) || 1, 0] : [0, Math.sign(y2 - y1) || 1];

const back = ([x, y]: Point, [dx, dy]: readonly [number, number], by: number): Point => [
  x - dx * by,
  y - dy * by,
];

/** A line through points at right angles, with round corners where there is room for them. */
function rounded(points: readonly Point[]): Stroke {
  const [first, ...others] = points;
  let [x, y] = first!;
  let rest = "";
  others.forEach(([toX, toY], at) => {
    const next = others[at + 1];
    const room = next ? Math.min(ROUND, length([x, y], [toX, toY]), length([toX, toY], next) / 2) : 0;
    const [dx, dy] = unit([x, y], [toX, toY]);
    rest += `l${brief(toX - dx * room - x)} ${brief(toY - dy * room - y)}`;
    if (next && room) {
      const [ox, oy] = unit([toX, toY], next);
      rest += `q${brief(dx * room)} ${brief(dy * room)} ${brief((dx + ox) * room)} ${brief((dy + oy) * room)}`;
      [x, y] = [toX + ox * room, toY + oy * room];
    } else [x, y] = [toX, toY];
  });
  return [brief(first![0]), brief(first![1]), rest];
}

const length = ([x1, y1]: Point, [x2, y2]: Point): number => Math.abs(x2 - x1) + Math.abs(y2 - y1);

function unit(from: Point, to: Point): readonly [number, number] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  return Math.abs(dx) >= Math.abs(dy) ? [Math.sign(dx), 0] : [0, Math.sign(dy)];
}
