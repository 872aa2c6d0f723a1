/** Putting a text in the place of matches: pure, from a document to operations. */
import { thingsOf } from "../document";
import { cardsAt, cardText, change, changeCard, isBlank, removeCard, reword } from "../gestures";
import type { Card, Document, Operation } from "../schema";
import { isFindOnly, isSamePlace, type Match } from "./matches";

/**
 * The edits that put a text in the place of matches, which are of this document and in its order. A claim that says
 * something else now loses what backed it, as in the editor; a card left without words goes. Tags and sources stay.
 */
export function replaceAll(document: Document, matches: readonly Match[], by: string): Operation[] {
  const groups: Match[][] = [];
  for (const match of matches) {
    if (isFindOnly(match)) continue;
    const last = groups.at(-1);
    if (last && isSamePlace(last[0]!, match)) last.push(match);
    else groups.push([match]);
  }
  return groups.flatMap((group) => replaceIn(document, group, by));
}

function replaceIn(document: Document, group: readonly Match[], by: string): Operation[] {
  const { what, field, lane, stage, id } = group[0]!;
  const put = (text: string): string =>
    group.reduceRight((now, { from, to }) => now.slice(0, from) + by + now.slice(to), text);
  if (what === "card") {
    const card = cardsAt(document, stage!, lane!).find((one) => one.id === id);
    return card ? rewordCard(stage!, lane!, card, put(cardText(card))) : [];
  }
  const thing = (lane ?? stage ?? id)!;
  const now = thingsOf(document, what).find((one) => one.id === thing) as Record<string, unknown> | undefined;
  return now ? change(document, what, thing, { [field]: put(String(now[field] ?? "")) }) : [];
}

const rewordCard = (stage: string, lane: string, card: Card, text: string): Operation[] =>
  isBlank(text) ? [removeCard(stage, lane, card)] : changeCard(stage, lane, card, reword(card, text));
