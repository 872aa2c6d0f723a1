/** Links of a map as lists and forms have them: what one can lead to, in words, and the edits that make, change and remove one. */

import { t } from "../../words/words";
import type { CardPlace } from "../cards/card-moves";
import { thingsOf } from "../document";
import { cardText, changeCard } from "../gestures";
import { freshId, labels, slug } from "../names";
import type { Anchor, Document, Link, Operation } from "../schema";
import { placeOfCard, sameAnchor } from "./links";

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
  const place = placeOfCard(document, card);
  return place && (place.card.text ?? "");
}

/** Its places as sentences; `back` is where it leads to an earlier stage. */
const SENTENCES = {
  direct: (start: string, end: string) => t("{start} to {end}", { start, end }),
  back: (start: string, end: string) => t("{start} back to {end}", { start, end }),
  both: (start: string, end: string) => t("{start} and {end}, back and forth", { start, end }),
  controlled: (start: string, end: string) => t("{start} to {end}, controlled", { start, end }),
  "controlled back": (start: string, end: string) => t("{start} back to {end}, controlled", { start, end }),
  open: (start: string, end: string) => t("{start} to {end}, open", { start, end }),
  "open back": (start: string, end: string) => t("{start} back to {end}, open", { start, end }),
  out: (start: string) => t("{start}, open end", { start }),
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

/** A link changed, with what its author saw. */
export function changeLink(link: Link, changes: Partial<Pick<Link, "kind" | "label">>): Operation[] {
  const seen = { kind: link.kind ?? "direct", label: link.label ?? "" };
  const names = (["kind", "label"] as const).filter(
    (name) => changes[name] !== undefined && changes[name] !== seen[name],
  );
  if (!names.length) return [];
  const pick = (from: object) =>
    Object.fromEntries(names.map((name) => [name, (from as Record<string, unknown>)[name]]));
  return [{ op: "set_link", link: link.id, changes: pick(changes), was: pick(seen) }];
}

/** Take a link away; one that a card makes by naming another's id is taken from the card. */
export function removeLink(document: Document, link: Link): Operation[] {
  if (thingsOf(document, "link").some(({ id }) => id === link.id))
    return [{ op: "remove", what: "link", id: link.id }];
  const place = placeOfCard(document, link.start.card ?? "");
  const links = place?.card.links?.filter((one) => one !== link.end?.card);
  return place && links ? changeCard(place.stage, place.lane, place.card, { links }) : [];
}

/** A new link; none where there is one like it already, or a thing would be linked to itself. */
export function addLink(
  document: Document,
  start: Anchor,
  end: Anchor | null,
  { kind = "direct", label = "" }: Pick<Link, "kind" | "label"> = {},
): Operation[] {
  const links = thingsOf(document, "link");
  const isLike = (link: Link) =>
    sameAnchor(start, link.start) &&
    (end ? sameAnchor(end, link.end) : !link.end) &&
    (link.kind ?? "direct") === kind &&
    (link.label ?? "") === label;
  if ((end && sameAnchor(start, end)) || links.some(isLike)) return [];
  const words = [start, ...(end ? [end] : [])].map((anchor) => anchor.stage ?? anchor.card).join(" ");
  const id = freshId(
    slug(words),
    links.map((link) => link.id),
  );
  const fields = { ...(kind !== "direct" && { kind }), ...(label && { label }) };
  return [{ op: "add_link", link: { id, start, ...(end && { end }), ...fields } }];
}
