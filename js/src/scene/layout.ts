/** What the grid shows apart from the curves: the columns a cell takes, runs of phases, blueprint lines, and evidence. */
import { entryAt, rowAt } from "../document/document";
import type { Card, Document, Lane, Phase, Stage } from "../document/schema";

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

export const EVIDENCE = { assumption: "Assumption", quote: "Quote", data: "Data", none: "None" } as const;
export const LEVELS = ["none", "low", "medium", "high"] as const;

/** Lanes whose cards are names of things, not claims about the journey: they need no evidence. */
export const holdsNames = ({ role }: Lane): boolean =>
  role === "touchpoints" || role === "channels" || role === "systems";

/** How many cards are claims, by what backs them. */
export function countEvidence({ cells = {}, lanes = [] }: Document): {
  assumption: number;
  quote: number;
  data: number;
} {
  const counts = { assumption: 0, quote: 0, data: 0, none: 0 };
  for (const lane of lanes)
    if (!holdsNames(lane))
      for (const cards of Object.values(rowAt(cells, lane.id)))
        for (const { evidence = "assumption" } of cards) counts[evidence] += 1;
  return counts;
}

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
