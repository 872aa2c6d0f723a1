/** What a reader does by interface that is fetched on first use: it is done at once, or as soon as it is there. */
import { effect } from "@preact/signals";
import type { ViewState } from "./state";

/** Give the exports of a chunk to `act`; while it is on its way the map's foot says so. */
export function withChunk<Exports>(view: ViewState, name: string, act: (exports: Exports) => void): void {
  let isDone = false;
  const stop = effect(() => {
    const arrival = view.chunks.get(name);
    if (isDone) return;
    if ("says" in arrival) {
      view.outcome.value = arrival.says;
      return;
    }
    isDone = true;
    queueMicrotask(() => {
      stop();
      act(arrival.exports as Exports);
    });
  });
}
