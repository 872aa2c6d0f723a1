/** A map that covers the whole window, in the top layer, where no scroll view of the page clips it. */
import { useLayoutEffect } from "preact/hooks";
import type { ViewState } from "../../interaction/state";

export function useWindow(view: ViewState, root: { current: HTMLElement | null }): void {
  const isFull = view.reader.size.value === "full";
  useLayoutEffect(() => {
    const element = root.current;
    const place = element?.parentElement;
    if (!isFull || !element || !place || !element.showPopover) return;
    // Its place on the page stays as high as it was, so that nothing else moves.
    const { minHeight } = place.style;
    place.style.minHeight = `${place.offsetHeight}px`;
    element.popover = "manual";
    element.showPopover();
    return () => {
      element.hidePopover();
      element.popover = null;
      place.style.minHeight = minHeight;
    };
  }, [root, isFull]);
}
