/** Keys pressed while the interface they are for is on its way: they are kept, and pressed there once it has the focus. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ViewState } from "../state";

/**
 * For the element in its place, which has the focus meanwhile. Escape stays its own, and Tab the browser's. A question that
 * nobody has seen yet is not answered: where Enter or Space would press a button, it does nothing.
 */
export function useTypedAhead(view: ViewState, isWanted: () => unknown): (event: KeyboardEvent) => void {
  const keys = useRef<KeyboardEvent[]>([]);
  useLayoutEffect(
    () => () => {
      if (isWanted()) queueMicrotask(() => keys.current.forEach((event) => void pressAgain(view, event)));
    },
    [view],
  );
  return (event) => {
    if (event.key === "Escape" || event.key === "Tab") return;
    event.stopPropagation();
    event.preventDefault();
    keys.current.push(event);
  };
}

/** Press a key where the focus is now; in a text field it writes, unless the field has another use for it. */
function pressAgain(view: ViewState, event: KeyboardEvent): void {
  const field = view.active();
  if (!field?.dispatchEvent(new KeyboardEvent("keydown", event))) return;
  if (event.ctrlKey || event.metaKey || !field.matches("input, textarea")) return;
  if (event.key === "Backspace") document.execCommand("delete");
  else if ([...event.key].length === 1) document.execCommand("insertText", false, event.key);
}
