/** What backs the claims of a map, by stage and by lane; cjm_widgets/document/coverage.py answers the same for Python. */
import { rowAt, thingsOf } from "./document";
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

/** What backs cards; a card that needs no evidence is no claim. */
export function backingOf(cards: Iterable<Card>): Backing {
  const counts = { assumption: 0, quote: 0, data: 0, none: 0 };
  for (const { evidence = "assumption" } of cards) counts[evidence] += 1;
  const { none: _, ...claims } = counts;
  return claims;
}

export const claimsOf = ({ assumption, quote, data }: Backing): number => assumption + quote + data;

export interface Coverage {
  readonly all: Backing;
  /** By the ids of lanes and stages that make claims, in the order of the map. */
  readonly lanes: ReadonlyMap<string, Backing>;
  readonly stages: ReadonlyMap<string, Backing>;
}

/** What backs the map as a whole, each lane and each stage. */
export function coverageOf(document: Document): Coverage {
  const rows = claimLanes(document).map(({ id }) => ({ id, row: rowAt(document.cells, id) }));
  const counted = (things: readonly { id: string; cards: Card[] }[]): Map<string, Backing> =>
    new Map(
      things.map(({ id, cards }) => [id, backingOf(cards)] as const).filter(([, one]) => claimsOf(one)),
    );
  return {
    all: backingOf(rows.flatMap(({ row }) => Object.values(row).flat())),
    lanes: counted(rows.map(({ id, row }) => ({ id, cards: Object.values(row).flat() }))),
    stages: counted(
      thingsOf(document, "stage").map(({ id }) => ({ id, cards: rows.flatMap(({ row }) => row[id] ?? []) })),
    ),
  };
}
