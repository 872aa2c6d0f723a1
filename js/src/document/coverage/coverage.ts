/** What backs the claims of a map; cjm_widgets/document/coverage.py answers the same for Python. */
import { rowAt, thingsOf } from "../document";
import { holdsCards, holdsNames } from "../lane-kinds";
import type { Card, Document, Lane } from "../schema";

/** How many claims are backed by what. */
export interface Backing {
  readonly assumption: number;
  readonly quote: number;
  readonly data: number;
}

/** The lanes whose cards are claims. */
export const claimLanes = (document: Document): Lane[] =>
  thingsOf(document, "lane").filter((lane) => holdsCards(lane) && !holdsNames(lane));

/** What backs the cards of some cells; a card that needs no evidence is no claim. */
export function backingOf(cells: readonly (readonly Card[])[]): Backing {
  let [assumption, quote, data] = [0, 0, 0];
  for (const cards of cells)
    for (const { evidence } of cards)
      if (evidence === "quote") quote += 1;
      else if (evidence === "data") data += 1;
      else if (evidence !== "none") assumption += 1;
  return { assumption, quote, data };
}

const NOTHING: Backing = { assumption: 0, quote: 0, data: 0 };

const plus = (a: Backing, b: Backing): Backing => ({
  assumption: a.assumption + b.assumption,
  quote: a.quote + b.quote,
  data: a.data + b.data,
});

export const claimsOf = ({ assumption, quote, data }: Backing): number => assumption + quote + data;

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
