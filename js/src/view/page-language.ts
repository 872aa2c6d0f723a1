/** The language of the page that a map is on. */
import { type Language, language } from "../words/words";

/** What the page says of itself, as JupyterLab does by its own setting; otherwise what the browser is set to. */
export const pageLanguage = (): string => document.documentElement.lang || navigator.language;

/** Each map of a page may have modules of its own; JupyterLab's extension has the catalogue for all of them. */
const SHARED = Symbol.for("cjm:language");
const page = globalThis as { [SHARED]?: Language };

export const sharedLanguage = (): Language | undefined => page[SHARED];

/** Let all maps of the page speak as this bundle does. */
export function shareLanguage(): void {
  page[SHARED] = language.value;
}
