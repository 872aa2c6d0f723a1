/**
 * The row of transitions: the ways that cases went from stage to stage, as ribbons as thick as their share. Forward is
 * above the nodes, backward below. A filled ribbon is of a drawn way that cases went, a hollow one of a way that nobody
 * drew, and a dashed line is of a drawn way that nobody went; `cjm_widgets/render/ribbon_lane.py` answers the same.
 */
import type { Transition } from "../document/schema";
import { plural, t } from "../words/words";
import { brief, count, plain } from "./numbers";
import { NODE } from "./path";

/** Ways that a smaller share of cases went are only counted, unless somebody drew them. */
export const RARE = 0.05;
/** Thickness in px of a ribbon of all cases, and the least of any. */
const PER_SHARE = 22;
const THINNEST = 1.5;
const AROUND = NODE + 3;
/** How far from a node's middle ribbons begin and end, and how far before its end one stops for the arrow. */
const LEG = 8;
const TIP = 6;
/** How far the handles of a curve are from its feet, by how many stages it goes on; the last for more. */
const RISES = [30, 66, 92, 112] as const;
const LOOP = 26;
/** Height of a label, and how far the outermost one is from the edge of the row. */
const LABEL = 16;
const MARGIN = 14;
/** Room above and below the middle of the nodes. */
const LEAST = 38;

/** A way from one stage to another, by their positions. */
export interface StageRibbon {
  readonly start: number;
  readonly end: number;
  /** Of all cases, 0 to 1; null where it is withheld or where nobody knows of how many. */
  readonly share: number | null;
  readonly drawn: boolean;
  /** Whether any case went so. */
  readonly seen: boolean;
}

/** A ribbon in its place, in px from the first stage's edge and from the top of the row. */
export interface RibbonLine {
  readonly ribbon: StageRibbon;
  readonly thickness: number;
  /** Where its middle line begins, and the commands of an SVG path relative to there. */
  readonly stroke: readonly [x: number, y: number, rest: string];
  /** The tip of its arrow, where that points, and its size. */
  readonly head: readonly [x: number, y: number, to: "up" | "down", size: number];
  /** The middle of its label across, and the top of it. */
  readonly label: readonly [x: number, y: number];
}

/**
 * The ways that a map draws: from each stage to the next, and along its links. Stages that no case was at are passed by,
 * as nobody knows whether they were.
 */
export function drawnPairs(
  links: readonly (readonly [string, string])[],
  transitions: readonly Transition[],
  stages: readonly string[],
): (readonly [string, string])[] {
  const visited = new Set(transitions.flatMap(({ start, end }) => [start, end]));
  const order = stages.filter((id) => visited.has(id));
  return [...order.slice(1).map((id, at) => [order[at]!, id] as const), ...links];
}

/** What is drawn of transitions and links, undrawn ways first; and how many ways are too rare for it. */
export function ribbonsOf(
  transitions: readonly Transition[],
  cases: number | null | undefined,
  links: readonly (readonly [string, string])[],
  stages: readonly string[],
  least = RARE,
): { ribbons: StageRibbon[]; rare: number } {
  const places = new Map(stages.map((id, at) => [id, at]));
  const linked = new Map<string, readonly [number, number]>();
  for (const [a, b] of links) {
    const [start, end] = [places.get(a), places.get(b)];
    if (start !== undefined && end !== undefined) linked.set(`${start} ${end}`, [start, end]);
  }
  const ribbons: StageRibbon[] = [];
  const ways = new Set<string>();
  let rare = 0;
  for (const one of transitions) {
    const [start, end] = [places.get(one.start), places.get(one.end)];
    if (start === undefined || end === undefined) continue;
    const share = one.cases == null || !cases ? null : one.cases / cases;
    const drawn = linked.has(`${start} ${end}`);
    if (!drawn && (share === null || share < RARE)) rare += 1;
    if (!drawn && (share ?? 0) < least) continue;
    ways.add(`${start} ${end}`);
    ribbons.push({ start, end, share, drawn, seen: true });
  }
  for (const [way, [start, end]] of linked)
    if (!ways.has(way)) ribbons.push({ start, end, share: null, drawn: true, seen: false });
  ribbons.sort(
    (a, b) =>
      Number(a.seen) - Number(b.seen) ||
      Number(a.drawn) - Number(b.drawn) ||
      a.start - b.start ||
      a.end - b.end,
  );
  return { ribbons, rare };
}

