/** The ways between stages that a map draws. */
import type { Link } from "../../document/schema";

/** The pairs of stages that links lead from and to, each once; one back and forth is two. */
export function linkedStages(links: readonly Link[]): [string, string][] {
  const ways = new Map<string, [string, string]>();
  for (const { start, end, kind } of links) {
    if (!start.stage || !end?.stage) continue;
    ways.set(`${start.stage} ${end.stage}`, [start.stage, end.stage]);
    if (kind === "both") ways.set(`${end.stage} ${start.stage}`, [end.stage, start.stage]);
  }
  return [...ways.values()];
}
