/** What a view knows of the links of its map: which there are, which one is looked at, and where the reader came from. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { allLinks, isOfStages, linkCounts } from "../../document/links/links";
import type { Anchor, Document, Link } from "../../document/schema";

/** Of which cards the links are drawn: the card looked at, all, or none. */
export type LinksShown = "focus" | "all" | "none";

/** A link that is being made: where it starts, and the end it would have now. */
export interface LinkDraft {
  readonly start: Anchor;
  readonly end: Anchor | null;
}

/** How many cards hang together with the focused one, and where that is said, in px of the grid. */
export interface PathNote {
  readonly cards: number;
  readonly x: number;
  readonly y: number;
}

export class LinkState {
  readonly all: ReadonlySignal<readonly Link[]>;
  /** Those that the path lane draws. */
  readonly ofStages: ReadonlySignal<readonly Link[]>;
  /** How many links each card has; the same map while that stays. */
  readonly counts: ReadonlySignal<ReadonlyMap<string, number>>;
  /** The link that is emphasised, by its id. */
  readonly chosen: Signal<string | null> = signal(null);
  readonly shown: Signal<LinksShown> = signal("focus");
  readonly draft: Signal<LinkDraft | null> = signal(null);
  readonly note: Signal<PathNote | null> = signal(null);
  /** The things from which links were followed, the last one last. */
  readonly trail: Anchor[] = [];

  constructor(document: ReadonlySignal<Document>) {
    const links = computed(() => allLinks(document.value));
    let last: readonly Link[] = [];
    // An edit elsewhere makes the same list again.
    this.all = computed(() => {
      const now = links.value;
      const isSame = now.length === last.length && now.every((link, at) => link === last[at]);
      last = isSame ? last : now;
      return last;
    });
    this.ofStages = computed(() => this.all.value.filter(isOfStages));
    let before: ReadonlyMap<string, number> = new Map();
    this.counts = computed(() => {
      const now = linkCounts(document.value, this.all.value);
      const isSame = now.size === before.size && [...now].every(([id, count]) => before.get(id) === count);
      before = isSame ? before : now;
      return before;
    });
  }
}
