/** Links of a map: which there are, and what one starts or ends at. */
import type { CardPlace } from "./card-moves";
import { same } from "./check";
import { thingsOf } from "./document";
import type { Anchor, Card, Document, Link } from "./schema";

/** An anchor without absent fields, as it is compared. */
const lean = ({ card, stage }: Anchor): Anchor => (card ? { card } : { stage: stage! });

export const sameAnchor = (a: Anchor, b: Anchor | null | undefined): boolean => !!b && same(lean(a), lean(b));

/** What a row of cells holds, looked up once: rows are shared from one document to the next. */
interface RowIndex {
  /** The stage of each card. */
  readonly stages: ReadonlyMap<string, { readonly stage: string; readonly card: Card }>;
  /** The cards that name links of their own. */
  readonly linking: readonly Card[];
}

const INDEXES = new WeakMap<object, RowIndex>();

function indexOf(row: Readonly<Record<string, readonly Card[]>>): RowIndex {
  const known = INDEXES.get(row);
  if (known) return known;
  const stages = new Map<string, { stage: string; card: Card }>();
  const linking: Card[] = [];
  for (const [stage, cards] of Object.entries(row))
    for (const card of cards) {
      stages.set(card.id, { stage, card });
      if (card.links?.length) linking.push(card);
    }
  const index = { stages, linking };
  INDEXES.set(row, index);
  return index;
}

/** A card of an id and its place; null where there is none. */
export function placeOfCard({ cells = {} }: Document, id: string): CardPlace | null {
  for (const [lane, row] of Object.entries(cells)) {
    const place = indexOf(row).stages.get(id);
    if (place) return { lane, ...place };
  }
  return null;
}

/** The links whose ends are there. */
export function wholeLinks(document: Document): Link[] {
  const links = thingsOf(document, "link");
  if (!links.length) return [];
  const stages = new Set(thingsOf(document, "stage").map(({ id }) => id));
  const isThere = ({ card, stage }: Anchor) =>
    card ? !!placeOfCard(document, card) : stages.has(stage ?? "");
  return links.filter(({ start, end }) => isThere(start) && (!end || isThere(end)));
}

/** Whether it is one of the links that have a lane of their own. */
export const isOfStages = ({ start, end }: Link): boolean => !!start.stage && (!end || !!end.stage);

/** The links of a map, also those that a card makes by naming another's id. */
export function allLinks(document: Document): Link[] {
  const linking = Object.values(document.cells ?? {}).flatMap((row) => indexOf(row).linking);
  const own = linking.flatMap(({ id, links = [] }) =>
    links.flatMap((other): Link[] =>
      other !== id && placeOfCard(document, other)
        ? [{ id: `${id} ${other}`, start: { card: id }, end: { card: other } }]
        : [],
    ),
  );
  return [...wholeLinks(document), ...own];
}

/** How many links each card has that has any: those between things, and to addresses and files. */
export function linkCounts(document: Document, links: readonly Link[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (card: string, by: number) => counts.set(card, (counts.get(card) ?? 0) + by);
  for (const { start, end } of links) for (const card of [start.card, end?.card]) if (card) add(card, 1);
  const linked = new Set(counts.keys());
  for (const row of Object.values(document.cells ?? {}))
    for (const { id, links = [] } of indexOf(row).linking) {
      const outside = links.filter((one) => !linked.has(one)).length;
      if (outside) add(id, outside);
    }
  return counts;
}

/** The pairs of stages that links lead from and to, each once; one back and forth is two. */
export function linkedStages(links: readonly Link[]): [string, string][] {
  const ways = new Map<string, [string, string]>();
  for (const { start, end, kind } of links) {
    if (!start.stage || !end?.stage) continue;
    ways.set(`${start.stage} ${end.stage}`, [start.stage, end.stage]);
    if (kind === "both") ways.set(`${end.stage} ${start.stage}`, [end.stage, start.stage]);
  }
  return [...ways.values()];
}
