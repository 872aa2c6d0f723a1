/** Numbers of two versions of a map beside each other: measures then and now with the change, and the curves. */
import { entryAt, leafAt, rowAt, scaleOf, thingsOf } from "../../document/document";
import { laneContent } from "../../document/lane-kinds";
import type { Document, Figure, MeasureInfo, SourceInfo } from "../../document/schema";

/** A version of the map with the numbers that it keeps. */
export interface MapNumbers {
  readonly map: Document;
  readonly sources: readonly SourceInfo[];
}

/** How much a number changed; without ends where there is no interval, and `clear` if the interval leaves zero. */
export interface NumberChange {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly clear: boolean;
}

interface Estimate {
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
}

/**
 * The change from one estimate to another of other people. Its interval is made of the two intervals, each side's
 * distance to its end squared and added: the method of variance estimates recovery (Zou and Donner, Statistics in
 * Medicine 2008, 27:1693). Of shares it is Newcombe's.
 */
export function differenceOf(was: Estimate | undefined, now: Estimate | undefined): NumberChange | null {
  if (was?.value == null || now?.value == null) return null;
  const value = now.value - was.value;
  if (was.low == null || was.high == null || now.low == null || now.high == null)
    return { value, low: null, high: null, clear: false };
  const low = value - Math.hypot(now.value - now.low, was.high - was.value);
  const high = value + Math.hypot(now.high - now.value, was.value - was.low);
  return { value, low, high, clear: low > 0 || high < 0 };
}

/** A measure of a source at each stage, then and now. */
export interface ComparedMeasure {
  readonly key: string;
  readonly source: string;
  readonly info: MeasureInfo;
  readonly was: readonly (Figure | undefined)[];
  readonly now: readonly (Figure | undefined)[];
  /** Empty where both numbers are of the same rows, which have not changed by anything. */
  readonly differences: readonly (NumberChange | null)[];
  readonly sameRows: boolean;
  readonly target: number | null;
}

/** The sources of two versions that belong together: by id, else by name, else the only one of each. */
function pairsOf(before: readonly SourceInfo[], after: readonly SourceInfo[]) {
  const rest = new Set(before);
  const pairs = after.map((now) => {
    const one =
      before.find(({ id }) => id === now.id) ??
      before.find(({ name }) => name === now.name) ??
      (before.length === 1 && after.length === 1 ? before[0] : undefined);
    const was = one && rest.delete(one) ? one : undefined;
    return { was, now: now as SourceInfo | undefined };
  });
  return [...pairs, ...[...rest].map((was) => ({ was, now: undefined }))];
}

/** Every measure that either version has, at these stages. */
export function measureRows(
  before: MapNumbers,
  after: MapNumbers,
  stages: readonly string[],
): ComparedMeasure[] {
  return pairsOf(before.sources, after.sources).flatMap((pair) => {
    const infos = new Map<string, MeasureInfo>();
    for (const side of [pair.now, pair.was])
      for (const info of side?.measures ?? []) if (!infos.has(info.name)) infos.set(info.name, info);
    const sameRows = !!pair.was && !!pair.now && readsAlike(before.map, after.map, pair.was.id, pair.now.id);
    return [...infos.values()].map((info): ComparedMeasure => {
      const at = (side: SourceInfo | undefined) =>
        stages.map((id) => entryAt(rowAt(side?.reading.figures, id), info.name));
      const [was, present] = [at(pair.was), at(pair.now)];
      // Levels may differ; intervals of two confidences make none of the change.
      const level = pair.was?.measures.find(({ name }) => name === info.name)?.level;
      const alike = level === undefined || level === info.level;
      const differences = stages.map((_, column) => {
        const one = differenceOf(was[column], present[column]);
        return one && !alike ? { ...one, low: null, high: null, clear: false } : one;
      });
      const target = targetOf(after.map, pair.now, info.name) ?? targetOf(before.map, pair.was, info.name);
      return {
        key: JSON.stringify([pair.now?.id ?? pair.was!.id, info.name]),
        source: (pair.now ?? pair.was!).name,
        info,
        was,
        now: present,
        differences: sameRows ? [] : differences,
        sameRows,
        target,
      };
    });
  });
}

/** Whether two sources were read from the same rows. */
function readsAlike(before: Document, after: Document, was: string, now: string): boolean {
  const print = (map: Document, id: string) =>
    thingsOf(map, "source").find((one) => one.id === id)?.fingerprint;
  const one = print(before, was);
  return !!one && one === print(after, now);
}

/** The target of the lane that shows a source, which is one for the first of its measures. */
function targetOf(map: Document, source: SourceInfo | undefined, measure: string): number | null {
  const lane = thingsOf(map, "lane").find(
    (one) => laneContent(one) === "measures" && (one.source ?? source?.id) === source?.id,
  );
  // A lane that names no measure shows shares below the others.
  const usual = source?.measures.find(({ unit }) => unit !== "share") ?? source?.measures[0];
  const lead = lane?.measures?.[0] ?? usual?.name;
  return lead === measure ? (lane?.target ?? null) : null;
}

/** How many answered, by source: "Survey 2018" and 1,466. */
export const respondentsOf = ({ sources }: MapNumbers): { name: string; n: number | null }[] =>
  sources.map(({ name, reading }) => ({ name, n: reading.respondents ?? null }));

/** A curve of both versions, at each stage. */
export interface CurvePair {
  /** The persona; "" is what was measured. */
  readonly persona: string;
  readonly name: string;
  readonly was: readonly (Estimate | null)[];
  readonly now: readonly (Estimate | null)[];
  readonly changes: boolean;
}

/** The measured curve and each persona's, where either version has a value of it. */
export function curvePairs(before: MapNumbers, after: MapNumbers, stages: readonly string[]): CurvePair[] {
  const pair = (persona: string, name: string, at: (side: MapNumbers, stage: string) => Estimate | null) => {
    const [was, now] = [before, after].map((side) => stages.map((id) => at(side, id)));
    const changes = was!.some((one, column) => (one?.value ?? null) !== (now![column]?.value ?? null));
    return { persona, name, was: was!, now: now!, changes };
  };
  const measured = ({ sources }: MapNumbers) =>
    sources.find(({ reading }) => Object.keys(reading.curve ?? {}).length)?.reading.curve;
  const personas = [before, after].flatMap(({ map }) => map.personas ?? []);
  const names = new Map(personas.map(({ id, name }) => [id, name]));
  return [
    pair("", "", (side, stage) => entryAt(measured(side), stage) ?? null),
    ...[...names].map(([persona, name]) =>
      pair(persona, name, ({ map }, stage) => leafAt(map.emotion, persona, stage) ?? null),
    ),
  ].filter(({ was, now }) => [...was, ...now].some((one) => one?.value != null));
}

/** What a curve is drawn between: the ends of the scale, or where its values are if they would look flat there. */
export function heightsOf(
  { was, now }: CurvePair,
  map: Document,
): { low: number; high: number; zoomed: boolean } {
  const [low, high] = scaleOf(map);
  const values = [...was, ...now].flatMap((one) =>
    one?.value == null ? [] : [one.value, one.low ?? one.value, one.high ?? one.value],
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (most - least >= (high - low) / 2)
    return { low: Math.min(low, least), high: Math.max(high, most), zoomed: false };
  const room = Math.max((most - least) * 0.25, (high - low) / 40);
  return { low: least - room, high: most + room, zoomed: true };
}
