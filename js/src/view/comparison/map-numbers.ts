/** A version of the map with the numbers that its document keeps, as they are without a kernel. */
import type { Document } from "../../document/schema";
import type { MapNumbers } from "../../scene/comparison/number-changes";
import { sourceNumbers } from "../../store/sources";

export const numbersOf = (map: Document): MapNumbers => ({ map, sources: sourceNumbers(map).sources ?? [] });
