/** The place of the docked panel while what it shows is on its way. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { closePanel, focusPanel } from "../interaction/panel-focus";
import type { ViewState } from "../interaction/state";
import { Icon } from "../lanes/icon";
import { t } from "../words/words";

export function DockFrame({ view, says }: { view: ViewState; says: string }) {
  const element = useRef<HTMLDivElement>(null);
  // A reader who waits here goes on in the field that was asked for.
  useLayoutEffect(
    () => () => {
      const frame = element.current!;
      if (view.panel.peek() && frame.contains(view.active())) focusPanel(view, frame.dataset.field);
    },
    [view],
  );
  return (
    <div ref={element} class="cjm-dock is-late" role="region" aria-label={t("Details")} tabIndex={-1}>
      <div class="cjm-dk-bar">
        <span class="cjm-grow" />
        <button
          type="button"
          class="cjm-tool is-small"
          aria-label={t("Close panel")}
          onClick={() => closePanel(view)}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      <p class="cjm-late" role="status">
        {says}
      </p>
    </div>
  );
}
