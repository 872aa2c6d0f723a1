/**
 * Edits no kernel has confirmed: those of this page, stored in the browser so that closing a tab does not lose them,
 * and those earlier pages left. Storage may be blocked or full: then they live as long as the page, and `write` says so.
 */
import { signal } from "@preact/signals";
import type { Operation } from "../document/schema";
import type { Leftover } from "../store/store";
import type { PendingEdit, Replica } from "./replica";
import { inWords } from "./wording";

/** Edits of a page without a sign of life for this long count as left behind. */
const ABANDONED = 90_000;

export class Unsaved {
  readonly leftovers = signal<readonly Leftover[]>([]);
  #shelved = 0;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly replica: Replica,
    readonly shelf: Shelf | null,
    /** Where the map is shown: the notebook's path. Copies of a file are the same map in several places. */
    readonly place: () => string,
  ) {}

  /** Keep them until they are forgotten, as edits of a page that is alive now. */
  keep(edits: readonly PendingEdit[]): void {
    for (const edit of edits) {
      const { seq, history, operations, label } = edit;
      const words = editWords(edit);
      const record = {
        epoch: this.replica.epoch,
        place: this.place(),
        at: Date.now(),
        label,
        operations,
        words,
      };
      edit.onShelf = !history && this.#storage.write(seq, record);
    }
  }

  /** Store what could not be made an edit any more; the next view of the map offers it at once. */
  shelve({ label, operations, words }: Pick<StoredEdit, "label" | "operations" | "words">): void {
    const { confirmed, client } = this.replica;
    this.#shelved += 1;
    const shelf = unsavedEdits(this.shelf, confirmed.id, `${client}-${this.#shelved}`);
    shelf.write(1, { epoch: "", place: this.place(), at: Date.now(), label, operations, words });
  }

  forget(edit: PendingEdit): void {
    if (edit.onShelf) this.#storage.remove(edit.seq);
  }

  /** Show the edits of this map that closed pages left behind. */
  offer(): void {
    const every = [...this.#storage.others()];
    const abandoned = every.filter(([, edits]) => edits.every((edit) => this.#isAbandoned(edit)));
    this.leftovers.value = abandoned.map(([id, edits]) => ({
      id,
      count: edits.length,
      elsewhere: edits.find((edit) => !this.#isHere(edit))?.place ?? "",
      at: Math.max(...edits.map(({ at }) => at)),
      words: edits.map(({ words }) => words).join("\n"),
    }));
    clearTimeout(this.#again);
    if (abandoned.length < every.length) this.#again = setTimeout(() => this.offer(), ABANDONED);
  }

  editsOf(id: string): readonly StoredEdit[] {
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
    return this.replica.pending.map(editWords).join("\n");
  }

  get #storage() {
    return unsavedEdits(this.shelf, this.replica.confirmed.id, this.replica.client);
  }

  /** A page in another place has another kernel, and may be alive. */
  readonly #isAbandoned = (edit: StoredEdit): boolean =>
    (this.#isHere(edit) && edit.epoch !== this.replica.epoch) || Math.abs(Date.now() - edit.at) > ABANDONED; // the clock may have been set back

  readonly #isHere = ({ place }: StoredEdit): boolean => place === undefined || place === this.place();
}

export const editWords = ({ operations, before, after, history }: PendingEdit): string =>
  history ? `(${history})` : inWords(operations, before, after);

/** The part of the browser's storage that is used; a page may have none. */
export interface Shelf {
  readonly length: number;
  key(at: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface StoredEdit {
  epoch: string;
  /** Where its author had the map; earlier versions did not note it. */
  place?: string;
  /** When its author was last known to be alive, in ms. */
  at: number;
  label: string;
  operations: readonly Operation[];
  /** The edit in words, one line a place. */
  words: string;
}

export type UnsavedEdits = ReturnType<typeof unsavedEdits>;

const PREFIX = "cjm:unsaved";

/** The shelf of one client's edits of one document. */
export function unsavedEdits(shelf: Shelf | null, document: string, client: string) {
  const keyOf = (owner: string, seq: number | string) =>
    [PREFIX, encodeURIComponent(document), owner, seq].join(":");
  return {
    /** Whether the edit is safe should the page close. */
    write(seq: number, edit: StoredEdit): boolean {
      try {
        shelf?.setItem(keyOf(client, seq), JSON.stringify(edit));
        return shelf !== null;
      } catch {
        return false; // full or blocked: the edit is still pending in memory, and closing the page warns
      }
    },
    remove(seq: number): void {
      shelf?.removeItem(keyOf(client, seq));
    },
    /** What others left of this document, by client, in the order it was made. */
    others(): Map<string, StoredEdit[]> {
      const byOwner = new Map<string, [number, StoredEdit][]>();
      const start = keyOf("", "").slice(0, -1);
      for (const key of keys(shelf)) {
        const [owner, seq] = key.startsWith(start) ? key.slice(start.length).split(":") : [];
        const edit = owner && owner !== client && seq ? read(shelf!, key) : null;
        if (edit) byOwner.set(owner!, [...(byOwner.get(owner!) ?? []), [Number(seq), edit]]);
      }
      return new Map(
        [...byOwner].map(([owner, edits]) => [
          owner,
          edits.sort(([a], [b]) => a - b).map(([, edit]) => edit),
        ]),
      );
    },
    discard(owner: string): void {
      for (const key of keys(shelf)) if (key.startsWith(keyOf(owner, ""))) shelf?.removeItem(key);
    },
  };
}

function keys(shelf: Shelf | null): string[] {
  return Array.from({ length: shelf?.length ?? 0 }, (_, at) => shelf!.key(at)).filter((key) => key !== null);
}

/** Another version of this program may have stored another form; ignore it. */
function read(shelf: Shelf, key: string): StoredEdit | null {
  try {
    const edit = JSON.parse(shelf.getItem(key) ?? "null") as Partial<StoredEdit> | null;
    return edit && Array.isArray(edit.operations) && typeof edit.words === "string"
      ? (edit as StoredEdit)
      : null;
  } catch {
    return null;
  }
}
