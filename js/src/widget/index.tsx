/**
 * The anywidget entry. It exports a function, called once for each model, since a model's views share a store but
 * no object: what `initialize` made is found again by closure. Nothing happens when the module is loaded.
 */
import "../view/style.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import type { Status } from "../store/store";
import { App } from "../view/app";
import { type Live, live } from "./live";
import { askForPicture, DRAW, type DrawEvent, editEvent, type Model, STARTED, UNANSWERED } from "./model";

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
      const { store, chunks } = start(model);
      render(
        <App store={store} part={model.get("part")} compare={model.get("_compare")} chunks={chunks} />,
        el,
      );
      const stops = [
        effect(() => void el.dispatchEvent(editEvent(store.common.document.value))),
        effect(() => void el.toggleAttribute(UNANSWERED, isUnanswered(store.status.value))),
      ];
      const draw = (event: Event) => {
        if (store.editable.peek()) askForPicture(model, (event as DrawEvent).detail);
      };
      el.addEventListener(DRAW, draw);
      const clear = () => {
        el.removeEventListener(DRAW, draw);
        for (const stop of stops) stop();
        render(null, el);
      };
      signal?.addEventListener("abort", clear, { once: true });
      return clear;
    },
  };
}

const isUnanswered = (status: Status): boolean =>
  status.kind === "waiting" || (status.kind === "gone" && status.unsaved > 0);
