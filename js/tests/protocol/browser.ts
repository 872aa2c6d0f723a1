/** A browser with the map open, for tests of the live store. */
import { setCellText } from "../../src/document/gestures";
import type * as S from "../../src/document/schema";
import { RemoteStore } from "../../src/protocol/remote";
import type { Shelf } from "../../src/protocol/unsaved";
import type { Faults, Kernel } from "./kernel";

let opened = 0;

export function open(kernel: Kernel, faults: Partial<Faults> = {}, options: Partial<Options> = {}) {
  const link = kernel.link(faults);
  const { client = `browser-${++opened}`, shelf = null, snapshot = kernel.snapshot(), place } = options;
  const store = new RemoteStore({ transport: link, client, snapshot, shelf, place });
  return { link, store, client };
}

interface Options {
  client: string;
  shelf: Shelf | null;
  snapshot: S.Snapshot | null;
  place: () => string;
}

/** Type a cell's whole text, as seen now or in an earlier document. */
export const type = (
  store: RemoteStore,
  stage: string,
  lane: string,
  text: string,
  seen: S.Document = store.document.value,
): string | null => store.edit(setCellText(seen, stage, lane, text), "Edit cell");

/** Browser storage, as strict as the real one about what it takes. */
export class FakeShelf implements Shelf {
  readonly #items = new Map<string, string>();
  full = false;

  get length(): number {
    return this.#items.size;
  }
  key(at: number): string | null {
    return [...this.#items.keys()][at] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (typeof value !== "string") throw new TypeError("storage holds text");
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
}
