/**
 * How a reader looks at a map: which lanes are hidden or folded, how dense and wide it is, which cards a filter shows.
 * It is the reader's, never the document's: the browser's storage has it for each map, so a colleague who opens the
 * same file sees all of it. A filter lasts as long as the view, unless it is saved under a name.
 */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import {
  alsoShown,
  type CardFilter,
  FILTER_KINDS,
  kindsInUse,
  NO_FILTER,
  type Shown,
  shownIn,
  withoutHidden,
  withValue,
} from "../../document/cards/filter";
import { thingsOf } from "../../document/document";
import type { Document } from "../../document/schema";
import { texts } from "../../words/words";

/** `fit` narrows the stages where all of them then fit; the others scroll sooner. */
export const STAGE_WIDTHS = texts({ comfortable: "Readable", wide: "Wide", fit: "Fit all" } as const);
export type StageWidth = keyof typeof STAGE_WIDTHS;
/** A map takes the room its page gives it, or the whole window until Escape. */
export const WIDGET_SIZES = texts({ cell: "Cell", full: "Full" } as const);
export const DENSITIES = texts({ calm: "Calm", dense: "Dense" } as const);
export type Density = keyof typeof DENSITIES;

/** What is saved under a name: the lanes by id, the density, and the filter. */
export interface Look {
  readonly hidden: readonly string[];
  readonly folded: readonly string[];
  readonly density: Density;
  readonly filter: CardFilter;
}

export interface SavedView extends Look {
  readonly name: string;
}

/** What the storage has for a map. */
interface Stored {
  readonly hidden: readonly string[];
  readonly folded: readonly string[];
  readonly density: Density;
  readonly stages: StageWidth;
  readonly saved: readonly SavedView[];
}

const NOTHING_STORED: Stored = { hidden: [], folded: [], density: "calm", stages: "fit", saved: [] };

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

const oneOf = <K extends string>(names: Readonly<Record<K, unknown>>, value: unknown, usual: K): K =>
  typeof value === "string" && Object.hasOwn(names, value) ? (value as K) : usual;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (value && typeof value === "object" ? (value as Fields) : {});

function readLook(value: Fields): Look {
  const chosen = fieldsOf(value.filter);
  const filter = Object.fromEntries(FILTER_KINDS.map((kind) => [kind, textsIn(chosen[kind])]));
  return {
    hidden: textsIn(value.hidden),
    folded: textsIn(value.folded),
    density: oneOf(DENSITIES, value.density, "calm"),
    filter: filter as unknown as CardFilter,
  };
}

/** What a text of the storage says; whatever in it is no choice of a reader is left out. */
export function readStored(text: string | null): Stored {
  let value: Fields;
  try {
    value = fieldsOf(JSON.parse(text ?? "null"));
  } catch {
    return NOTHING_STORED; // another program's text
  }
  const saved = (Array.isArray(value.saved) ? value.saved : []).map(fieldsOf);
  return {
    ...readLook(value),
    stages: oneOf(STAGE_WIDTHS, value.stages, "fit"),
    saved: saved.flatMap((one) =>
      typeof one.name === "string" && one.name ? [{ name: one.name, ...readLook(one) }] : [],
    ),
  };
}

const NO_LANES: ReadonlySet<string> = new Set();

export class ReaderView {
  readonly hidden: Signal<ReadonlySet<string>>;
  readonly folded: Signal<ReadonlySet<string>>;
  readonly density: Signal<Density>;
  readonly stageWidth: Signal<StageWidth>;
  readonly saved: Signal<readonly SavedView[]>;
  readonly size: Signal<keyof typeof WIDGET_SIZES> = signal("cell");
  /** Whether a narrow map shows one stage at a time. */
  readonly isByStage: Signal<boolean> = signal(false);
  readonly filter: Signal<CardFilter> = signal(NO_FILTER);
  readonly isFiltering: ReadonlySignal<boolean>;
  /** Whether the bar of filters stands open though none is chosen. */
  readonly bar: Signal<boolean> = signal(false);
  /** What the filter shows; null without one. */
  readonly shown: ReadonlySignal<Shown | null>;
  /** The document without the cards that the filter hides. */
  readonly seen: ReadonlySignal<Document>;
  readonly #besides: Signal<readonly string[]> = signal([]);
  readonly #key: string;
  #last: Shown | null = null;

