/** On a card or a stage: how many links it has, and the handle from which a further one is drawn. */
import { useRef } from "preact/hooks";
import type { Anchor } from "../document/schema";
import { startLink } from "../interaction/links/link-commands";
import type * as linkDrag from "../interaction/links/link-drag";
import type { ViewState } from "../interaction/state";
import { plural, t } from "../words/words";
import { Icon } from "./icon";

interface LinkCountProps {
  links: number;
  follow?: (at: Element) => void;
  /** What the thing itself names: addresses, files, ids of cards. */
  own?: readonly string[];
}

/** How many links there are; a press lists them, or opens the only one where that is an address. */
export function LinkCount({ links, follow, own = [] }: LinkCountProps) {
  const safe = links === 1 && /^(https?|mailto):/i.test(own[0] ?? "") ? own[0] : undefined;
  const label = (
    <>
      <Icon name="link" size={12} />
      {links}
      <span class="cjm-sr"> {plural(links, "link", "links")}</span>
    </>
  );
  const shared = { class: "cjm-count", tabIndex: -1, "data-inner": true };
  return safe ? (
    <a {...shared} href={safe} title={safe} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  ) : (
    <button
      {...shared}
      type="button"
      disabled={!follow}
      onClick={({ currentTarget }) => follow?.(currentTarget)}
    >
      {label}
    </button>
  );
}

/** What draws a link by pointer, once that is there. */
function linkDragOf(view: ViewState): typeof linkDrag | null {
  const arrival = view.chunks.get("linkage");
  return "exports" in arrival ? (arrival.exports as typeof linkDrag) : null;
}

/** Dragged to what the thing leads to; a press asks for it, as any does while the drag is on its way. */
export function LinkHandle({ view, start, name }: { view: ViewState; start: Anchor; name: string }) {
  const drags = useRef(false);
  return (
    <button
      type="button"
      class="is-node"
      tabIndex={-1}
      title={t("Drag to what it leads to, press to choose it, or Alt+L")}
      aria-label={t("Link {name}", { name })}
      onPointerDown={(event) => {
        const drag = linkDragOf(view);
        drags.current = drag !== null;
        if (drag) drag.pressHandle(view, event, start);
        else event.stopPropagation();
      }}
      onClick={({ detail }) => {
        // Of a reader without a pointer; a press of one is a drag that went nowhere.
        if (detail === 0 || !drags.current) startLink(view, start);
      }}
    >
      <Icon name="link" size={14} />
    </button>
  );
}
