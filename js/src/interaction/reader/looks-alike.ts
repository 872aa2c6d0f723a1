/** The look that hides nothing, and whether two looks are alike: for the list of saved views. */
import { FILTER_KINDS, NO_FILTER } from "../../document/cards/filter";
import type { Lane } from "../../document/schema";
import type { Look } from "./reader-view";

/** Every lane, every card. */
export const EVERYTHING: Look = { hidden: [], folded: [], density: "calm", filter: NO_FILTER };

/** Whether two looks show the same of a map with these lanes. */
export function sameLook(a: Look, b: Look, lanes: readonly Lane[]): boolean {
  const there = (ids: readonly string[]) =>
    lanes
      .filter(({ id }) => ids.includes(id))
      .map(({ id }) => id)
      .join("\n");
  const sorted = (values: readonly string[]) => [...values].sort().join("\n");
  return (
    there(a.hidden) === there(b.hidden) &&
    there(a.folded) === there(b.folded) &&
    a.density === b.density &&
    FILTER_KINDS.every((kind) => sorted(a.filter[kind]) === sorted(b.filter[kind]))
  );
}
