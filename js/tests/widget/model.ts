/** A front end's model for tests, stricter than the real one: it knows its traits and events, and who listens. */
import type { Down, Up } from "../../src/document/schema";
import type { Callbacks, Model, Traits } from "../../src/widget/model";
import type { Kernel, Link } from "../protocol/kernel";

type Handler = (message: Down) => void;
const EVENTS = ["msg:custom", "comm_live_update", "change:_snapshot"];

/** The one model behind all its proxies; anywidget gives `initialize` and every view a proxy of their own. */
export class FakeModel {
  readonly traits: Traits;
  readonly saved: number[] = [];
  readonly listeners = new Map<string, Set<Handler>>(EVENTS.map((event) => [event, new Set()]));
  readonly link: Link;
  readonly statusSlots = new Set<(kernel: unknown, status: string) => void>();
  /** What carries its messages; a page that was exported has none. */
  comm: object | undefined = {};
  #dirty = false;

  constructor(kernel: Kernel, part: Traits["part"] = "map") {
    this.traits = { part, revision: 0, _snapshot: kernel.snapshot(), _compare: [] };
    this.link = kernel.link();
    this.link.onMessage((message) => this.trigger("msg:custom", message));
  }

  trigger(event: string, message?: Down): void {
    for (const handler of [...this.#of(event)]) handler(message as Down);
  }

  get listening(): number {
    return [...this.listeners.values()].reduce((sum, handlers) => sum + handlers.size, this.statusSlots.size);
  }

  proxy(): Model {
    return {
      get: (trait) => {
        if (!(trait in this.traits)) throw new Error(`no trait is called ${trait}`);
        return this.traits[trait];
      },
      set: (trait: keyof Traits | Record<string, never>, value?: Traits[keyof Traits]) => {
        if (typeof trait === "object") return this;
        if (trait !== "revision") throw new Error(`the browser must not set ${trait}`);
        this.traits[trait] = value as number;
        this.#dirty = true;
      },
      save_changes: () => {
        if (this.#dirty) this.saved.push(this.traits.revision);
        this.#dirty = false;
      },
      send: (content: Up, callbacks?: Callbacks, buffers?: ArrayBuffer[]) => {
        if (!callbacks?.iopub.status || !buffers)
          throw new Error("send takes content, callbacks and buffers");
        this.link.send(content, (state) => callbacks.iopub.status({ content: { execution_state: state } }));
      },
      on: (event: string, handler: Handler) => void this.#of(event).add(handler),
      off: (event: string, handler: Handler) => {
        if (!this.#of(event).delete(handler)) throw new Error(`nobody listened to ${event}`);
      },
      widget_manager: {
        create_view: () => {},
        kernel: {
          statusChanged: {
            connect: (slot) => void this.statusSlots.add(slot),
            disconnect: (slot) => void this.statusSlots.delete(slot),
          },
        },
      },
    };
  }

  #of(event: string): Set<Handler> {
    const handlers = this.listeners.get(event);
    if (!handlers) throw new Error(`no event is called ${event}`);
    return handlers;
  }
}
