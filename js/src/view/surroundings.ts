/**
 * What the page around a map decides: light or dark, and which keys are JupyterLab's. In a tab of its own the map leaves
 * all shortcuts in force. In a notebook single letters are shortcuts too: JupyterLab looks at the pressed element and
 * its ancestors for the attribute that switches its shortcuts off, nearest first, so every element that gets the focus
 * is given it. Saving is the one shortcut readers want from inside the map: for that key the attribute is taken off
 * while JupyterLab looks. It may look before any listener of ours but one on the window.
 */
import { useEffect, useLayoutEffect } from "preact/hooks";
import type { ViewState } from "../interaction/state";

const DARK = '[data-jp-theme-light="false"], [data-vscode-theme-kind*="dark"], .dark';
const LIGHT = '[data-jp-theme-light="true"], [data-vscode-theme-kind*="light"], .light';

/** What the nearest ancestor with an opinion says, also outside a shadow root. */
function around(element: Element): "dark" | "light" | null {
  const marker = element.closest(`${DARK}, ${LIGHT}`);
  if (marker) return marker.matches(DARK) ? "dark" : "light";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? around(root.host) : null;
}

/** Keeps `data-theme` on the root as its surroundings change. */
export function useTheme(root: { current: HTMLElement | null }): void {
  useEffect(() => {
    const preferred = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
    const tell = () => {
      const element = root.current;
      if (element) element.dataset.theme = around(element) ?? (preferred?.matches ? "dark" : "light");
    };
    tell();
    const observer = new MutationObserver(tell);
    const attributeFilter = ["class", "data-jp-theme-light", "data-vscode-theme-kind"];
    for (const element of [document.documentElement, document.body])
      observer.observe(element, { attributeFilter });
    preferred?.addEventListener("change", tell);
    return () => {
      observer.disconnect();
      preferred?.removeEventListener("change", tell);
    };
  }, [root]);
}

const SUPPRESS = "data-lm-suppress-shortcuts";
/** What JupyterLab forbids every text field in a notebook, since its keys mean something to the notebook. */
const FORBIDDEN = ["insertLineBreak", "historyUndo", "historyRedo"];

export function useNotebookKeys(
  view: ViewState,
  root: { current: HTMLElement | null },
  inNotebook: boolean,
): void {
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const suppress = (event: FocusEvent) => (event.target as Element).setAttribute(SUPPRESS, "true");
    const letSave = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
      if (!event.composedPath().includes(element)) return;
      // An unfinished text is saved with the rest; its field stays in the page until the key has been handled.
      for (const one of [...view.unfinished]) one.finish();
      if (!inNotebook) return;
      const off = [element, ...element.querySelectorAll(`[${SUPPRESS}]`)];
      for (const one of off) one.removeAttribute(SUPPRESS);
      setTimeout(() => view.hasFocus() && view.holder()?.setAttribute(SUPPRESS, "true"));
    };
    const letType = (event: InputEvent) => {
      if (FORBIDDEN.includes(event.inputType)) event.stopPropagation();
    };
    if (inNotebook) element.addEventListener("focusin", suppress);
    element.addEventListener("beforeinput", letType, true);
    window.addEventListener("keydown", letSave, true);
    return () => {
      element.removeEventListener("focusin", suppress);
      element.removeEventListener("beforeinput", letType, true);
      window.removeEventListener("keydown", letSave, true);
    };
  }, [view, root, inNotebook]);
}
