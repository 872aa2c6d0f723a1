/** Which cells a lane has: a card may span stages, and takes the empty cells after its own. */
import type { Card, Stage } from "../../core/schema";

export type Cells = Readonly<Record<string, readonly Card[]>>;

/** For each stage, how many columns its cell takes; 0 where an earlier cell covers it. */
export function spansOf(cells: Cells, stages: readonly Stage[]): number[] {
  const spans = stages.map(() => 1);
  for (let at = 0; at < stages.length; at++) {
    if (!spans[at]) continue;
    const wanted = Math.max(1, ...(cells[stages[at]!.id] ?? []).map((card) => card.span ?? 1));
    for (let next = at + 1; next < Math.min(stages.length, at + wanted); next++) {
      if (cells[stages[next]!.id]?.length) break;
      spans[at]! += 1;
      spans[next] = 0;
    }
  }
  return spans;
}