  constructor(
    readonly document: ReadonlySignal<Document>,
    part: string,
  ) {
    this.#key = `cjm-view:${part}:${document.peek().id}`;
    const stored = this.#read();
    this.hidden = signal(new Set(stored.hidden));
    this.folded = signal(new Set(stored.folded));
    this.density = signal(stored.density);
    this.stageWidth = signal(stored.stages);
    this.saved = signal(stored.saved);
    this.isFiltering = computed(() => kindsInUse(this.filter.value).length > 0);
    this.shown = computed(() => this.#show());
    this.seen = computed(() => {
      const shown = this.shown.value;
      return shown ? withoutHidden(document.value, shown) : document.value;
    });
  }

  #show(): Shown | null {
    const filter = this.filter.value;
    const besides = this.#besides.value;
    const document = this.document.value;
    if (!this.isFiltering.value) {
      this.#last = null;
      return null;
    }
    const shown = shownIn(document, filter, this.#last);
    this.#last = besides.length ? alsoShown(shown, besides) : shown;
    return this.#last;
  }

  // --- lanes

  /** Hide a lane, or show it again. */
  toggleHidden(lane: string): void {
    this.hidden.value = toggled(this.hidden.peek(), lane);
    this.#remember();
  }

  showAllLanes(): void {
    this.hidden.value = NO_LANES;
    this.#remember();
  }

  /** Fold a lane into one line, or open it again. */
  toggleFolded(lane: string): void {
    this.folded.value = toggled(this.folded.peek(), lane);
    this.#remember();
  }

  /** Open a lane, since something in it is wanted. */
  unfold(lane: string): void {
    if (this.folded.peek().has(lane)) this.toggleFolded(lane);
  }

  // --- looks

  chooseDensity(density: Density): void {
    this.density.value = density;
    this.#remember();
  }

  chooseStageWidth(width: StageWidth): void {
    this.stageWidth.value = width;
    this.#remember();
  }

  /** What is on screen now. */
  look(): Look {
    return {
      hidden: [...this.hidden.value],
      folded: [...this.folded.value],
      density: this.density.value,
      filter: this.filter.value,
    };
  }

  /** Look at the map as a view says; what it names and the map no longer has is left aside. */
  take({ hidden, folded, density, filter }: Look): void {
    this.hidden.value = hidden.length ? new Set(hidden) : NO_LANES;
    this.folded.value = folded.length ? new Set(folded) : NO_LANES;
    this.density.value = density;
    this.setFilter(filter);
    this.#remember();
  }

  /** Save what is on screen under a name, in place of a view of that name. */
  save(name: string): void {
    const view = { name, ...this.look() };
    const all = this.#read().saved;
    const at = all.findIndex((one) => one.name === name);
    this.saved.value = at < 0 ? [...all, view] : all.with(at, view);
    this.#remember();
  }

  forget(name: string): void {
    this.saved.value = this.#read().saved.filter((one) => one.name !== name);
    this.#remember();
  }

  // --- the filter

  /** Show the cards of another filter, and only those. */
  setFilter(filter: CardFilter): void {
    this.#besides.value = [];
    this.filter.value = filter;
  }

  toggleValue(kind: keyof CardFilter, value: string): void {
    this.setFilter(withValue(this.filter.peek(), kind, value));
  }

  /** Show these cards besides, until another filter is chosen. */
  showBesides(cards: readonly string[]): void {
    this.#besides.value = [...this.#besides.peek(), ...cards];
  }

  /** The personas that the filter leaves out, whose curves are hidden with their cards. */
  personasLeftOut(): readonly string[] {
    const { persona } = this.filter.value;
    if (!persona.length) return [];
    return thingsOf(this.document.value, "persona").flatMap(({ id }) => (persona.includes(id) ? [] : [id]));
  }

  // --- the storage

  #read(): Stored {
    try {
      return readStored(globalThis.localStorage?.getItem(this.#key) ?? null);
    } catch {
      return NOTHING_STORED; // the browser's settings block its storage
    }
  }

  #remember(): void {
    const stored: Stored = {
      hidden: [...this.hidden.peek()],
      folded: [...this.folded.peek()],
      density: this.density.peek(),
      stages: this.stageWidth.peek(),
      saved: this.saved.peek(),
    };
    try {
      globalThis.localStorage?.setItem(this.#key, JSON.stringify(stored));
    } catch {
      // Blocked or full: the choices last as long as the view.
    }
  }
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
