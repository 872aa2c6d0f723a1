/**
 * Everything the emotion lane draws, worked out from the document, the measured curve and an unfinished gesture; with
 * it the two things the lane says in words: where belief and measurement differ most, and the lowest stage.
 */
import { defaultsOf } from "../document/check";
import { entryAt, leafAt, rowAt, scaleOf } from "../document/document";
import { futureAt, scoreAt } from "../document/gestures";
import type { Document, Persona, Point, Score, SourceInfo, Stage } from "../document/schema";
import { t } from "../words/words";
import { lone } from "./curve";
import {
  firm,
  leastRoom,
  middle,
  nearestFree,
  type Obstacle,
  passing,
  room,
  type Side,
  sides,
} from "./labels";
import { plain, writeLevel } from "./numbers";
import { type MarkerName, numbered, type PersonaLook, personaLook, shortNames } from "./personas";
import { GAP, heightOf, makeScale, type Scale } from "./scale";

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
    if (distance >= least && distance > (largest?.distance ?? Number.NEGATIVE_INFINITY))
      largest = { at, distance, higher: below > above };
  });
  return largest;
}

export interface Lowest {
  at: number;
  /** Positions of the stages whose intervals overlap the lowest one's. */
  level: number[];
}

/**
 * The lowest measured stage; null where no stage is clear of it, for then it is not the lowest. The same respondents
 * answer of all stages, and nothing counts how their answers go together: intervals that do not overlap differ however
 * they do.
 */
export function lowestStage(measured: readonly (Point | null)[]): Lowest | null {
  const points = measured.flatMap((point, at) => (point ? [{ at, ...point }] : []));
  if (points.length < 2) return null;
  const least = points.reduce((lowest, point) => (point.value < lowest.value ? point : lowest));
  const top = least.high ?? least.value;
  const level = points
    .filter((point) => point.at !== least.at && (point.low ?? point.value) <= top)
    .map(({ at }) => at);
  return level.length === points.length - 1 ? null : { at: least.at, level };
}

/** "Lowest", "Lowest, level with stage 2", "Lowest, level with stages 2 and 7". Stages are counted from 1. */
export function lowestWords({ level }: Lowest): string {
  if (level.length === 0) return t("Lowest");
  if (level.length > 3) return t("Lowest, level with {n} others", { n: level.length });
  const numbers = level.map((at) => String(at + 1));
  const last = numbers.pop()!;
  if (!numbers.length) return t("Lowest, level with stage {last}", { last });
  return t("Lowest, level with stages {stages} and {last}", { stages: numbers.join(", "), last });
}

/** Which of the two states a curve is of: what is felt now, or what shall be felt in the future. */
export type State = "now" | "future";

/** Which states of the active persona are drawn. */
export type States = State | "both";

/** What one persona was drawn to feel, stage by stage; of a future state `scores` are made of its numbers. */
export interface Series {
  persona: Persona;
  state: State;
  look: PersonaLook;
  active: boolean;
  scores: (Score | null)[];
  /** The scores, with the value of an unfinished gesture in its place. */
  values: (number | null)[];
  /** Whether such a gesture is under way. */
  moving: boolean;
  /** Whether a stage without a score offers to draw one. */
  drawable: boolean;
}

/** The way from now to the future of one stage: the heights an arrow joins, and whether it points up. */
export interface Shift {
  top: number;
  height: number;
  up: boolean;
}

/** The name of a curve beside its last point; where that is too narrow, apart from it, with its marker. */
export interface End {
  class: string;
  name: string;
  details: string[];
  marker: MarkerName;
  apart: boolean;
  /** Its middle, and how high it is. */
  y: number;
  height: number;
}

/** "2.9 higher", and the heights the bracket joins. */
export interface Bracket {
  words: string;
  from: number;
  to: number;
}

/** A note with a line to its point: heights of the note's top and of both ends of the line. */
export interface Callout {
  words: string;
  top: number;
  leader: [number, number];
}

export interface Column {
  measured: Point | null;
  /** No neighbour has a measured point, so no band shows this one's interval. */
  lone: boolean;
  sides: { measured: Side; drawn: Side };
  ends: End[];
  shift: Shift | null;
  difference: Bracket | null;
  lowest: Callout | null;
}

