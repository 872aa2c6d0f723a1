/**
 * What a front end gives a widget, as little of it as is used, the transport over it, and what a live map tells the page
 * around it. Every view gets a model object of its own, so nothing can be looked up by it.
 */
import type { Document, Down, Snapshot, Up } from "../document/schema";
import type { Transport } from "../protocol/courier";
import { hearDirectly, jupytersModel } from "../store/jupyter-model";
import type { Kernel } from "./connection";

export interface Traits {
  part: "map" | "grid" | "curve";
  revision: number;
  _compare?: readonly string[];
  _snapshot: Snapshot | null;
}

interface KernelStatus {
  content: { execution_state: string };
}

/** Jupyter tells of a message's way through the kernel; other front ends do not. */
export interface Callbacks {
  (): void;
  iopub: { status(message: KernelStatus): void };
}

export interface Model {
  get<K extends keyof Traits>(trait: K): Traits[K];
  set<K extends keyof Traits>(trait: K, value: Traits[K]): void;
  /** Changes nothing, and returns the model itself, of which this is a part: Jupyter's models are Backbone's. */
  set(none: Record<string, never>): unknown;
  save_changes(): void;
  send(content: Up, callbacks?: Callbacks, buffers?: ArrayBuffer[]): void;
  on(event: "msg:custom", handler: (message: Down) => void): void;
  on(event: "comm_live_update" | "change:_snapshot", handler: () => void): void;
  off(event: string, handler: (message: Down) => void): void;
  widget_manager?: {
    kernel?: Kernel | null;
    /** Jupyter's: the notebook that the model is shown in. */
    context?: { path?: string };
    /** Jupyter's managers have it, marimo's does not. */
    create_view?: unknown;
  };
}

/**
 * Whether there is anything to send to. A page that was exported has models and no kernel: those of Jupyter then have
 * no comm, and marimo says what page it is.
 */
function hasKernel(model: Model): boolean {
  if ("__MARIMO_STATIC__" in globalThis) return false;
  const own = jupytersModel(model);
  return own === null || own?.comm !== undefined;
}

/** Where the model is shown: its notebook, or else its page. */
export const placeOf = (model: Model): string =>
  model.widget_manager?.context?.path ?? location.pathname + location.search;

export const transportOf = (model: Model): Transport => ({
  hasKernel: () => hasKernel(model),
  send(message, status) {
    // marimo calls what Jupyter looks into, once the message is on its way.
    const callbacks: Callbacks = Object.assign(() => {}, {
      iopub: { status: (news: KernelStatus) => status?.(news.content.execution_state) },
    });
    model.send(message, callbacks, []);
  },
  onMessage(handler) {
    hearDirectly(model);
    model.on("msg:custom", handler);
    return () => model.off("msg:custom", handler);
  },
});

/** Dispatched on the window when a model has started: what hosts its views may look again. */
export const STARTED = "cjm:started";
/** Stands on a view's element while the kernel has not answered some edit. */
export const UNANSWERED = "data-cjm-unanswered";
/** Bubbles from a view when its document has become another one. */
export const EDITED = "cjm:edited";

/** Dispatched on a view by whoever wants the kernel's picture of its map, to be told once it is there. */
export const DRAW = "cjm:draw";

export type DrawEvent = CustomEvent<(pictures: Record<string, string>) => void>;

export const drawEvent = (done: DrawEvent["detail"]): DrawEvent =>
  new CustomEvent(DRAW, { detail: done, bubbles: true });

/** Ask the kernel for the picture of a map; it may be busy, or gone, and never answer. */
export function askForPicture(model: Model, done: DrawEvent["detail"]): void {
  const hear = (message: Down) => {
    if (message.type !== "picture") return;
    model.off("msg:custom", hear);
    done(message.data ?? {});
  };
  model.on("msg:custom", hear);
  model.send({ type: "draw", client: "" });
}

export type EditEvent = CustomEvent<Document>;

export const editEvent = (document: Document): EditEvent =>
  new CustomEvent(EDITED, { detail: document, bubbles: true, composed: true });
