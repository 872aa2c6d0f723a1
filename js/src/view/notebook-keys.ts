/**
 * Living inside a notebook's keyboard shortcuts. JupyterLab looks only at the focused element for the attribute
 * that switches its shortcuts off, so every element that gets the focus is given it. Saving is the one shortcut
 * readers want from inside the map: for that key the attribute is taken off while JupyterLab looks.
 */
import { useEffect } from "preact/hooks";

const SUPPRESS = "data-lm-suppress-shortcuts";

export function useNotebookKeys(root: { current: HTMLElement | null }): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const suppress = (event: FocusEvent) => (event.target as Element).setAttribute(SUPPRESS, "true");
    const letSave = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      const focused = event.target as HTMLElement;
      focused.removeAttribute(SUPPRESS);
      // An open editor saves when it loses the focus, which goes to its cell.
      if (focused.matches("input, textarea")) focused.dispatchEvent(new Event("change", { bubbles: true }));
      setTimeout(() => focused.isConnected && focused.setAttribute(SUPPRESS, "true"));
    };
    element.addEventListener("focusin", suppress);
    element.addEventListener("keydown", letSave);
    return () => {
      element.removeEventListener("focusin", suppress);
      element.removeEventListener("keydown", letSave);
    };
  }, [root]);
}
