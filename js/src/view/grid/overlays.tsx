/** What lies over the cells while something is dragged: where it would stand, and what follows the pointer. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { scaleOf } from "../../interaction/drag";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";

export function DropMark({ view }: { view: ViewState }) {
  const line = view.dragging.value?.line;
  if (!line) return null;
  const { left, top, width, height } = line;
  const style = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
  return (
    <div class={height > width ? "cjm-insert is-upright" : "cjm-insert"} style={style} role="presentation" />
  );
}

/** The name of a dragged stage or lane. Stands in the top layer, so that no scroll view clips it. */
export function Ghost({ view }: { view: ViewState }) {
  const ref = useRef<HTMLDivElement>(null);
  const dragging = view.dragging.value;
  const name = dragging?.name;
  useLayoutEffect(() => {
    const ghost = ref.current;
    if (!ghost || !dragging) return;
    if (!ghost.matches(":popover-open")) ghost.showPopover?.();
    // What is fixed is in px of the map, which the page may have scaled.
    const scale = scaleOf(ghost);
    ghost.style.left = `${dragging.x / scale - 12}px`;
    ghost.style.top = `${dragging.y / scale - 18}px`;
  });
  if (!name) return null;
  return (
    <div class="cjm-ghost" ref={ref} popover="manual" aria-hidden="true">
      <Icon name="grip" />
      {name}
    </div>
  );
}
