/** Choosing and following links: what keys and buttons ask for, as moves of the focus and what opens. */
import { placeOfCard, sameAnchor } from "../../document/links/links";
import type { Anchor, Link } from "../../document/schema";
import { texts } from "../../words/words";
import { go, goCard } from "../focus";
import type { ViewState } from "../state";

const TEXTS = texts({
  nothing: "Focus a card or a stage to link it",
  noWay: "No link leads on from here",
  noBack: "No link was followed to here",
} as const);

/** The card or the stage that the focus is on; of a cell its first card. */
export function anchorHere(view: ViewState): Anchor | null {
  const { lane, stage } = view.focus.peek();
  if (lane === null) return stage === null ? null : { stage };
  const cards = view.cards.peek();
  if (cards.size === 1) return { card: [...cards][0]! };
  if (cards.size || stage === null) return null;
  const first = view.store.document.peek().cells?.[lane]?.[stage]?.[0];
  return first ? { card: first.id } : null;
}

/** Ask where a link from a thing shall lead. */
export function startLink(view: ViewState, start: Anchor | null = anchorHere(view)): void {
  if (!view.store.editable.peek()) return;
  if (!start) {
    view.outcome.value = TEXTS.nothing;
    return;
  }
  view.linking.draft.value = { start, end: null };
  view.open.value = { what: "link to", start, anchor: elementOf(view, start) };
}

// --- following

/** Where a thing's links lead: on from it, or, where none does, back along those that lead to it. */
export function waysFrom(view: ViewState, from: Anchor): { link: Link; to: Anchor }[] {
  const links = view.linking.all.peek();
  const on = links.flatMap((link) => {
    if (link.end && sameAnchor(from, link.start)) return [{ link, to: link.end }];
    return link.kind === "both" && sameAnchor(from, link.end) ? [{ link, to: link.start }] : [];
  });
  if (on.length) return on;
  return links.flatMap((link) => (sameAnchor(from, link.end) ? [{ link, to: link.start }] : []));
}

/** The addresses and files that a thing leads to. */
export function outsideOf(view: ViewState, from: Anchor): readonly string[] {
  const document = view.store.document.peek();
  const links = from.card
    ? placeOfCard(document, from.card)?.card.links
    : document.stages?.find(({ id }) => id === from.stage)?.links;
  return (links ?? []).filter((one) => !placeOfCard(document, one));
}

/** Follow the one way on from a thing; of several, ask which. */
export function follow(view: ViewState, from: Anchor | null = anchorHere(view)): void {
  if (!from) return;
  const ways = waysFrom(view, from);
  const outside = outsideOf(view, from);
  const [way] = ways;
  if (way && ways.length + outside.length === 1) goAlong(view, from, way.link, way.to);
  else if (ways.length + outside.length) openLinks(view, from, null);
  else view.outcome.value = TEXTS.noWay;
}

/** Go from a thing to another by a link, which stays emphasised. */
export function goAlong(view: ViewState, from: Anchor, link: Link, to: Anchor): void {
  view.linking.trail.push(from);
  goTo(view, to);
  view.linking.chosen.value = link.id;
}

/** Go back to where the last link was followed from; without one along a link that leads here. */
export function goBack(view: ViewState): void {
  const here = anchorHere(view);
  const last = view.linking.trail.pop();
  const link = view.linking.all.peek().find(({ end }) => here && sameAnchor(here, end));
  const to = last ?? link?.start;
  if (!to) {
    view.outcome.value = TEXTS.noBack;
    return;
  }
  goTo(view, to);
  view.linking.chosen.value = link?.id ?? null;
}

/** Put the focus on a card or a stage. */
export function goTo(view: ViewState, { card, stage }: Anchor): void {
  if (!card) {
    go(view, { lane: null, stage: stage! });
    return;
  }
  const place = placeOfCard(view.store.document.peek(), card);
  if (!place) return;
  view.cards.value = new Set([card]);
  goCard(view, { lane: place.lane, stage: place.stage }, card);
}

/** Show what a thing leads to, or one link to edit. */
export function openLinks(view: ViewState, of: Anchor, link: string | null, anchor?: Element | null): void {
  view.open.value = { what: "links", of, link, anchor: anchor ?? elementOf(view, of) };
}

/** The element of a card or of a stage's header, where it is drawn. */
export function elementOf(view: ViewState, { card, stage }: Anchor): HTMLElement | null {
  if (!card) return view.element({ lane: null, stage: stage! });
  const place = placeOfCard(view.store.document.peek(), card);
  return place && view.cardElement({ lane: place.lane, stage: place.stage }, card);
}
