/** Links of a map: what one starts or ends at, and the edits that draw and remove them. */
import { same } from "./check";
import { thingsOf } from "./document";
import { cardText } from "./gestures";
import { freshId, labels, slug } from "./names";
import type { Anchor, Card, Document, Link, Operation } from "./schema";

/** A card, and the ids of the stage and the lane whose cell it is in. */
export interface CardPlace {
  stage: string;
  lane: string;
  card: Card;
}

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
