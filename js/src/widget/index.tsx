/**
 * The anywidget entry. It exports a function, called once for each model, since a model's views share a store but
 * no object: what `initialize` made is found again by closure. Nothing happens when the module is loaded.
 */
import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "../view/app";
import "../view/style.css";
import { edited, STARTED } from "./events";
import { type Live, live } from "./live";
import type { Model } from "./model";

interface View {
  model: Model;
  el: HTMLElement;
  signal?: AbortSignal;
}

export default function widget() {
  let current: Live | null = null;

  const start = (model: Model): Live => {
    current ??= live(model);
    return current;
  };

  return {
    initialize({ model }: { model: Model }): () => void {
      const { stop } = start(model);
      window.dispatchEvent(new Event(STARTED));
      return () => {
        stop();
        current = null;
      };
    },

    render({ model, el, signal }: View): () => void {
      const { store } = start(model);
      render(<App store={store} part={model.get("part")} />, el);
      const stop = effect(() => void el.dispatchEvent(edited(store.document.value)));
      const clear = () => {
        stop();
        render(null, el);
      };
      signal?.addEventListener("abort", clear, { once: true });
      return clear;
    },
  };
}
