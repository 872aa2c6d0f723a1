/**
 * The lane of links between stages: straight to the next, above for skipping ahead, below for going back. Everything is
 * placed by stage numbers and one width; `cjm_widgets/render/path_lane.py` answers the same. Across counts from the
 * inline start, so that a map that reads from the right is this picture in a mirror.
 */
import type { Link } from "../document/schema";
import { brief } from "./numbers";

export type Way = "straight" | "above" | "below";
/** Where a stroke begins, and the commands of an SVG path relative to there. */
export type Stroke = readonly [x: number, y: number, rest: string];
/** The tip of an arrow, and where it points. */
export type Head = readonly [x: number, y: number, to: "right" | "left" | "up" | "down"];

/** A link between stages, by their positions; an open one may end nowhere. */
export interface Route {
  readonly link: string;
  readonly start: number;
  readonly end: number | null;
  readonly kind: NonNullable<Link["kind"]>;
  readonly label: string;
}

/** A link in its place, in px from the first stage's edge and from the top of the lane. */
export interface PathLine {
  readonly route: Route;
  readonly way: Way;
  /** How many arcs are between it and the nodes. */
  readonly level: number;
  /** The first and the last column it takes, as a range; an open end takes half a column. */
  readonly ends: readonly [number, number];
  readonly strokes: readonly Stroke[];
  /** The bar across its end, where it is controlled. */
  readonly gate: Stroke | null;
  readonly heads: readonly Head[];
  /** The middle of the ring at its end, where it is open. */
  readonly ring: readonly [x: number, y: number] | null;
  /** Where the label is: across, the middle of its line down, its room, and its anchor. */
  readonly label: readonly [x: number, y: number, room: number, anchor: "start" | "middle" | "end"];
}

export interface PathPicture {
  readonly lines: readonly PathLine[];
  /** How far down the nodes are. */
  readonly middle: number;
  readonly height: number;
}

export const NODE = 11;
export const RING = 3;
const AROUND = NODE + 3;
/** How far before their end lines stop for an arrow, and for a gate. */
const HEAD = 6;
const GATE = 9;
/** How far the lowest arc is from the nodes, each further one from the last, and the radius of corners. */
const HIGH = 24;
const STEP = 18;
const ROUND = 10;
/** How far the legs of arcs stand from a node's middle: the outermost, and all others in so much more. */
const LEG = 4;
const LEGS = 8;

/** The triangle of an arrow's head, from its tip on. */
export const TIPS: Readonly<Record<Head[2], string>> = {
  right: "l-7 -3.5v7z",
  left: "l7 -3.5v7z",
  down: "l-3.5 -7h7z",
  up: "l-3.5 7h7z",
};

interface Lane {
  readonly route: Route;
  readonly way: Way;
  readonly ends: readonly [number, number];
  level: number;
}

/** The lines of links between so many stages. */
export function pathPicture(routes: readonly Route[], stages: number, width: number): PathPicture {
  const ways = waysOf(routes);
  const lanes = routes.map((route, at): Lane => {
    const way = ways[at]!;
    return { route, way, ends: endsOf(route, stages), level: 0 };
  });
  for (const way of ["above", "below"]) nest(lanes.filter((lane) => lane.way === way));
  const depth = (way: Way) =>
    1 + Math.max(-1, ...lanes.filter((one) => one.way === way).map(({ level }) => level));
  const [above, below] = [depth("above"), depth("below")];
  const middle = above ? Math.max(74, AROUND + HIGH + STEP * above) : 38;
  const room = below ? 2 * AROUND + HIGH + STEP * (below - 1) : 30;
  const legs = legsOf(lanes);
  const lines = lanes.map((lane, at) => {
    const [first, last] = legs[at]!;
    if (lane.way === "straight") return straight(lane, middle, width);
    if (lane.route.end === null) return open(lane, first, middle, width);
    return arc(lane, lane.route.end, [first, last], middle, width);
  });
  return { lines, middle, height: middle + room };
}

/** Which way each link goes: only one between two neighbours is straight. */
function waysOf(routes: readonly Route[]): Way[] {
  const taken = new Set<number>();
  return routes.map(({ start, end, kind }) => {
    if (end === null) return "above";
    const isNext = end - start === 1 || (end - start === -1 && kind === "both");
    const low = Math.min(start, end);
    if (!isNext || taken.has(low)) return end > start ? "above" : "below";
    taken.add(low);
    return "straight";
  });
}

/** The columns a link takes; one that leads out of the last stage turns back, to stay in the picture. */
function endsOf({ start, end }: Route, stages: number): readonly [number, number] {
  if (end !== null) return [Math.min(start, end), Math.max(start, end)];
  return start === stages - 1 ? [start - 0.5, start] : [start, start + 0.5];
}

