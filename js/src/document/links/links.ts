/** Links of a map: which there are, and what one starts or ends at. */
import type { CardPlace } from "../cards/card-moves";
import { same } from "../check";
import { thingsOf } from "../document";
import type { Anchor, Card, Document, Link } from "../schema";

/** An anchor without absent fields, as it is compared. */
const lean = ({ card, stage }: Anchor): Anchor => (card ? { card } : { stage: stage! });

export const sameAnchor = (a: Anchor, b: Anchor | null | undefined): boolean => !!b && same(lean(a), lean(b));

type Row = Readonly<Record<string, readonly Card[]>>;

/** Answers of a row, looked up once: rows are shared from one document to the next. */
function ofRow<T>(answer: (row: Row) => T): (row: Row) => T {
  const answers = new WeakMap<Row, T>();
  return (row) => {
    if (!answers.has(row)) answers.set(row, answer(row));
    return answers.get(row)!;
  };
}

/** The stage of each card of a row. */
const stagesIn = ofRow((row) => {
  const stages = new Map<string, { readonly stage: string; readonly card: Card }>();
  for (const stage of Object.keys(row)) for (const card of row[stage]!) stages.set(card.id, { stage, card });
  return stages;
});

/** The cards of a row that name links of their own. */
const linkingIn = ofRow((row) => {
  const linking: Card[] = [];
  for (const stage of Object.keys(row))
    for (const card of row[stage]!) if (card.links?.length) linking.push(card);
  return linking;
});

/** A card of an id and its place; null where there is none. */
export function placeOfCard({ cells = {} }: Document, id: string): CardPlace | null {
  for (const [lane, row] of Object.entries(cells)) {
    const place = stagesIn(row).get(id);
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
  const linking = Object.values(document.cells ?? {}).flatMap((row) => linkingIn(row));
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
    for (const { id, links = [] } of linkingIn(row)) {
      const outside = links.filter((one) => !linked.has(one)).length;
      if (outside) add(id, outside);
    }
  return counts;
}
