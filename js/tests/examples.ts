/** How property tests draw: from a fixed seed, or with CJM_EXPLORE=1 (`make soak`) at random and ten times as often. */
import fc from "fast-check";

const exploring = process.env.CJM_EXPLORE === "1";

if (!exploring) fc.configureGlobal({ seed: 1 });

/** A property test's parameters: so many runs, and ten times as many when exploring. */
export const runs = (count: number): { numRuns: number } => ({ numRuns: exploring ? 10 * count : count });
