/**
 * How property tests draw: from a fixed seed, or with CJM_EXPLORE=1 (`make soak`) at random and ten times as often; and
 * ids of new cards are numbered only, as Python's are.
 */
import fc from "fast-check";
import { markCards } from "../src/document/names";

markCards("");

const exploring = process.env.CJM_EXPLORE === "1";

if (!exploring) fc.configureGlobal({ seed: 1 });

/** A property test's parameters: so many runs, and ten times as many when exploring. */
export const runs = (count: number): { numRuns: number } => ({ numRuns: exploring ? 10 * count : count });
