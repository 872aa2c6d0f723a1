/** A dialog beside what it is about, above everything else of the page. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isComposing } from "../interaction/commands/keys";
import { scaleOf } from "../interaction/drag";
import { go, goCard } from "../interaction/focus";
import type { ViewState } from "../interaction/state";

interface PopoverProps {
  view: ViewState;
  anchor: Element | null;
  label: string;
  kind?: string;
  /** Whether it scrolls where the window is too low for it. */
  scrolls?: boolean;
  /** Whether it is all text, and so a stop of Tab itself: from there keys scroll it. */
  isText?: boolean;
  /** The reader goes on elsewhere; false where the popover must stay. */
  leave?: () => boolean;
  /** Has its keys first, but for those that close it. */
  onKey?: (event: KeyboardEvent) => void;
  children: ComponentChildren;
}

/** In the top layer, beside its anchor; Escape or a press elsewhere closes it, and the focus goes back. */
export function Popover({
  view,
  anchor,
  label,
  kind = "",
  scrolls,
  isText,
  leave = () => true,
  onKey,
  children,
}: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const byTab = useRef(false);
  const at = view.focus.value;
  useLayoutEffect(() => {
    const element = ref.current!;
    if (!element.matches(":popover-open")) element.showPopover?.();
    const beside = (anchor ?? view.element(at) ?? view.root!).getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const below =
      beside.bottom + 6 + own.height < innerHeight ? beside.bottom + 6 : beside.top - 6 - own.height;
    const within = (at: number, size: number, room: number) => Math.max(8, Math.min(at, room - size - 8));
    // What is fixed is in px of the map, which the page may have scaled.
    const scale = scaleOf(element);
    element.style.left = `${within(beside.left, own.width, innerWidth) / scale}px`;
    element.style.top = `${within(below, own.height, innerHeight) / scale}px`;
    (
      element.querySelector<HTMLElement>("input:checked, input:not([type=checkbox]), select, .is-primary") ??
      element.querySelector<HTMLElement>("input") ??
      element
    ).focus();
  }, [view, anchor, at]);
  const close = () => closePopover(view);
  const leaveOrStay = () => {
    if (view.open.peek() === null) return;
    if (leave()) close();
    else ref.current?.showPopover?.();
  };
  return (
    <div
      ref={ref}
      class={`cjm-pop ${kind}${scrolls ? " is-scroll" : ""}`}
      popover="auto"
      role="dialog"
      aria-label={label}
      tabIndex={isText ? 0 : -1}
      onToggle={(event) => (event as ToggleEvent).newState === "closed" && leaveOrStay()}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (byTab.current && relatedTarget && !currentTarget.contains(relatedTarget as Node)) leaveOrStay();
      }}
      onKeyDown={(event) => {
        byTab.current = event.key === "Tab";
        onKey?.(event);
        if (event.key !== "Escape" || isComposing(event)) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      {children}
    </div>
  );
}

export function closePopover(view: ViewState): void {
  const open = view.open.peek();
  if (!open) return;
  const inside = view.root?.querySelector(".cjm-pop")?.contains(view.active());
  view.open.value = null;
  // A press elsewhere has already put the focus where the reader wants it.
  if (!inside && view.active() && view.active() !== document.body) return;
  if (open.what === "move" && open.kind === "cards") {
    goCard(view, view.focus.peek(), open.id!);
    return;
  }
  const back = open.anchor as HTMLElement | null;
  back?.focus();
  if (!back || view.active() !== back) go(view, view.focus.peek());
}
