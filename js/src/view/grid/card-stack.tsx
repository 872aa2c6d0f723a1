/** The dragged cards under the pointer: a copy of the one that was taken hold of, and the edges of at most two more. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { scaleOf } from "../../interaction/drag";
import type { ViewState } from "../../interaction/state";
import { plural, t } from "../../words/words";

/** Where the pointer is on the stack, in px from its corner. */
const HOLD_AT = { x: 16, y: 14 };

/** Stands in the top layer, so that no scroll view clips it. */
export function CardStack({ view }: { view: ViewState }) {
  const dragging = view.dragging.value;
  return dragging?.kind === "cards" ? <Stack key={dragging.id} view={view} id={dragging.id} /> : null;
}

function Stack({ view, id }: { view: ViewState; id: string }) {
  const ref = useRef<HTMLDivElement>(null);
  const count = view.cards.value.size;
  const { x, y, copies } = view.dragging.value!;
  useLayoutEffect(() => {
    const stack = ref.current!;
    stack.showPopover?.();
    const source = view.grid!.querySelector(`[data-card="${CSS.escape(id)}"]`);
    const copy = source?.cloneNode(true) as HTMLElement | undefined;
    if (!copy) return;
    for (const tools of copy.querySelectorAll(".cjm-hov, .cjm-edge")) tools.remove();
    copy.classList.remove("is-going", "is-sel");
    for (const name of ["data-card", "tabindex", "role", "aria-label"]) copy.removeAttribute(name);
    stack.firstElementChild!.replaceChildren(copy);
  }, [view, id]);
  // What is fixed is in px of the map, which the page may have scaled.
  useLayoutEffect(() => {
    const stack = ref.current!;
    const scale = scaleOf(stack);
    stack.style.left = `${x / scale - HOLD_AT.x}px`;
    stack.style.top = `${y / scale - HOLD_AT.y}px`;
  });
  return (
    <div class="cjm-stack" ref={ref} popover="manual" aria-hidden="true">
      <div />
      {count > 1 && <i />}
      {count > 2 && <i />}
      {(count > 1 || copies) && (
        <b>
          {copies && `${t("Copy")} `}
          {count > 1 && plural(count, "{n} card", "{n} cards")}
        </b>
      )}
    </div>
  );
}