export interface RibbonPicture {
  readonly lines: readonly RibbonLine[];
  /** How far down the nodes are. */
  readonly middle: number;
  readonly height: number;
}

/** The lines of ribbons between columns of a width, with at least so much room above and below the nodes. */
export function placeRibbons(
  ribbons: readonly StageRibbon[],
  width: number,
  least: readonly [number, number] = [LEAST, LEAST],
): RibbonPicture {
  const room = (own: readonly StageRibbon[], atLeast: number) =>
    Math.ceil(Math.max(atLeast, ...own.map((one) => AROUND + reach(one) + MARGIN)));
  const above = room(
    ribbons.filter(({ start, end }) => end >= start),
    least[0],
  );
  const below = room(
    ribbons.filter(({ start, end }) => end < start),
    least[1],
  );
  return { lines: ribbons.map((one) => placed(one, above, width)), middle: above, height: above + below };
}

const thicknessOf = ({ share }: StageRibbon) => Math.max(THINNEST, PER_SHARE * (share ?? 0));

function riseOf({ start, end }: StageRibbon): number {
  const stages = Math.abs(end - start);
  return stages ? RISES[Math.min(stages, RISES.length) - 1]! : LOOP;
}

/** How far from the feet a ribbon and its label reach; a curve comes to three quarters of its handles. */
const reach = (ribbon: StageRibbon) => 0.75 * riseOf(ribbon) + thicknessOf(ribbon) / 2 + LABEL;

function placed(ribbon: StageRibbon, middle: number, width: number): RibbonLine {
  const { start, end } = ribbon;
  const ahead = end >= start ? 1 : -1;
  const away = -ahead;
  const side = end === start ? -1 : ahead;
  const first = (start + 0.5) * width + LEG * side;
  const last = (end + 0.5) * width - LEG * side;
  const foot = middle + away * AROUND;
  const rise = riseOf(ribbon);
  const thickness = thicknessOf(ribbon);
  const top = brief(away * rise);
  const lean = end === start ? 16 * side : 0;
  const edge = foot + away * (0.75 * rise + thickness / 2);
  return {
    ribbon,
    thickness,
    stroke: [
      first,
      foot,
      `c${lean} ${top} ${brief(last - first - lean)} ${top} ${brief(last - first)} ${away * TIP}`,
    ],
    head: [last, foot, ahead > 0 ? "down" : "up", Math.max(7, thickness * 1.1)],
    label: [(first + last) / 2, ahead > 0 ? edge - LABEL : edge],
  };
}

/** What stands on a ribbon: its share, or that it is withheld; nothing where nobody went. */
export function shareWords({ seen, share }: StageRibbon): string {
  if (!seen) return "";
  return share === null ? t("withheld") : `${plain(share * 100, 0)} %`;
}

/** How many ways are not drawn; nothing where there are none. */
export const rareWords = (rare: number): string =>
  rare ? plural(rare, "{n} way under 5 %", "{n} ways under 5 %") : "";

/** A transition in words: "Search to Basket, 420 of 1,022 cases, 41 %". */
export function transitionWords(
  name: string,
  other: string,
  one: Transition,
  cases: number | null | undefined,
): string {
  const ends = { start: name, end: other };
  if (one.cases == null) return t("{start} to {end}, withheld", ends);
  const n = count(one.cases);
  if (!cases) return t("{start} to {end}, {n} cases", { ...ends, n });
  const share = `${plain((one.cases / cases) * 100, 0)} %`;
  return t("{start} to {end}, {n} of {all} cases, {share}", { ...ends, n, all: count(cases), share });
}

/** How many left before the last stage that anyone came to; nothing where that is withheld. */
export function leftBefore(
  transitions: readonly Transition[],
  cases: number | null | undefined,
  stages: ReadonlyMap<string, string>,
): string {
  const reached = new Map(transitions.flatMap(({ start, of }) => (of ? [[start, of] as const] : [])));
  const last = [...stages.keys()].reverse().find((id) => reached.has(id));
  if (!cases || last === undefined || cases <= reached.get(last)!) return "";
  const left = count(cases - reached.get(last)!);
  return t("Later ratings are of those who stayed: {left} of {all} cases left before {stage}", {
    left,
    all: count(cases),
    stage: stages.get(last)!,
  });
}