/** Shorter arcs are nearer to the nodes, and none lies on another. */
function nest(lanes: readonly Lane[]): void {
  const length = ({ ends: [low, high] }: Lane) => high - low;
  const before: Lane[] = [];
  for (const lane of lanes.toSorted((a, b) => length(a) - length(b))) {
    const [low, high] = lane.ends;
    for (const one of before)
      if (one.ends[0] < high && low < one.ends[1]) lane.level = Math.max(lane.level, one.level + 1);
    before.push(lane);
  }
}

/** How far from the middle of its node the start and the end of each arc stand. */
function legsOf(lanes: readonly Lane[]): (readonly [number, number])[] {
  const legs = lanes.map((): [number, number] => [0, 0]);
  const sides = new Map<string, { at: number; which: 0 | 1; level: number; ahead: number }[]>();
  const stand = (at: number, which: 0 | 1, node: number, ahead: number) => {
    const { way, level } = lanes[at]!;
    const side = `${way} ${node} ${ahead}`;
    sides.set(side, [...(sides.get(side) ?? []), { at, which, level, ahead }]);
  };
  lanes.forEach(({ way, ends, route: { start, end } }, at) => {
    if (way === "straight") return;
    const ahead = ends[1] > start ? 1 : -1;
    stand(at, 0, start, ahead);
    if (end !== null) stand(at, 1, end, -ahead);
  });
  for (const ends of sides.values()) {
    const step = Math.min(LEG, LEGS / Math.max(ends.length - 1, 1));
    ends
      .sort((a, b) => b.level - a.level || a.at - b.at || b.which - a.which)
      .forEach(({ at, which, ahead }, place) => {
        legs[at]![which] = ahead * (LEG + step * place);
      });
  }
  return legs;
}

const stop = (kind: Route["kind"]) => (kind === "controlled" ? GATE : HEAD);

function straight({ route, way, level, ends }: Lane, middle: number, width: number): PathLine {
  const { kind } = route;
  const start = (ends[0] + 0.5) * width + AROUND;
  const end = (ends[1] + 0.5) * width - AROUND;
  const first = start + (kind === "both" ? HEAD : 0);
  const last = end - stop(kind);
  const back: Head[] = kind === "both" ? [[start, middle, "left"]] : [];
  return {
    ...{ route, way, level, ends },
    strokes: [[first, middle, `h${brief(last - first)}`]],
    gate: kind === "controlled" ? [last, middle - 6, "v12"] : null,
    heads: kind === "open" ? back : [...back, [end, middle, "right"]],
    ring: kind === "open" ? [end - RING, middle] : null,
    label: [(start + end) / 2, middle - 12, Math.max(end - start - 8, 0), "middle"],
  };
}

function arc(
  { route, way, level, ends }: Lane,
  to: number,
  legs: readonly [number, number],
  middle: number,
  width: number,
): PathLine {
  const { start, kind } = route;
  const away = way === "above" ? -1 : 1;
  const ahead = to > start ? 1 : -1;
  const first = (start + 0.5) * width + legs[0];
  const last = (to + 0.5) * width + legs[1];
  const foot = middle + away * AROUND;
  const high = HIGH + STEP * level;
  const before = kind === "both" ? HEAD - 1 : 0;
  const after = stop(kind) - (kind === "controlled" || kind === "open" ? 0 : 1);
  const across = brief(last - first - 2 * ahead * ROUND);
  const up = away * ROUND;
  const on = ahead * ROUND;
  const into = way === "above" ? "down" : "up";
  const back: Head[] = kind === "both" ? [[first, foot, into]] : [];
  return {
    ...{ route, way, level, ends },
    strokes: [
      [
        first,
        foot + away * before,
        `v${brief(away * (high - ROUND - before))}q0 ${up} ${on} ${up}h${across}` +
          `q${on} 0 ${on} ${-up}v${brief(-away * (high - ROUND - after))}`,
      ],
    ],
    gate: kind === "controlled" ? [last - 6, foot + away * GATE, "h12"] : null,
    heads: kind === "open" ? back : [...back, [last, foot, into]],
    ring: kind === "open" ? [last, foot + away * RING] : null,
    label: [
      (first + last) / 2,
      foot + away * high,
      Math.max(Math.abs(last - first) - 2 * ROUND - 16, 0),
      "middle",
    ],
  };
}

/** A line that leads out of the map. */
function open({ route, way, level, ends }: Lane, leg: number, middle: number, width: number): PathLine {
  const ahead = ends[1] > route.start ? 1 : -1;
  const foot = middle - AROUND;
  const high = HIGH - 4 + STEP * level;
  const first = (route.start + 0.5) * width + leg + 2 * ahead;
  return {
    ...{ route, way, level, ends },
    strokes: [[first, foot, `v${brief(ROUND - high)}q0 ${-ROUND} ${ahead * ROUND} ${-ROUND}h${ahead * 8}`]],
    gate: null,
    heads: [],
    ring: [first + ahead * 21, foot - high],
    label: [first + ahead * 30, foot - high, Math.max(width - 50, 0), ahead > 0 ? "start" : "end"],
  };
}
