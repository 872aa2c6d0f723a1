/**
 * What a front end gives a widget, as little of it as is used, and the transport over it. Every view gets a model
 * object of its own, so nothing can be looked up by it.
 */
import type { Down, Snapshot, Up } from "../core/schema";
import type { Transport } from "../core/transport";

export interface Traits {
  part: "map" | "grid" | "curve";
  revision: number;
  _snapshot: Snapshot | null;
}

interface Status {
  content: { execution_state: string };
}

/** Jupyter tells of a message's way through the kernel; other front ends do not. */
export interface Callbacks {
  (): void;
  iopub: { status(message: Status): void };
}

/** JupyterLab's kernel, reached through its widget manager; by no contract, so each step may be missing. */
export interface Kernel {
  statusChanged?: {
    connect?(slot: (kernel: unknown, status: string) => void): void;
    disconnect?(slot: (kernel: unknown, status: string) => void): void;
  };
}

export interface Model {
  get<K extends keyof Traits>(trait: K): Traits[K];
  set<K extends keyof Traits>(trait: K, value: Traits[K]): void;
  save_changes(): void;
  send(content: Up, callbacks?: Callbacks, buffers?: ArrayBuffer[]): void;
  on(event: "msg:custom", handler: (message: Down) => void): void;
  on(event: "comm_live_update" | "change:_snapshot", handler: () => void): void;
  off(event: string, handler: (message: Down) => void): void;
  widget_manager?: { kernel?: Kernel | null };
}

export const transportOf = (model: Model): Transport => ({
  send(message, status) {
    // marimo calls what Jupyter looks into, once the message is on its way.
    const callbacks: Callbacks = Object.assign(() => {}, {
      iopub: { status: (news: Status) => status?.(news.content.execution_state) },
    });
    model.send(message, callbacks, []);
  },
  onMessage(handler) {
    model.on("msg:custom", handler);
    return () => model.off("msg:custom", handler);
  },
});
