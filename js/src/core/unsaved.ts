/** Edits no kernel has confirmed: those of this page, kept in storage meanwhile, and those earlier ones left. */
import { signal } from "@preact/signals";
import type { PendingEdit, Replica } from "./replica";
import { type Shelf, type StoredEdit, unsavedEdits } from "./storage";
import type { Leftover } from "./store";
import { inWords } from "./wording";

/** Edits whose page has not been heard of for this long have lost it. */
const ABANDONED = 90_000;

export class Unsaved {
  readonly leftovers = signal<readonly Leftover[]>([]);
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly replica: Replica,
    readonly shelf: Shelf | null,
  ) {}

  /** Keep them until they are forgotten, as edits of a page that is alive now. */
  keep(edits: readonly PendingEdit[]): void {
    for (const edit of edits) {
      const { seq, history, operations, label } = edit;
      const stored = { epoch: this.replica.epoch, at: Date.now(), label, operations, words: wordsOf(edit) };
      edit.stored = !history && this.#storage.write(seq, stored);
    }
  }

  forget(edit: PendingEdit): void {
    if (edit.stored) this.#storage.remove(edit.seq);
  }

  /** Show what pages that are gone have left of this map. */
  offer(): void {
    const every = [...this.#storage.others()];
    const abandoned = every.filter(([, edits]) => edits.every((edit) => this.#isAbandoned(edit)));
    this.leftovers.value = abandoned.map(([id, edits]) => ({
      id,
      count: edits.length,
      at: Math.max(...edits.map(({ at }) => at)),
      words: edits.map(({ words }) => words).join("\n"),
    }));
    clearTimeout(this.#again);
    if (abandoned.length < every.length) this.#again = setTimeout(() => this.offer(), ABANDONED);
  }

  left(id: string): readonly StoredEdit[] {
    return this.#storage.others().get(id) ?? [];
  }

  discard(id: string): void {
    this.#storage.discard(id);
    this.leftovers.value = this.leftovers.value.filter((leftover) => leftover.id !== id);
  }

  stop(): void {
    clearTimeout(this.#again);
  }

  /** The pending edits in words, one line a place. */
  get words(): string {
    return this.replica.pending.map(wordsOf).join("\n");
  }

  get #storage() {
    return unsavedEdits(this.shelf, this.replica.confirmed.id, this.replica.client);
  }

  readonly #isAbandoned = ({ epoch, at }: StoredEdit): boolean =>
    epoch !== this.replica.epoch || Date.now() - at > ABANDONED;
}

export const wordsOf = ({ operations, before, after, history }: PendingEdit): string =>
  history ? `(${history})` : inWords(operations, before, after);
