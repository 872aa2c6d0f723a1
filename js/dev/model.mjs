/**
 * The shipped widget on a page without Jupyter. Whoever drives the page binds `kernel`, which takes a message and
 * returns the answers, or null while it takes none; `show`, `deliver` and `probe` are for it to call.
 */
import widget from "./widget.js";

/** A front end's model, as little of it as the widget uses. */
class Model {
  #traits;
  #handlers = new Map();

  constructor(traits) {
    this.#traits = traits;
  }

  get(trait) {
    return this.#traits[trait];
  }

  set(trait, value) {
    this.#traits[trait] = value;
  }

  save_changes() {}

  on(event, handler) {
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
  }

  off(event, handler) {
    this.#handlers.set(
      event,
      (this.#handlers.get(event) ?? []).filter((other) => other !== handler),
    );
  }

  async send(content, callbacks) {
    if (this !== model) return; // another is shown: the kernel has forgotten this one
    const answers = await globalThis.kernel(content);
    if (answers === null) return;
    const tell = (execution_state) => callbacks.iopub.status({ content: { execution_state } });
    tell("busy");
    this.deliver(answers);
    tell("idle");
  }

  deliver(messages) {
    for (const message of messages) this.tell("msg:custom", message);
  }

  tell(event, news) {
    for (const handler of this.#handlers.get(event) ?? []) handler(news);
  }
}

let model = null;
let end = () => {};

/** Take the map off the page. */
function hide() {
  end();
  end = () => {};
}

/** Show a model with these traits in place of the last. */
function show(traits) {
  hide();
  model = new Model(traits);
  const { initialize, render } = widget();
  const el = document.createElement("div");
  document.getElementById("map").replaceChildren(el);
  const stop = initialize({ model });
  const clear = render({ model, el });
  end = () => {
    clear();
    stop();
  };
}

Object.assign(globalThis, {
  show,
  hide,
  deliver: (messages) => model.deliver(messages),
  /** What Jupyter tells a model when its kernel may have come or gone. */
  probe: () => model.tell("comm_live_update"),
});
