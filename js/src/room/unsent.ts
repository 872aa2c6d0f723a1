/**
 * Entries of this page that the server has not sealed yet, stored in the browser: a page without a connection that is
 * reloaded or closed loses none. The next page of the file sends them as they are, under the name and numbers they
 * had: where some have arrived after all, all who fold the journal count each once. Storage may be blocked or full:
 * then they live as long as the page.
 */
import type { Shelf } from "../protocol/unsaved";
import { type Clock, type Fold, type JournalEntry, keyOf } from "./journal";

const PREFIX = "cjm:unsent";
/** ms after which an edit of a page that is gone is not sent any more: nobody expects it then. */
const ABANDONED = 14 * 86_400_000;

type Author = Pick<JournalEntry, "client" | "seq">;

export class Unsent {
  /** What is stored of this page, and of earlier ones that it has sent again. */
  readonly #stored = new Map<string, Author>();

  constructor(
    readonly shelf: Shelf | null,
    /** The path of the file: copies of it are other maps. */
    readonly place: string,
  ) {}

  /** Store an entry until it is settled. */
  keep(text: string): void {
    const author = JSON.parse(text) as JournalEntry;
    try {
      this.shelf?.setItem(this.#keyOf(author), text);
      this.#stored.set(keyOf(author), author);
    } catch {
      // full or blocked: the entry is still in the journal of this page
    }
  }

  /** Forget what is certain now: sealed, or in the base. */
  settle({ steps, certain, upto }: Pick<Fold, "steps" | "certain" | "upto">): void {
    if (!this.#stored.size) return;
    const sealed = new Set(steps.slice(0, certain).map(({ entry }) => keyOf(entry)));
    for (const [key, author] of this.#stored)
      if (sealed.has(key) || isIn(upto, author)) {
        this.#stored.delete(key);
        this.shelf?.removeItem(this.#keyOf(author));
      }
  }

  /** What earlier pages left, each one's in their order. From now on it is settled as this page's own. */
  takeOver(now = Date.now()): string[] {
    const left: [JournalEntry, string][] = [];
    for (const key of this.#keys()) {
      const text = this.shelf!.getItem(key);
      const entry = text === null ? null : readEntry(text);
      if (!entry || now - Date.parse(entry.time ?? "") > ABANDONED) this.shelf!.removeItem(key);
      else if (!this.#stored.has(keyOf(entry))) left.push([entry, text!]);
    }
    left.sort(([one], [other]) => one.seq - other.seq);
    for (const [entry] of left) this.#stored.set(keyOf(entry), entry);
    return left.map(([, text]) => text);
  }

  #keys(): string[] {
    const start = `${PREFIX}:${encodeURIComponent(this.place)}:`;
    const every = Array.from({ length: this.shelf?.length ?? 0 }, (_, at) => this.shelf!.key(at));
    return every.filter((key) => key?.startsWith(start)) as string[];
  }

  #keyOf(author: Author): string {
    return `${PREFIX}:${encodeURIComponent(this.place)}:${keyOf(author)}`;
  }
}

const isIn = (clock: Clock, { client, seq }: Author): boolean => seq <= (clock[client] ?? 0);

/** Another version of this program may have stored another form; ignore it. */
function readEntry(text: string): JournalEntry | null {
  try {
    const entry = JSON.parse(text) as Partial<JournalEntry> | null;
    return entry && typeof entry.client === "string" && typeof entry.seq === "number" && entry.operations
      ? (entry as JournalEntry)
      : null;
  } catch {
    return null;
  }
}
