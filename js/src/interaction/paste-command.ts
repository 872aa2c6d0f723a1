/** Pasting by menu and palette, without the keys for it. */
import { readClip } from "./clipboard";
import { pasteClip } from "./paste-clip";
import type { Place, ViewState } from "./state";

/** Where the page may not read the clipboard by itself. */
const BY_KEY = "The browser lets this page read the clipboard by its key alone: press Ctrl+V.";

export async function pasteTo(view: ViewState, place: Place, isOneCard: boolean): Promise<void> {
  const texts = new Map<string, string>();
  try {
    for (const item of await navigator.clipboard.read())
      for (const type of item.types)
        if (type.startsWith("text/")) texts.set(type, await (await item.getType(type)).text());
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    view.report.value = { text: BY_KEY };
    return;
  }
  const clip = readClip({ getData: (type) => texts.get(type) ?? "" });
  if (view.store.editable.peek()) pasteClip(view, place, clip, isOneCard);
}
