/**
 * Edits no kernel has confirmed, kept in browser storage so that closing a tab does not lose them. Storage may
 * be blocked or full: then they live as long as the page, and `write` says so.
 */
import type { Operation } from "./schema";

/** What of the browser's storage is used; a page may have none. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export interface StoredEdit {
  epoch: string;
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
      const found = new Map<string, [number, StoredEdit][]>();
      const start = keyOf("", "").slice(0, -1);
      for (const key of keys(shelf)) {
        const [owner, seq] = key.startsWith(start) ? key.slice(start.length).split(":") : [];
        const edit = owner && owner !== client && seq ? read(shelf!, key) : null;
        if (edit) found.set(owner!, [...(found.get(owner!) ?? []), [Number(seq), edit]]);
      }
      return new Map(
        [...found].map(([owner, edits]) => [owner, edits.sort(([a], [b]) => a - b).map(([, edit]) => edit)]),
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

/** Another version of this program may have written it otherwise: then it is not for us. */
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