export interface Picture {
  scale: Scale;
  series: Series[];
  columns: Column[];
}

export interface Subject {
  document: Document;
  stages: readonly Stage[];
  source: SourceInfo | undefined;
  /** The values of the filters in force, e.g. "international"; empty for all. */
  filterWords: string;
  /** The persona to label and edit; the first one shown if null. */
  persona: string | null;
  hidden: ReadonlySet<string>;
  /** Which states of that persona to draw; both where it has both, if null. */
  states: States | null;
  preview: Preview | null;
  /** The narrowest column in px: notes wrap in it. */
  width: number;
}

export function picture(subject: Subject): Picture {
  const scale = makeScale(subject.document.scale);
  const series = drawnSeries(subject);
  const measured = subject.stages.map((stage) => entryAt(subject.source?.reading.curve, stage.id) ?? null);
  const high = (values: readonly (number | null)[]) =>
    values.map((value) => (value === null ? null : heightOf(scale, value)));
  const measuredAt = high(measured.map((point) => point?.value ?? null));
  const drawnAt = series.map((one) => high(one.values));
  const active = series.findIndex((one) => one.active);
  const future = series.findIndex((one) => one.state === "future" && !one.active);
  const now = series.findIndex((one) => one.persona === series[future]?.persona && one.state === "now");
  const alone = lone(measured);
  const columns = subject.stages.map((_, at): Column => {
    const drawn = drawnAt[active]?.[at] ?? null;
    const others = drawnAt.flatMap((heights, i) => (i === active ? [] : (heights[at] ?? [])));
    const shift = shiftOf(drawnAt[now]?.[at] ?? null, drawnAt[future]?.[at] ?? null);
    // A label stands where the arrow does not.
    const above = shift && now === active ? !shift.up : isPeak(drawnAt[active] ?? [], at);
    return {
      measured: measured[at] ?? null,
      lone: alone[at]!,
      sides: sides(measuredAt[at] ?? null, drawn, others, above),
      ends: [],
      shift,
      difference: null,
      lowest: null,
    };
  });
  placeDifference(columns, series[active], scale);
  placeEnds(columns, series, drawnAt, active, measuredAt, subject);
  placeLowest(columns, drawnAt, active, measuredAt, subject.width);
  return { scale, series, columns };
}

/** Heights closer than this in px have no room for an arrow between their points. */
const CLOSE = 14;

function shiftOf(now: number | null, future: number | null): Shift | null {
  if (now === null || future === null || Math.abs(future - now) <= CLOSE) return null;
  return { top: Math.min(now, future) + 8, height: Math.abs(future - now) - 16, up: future < now };
}

/** The curves of all who are shown, in their order; then the future of one of them, if both states are drawn. */
function drawnSeries(subject: Subject): Series[] {
  const { document, stages, persona, hidden, states, preview } = subject;
  const everyone = document.personas ?? [];
  const visible = everyone.filter(({ id }) => !hidden.has(id));
  const active = visible.find(({ id }) => id === persona) ?? visible[0];
  const curve = (one: Persona, state: State): Series => {
    const scores = stages.map((stage): Score | null => {
      if (state === "now") return scoreAt(document, stage.id, one.id);
      const value = futureAt(document, stage.id, one.id);
      return value === null ? null : { value };
    });
    const moving = preview?.persona.id === one.id && preview.state === state;
    const values = scores.map((score, at) =>
      moving && preview.stage.id === stages[at]!.id ? preview.value : (score?.value ?? null),
    );
    const isActive = one === active && (state === "now" || states === "future");
    const drawable = isActive || (state === "future" && states !== null);
    const look = personaLook(everyone.indexOf(one));
    return { persona: one, state, look, active: isActive, scores, values, moving, drawable };
  };
  const series = visible.map((one) => curve(one, one === active && states === "future" ? "future" : "now"));
  const hoping = states === "both" ? active : states === null ? hopeful(subject, visible, active) : undefined;
  return hoping ? [...series, curve(hoping, "future")] : series;
}

