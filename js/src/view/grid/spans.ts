/** Which cells a lane has: a card may span stages, and takes the empty cells after its own. */
import type { Card, Stage } from "../../core/schema";
import { held } from "../../core/sequence";

export type Cells = Readonly<Record<string, readonly Card[]>>;

/** For each stage, how many columns its cell takes; 0 where an earlier cell covers it. */
export function spansOf(cells: Cells, stages: readonly Stage[]): number[] {
  const spans = stages.map(() => 1);
  for (let at = 0; at < stages.length; at++) {
    if (!spans[at]) continue;
    let wanted = 1;
    for (const { span = 1 } of held(cells, stages[at]!.id) ?? []) wanted = Math.max(wanted, span);
    for (let next = at + 1; next < Math.min(stages.length, at + wanted); next++) {
      if (held(cells, stages[next]!.id)?.length) break;
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
