/** What backs the claims of a map; cjm_widgets/document/coverage.py answers the same for Python. */
import { rowAt, thingsOf } from "../document";
import { holdsCards, holdsNames } from "../lane-kinds";
import type { Card, Document, Lane } from "../schema";

/** What there is behind claims, in the order of legends. */
export const KINDS_OF_EVIDENCE = ["data", "quote", "walkthrough", "assumption"] as const;
export type KindOfEvidence = (typeof KINDS_OF_EVIDENCE)[number];

/** Whether it is more than an assumption; what needs no evidence is not backed by any. */
export const isBacking = (evidence: Card["evidence"] = "assumption"): boolean =>
  evidence !== "assumption" && evidence !== "none";

/** How many claims are backed by what. */
export type Backing = Readonly<Record<KindOfEvidence, number>>;

/** The lanes whose cards are claims. */
export const claimLanes = (document: Document): Lane[] =>
  thingsOf(document, "lane").filter((lane) => holdsCards(lane) && !holdsNames(lane));

/** What backs the cards of some cells; a card that needs no evidence is no claim. */
export function backingOf(cells: readonly (readonly Card[])[]): Backing {
  const counts = { ...NOTHING };
  for (const cards of cells)
    for (const { evidence = "assumption" } of cards) if (evidence !== "none") counts[evidence] += 1;
  return counts;
}

const NOTHING: Backing = { data: 0, quote: 0, walkthrough: 0, assumption: 0 };

function plus(a: Backing, b: Backing): Backing {
  const sum = { ...a };
  for (const kind of KINDS_OF_EVIDENCE) sum[kind] += b[kind];
  return sum;
}

export const claimsOf = (backing: Backing): number =>
  KINDS_OF_EVIDENCE.reduce((sum, kind) => sum + backing[kind], 0);

type Row = Readonly<Record<string, readonly Card[]>>;

const OF_ROWS = new WeakMap<Row, Backing>();

/** What backs the cards of a row, counted once: rows are shared from one document to the next. */
export function backingOfRow(row: Row): Backing {
  const known = OF_ROWS.get(row);
  if (known) return known;
  const all = backingOf(Object.values(row));
  OF_ROWS.set(row, all);
  return all;
}

/** The rows whose cards are claims, by the ids of their lanes. */
export const rowsOf = (document: Document): { id: string; row: Row }[] =>
  claimLanes(document).map(({ id }) => ({ id, row: rowAt(document.cells, id) }));

/** What backs the map as a whole. */
export const backingOfMap = (document: Document): Backing =>
  rowsOf(document).reduce((all, { row }) => plus(all, backingOfRow(row)), NOTHING);
