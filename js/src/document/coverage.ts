/** What backs the claims of a map, by stage and by lane; cjm_widgets/document/coverage.py answers the same for Python. */
import { entryAt, rowAt, thingsOf } from "./document";
import { holdsCards, holdsNames } from "./lane-kinds";
import type { Card, Document, Lane } from "./schema";

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

export interface Coverage {
  readonly all: Backing;
  /** By the ids of lanes and stages that make claims, in the order of the map. */
  readonly lanes: ReadonlyMap<string, Backing>;
  readonly stages: ReadonlyMap<string, Backing>;
}

type Row = Readonly<Record<string, readonly Card[]>>;

const OF_ROWS = new WeakMap<Row, Backing>();

/** What backs the cards of a row, counted once: rows are shared from one document to the next. */
function backingOfRow(row: Row): Backing {
  const known = OF_ROWS.get(row);
  if (known) return known;
  const all = backingOf(Object.values(row));
  OF_ROWS.set(row, all);
  return all;
}

const rowsOf = (document: Document): { id: string; row: Row }[] =>
  claimLanes(document).map(({ id }) => ({ id, row: rowAt(document.cells, id) }));

/** What backs the map as a whole. */
export const backingOfMap = (document: Document): Backing =>
  rowsOf(document).reduce((all, { row }) => plus(all, backingOfRow(row)), NOTHING);

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
