/** What a live map tells the page around it: JupyterLab's outputs keep its document after the kernel is gone. */
import type { Document } from "../core/schema";

/** Dispatched on the window when a model has started: what hosts its views may look again. */
export const STARTED = "cjm:started";
/** Bubbles from a view when its document has become another one. */
export const EDITED = "cjm:edited";

export type Edited = CustomEvent<Document>;

export const edited = (document: Document): Edited =>
  new CustomEvent(EDITED, { detail: document, bubbles: true, composed: true });
