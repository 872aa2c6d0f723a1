/** A store without a kernel: its own history, saved by whoever opened the document. */
import { batch, computed, type Signal, signal } from "@preact/signals";
import { checkPart, Refusal } from "../document/check";
import type { Document, Measured, Operation } from "../document/schema";
import { t } from "../words/words";
import { sourceNumbers } from "./sources";
import type { Conflict, Leftover, Notice, Past, Selection, Status, Store } from "./store";
import { History } from "./undo-history";

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
  readonly undoLabel = computed(() => this.#next("undo"));
  readonly redoLabel = computed(() => this.#next("redo"));
  readonly past = signal<Past>({ entries: [], more: false, start: false });
  /** Settable: only who opened the map may know of other files. */
  readonly templates = signal<Readonly<Record<string, Document>>>({});
  /** Nobody else edits here. */
  readonly client = "";

  #history: History;
  readonly #numbers: Measured | undefined;

  constructor(
    document: Document,
    { session = document.id, measured, editable = true, status = { kind: "saved" } }: LocalOptions = {},
  ) {
    const clean = checkPart(document, "Document");
    this.#numbers = measured;
    this.session = signal(session);
    this.#history = new History(clean);
    this.document = signal(clean);
    this.measured = signal(measured ?? sourceNumbers(clean));
    this.editable = signal(editable);
    this.status = signal(status);
  }

  /** Hold another document; the history is dropped, as it belongs to the former one. */
  load(document: Document): void {
    this.#history = new History(checkPart(document, "Document"), this.revision.value + 1);
    this.#show();
  }

  edit(operations: readonly Operation[], label: string): string | null {
    if (!this.editable.value) return t("This map is read-only.");
    if (!operations.length) return null;
    try {
      this.#history.do(operations, label);
      this.#show();
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }

  /** Nothing comes after a map that is only looked at. */
  shelve(_operations: readonly Operation[], _label: string): void {}

  undo(): void {
    this.#travel("undo");
  }

  redo(): void {
    this.#travel("redo");
  }

  recall(most: number): void {
    this.past.value = this.#history.list(most);
  }

  ask(): void {}

  undoTo(revision: number): void {
    if (!this.editable.value) return;
    try {
      if (this.#history.undoTo(revision)) this.#show();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.notify(error.message);
    }
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

  #next(what: "undo" | "redo"): string | null {
    void this.revision.value; // the history changes with it
    return this.#history.next(what)?.label ?? null;
  }

  #travel(what: "undo" | "redo"): void {
    if (this.editable.value && this.#history.travel(what)) this.#show();
  }

  #show(): void {
    const { document, revision } = this.#history;
    const before = this.document.value;
    batch(() => {
      this.document.value = document;
      this.revision.value = revision;
      const same = before.sources === document.sources && before.scale === document.scale;
      if (!this.#numbers && !same) this.measured.value = sourceNumbers(document);
    });
  }
}
