/**
 * Entries of this page that the file does not have yet, stored in the browser: a page without a connection that is
 * reloaded or closed loses none. The next page of the file sends them as they are, under the name and numbers they
 * had: where some have arrived after all, all who fold the journal count each once. Storage may be blocked or full:
 * then they live as long as the page.
 */
import type { Shelf } from "../protocol/unsaved";
import { type Clock, type JournalEntry, keyOf } from "./journal";

const PREFIX = "cjm:unsent";
/** ms after which an edit of a page that is gone is not sent any more: nobody expects it then. */
const ABANDONED = 14 * 86_400_000;

type Author = Pick<JournalEntry, "client" | "seq">;

/** An entry and its text in the journal, with what it does in words, as its author saw it. */
export interface UnsentEdit {
  readonly entry: JournalEntry;
  readonly text: string;
  readonly words: string;
}

export class Unsent {
  /** What is stored of this page, and of earlier ones that it has sent again. */
  readonly #stored = new Map<string, Author>();

  constructor(
    readonly shelf: Shelf | null,
    /** The path of the file: copies of it are other maps. */
    readonly place: string,
  ) {}

  /** Store an entry until it is settled. */
  keep(text: string, words: string): void {
    const author = JSON.parse(text) as JournalEntry;
    try {
      this.shelf?.setItem(this.#keyOf(author), JSON.stringify({ text, words }));
      this.#stored.set(keyOf(author), author);
    } catch {
      // full or blocked: the entry is still in the journal of this page
    }
  }

  /** Forget what the file has. */
  settle(file: Clock): void {
    for (const [key, author] of this.#stored)
      if (author.seq <= (file[author.client] ?? 0)) {
        this.#stored.delete(key);
        this.shelf?.removeItem(this.#keyOf(author));
      }
  }

  /** What earlier pages left, each one's in their order. From now on it is settled as this page's own. */
  takeOver(now = Date.now()): UnsentEdit[] {
    const left: UnsentEdit[] = [];
    for (const key of this.#keys()) {
      const edit = readEdit(this.shelf!.getItem(key));
      if (!edit || now - Date.parse(edit.entry.time ?? "") > ABANDONED) this.shelf!.removeItem(key);
      else if (!this.#stored.has(keyOf(edit.entry))) left.push(edit);
    }
    for (const { entry } of left) this.#stored.set(keyOf(entry), entry);
    return left.sort((one, other) => one.entry.seq - other.entry.seq);
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

/** Another version of this program may have stored another form; ignore it. */
function readEdit(stored: string | null): UnsentEdit | null {
  try {
    const { text, words } = JSON.parse(stored ?? "") as Record<string, unknown>;
    if (typeof text !== "string" || typeof words !== "string") return null;
    const entry = JSON.parse(text) as JournalEntry;
    const isEntry = typeof entry.client === "string" && typeof entry.seq === "number";
    return isEntry && Array.isArray(entry.operations) ? { entry, text, words } : null;
  } catch {
    return null;
  }
}
