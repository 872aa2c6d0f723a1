/**
 * The anywidget entry. It exports a function, called once for each model, since a model's views share a store but
 * no object: what `initialize` made is found again by closure. Nothing happens when the module is loaded.
 */
import { render } from "preact";
import { App } from "../view/app";
import "../view/style.css";
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
      return () => {
        stop();
        current = null;
      };
    },

    render({ model, el, signal }: View): () => void {
      render(<App store={start(model).store} part={model.get("part")} />, el);
      const clear = () => render(null, el);
      signal?.addEventListener("abort", clear, { once: true });
      return clear;
    },
  };
}