/** Whose future is drawn where the reader has not chosen: that of the active persona, or of the first who has one. */
function hopeful(
  { document }: Subject,
  visible: readonly Persona[],
  active: Persona | undefined,
): Persona | undefined {
  const has = (one: Persona | undefined) => one && Object.keys(rowAt(document.future, one.id)).length > 0;
  return has(active) ? active : visible.find(has);
}

/** Whether a curve turns down at a point: heights grow downwards, so both neighbours have a larger one. */
function isPeak(heights: readonly (number | null)[], at: number): boolean {
  const [before, here, after] = [heights[at - 1], heights[at], heights[at + 1]];
  return before != null && here != null && after != null && here < before && here < after;
}

/** Where words beside a point begin, clear of it: so far from the middle of its column in px. */
const BESIDE = 12;
/** What the marker and the margins of a name take that is not beside its point, in px. */
const MARKED = 18;
/** How much steeper than a straight line a curve may be. */
const STEEP = 1.5;

/** Put each curve's name beside its last point, or as near as there is room for all of it. */
function placeEnds(
  columns: Column[],
  series: readonly Series[],
  drawnAt: readonly (number | null)[][],
  active: number,
  measuredAt: readonly (number | null)[],
  { source, filterWords, width }: Subject,
): void {
  const drawn = series.filter((one) => one.state === "now" || one.active);
  const shorts = shortNames(drawn.map(({ persona }) => persona.name));
  const hoping = series.find((one) => one.state === "future")?.persona;
  const space = width / 2 - BESIDE;
  const put = (heights: readonly (number | null)[], end: Omit<End, "apart" | "y" | "height">) => {
    const at = heights.findLastIndex((height) => height !== null);
    const column = columns[at];
    if (!column) return;
    const y = heights[at]!;
    const { ends, sides, shift, difference } = column;
    const isAll = end.class === "is-all";
    const letters = leastRoom(end.name, 8.2);
    const apart = Math.max(letters, ...(isAll ? end.details.map((detail) => leastRoom(detail)) : [])) > space;
    // Apart from its point it has its marker before it, and as many lines as it needs.
    const lines = apart ? Math.ceil((letters + MARKED) / (width - 6)) : 1;
    const taken = ends.map(({ y, height }) => firm(y, height / 2));
    const labels = [
      [measuredAt[at], sides.measured],
      [drawnAt[active]?.[at], sides.drawn],
    ] as const;
    for (const [point, side] of labels) if (point != null) taken.push(firm(middle(point, side), 8));
    for (const heights of [measuredAt, ...drawnAt]) {
      // A curve may be half as steep again as a straight line.
      const before = apart ? STEEP * Math.min(0.5, Math.max(0, (letters + MARKED) / width - 0.5)) : 0;
      const curve = passing(heights, at, before, STEEP / 2);
      if (curve && (apart || heights[at + 1] != null)) taken.push(curve);
      if (curve && apart) taken.push(firm(heights[at]!, 10));
    }
    if (apart && shift) taken.push({ from: shift.top, to: shift.top + shift.height, firm: true });
    if (apart && difference) taken.push({ ...difference, firm: true });
    for (const details of isAll && end.details.length ? [end.details, []] : [end.details]) {
      const height = 13 * (lines + (isAll ? details.length : 0));
      // Its first or last line is beside the point, and the others are not where the value's label is.
      const away = isAll ? ((height - 13) / 2) * (sides.measured === "up" ? 1 : -1) : 0;
      const free = nearestFree(taken, y + away, height);
      if (free === null) continue;
      ends.push({ ...end, details, apart, y: free, height });
      return;
    }
  };
  const at = measuredAt.findLastIndex((height) => height !== null);
  const point = columns[at]?.measured;
  if (point) {
    const details: string[] = filterWords ? [filterWords] : [];
    if (point.low != null && point.high != null) {
      const interval = `±${plain((point.high - point.low) / 2, 2)}`;
      const level = source?.curve ? `${writeLevel(source.curve.level)} ${interval}` : interval;
      details.push(leastRoom(level) > space ? interval : level);
    }
    put(measuredAt, { class: "is-all", name: t("Measured"), details, marker: "square" });
  }
  series.forEach(({ look, persona, state }, i) => {
    const name = numbered(look, shorts[drawn.findIndex((one) => one.persona === persona)]!);
    const detail = state === "future" ? t("future") : persona === hoping ? t("now") : t("drawn");
    put(drawnAt[i]!, { class: look.class, name, details: [detail], marker: look.marker });
  });
}

