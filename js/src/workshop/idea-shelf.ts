/**
 * Ideas that nobody else has, stored in the browser, so that a page that is loaded again still has them. Each lies under
 * a key of its own: of two pages of one reader neither overwrites what the other has. Storage may be blocked or full:
 * then they live as long as the page.
 */
import type { Shelf } from "../protocol/unsaved";
import type { Idea } from "./ideas";

const PREFIX = "cjm:idea";

export class IdeaShelf {
  readonly #stored = new Map<string, string>();

  constructor(
    readonly shelf: Shelf | null,
    /** The path of the file: copies of it are other maps. */
    readonly path: string,
  ) {}

  /** What this reader's earlier pages have left. */
  read(): Idea[] {
    const start = this.#keyOf("");
    const keys = Array.from({ length: this.shelf?.length ?? 0 }, (_, at) => this.shelf!.key(at) ?? "");
    return keys
      .filter((key) => key.startsWith(start))
      .flatMap((key) => {
        const text = this.shelf!.getItem(key) ?? "";
        const idea = readIdea(text);
        if (!idea) return [];
        this.#stored.set(idea.card.id, text);
        return [idea];
      });
  }

  /** Store these, and forget others that were stored here. */
  keep(ideas: readonly Idea[]): void {
    const next = new Map(ideas.map((idea) => [idea.card.id, JSON.stringify(idea)]));
    for (const id of this.#stored.keys()) if (!next.has(id)) this.#remove(id);
    for (const [id, text] of next) {
      if (this.#stored.get(id) === text) continue;
      try {
        this.shelf?.setItem(this.#keyOf(id), text);
        if (this.shelf) this.#stored.set(id, text);
      } catch {
        // full or blocked: the idea is still on this page
      }
    }
  }

  /** Take ideas out, to be added to the map: without those that another page of this reader has taken out already. */
  take(ideas: readonly Idea[]): Idea[] {
    const isHere = ({ card: { id } }: Idea) =>
      !this.#stored.has(id) || this.shelf?.getItem(this.#keyOf(id)) != null;
    const result = ideas.filter(isHere);
    for (const { card } of ideas) this.#remove(card.id);
    return result;
  }

  #remove(id: string): void {
    this.shelf?.removeItem(this.#keyOf(id));
    this.#stored.delete(id);
  }

  #keyOf(id: string): string {
    return `${PREFIX}:${encodeURIComponent(this.path)}:${id}`;
  }
}

/** Another version of this program may have stored another form; ignore it. */
function readIdea(text: string): Idea | null {
  try {
    const { lane, stage, before, card } = JSON.parse(text) as Idea;
    const isIdea = typeof lane === "string" && typeof stage === "string" && typeof card?.id === "string";
    return isIdea ? { lane, stage, before: before ?? null, card } : null;
  } catch {
    return null;
  }
}
