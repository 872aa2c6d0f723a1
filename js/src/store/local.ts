/** A store without a kernel: its own history, saved by whoever opened the document. */
import { batch, computed, type Signal, signal } from "@preact/signals";
import { applyAll } from "../document/apply";
import { checkPart, Refusal } from "../document/check";
import type { Document, Measured, Operation } from "../document/schema";
import { sourceNumbers } from "./sources";
import type { Conflict, Leftover, Notice, Selection, Status, Store } from "./store";

/** Steps that can be undone, as in the kernel. */
const UNDO_LENGTH = 1000;

interface Step {
  label: string;
  operations: readonly Operation[];
}

interface LocalOptions {
  /** The file's path; without one the document's id. */
  session?: string;
  measured?: Measured;
  editable?: boolean;
  status?: Status;
}

export class LocalStore implements Store {
  readonly session: Signal<string>;
  readonly document: Signal<Document>;
  readonly revision = signal(0);
  /** Settable by whoever saves the document. */
  readonly status: Signal<Status>;
  readonly editable: Signal<boolean>;
  readonly conflicts = signal<readonly Conflict[]>([]);
  readonly notices = signal<readonly Notice[]>([]);
  /** The document's own numbers, or those passed in; settable. */
  readonly measured: Signal<Measured>;
  readonly selection = signal<Selection>({ stages: [], lanes: [] });
  readonly leftovers = signal<readonly Leftover[]>([]);
  readonly undoLabel = computed(() => this.#undoable.value.at(-1)?.label ?? null);
  readonly redoLabel = computed(() => this.#redoable.value.at(-1)?.label ?? null);

  readonly #undoable = signal<readonly Step[]>([]);
  readonly #redoable = signal<readonly Step[]>([]);

  readonly #numbers: Measured | undefined;

  constructor(
    document: Document,
    { session = document.id, measured, editable = true, status = { kind: "saved" } }: LocalOptions = {},
  ) {
    const clean = checkPart(document, "Document");
    this.#numbers = measured;
    this.session = signal(session);
    this.document = signal(clean);
    this.measured = signal(measured ?? sourceNumbers(clean));
    this.editable = signal(editable);
    this.status = signal(status);
  }

  /** Hold another document; the undo history is dropped, as it belongs to the former one. */
  load(document: Document): void {
    this.#hold(checkPart(document, "Document"));
    this.#undoable.value = [];
    this.#redoable.value = [];
  }

  edit(operations: readonly Operation[], label: string): string | null {
    if (!this.editable.value) return "This map is read-only.";
    if (!operations.length) return null;
    try {
      const inverse = this.#carryOut({ label, operations });
      this.#undoable.value = [...this.#undoable.value, inverse].slice(-UNDO_LENGTH);
      this.#redoable.value = [];
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  /** Nothing comes after a map that is only looked at. */
  shelve(_operations: readonly Operation[], _label: string): void {}

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

  /** Say something to the reader that needs no answer. */
  notify(text: string): void {
    const id = Math.max(0, ...this.notices.value.map((other) => other.id)) + 1;
    this.notices.value = [...this.notices.value, { id, text, tone: "info" }];
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
    this.#hold(document);
    return { label, operations: inverses };
  }

  #hold(document: Document): void {
    const before = this.document.value;
    batch(() => {
      this.document.value = document;
      this.revision.value += 1;
      const same = before.sources === document.sources && before.scale === document.scale;
      if (!this.#numbers && !same) this.measured.value = sourceNumbers(document);
    });
  }
}
