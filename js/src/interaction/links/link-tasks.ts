/** Making and changing links, and going to what lies outside of the map: what drags, the panel and popovers ask for. */
import { addLink, changeLink, nameOfAnchor, removeLink } from "../../document/links/link-edits";
import type { Anchor, Link } from "../../document/schema";
import { english, t, texts } from "../../words/words";
import { placeOf } from "../focus";
import type { ViewState } from "../state";
import { makeEdit } from "../writing/editing";

const TEXTS = texts({
  map: (name: string) =>
    t('“{name}” is the file of another map. Open it from where this map’s file is: cjm.read("{name}").', {
      name,
    }),
  linked: (start: string, end: string) => t("“{start}” is linked to “{end}”", { start, end }),
  outward: (start: string) => t("“{start}” leads out of the map now", { start }),
  isThere: (start: string, end: string) => t("“{start}” is linked to “{end}” already", { start, end }),
} as const);

/** The kinds of link and what each is called. */
export const LINK_KINDS: readonly (readonly [NonNullable<Link["kind"]>, string])[] = [
  ["direct", english("Direct")],
  ["both", english("Back and forth")],
  ["controlled", english("Controlled")],
  ["open", english("Open")],
];

/** The name of a thing, not longer than a sentence bears. */
export function shortName(view: ViewState, anchor: Anchor): string {
  const name = nameOfAnchor(view.store.document.peek(), anchor) || t("a card without text");
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}

/** Make a link; one undo takes it back. Whether there is one now. */
export function makeLink(
  view: ViewState,
  start: Anchor,
  end: Anchor | null,
  fields: Pick<Link, "kind" | "label"> = {},
  step = english("Link"),
): boolean {
  const operations = addLink(view.store.document.peek(), start, end, fields);
  const names = [shortName(view, start), end ? shortName(view, end) : ""] as const;
  if (!operations.length) {
    view.outcome.value = TEXTS.isThere(...names);
    return false;
  }
  if (!makeEdit(view, operations, step)) return false;
  const [operation] = operations;
  if (operation?.op === "add_link") view.linking.chosen.value = operation.link.id;
  view.outcome.value = end ? TEXTS.linked(...names) : TEXTS.outward(names[0]);
  return true;
}

export function editLink(view: ViewState, link: Link, changes: Pick<Link, "kind" | "label">): boolean {
  return makeEdit(
    view,
    changeLink(link, changes),
    changes.kind ? english("Edit kind of link") : english("Label link"),
  );
}

export function takeLinkAway(view: ViewState, link: Link): boolean {
  if (!view.store.editable.peek()) return false;
  if (view.linking.chosen.peek() === link.id) view.linking.chosen.value = null;
  return makeEdit(view, removeLink(view.store.document.peek(), link), english("Remove link"));
}

/** The card or the stage at an element of the grid. */
export function anchorAt(view: ViewState, element: Element | null): Anchor | null {
  if (!element || !view.grid?.contains(element)) return null;
  const card = element.closest<HTMLElement>("[data-card]")?.dataset.card;
  if (card) return { card };
  const node = element.closest<HTMLElement>("[data-node]")?.dataset.node;
  const place = placeOf(element);
  const stage = node ?? (place?.lane === null ? place.stage : null);
  return stage ? { stage } : null;
}

// --- other maps

export const isMapFile = (link: string): boolean => link.endsWith(".json") && !link.includes("://");

/** What is asked of whoever can open files around the map; who does calls `preventDefault`, and says what came of it. */
export interface MapRequest {
  readonly name: string;
  /** Tell the reader why it could not be opened. */
  readonly refuse: (why: string) => void;
}

export const OPEN_MAP = "cjm-open-map";

/** Open another map's file; where nobody can, say which it is. */
export function openMap(view: ViewState, name: string): void {
  const detail: MapRequest = {
    name,
    refuse: (text) => {
      view.report.value = { text };
    },
  };
  const request = new CustomEvent(OPEN_MAP, { bubbles: true, composed: true, cancelable: true, detail });
  view.report.value = null;
  if (view.root?.dispatchEvent(request)) view.report.value = { text: TEXTS.map(name) };
}
