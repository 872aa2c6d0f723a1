/** A link drawn by pointer: from a handle to the card or stage where it is let go; a press without moving asks where. */
import { sameAnchor } from "../../document/links/links";
import type { Anchor } from "../../document/schema";
import { t, texts } from "../../words/words";
import { startDrag } from "../drag";
import type { Aim, PointerSpot, ViewState } from "../state";
import { goTo, startLink } from "./link-commands";
import { anchorAt, makeLink, shortName } from "./link-tasks";

const TEXTS = texts({
  nowhere: "Drop it on a card or a stage to link it",
  itself: "A thing cannot be linked to itself",
  link: (start: string, end: string) => t("Link “{start}” to “{end}”", { start, end }),
} as const);

export function pressHandle(view: ViewState, event: PointerEvent, start: Anchor): void {
  if (event.button !== 0 || !view.store.editable.peek()) return;
  event.preventDefault();
  event.stopPropagation();
  view.linking.draft.value = { start, end: null };
  const source = {
    kind: "link" as const,
    id: start.card ?? start.stage!,
    name: "",
    axes: "both" as const,
    aim: (spot: PointerSpot) => aim(view, start, spot),
  };
  // A popover that opens while the pointer is let go would be closed by that.
  const ask = () => setTimeout(() => startLink(view, start));
  startDrag(view, event, source, { release: ask });
}

function aim(view: ViewState, start: Anchor, { x, y }: PointerSpot): Aim {
  const root = view.root!.getRootNode() as globalThis.Document | ShadowRoot;
  const end = anchorAt(view, root.elementFromPoint(x, y));
  const isItself = end !== null && sameAnchor(start, end);
  view.linking.draft.value = { start, end: isItself ? null : end };
  if (!end) return { says: TEXTS.nowhere, line: null, drop: null };
  if (isItself) return { says: TEXTS.itself, line: null, drop: null };
  return {
    says: TEXTS.link(shortName(view, start), shortName(view, end)),
    line: null,
    drop: () => {
      if (makeLink(view, start, end)) goTo(view, start);
    },
  };
}
