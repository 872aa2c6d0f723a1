/**
 * Whether the counts of a source fit together: a row for each segment, a number for each value. The same in Python is
 * cjm_widgets/document/tallies.py.
 */
import { Refusal } from "../check";
import type { Counts, Source, Tally } from "../schema";
import { inOrder, quoted } from "../sentences";

/** Refuse counts whose parts do not fit one another. */
export function checkCounts({ name, counts }: Source): void {
  const why = counts && misfit(counts);
  if (why) throw new Refusal(`the counts of ${quoted(name)} do not fit: ${why}`);
}

function misfit(counts: Counts): string | null {
  const { by = [], segments = [[]], respondents = [], withheld = [] } = counts;
  const count = segments.length;
  const odd = segments.find((segment) => segment.length !== by.length);
  if (odd) return `a segment has ${odd.length} values for ${by.length} columns`;
  if (respondents.length && respondents.length !== count)
    return `there are ${respondents.length} numbers of respondents for ${count} segments`;
  if (isBeyond(withheld, count)) return `a segment is withheld that is not among ${count}`;
  for (const tallies of [counts.stages, counts.questions])
    for (const [name, tally] of inOrder(tallies ?? {})) {
      const why = tallyMisfit(tally, count);
      if (why) return `at ${quoted(name)}, ${why}`;
    }
  for (const [stage, options] of inOrder(counts.mentions ?? {})) {
    const why = misfit(options);
    if (why) return `in the options at ${quoted(stage)}, ${why}`;
  }
  for (const [what, own] of inOrder(counts.events ?? {})) {
    const why = misfit(own);
    if (why) return `in ${quoted(what)} of events, ${why}`;
  }
  for (const coarser of counts.coarser ?? []) {
    const why = misfit(coarser);
    if (why) return why;
  }
  return null;
}

function tallyMisfit(tally: Tally, segments: number): string | null {
  const values = tally.values.length;
  const tables: [string, readonly (readonly number[])[]][] = [
    ["n", tally.n],
    ["weights", tally.weights ?? []],
    ["weights squared", tally.weights_squared ?? []],
  ];
  for (const [name, rows] of tables) {
    if ((rows.length || name === "n") && rows.length !== segments)
      return `${name} has ${rows.length} rows for ${segments} segments`;
    const odd = rows.find((row) => row.length !== values);
    if (odd) return `${name} has ${odd.length} numbers for ${values} values`;
  }
  const { sums = [], withheld = [], clusters } = tally;
  if (sums.length && sums.length !== segments) return `sums has ${sums.length} rows for ${segments} segments`;
  if (isBeyond(withheld, segments)) return `a segment is withheld that is not among ${segments}`;
  if (!clusters) return null;
  const { pairs, products, common } = clusters;
  if (pairs.length !== products.length)
    return `clusters have ${products.length} products for ${pairs.length} pairs`;
  if (pairs.some((pair) => isBeyond(pair, segments * values)))
    return `clusters have a pair of cells that are not among ${segments * values}`;
  if (common.some((each) => isBeyond(each.slice(0, 2), segments)))
    return `clusters have common segments that are not among ${segments}`;
  return null;
}

const isBeyond = (positions: readonly number[], length: number): boolean =>
  positions.some((position) => position >= length);
