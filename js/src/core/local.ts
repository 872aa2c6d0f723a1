/** A store without a kernel: its own history, saved by whoever opened the document. */
import { computed, type Signal, signal } from "@preact/signals";
import { applyAll, Refusal } from "./apply";
import type { Document, Measured, Operation } from "./schema";
import { checkedPart } from "./shape";
import type { Conflict, Leftover, Notice, Selection, Status, Store } from "./store";

interface Step {
  label: string;
  operations: readonly Operation[];
}

export class LocalStore implements Store {
  readonly document: Signal<Document>;
  readonly revision = signal(0);
  readonly status = signal<Status>({ kind: "saved" });
  readonly editable: Signal<boolean>;
  readonly conflicts = signal<readonly Conflict[]>([]);
  readonly notices = signal<readonly Notice[]>([]);
  /** Settable: numbers that came with the document. */
  readonly measured: Signal<Measured>;
  readonly selection = signal<Selection>({ stages: [], lanes: [] });
  readonly leftovers = signal<readonly Leftover[]>([]);
  readonly undoLabel = computed(() => this.#undoable.value.at(-1)?.label ?? null);
  readonly redoLabel = computed(() => this.#redoable.value.at(-1)?.label ?? null);

  readonly #undoable = signal<readonly Step[]>([]);
  readonly #redoable = signal<readonly Step[]>([]);

  constructor(
    document: Document,
    { measured, editable = true }: { measured?: Measured; editable?: boolean } = {},
  ) {
    this.document = signal(checkedPart(document, "Document"));
    this.measured = signal(measured ?? { type: "measured" });
    this.editable = signal(editable);
  }

  edit(operations: readonly Operation[], label: string): string | null {
    if (!this.editable.value) return "This map is read-only.";
    if (!operations.length) return null;
    try {
      const inverse = this.#carryOut({ label, operations });
      this.#undoable.value = [...this.#undoable.value, inverse];
      this.#redoable.value = [];
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  undo(): void {
    this.#step(this.#undoable, this.#redoable);
  }

  redo(): void {
    this.#step(this.#redoable, this.#undoable);
  }

  filter(choice: Record<string, string[]>): void {
    this.measured.value = { ...this.measured.value, filters: choice };
  }

  select(selection: Selection): void {
    this.selection.value = selection;
  }

  resolve(conflict: string, _keep: "mine" | "theirs"): void {
    this.conflicts.value = this.conflicts.value.filter((other) => other.id !== conflict);
  }

  dismiss(notice: number): void {
    this.notices.value = this.notices.value.filter((other) => other.id !== notice);
  }

  /** Nothing waits for a kernel here. */
  unsaved(): string {
    return "";
  }

  replay(_leftover: string): void {}

  discard(_leftover: string): void {}

  #step(from: Signal<readonly Step[]>, to: Signal<readonly Step[]>): void {
    const step = from.value.at(-1);
    if (!step || !this.editable.value) return;
    const inverse = this.#carryOut(step);
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, inverse];
  }

  /** Carries out the step and returns the one that takes it back. */
  #carryOut({ label, operations }: Step): Step {
    const { document, inverses } = applyAll(this.document.value, operations);
    this.document.value = document;
    this.revision.value += 1;
    return { label, operations: inverses };
  }
}
