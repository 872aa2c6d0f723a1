/** What the grid shows apart from the curves: the columns a cell takes, runs of phases, and blueprint lines. */
import { entryAt } from "../document/document";
import type { Card, Lane, Phase, Stage } from "../document/schema";
import { texts } from "../words/words";

export type Cells = Readonly<Record<string, readonly Card[]>>;

/** For each stage, how many columns its cell takes; 0 where an earlier cell covers it. */
export function spansOf(cells: Cells, stages: readonly Stage[]): number[] {
  const spans = stages.map(() => 1);
  for (let at = 0; at < stages.length; at++) {
    if (!spans[at]) continue;
    let reach = 1;
    for (const { span = 1 } of entryAt(cells, stages[at]!.id) ?? []) reach = Math.max(reach, span);
    for (let next = at + 1; next < Math.min(stages.length, at + reach); next++) {
      if (entryAt(cells, stages[next]!.id)?.length) break;
      spans[at]! += 1;
      spans[next] = 0;
    }
  }
  return spans;
}

/** The position whose cell covers this one. */
export function ownerOf(spans: readonly number[], at: number): number {
  while (at > 0 && !spans[at]) at -= 1;
  return at;
}

/** Positions of the stages worth drawing; the others are outside the scroll view. `to` is exclusive. */
export interface ColumnRange {
  readonly from: number;
  readonly to: number;
}

/** How many columns are drawn ahead of the sight when what was drawn comes to its end. */
const AHEAD = 10;

/**
 * The columns to draw for a sight, in px from the first column's edge. What was drawn last stays as long as it covers
 * the sight with a column to spare: drawing a few columns now and then costs less than one at a time. At first there are
 * none ahead, so that the map is there sooner.
 */
export function columnsAround(
  sight: { from: number; to: number },
  width: number,
  count: number,
  last: ColumnRange,
): ColumnRange {
  const from = Math.floor(sight.from / width);
  const to = Math.ceil(sight.to / width);
  const within = (at: number) => Math.max(0, Math.min(count, at));
  const isCovered = last.from <= within(from - 1) && within(to + 1) <= last.to && last.to <= count;
  if (isCovered && last.to - last.from <= to - from + 2 * AHEAD) return last;
  const isFirst = last.from === last.to;
  if (isFirst) return { from: within(from - 1), to: within(to + 1) };
  const goesBack = from < last.from;
  return { from: within(from - (goesBack ? AHEAD : 1)), to: within(to + (goesBack ? 1 : AHEAD)) };
}

/** How many stages stand beside each other on paper. */
const ON_PAPER = 8;

/** The columns in bands that fit on paper, as even as they come. */
export function bandsOf(count: number): ColumnRange[] {
  const bands = Math.max(1, Math.ceil(count / ON_PAPER));
  const edge = (at: number) => Math.round((at * count) / bands);
  return Array.from({ length: bands }, (_, at) => ({ from: edge(at), to: edge(at + 1) }));
}

export interface PhaseRun {
  phase: Phase | null;
  from: number;
  count: number;
  minutes: number;
}

/** Runs of stages of the same phase, in order; none where no stage has one. */
export function phasesOf(stages: readonly Stage[], phases: readonly Phase[]): PhaseRun[] {
  const runs: PhaseRun[] = [];
  for (const [at, stage] of stages.entries()) {
    const last = runs.at(-1);
    const minutes = stage.duration ?? 0;
    if (last && (last.phase?.id ?? null) === (stage.phase ?? null)) {
      last.count += 1;
      last.minutes += minutes;
    } else
      runs.push({ phase: phases.find(({ id }) => id === stage.phase) ?? null, from: at, count: 1, minutes });
  }
  return runs.some(({ phase }) => phase) ? runs : [];
}

export const EVIDENCE = texts({
  assumption: "Assumption",
  quote: "Quote",
  walkthrough: "Walkthrough",
  data: "Data",
  none: "None",
} as const);
/** The same in the middle of a sentence. */
export const EVIDENCE_WORDS = texts({
  assumption: "assumption",
  quote: "quote",
  walkthrough: "walkthrough",
  data: "data",
  none: "none",
} as const);
/** How severe a pain point is, from none. */
export const LEVELS = texts(["none", "low", "medium", "high"] as const);
/** The same at the start of a line. */
export const LEVEL_NAMES = texts(["None", "Low", "Medium", "High"] as const);

type Layer = NonNullable<Lane["layer"]>;
const LAYERS: readonly Layer[] = ["customer", "frontstage", "backstage", "support"];
export type Line = "interaction" | "visibility" | "internal";

/** The blueprint line between two layers; where several lie between them, the one customers notice. */
export function lineBetween(above: Layer, below: Layer): Line | null {
  const [high, low] = [LAYERS.indexOf(above), LAYERS.indexOf(below)].sort();
  if (high === low) return null;
  if (high! < 2 && low! >= 2) return "visibility";
  return low === 1 ? "interaction" : "internal";
}
