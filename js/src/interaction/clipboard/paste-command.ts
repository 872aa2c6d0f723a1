/** Pasting by menu and palette, without the keys for it. */

import { t } from "../../words/words";
import type { Place, ViewState } from "../state";
import { readClip } from "./clipboard";
import { pasteClip } from "./paste";

export async function pasteTo(view: ViewState, place: Place, isOneCard: boolean): Promise<void> {
  const texts = new Map<string, string>();
  try {
    for (const item of await navigator.clipboard.read())
      for (const type of item.types)
        if (type.startsWith("text/")) texts.set(type, await (await item.getType(type)).text());
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    view.report.value = { text: t("This page may not read the clipboard by itself: press Ctrl+V.") };
    return;
  }
  const clip = readClip({ getData: (type) => texts.get(type) ?? "" });
  if (view.store.editable.peek()) pasteClip(view, place, clip, isOneCard);
}
