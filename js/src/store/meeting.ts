/**
 * What the pages that show one map tell each other beside it, whatever carries it: who is here, and where a workshop is.
 * None of it is ever in the document, its file or its journal, and what comes from other pages is not to be trusted.
 */
import type { ReadonlySignal } from "@preact/signals";

export interface Meeting {
  /** Names this page among them. */
  readonly page: string;
  /** What each page says of itself while it is there, this one too: in `user` who reads it, as JupyterLab describes them. */
  readonly pages: ReadonlySignal<ReadonlyMap<string, unknown>>;
  /** What all share, as texts by their names; it outlives the page that wrote it. */
  readonly board: ReadonlySignal<ReadonlyMap<string, string>>;
  /** Say something of this page. */
  say(field: string, value: unknown): void;
  /** Change what all share, at once; null takes a text away. */
  post(texts: Readonly<Record<string, string | null>>): void;
}
