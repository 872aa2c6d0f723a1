/** The row of phases: what consecutive stages share, and how long they take together. */
import type { Phase, Stage } from "../../core/schema";
import { duration } from "./headers";

interface Run {
  phase: Phase | null;
  from: number;
  count: number;
  minutes: number;
}

/** Runs of stages of the same phase, in order; none where no stage has one. */
export function phasesOf(stages: readonly Stage[], phases: readonly Phase[]): Run[] {
  const runs: Run[] = [];
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

export function PhaseRow({ phases }: { phases: readonly Run[] }) {
  return (
    <div class="cjm-row cjm-phases" role="row" aria-rowindex={1}>
      <div class="cjm-corner" role="columnheader" aria-colindex={1}>
        <span class="cjm-sr">Phase</span>
      </div>
      {phases.map(({ phase, from, count, minutes }) => (
        <div
          key={from}
          class="cjm-phase"
          role="columnheader"
          aria-colindex={from + 2}
          aria-colspan={count}
          style={{ gridColumn: `${from + 2} / span ${count}` }}
        >
          {phase ? (
            <span>
              <b>{phase.name}</b>
              {minutes > 0 && <small>{duration(minutes)}</small>}
            </span>
          ) : (
            <span class="cjm-sr">No phase</span>
          )}
        </div>
      ))}
    </div>
  );
}
