/**
 * Who this reader is: by the room of the map, by the page, such as JupyterLab, or as they once wrote it down. JupyterLab
 * calls whoever has not logged in "Anonymous" and a moon, which a name of one's own replaces.
 */
import type { ViewState } from "../../interaction/state";
import { nameOfReader, sharedReader } from "../../store/reader";

const NAME = "cjm author";

/** As this browser remembers it. */
function rememberedName(): string {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return ""; // a page that may not remember anything
  }
}

export function rememberName(name: string): void {
  try {
    localStorage.setItem(NAME, name);
  } catch {
    // It is asked for again next time.
  }
}

/** What the reader is called, "" where nobody knows, and whether they logged in under that name. */
export function readName(view: ViewState): { name: string; isKnown: boolean } {
  const name = view.store.company?.self.value?.name || nameOfReader(sharedReader());
  if (name && !/^Anonymous /.test(name)) return { name, isKnown: true };
  return { name: rememberedName() || name, isKnown: false };
}