function placeDifference(columns: Column[], active: Series | undefined, scale: Scale): void {
  const measured = columns.map((column) => column.measured);
  // A hope is held against no data.
  const largest =
    active?.state === "now" && largestDifference(active.values, measured, (scale.high - scale.low) / 8);
  if (!largest) return;
  const heights = [active.values[largest.at]!, measured[largest.at]!.value].map((value) =>
    heightOf(scale, value),
  );
  const distance = plain(largest.distance, scale.decimals);
  columns[largest.at]!.difference = {
    words: largest.higher ? t("{distance} higher", { distance }) : t("{distance} lower", { distance }),
    from: Math.min(...heights) + 7,
    to: Math.max(...heights) - 7,
  };
}

/** `drawnAt[active]` is the curve whose labels are always shown, as the measured ones are. */
function placeLowest(
  columns: Column[],
  drawnAt: readonly (readonly (number | null)[])[],
  active: number,
  measuredAt: readonly (number | null)[],
  width: number,
): void {
  const lowest = lowestStage(columns.map((column) => column.measured));
  if (!lowest) return;
  const { at } = lowest;
  const column = columns[at]!;
  const y = measuredAt[at]!;
  const obstacles: Obstacle[] = [firm(middle(y, column.sides.measured), 9)];
  for (const heights of [measuredAt, ...drawnAt]) {
    const [here, curve] = [heights[at] ?? null, passing(heights, at)];
    if (curve) obstacles.push(curve);
    if (here !== null) obstacles.push(firm(here, 10));
    if (heights === drawnAt[active])
      obstacles.push(firm(here === null ? GAP : middle(here, column.sides.drawn), 9));
  }
  if (column.difference) obstacles.push({ ...column.difference, firm: true });
  for (const { y, height } of column.ends) obstacles.push(firm(y, height / 2));
  const words = lowestWords(lowest);
  const lines = Math.ceil((words.length * 6.6) / (Math.max(width - 8, 168) - 22));
  const height = 14 + 14 * lines;
  const top = room(obstacles, y, height);
  if (top === null) return;
  const label = column.sides.measured;
  const leader: [number, number] =
    top > y ? [y + (label === "down" ? 24 : 10), top] : [top + height, y - (label === "up" ? 24 : 10)];
  column.lowest = { words, top, leader };
}

/** How far a drawn score may be from the measured one without mattering. */
export const toleranceOf = (document: Document): number => {
  const [low, high] = scaleOf(document);
  return (document.tolerance ?? (defaultsOf("Document").tolerance as number)) * (high - low);
};

/**
 * Whether a drawn score is inside the measured interval, or outside it by a difference that matters; undefined in
 * between, and where that cannot be decided. The kernel's verdict holds for the scores it saw; a later score is compared
 * with the curve, where the interval of the persona's respondents is there.
 */
export function isInside(
  source: SourceInfo | undefined,
  baseline: Document["emotion"],
  tolerance: number,
  hasFilters: boolean,
  persona: Persona,
  stage: string,
  value: number | null,
): boolean | undefined {
  if (value === null || !source) return undefined;
  const verdict = leafAt(source.inside, persona.id, stage);
  if (verdict !== undefined && leafAt(baseline, persona.id, stage)?.value === value) return verdict;
  const segmented = Object.keys(persona.segment ?? {}).length > 0;
  const everyone = segmented || hasFilters ? undefined : source.reading;
  const point = entryAt((entryAt(source.personas, persona.id) ?? everyone)?.curve, stage);
  if (point?.low == null || point.high == null) return undefined;
  if (point.low <= value && value <= point.high) return true;
  return Math.abs(value - point.value) > tolerance * (1 + 1e-12) ? false : undefined;
}

export interface Preview {
  readonly persona: Persona;
  readonly state: State;
  readonly stage: Stage;
  readonly value: number;
  /** The score when the gesture began; null where there was none. */
  readonly was: Score | null;
}
