/**
 * Chunks of the interface, fetched from the kernel. A front end gives a widget one module as text, and no address to
 * load another from: so the kernel sends a chunk as text as well, which is loaded as the widget itself was, by the URL
 * of a blob. A chunk shares the modules of the bundle that starts it.
 */
import { effect, type Signal, signal } from "@preact/signals";
import type { Chunk } from "../document/schema";
import type { Arrival, ChunkSource } from "../interaction/chunk-source";
import type { RemoteStore } from "../protocol/remote";
import { t, texts } from "../words/words";
import { BUILD, FILES, handover } from "./start";

const SAYS = texts({
  coming: "This part of the map comes from the kernel, as soon as it is free.",
  gone: "This part of the map comes from the kernel, and the kernel is gone. Run the cell again to have it.",
  none: "This part of the map comes from a running kernel, and this page has none.",
  fails: (why: string) =>
    t("This part of the map could not be loaded; the page may not allow it. {why}", { why }),
});

/** A file before it is started: its default export, and its stylesheet. */
interface Script {
  readonly start: (handover: readonly unknown[]) => Chunks;
  readonly style: string;
}

/** Each map of a page may have this module to itself; what one of them has fetched serves all. */
const REGISTRY = Symbol.for("cjm:chunks");
const page = globalThis as { [REGISTRY]?: Map<string, Script> };
const keyOf = (file: string): string => `${BUILD} ${file}`;

/** Chunks of a file by their names. */
type Chunks = Readonly<Record<string, object>>;
type FileArrival = { readonly chunks: Chunks; readonly style: string } | { readonly says: string };

/** Files that this bundle has started: one instance each, for all its maps. */
const running = new Map<string, FileArrival>();

export class KernelChunks implements ChunkSource {
  readonly #store: RemoteStore;
  readonly #arrivals = new Map<string, Signal<FileArrival | null>>();
  readonly #stop: () => void;
  readonly #isAhead = signal(false);
  #isOver = false;

  constructor(store: RemoteStore) {
    this.#store = store;
    let wasOpen = false;
    // Fetched as soon as there is time, so that the first use waits for nothing, not even for a busy kernel.
    this.#stop = effect(() => {
      if (!store.editable.value || wasOpen) return;
      wasOpen = true;
      whenIdle(() => {
        if (this.#isOver) return;
        for (const file of Object.values(FILES)) this.#arrivalOf(file);
        this.#isAhead.value = true;
      });
    });
  }

  get isOpen(): boolean {
    return this.#store.hasKernel.value;
  }

  get isAhead(): boolean {
    return this.#isAhead.value;
  }

  get(name: string): Arrival {
    const arrival = this.#arrivalOf(FILES[name] ?? name).value;
    if (arrival)
      return "says" in arrival ? arrival : { exports: arrival.chunks[name]!, style: arrival.style };
    if (!this.isOpen) return { says: SAYS.none };
    return { says: this.#store.status.value.kind === "gone" ? SAYS.gone : SAYS.coming };
  }

  stop(): void {
    this.#isOver = true;
    this.#stop();
  }

  #arrivalOf(file: string): Signal<FileArrival | null> {
    const before = this.#arrivals.get(file);
    if (before) return before;
    const script = page[REGISTRY]?.get(keyOf(file));
    const arrival = signal(script ? run(file, script) : null);
    this.#arrivals.set(file, arrival);
    if (!script)
      this.#store.fetch(file, async (chunk) => {
        arrival.value = await load(chunk);
      });
    return arrival;
  }
}

/** Safari has no such callback. */
const whenIdle = (task: () => void): void => {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(task);
  else setTimeout(task, 500);
};

async function load({ chunk, script = "", style = "", why }: Chunk): Promise<FileArrival> {
  if (why) return { says: why };
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    const module: { default: Script["start"] } = await import(/* @vite-ignore */ url);
    page[REGISTRY] ??= new Map();
    page[REGISTRY].set(keyOf(chunk), { start: module.default, style });
    return run(chunk, { start: module.default, style });
  } catch (error) {
    return { says: SAYS.fails(String(error)) };
  } finally {
    URL.revokeObjectURL(url);
  }
}

function run(file: string, { start, style }: Script): FileArrival {
  const arrival = running.get(file) ?? { chunks: start(handover()), style };
  running.set(file, arrival);
  return arrival;
}
