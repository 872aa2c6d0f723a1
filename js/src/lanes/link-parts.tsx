/** On a card or a stage: how many links it has, and the handle from which a further one is drawn. */
import type { Anchor } from "../document/schema";
import { pressHandle } from "../interaction/link-drag";
import { startLink } from "../interaction/links";
import type { ViewState } from "../interaction/state";
import { Icon } from "./icon";

/** How many links there are; a press lists them. */
export function LinkCount({ links, follow }: { links: number; follow: (at: Element) => void }) {
  return (
    <button
      type="button"
      class="cjm-count"
      tabIndex={-1}
      data-inner
      onClick={({ currentTarget }) => follow(currentTarget)}
    >
      <Icon name="link" size={12} />
      {links}
      <span class="cjm-sr">{links === 1 ? " link" : " links"}</span>
    </button>
  );
}

/** Dragged to what the thing leads to; a press asks for it. */
export function LinkHandle({ view, start, name }: { view: ViewState; start: Anchor; name: string }) {
  return (
    <button
      type="button"
      class="is-node"
      tabIndex={-1}
      title="Drag to what it leads to, press to choose it, or Alt+L"
      aria-label={`Link ${name}`}
      onPointerDown={(event) => pressHandle(view, event, start)}
      onClick={({ detail }) => {
        // Of a reader without a pointer; a press of one is a drag that went nowhere.
        if (detail === 0) startLink(view, start);
      }}
    >
      <Icon name="link" size={14} />
    </button>
  );
}
