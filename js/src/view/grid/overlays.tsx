/** What lies over the cells while a stage or lane is dragged: where it would stand, and what follows the pointer. */
import { useEffect, useRef } from "preact/hooks";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";

export function DropMark({ view }: { view: ViewState }) {
  const dragging = view.dragging.value;
  if (!dragging) return null;
  const { kind, at } = dragging;
  const place = kind === "stage" ? { insetInlineStart: `${at}px` } : { top: `${at}px` };
  return <div class={`cjm-insert is-${kind}`} style={place} role="presentation" />;
}

/** Stands in the top layer, so that no scroll view clips it. */
export function Ghost({ view }: { view: ViewState }) {
  const ref = useRef<HTMLDivElement>(null);
  const dragging = view.dragging.value;
  useEffect(() => ref.current?.showPopover?.(), [dragging === null]);
  if (!dragging) return null;
  return (
    <div
      class="cjm-ghost"
      ref={ref}
      popover="manual"
      aria-hidden="true"
      style={{ left: `${dragging.x - 12}px`, top: `${dragging.y - 18}px` }}
    >
      <Icon name="grip" />
      {dragging.name}
    </div>
  );
}
