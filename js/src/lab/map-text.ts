/**
 * A map and the text it is saved as, kept in step: an edit of the map rewrites the text, and a change of the text
 * (reverted, reloaded, typed in a text editor beside) is a new map, or a problem while it is none. The text is never
 * touched but by an edit of the map it says.
 */
import { batch, effect, type Signal, signal } from "@preact/signals";
import { type FileProblem, fileText, problemOf, readText } from "../document/file";
import type { Document } from "../document/schema";
import { LocalStore } from "../store/local";
import { fileStatus, type OpenMap } from "./open-map";

/** The text of an open document, which others may change too. */
export interface SharedText {
  getSource(): string;
  updateSource(start: number, end: number, value: string): void;
}

export class MapText implements OpenMap {
  /** The map, once the text has been valid. */
  readonly store: Signal<LocalStore | null> = signal(null);
  /** Why the text is no map now. */
  readonly problem: Signal<FileProblem | null> = signal(null);

  readonly followsFile = false;
  readonly begin = (document: Document): void => this.write(document);

  /** The document of the text; an edit gives the store another one. */
  #last: Document | null = null;
  #text: string | null = null;
  readonly #stop: () => void;

  constructor(
    readonly shared: SharedText,
    readonly onEdit: () => void = () => {},
    /** Names the map among those of the page. */
    readonly path?: string,
  ) {
    this.#stop = effect(() => {
      const document = this.store.value?.document.value;
      if (document && document !== this.#last) this.write(document);
    });
  }

  /** The text may have changed. */
  read(): void {
    const text = this.shared.getSource();
    if (text === this.#text) return;
    this.#text = text;
    batch(() => {
      try {
        this.#hold(readText(text));
        this.problem.value = null;
      } catch (error) {
        this.problem.value = problemOf(error);
      }
    });
  }

  /** Put a map in place of the text. Only what differs is replaced, which spares the cursors of others. */
  write(document: Document): void {
    const [before, after] = [this.shared.getSource(), fileText(document)];
    let [start, end] = [0, 0];
    const shortest = Math.min(before.length, after.length);
    while (start < shortest && before[start] === after[start]) start++;
    while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
    this.#last = document;
    this.#text = after;
    this.shared.updateSource(start, before.length - end, after.slice(start, after.length - end));
    if (this.problem.peek()) {
      this.#text = null;
      this.read();
    }
    this.onEdit();
  }

  get text(): string {
    return this.shared.getSource();
  }

  tell(isWritable: boolean, isDirty: boolean): void {
    const store = this.store.peek();
    if (!store) return;
    store.editable.value = isWritable;
    store.status.value = fileStatus(isWritable, !isDirty);
  }

  dispose(): void {
    this.#stop();
  }

  #hold(document: Document): void {
    const store = this.store.peek();
    if (store) store.load(document);
    else this.store.value = new LocalStore(document, { session: this.path });
    this.#last = this.store.peek()!.document.peek();
  }
}
