/** Whether to be light or dark: as the page around says, else as the reader's system prefers. */
import { useEffect } from "preact/hooks";

const DARK = '[data-jp-theme-light="false"], [data-vscode-theme-kind*="dark"], .dark';
const LIGHT = '[data-jp-theme-light="true"], [data-vscode-theme-kind*="light"], .light';

/** What the nearest ancestor with an opinion says, also outside a shadow root. */
function around(element: Element): "dark" | "light" | null {
  const said = element.closest(`${DARK}, ${LIGHT}`);
  if (said) return said.matches(DARK) ? "dark" : "light";
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
