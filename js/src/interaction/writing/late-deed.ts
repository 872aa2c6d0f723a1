/** What a reader does by interface that is fetched on first use: it is done at once, or as soon as it is there. */
import { effect, untracked } from "@preact/signals";
import type { ViewState } from "../state";

/** Give the exports of a chunk to `act`; while it is on its way the map's foot says so. */
export function withChunk<Exports>(view: ViewState, name: string, act: (exports: Exports) => void): void {
  let isDone = false;
  let stop = (): void => {};
  stop = effect(() => {
    const arrival = view.chunks.get(name);
    if (isDone) return;
    isDone = "exports" in arrival;
    if ("says" in arrival) view.outcome.value = arrival.says;
    else
      untracked(() => {
        stop();
        act(arrival.exports as Exports);
      });
  });
  if (isDone) stop();
}
