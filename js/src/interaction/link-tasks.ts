/** Changing links, and going to what lies outside of the map: what the panel and the popover of links ask for. */
import { changeLink, removeLink } from "../document/link-edits";
import type { Link } from "../document/schema";
import { makeEdit } from "./editing";
import type { ViewState } from "./state";

const isElsewhere = (name: string): string =>
  `“${name}” is the file of another map. Open it from where this map’s file is: cjm.read("${name}").`;

/** The kinds of link and what each is called. */
export const LINK_KINDS: readonly (readonly [NonNullable<Link["kind"]>, string])[] = [
  ["direct", "Direct"],
  ["both", "Back and forth"],
  ["controlled", "Controlled"],
  ["open", "Open"],
];

export function editLink(view: ViewState, link: Link, changes: Pick<Link, "kind" | "label">): boolean {
  return makeEdit(view, changeLink(link, changes), changes.kind ? "Edit kind of link" : "Label link");
}

export function takeLinkAway(view: ViewState, link: Link): boolean {
  if (!view.store.editable.peek()) return false;
  if (view.linking.chosen.peek() === link.id) view.linking.chosen.value = null;
  return makeEdit(view, removeLink(view.store.document.peek(), link), "Remove link");
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
  if (view.root?.dispatchEvent(request)) view.report.value = { text: isElsewhere(name) };
}
