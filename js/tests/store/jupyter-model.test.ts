import { describe, expect, it } from "vitest";
import { hearDirectly, jupytersModel } from "../../src/store/jupyter-model";

type Handler = (message: string) => unknown;

/** Jupyter's model, and its comm. */
class WidgetModel {
  readonly heard: string[] = [];
  handler: Handler | undefined;
  readonly comm = {
    on_msg: (handler: Handler) => {
      this.handler = handler;
    },
  };

  constructor() {
    this.comm.on_msg((message) => this._handle_comm_msg(message));
  }

  _handle_comm_msg(message: string): unknown {
    return this.heard.push(message);
  }
}

/** One that comes before it and drops everything, as anywidget's does after a slow start. */
class SlowModel extends WidgetModel {
  override _handle_comm_msg(): unknown {
    throw new Error("Failed to initialize model.");
  }
}

const proxyOf = (model: object | undefined) => ({ set: () => model, widget_manager: { create_view() {} } });

describe("a model that was slow to start", () => {
  it("hears its messages all the same", () => {
    const model = new SlowModel();
    expect(() => model.handler!("before")).toThrow();
    hearDirectly(proxyOf(model));
    model.handler!("after");
    expect(model.heard).toEqual(["after"]);
  });

  it("stays as it is where no such handler is found", () => {
    const handlers: unknown[] = [];
    hearDirectly(proxyOf({ comm: { on_msg: (handler: unknown) => handlers.push(handler) } }));
    hearDirectly(proxyOf(undefined));
    hearDirectly({});
    expect(handlers).toEqual([]);
  });

  it("is asked for nothing in another front end", () => {
    const model = {
      set(): never {
        throw new Error("not a trait");
      },
      widget_manager: {},
    };
    expect(jupytersModel(model)).toBeNull();
    hearDirectly(model);
  });
});
