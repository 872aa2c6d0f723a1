/** What is left of a workshop: tags on cards, and a decision in the log of the map. Ordinary edits, all of them. */
import type { CardPlace } from "../document/cards/card-moves";
import { cardsAt, changeCard, changeMap } from "../document/gestures";
import type { Decision, Document, Operation } from "../document/schema";
import { plural } from "../words/words";
import type { CardVotes } from "./session";

/** All cards of a map, lane by lane, each from its first stage on. */
export function placesOf(document: Document): CardPlace[] {
  const { lanes = [], stages = [] } = document;
  return lanes.flatMap((lane) =>
    stages.flatMap((stage) =>
      cardsAt(document, stage.id, lane.id).map((card) => ({ lane: lane.id, stage: stage.id, card })),
    ),
  );
}

/** Give cards a group: a tag. Those that have it already are left alone. */
export function grouping(document: Document, cards: ReadonlySet<string>, group: string): Operation[] {
  return placesOf(document)
    .filter(({ card }) => cards.has(card.id) && !card.tags?.includes(group))
    .flatMap(({ lane, stage, card }) =>
      changeCard(stage, lane, card, { tags: [...(card.tags ?? []), group] }),
    );
}

/** The groups there are, with how many cards each has; the largest first. */
export function groupsOf(document: Document): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { card } of placesOf(document))
    for (const tag of card.tags ?? []) if (!isVotes(tag)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

const votesTag = (n: number): string => plural(n, "{n} dot", "{n} dots");

/** Whether a tag says how many dots a card had. */
const isVotes = (tag: string): boolean => votesTag(Number.parseInt(tag, 10) || 0) === tag;

/** Note on the cards how many dots they have, in place of what a former vote said. */
export function noteVotes(document: Document, ranks: readonly CardVotes[]): Operation[] {
  const votes = new Map(ranks.map((rank) => [rank.card, rank.votes]));
  return placesOf(document).flatMap(({ lane, stage, card }) => {
    const others = (card.tags ?? []).filter((tag) => !isVotes(tag));
    const n = votes.get(card.id);
    return changeCard(stage, lane, card, { tags: n ? [...others, votesTag(n)] : others });
  });
}

/** Note the dots, and write the decision down. */
export function decide(document: Document, ranks: readonly CardVotes[], decision: Decision): Operation[] {
  const decisions = [...(document.decisions ?? []), decision];
  return [...noteVotes(document, ranks), ...changeMap(document, { decisions })];
}
