/** Where the edits stand: whether there is a kernel, what it has not answered, and since when. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { PendingEdit } from "./replica";
import type { Status } from "./store";

/** After so many ms without an answer the reader is told that this takes long. */
const SLOW = 5_000;

export class Standing {
  /** Whether the kernel has ever answered. */
  readonly welcomed = signal(false);
  /** Why the kernel is gone, or null while it may be there. */
  readonly lost = signal<string | null>(null);
  /** Why the journey's file does not hold what the kernel does; "" while it does, or where there is none. */
  readonly notKept = signal("");
  readonly editable = computed(() => this.welcomed.value && this.lost.value === null);
  readonly status = computed(() => this.#status());
  /** Whether leaving the page would lose an edit. */
  readonly atRisk = computed(() =>
    this.pending.value.some((edit) => !edit.history && !(this.lost.value !== null && edit.stored)),
  );
  readonly pending = signal<readonly PendingEdit[]>([]);

  readonly #slow = signal(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly revision: ReadonlySignal<number>) {}

  update(pending: readonly PendingEdit[]): void {
    this.pending.value = pending;
    const [oldest] = pending;
    const left = oldest ? oldest.madeAt + SLOW - Date.now() : 0;
    this.#slow.value = oldest !== undefined && left <= 0;
    clearTimeout(this.#timer);
    if (left > 0) this.#timer = setTimeout(() => this.update(this.pending.value), left);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #status(): Status {
    const count = this.pending.value.length;
    const why = this.lost.value;
    if (why !== null) return { kind: "gone", why, unsaved: count, revision: this.revision.value };
    if (!this.welcomed.value) return { kind: "connecting" };
    if (count) return { kind: "waiting", count, slow: this.#slow.value };
    const notKept = this.notKept.value;
    return notKept ? { kind: "unkept", why: notKept } : { kind: "saved" };
  }
}
