/** Links of a map: what one starts or ends at, and the edits that draw and remove them. */
import type { CardPlace } from "./card-moves";
import { same } from "./check";
import { thingsOf } from "./document";
import { cardText } from "./gestures";
import { freshId, labels, slug } from "./names";
import type { Anchor, Document, Link, Operation } from "./schema";

/** Every card and its place, in the order of the map. */
export function placesOf(document: Document): CardPlace[] {
  const { cells = {} } = document;
  return thingsOf(document, "stage").flatMap(({ id: stage }) =>
    thingsOf(document, "lane").flatMap(({ id: lane }) =>
      (cells[lane]?.[stage] ?? []).map((card) => ({ stage, lane, card })),
    ),
  );
}

/** What a link can start or end at: each with its words, "Arrive" or "Arrive / Pain points: No sign". */
export function anchorsOf(document: Document): { anchor: Anchor; words: string }[] {
  const stages = labels(thingsOf(document, "stage"));
  const lanes = labels(thingsOf(document, "lane"));
  return [
    ...[...stages].map(([stage, words]) => ({ anchor: { stage }, words })),
    ...placesOf(document).map(({ stage, lane, card }) => ({
      anchor: { card: card.id },
      words: `${stages.get(stage)} / ${lanes.get(lane)}: ${cardText(card)}`,
    })),
  ];
}

/** An anchor without absent fields, as it is compared. */
const lean = ({ card, stage }: Anchor): Anchor => (card ? { card } : { stage: stage! });

export const sameAnchor = (a: Anchor, b: Anchor | null | undefined): boolean => !!b && same(lean(a), lean(b));

/** The links that start or end at a thing, each with the other end; null for an end that is open. */
export function linksAt(document: Document, anchor: Anchor): { link: Link; other: Anchor | null }[] {
  return thingsOf(document, "link").flatMap((link) => {
    if (sameAnchor(anchor, link.start)) return [{ link, other: link.end ?? null }];
    return sameAnchor(anchor, link.end) ? [{ link, other: link.start }] : [];
  });
}

/** What a start or end is called: the name of the stage, the text of the card; null if it is gone. */
export function nameOfAnchor(document: Document, { card, stage }: Anchor): string | null {
  if (!card) return labels(thingsOf(document, "stage")).get(stage!) ?? null;
  const place = placesOf(document).find((one) => one.card.id === card);
  return place ? (place.card.text ?? "") : null;
}

/** The links whose ends are there. */
export function wholeLinks(document: Document): Link[] {
  const links = thingsOf(document, "link");
  if (!links.length) return [];
  const stages = new Set(thingsOf(document, "stage").map(({ id }) => id));
  const cards = new Set(placesOf(document).map(({ card }) => card.id));
  const isThere = ({ card, stage }: Anchor) => (card ? cards.has(card) : stages.has(stage ?? ""));
  return links.filter(({ start, end }) => isThere(start) && (!end || isThere(end)));
}

/** Whether it is one of the links that have a lane of their own. */
export const isOfStages = ({ start, end }: Link): boolean => !!start.stage && (!end || !!end.stage);

/** Its places as sentences; `back` is where it leads to an earlier stage. */
const SENTENCES = {
  direct: (start: string, end: string) => `${start} to ${end}`,
  back: (start: string, end: string) => `${start} back to ${end}`,
  both: (start: string, end: string) => `${start} and ${end}, back and forth`,
  controlled: (start: string, end: string) => `${start} to ${end}, controlled`,
  "controlled back": (start: string, end: string) => `${start} back to ${end}, controlled`,
  open: (start: string, end: string) => `${start} to ${end}, open`,
  "open back": (start: string, end: string) => `${start} back to ${end}, open`,
  out: (start: string) => `${start}, open end`,
} as const;
const BACK = { direct: "back", controlled: "controlled back", open: "open back", both: "both" } as const;

/** A link as a sentence; its ends are there. */
export function linkWords(document: Document, { start, end, kind = "direct", label }: Link): string {
  const from = nameOfAnchor(document, start) ?? "";
  const ids = thingsOf(document, "stage").map(({ id }) => id);
  const isBack = !!end?.stage && !!start.stage && ids.indexOf(end.stage) < ids.indexOf(start.stage);
  const to = end ? (nameOfAnchor(document, end) ?? "") : "";
  const words = SENTENCES[end ? (isBack ? BACK[kind] : kind) : "out"](from, to);
  return label ? `${words}: ${label}` : words;
}

/** The links of a map; those that a card makes by naming another's id have no id of their own. */
export function allLinks(document: Document): Link[] {
  const places = placesOf(document).filter(({ card }) => card.links?.length);
  const cards = places.length ? new Set(placesOf(document).map(({ card }) => card.id)) : null;
  const own = places.flatMap(({ card }) =>
    card.links!.flatMap((other): Link[] =>
      other !== card.id && cards!.has(other)
        ? [{ id: `${card.id} ${other}`, start: { card: card.id }, end: { card: other } }]
        : [],
    ),
  );
  return [...wholeLinks(document), ...own];
}

/** How many links each card has that has any: those between things, and to addresses and files. */
export function linkCounts(document: Document, links: readonly Link[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (card: string, by: number) => counts.set(card, (counts.get(card) ?? 0) + by);
  for (const { start, end } of links)
    for (const card of [start.card, end?.card]) if (card) add(card, 1);
  const linked = new Set(counts.keys());
  for (const row of Object.values(document.cells ?? {}))
    for (const cards of Object.values(row))
      for (const { id, links: own = [] } of cards) {
        const outside = own.filter((one) => !linked.has(one)).length;
        if (outside) add(id, outside);
      }
  return counts;
}

/** A new link; none where there is one from the one to the other already. */
export function addLink(
  document: Document,
  start: Anchor,
  end: Anchor | null,
  fields: Pick<Link, "kind" | "label"> = {},
): Operation[] {
  const links = thingsOf(document, "link");
  if (
    end &&
    (sameAnchor(start, end) ||
      links.some((link) => sameAnchor(start, link.start) && sameAnchor(end, link.end)))
  )
    return [];
  const words = [start, ...(end ? [end] : [])].map((anchor) => anchor.stage ?? anchor.card).join(" ");
  const id = freshId(
    slug(words),
    links.map((link) => link.id),
  );
  return [{ op: "add_link", link: { id, start, ...(end && { end }), ...fields } }];
}
