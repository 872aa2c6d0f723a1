/** One live store for a model, and what the page around it must know: the model's own state, and unsaved edits. */

import { effect, untracked } from "@preact/signals";
import { RemoteStore } from "../protocol/remote";
import type { Shelf } from "../protocol/unsaved";
import { randomName } from "../store/client-name";
import type { Chunks } from "../view/chunks";
import { connectionTo } from "./connection";
import { KernelChunks } from "./kernel-chunks";
import { type Model, placeOf, transportOf } from "./model";
import { speakAsThePage } from "./spoken";

export interface Live {
  store: RemoteStore;
  chunks: KernelChunks;
  stop(): void;
}

export function live(model: Model): Live {
  const connection = connectionTo(model.widget_manager?.kernel);
  const store = new RemoteStore({
    transport: transportOf(model),
    client: randomName(),
    snapshot: model.get("_snapshot"),
    shelf: browserStorage(),
    place: () => placeOf(model),
    onRepeat: () => connection?.doubt(),
  });
  const chunks = new KernelChunks(store);
  const leave = effect(() => {
    const arrival = chunks.isAhead && chunks.get("gathering");
    if (!arrival || !("exports" in arrival)) return;
    const { gather } = arrival.exports as Chunks["gathering"];
    return untracked(() => gather(store, placeOf(model), browserStorage()));
  });
  window.addEventListener("pagehide", leave);
  const ends = [
    leave,
    () => window.removeEventListener("pagehide", leave),
    watchKernel(model, store),
    connection?.subscribe(() => store.connect(connection.state)) ?? (() => {}),
    effect(() => keepCurrent(model, store)),
    effect(() => tellRevision(model, store)),
    effect(() => warnBeforeLeaving(store.atRisk.value)),
    () => warnBeforeLeaving(false),
    speakAsThePage(chunks),
    () => chunks.stop(),
    () => store.dispose(),
  ];
  return {
    store,
    chunks,
    stop() {
      for (const end of ends) end();
    },
  };
}

/**
 * Looks for the kernel when it may have come or gone. The comm says so for most ways there are; of a restart over
 * the server's REST interface nobody tells but the new kernel, which says that it is starting; a kernel that is gone
 * with its server JupyterLab calls dead. After a reconnection
 * the front end fetches the snapshot anew, and what was said meanwhile may have been lost.
 */
function watchKernel(model: Model, store: RemoteStore): () => void {
  const news = model.widget_manager?.kernel?.statusChanged;
  const probe = () => store.probe();
  const hear = (_: unknown, status: string) => {
    if ((status === "starting" || status === "dead") && store.editable.value) store.probe();
  };
  model.on("comm_live_update", probe);
  model.on("change:_snapshot", probe);
  news?.connect?.(hear);
  return () => {
    model.off("comm_live_update", probe);
    model.off("change:_snapshot", probe);
    news?.disconnect?.(hear);
  };
}

/**
 * Other views of this model and a saved notebook start from its `_snapshot`. It is changed in place, and fetched
 * anew each time since a reconnection replaces it; `set` would send a whole document to the kernel.
 */
function keepCurrent(model: Model, store: RemoteStore): void {
  const current = store.snapshot.value;
  const held = model.get("_snapshot");
  if (held) Object.assign(held, current);
}

/**
 * marimo runs the cells that use the widget again when the browser changes a trait, and only then. Jupyter needs
 * no such sign, which would cost every edit a second message; it is told apart by telling when its kernel is busy.
 */
function tellRevision(model: Model, store: RemoteStore): void {
  const answered = store.answered.value;
  if (answered === null || store.tellsBusy) return;
  model.set("revision", answered);
  model.save_changes();
}

function warnBeforeLeaving(atRisk: boolean): void {
  if (atRisk) window.addEventListener("beforeunload", warn);
  else window.removeEventListener("beforeunload", warn);
}

const warn = (event: Event): void => event.preventDefault();

/** The browser's storage; null where its settings block it, and what is stored lives as long as the page. */
export function browserStorage(): Shelf | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
