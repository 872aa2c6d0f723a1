/** What backs the claims of a map, by lane and by stage. */

import { entryAt, thingsOf } from "../document";
import type { Document } from "../schema";
import { type Backing, backingOf, backingOfMap, backingOfRow, claimsOf, rowsOf } from "./coverage";

export interface Coverage {
  readonly all: Backing;
  /** By the ids of lanes and stages that make claims, in the order of the map. */
  readonly lanes: ReadonlyMap<string, Backing>;
  readonly stages: ReadonlyMap<string, Backing>;
}

/** What backs the map as a whole, each lane and each stage. */
export function coverageOf(document: Document): Coverage {
  const rows = rowsOf(document);
  const stages = thingsOf(document, "stage").map(({ id }) => ({
    id,
    backing: backingOf(rows.map(({ row }) => entryAt(row, id) ?? [])),
  }));
  const lanes = rows.map(({ id, row }) => ({ id, backing: backingOfRow(row) }));
  return { all: backingOfMap(document), lanes: withClaims(lanes), stages: withClaims(stages) };
}

const withClaims = (things: readonly { id: string; backing: Backing }[]): Map<string, Backing> =>
  new Map(things.filter(({ backing }) => claimsOf(backing)).map(({ id, backing }) => [id, backing]));
