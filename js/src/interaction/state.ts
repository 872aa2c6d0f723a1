/** What a view knows that the document does not: where the focus is, what is being edited, what is open. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FilterKind } from "../document/cards/filter";
import { findAll, isFindOnly, type Match, type Search, type SearchArea } from "../document/cards/matches";
import { laneContent } from "../document/lane-kinds";
import type { Anchor, Document, Lane, Stage } from "../document/schema";
import type { EntriesByKind } from "../document/tables/block";
import type { TableEdits } from "../document/tables/named-table";
import type { PasteChoice, PastePlan } from "../document/tables/paste-plan";
import type { DropLine } from "../scene/drop";
import { type ColumnRange, columnsAround } from "../scene/layout";
import type { States } from "../scene/picture";
import type { Store } from "../store/store";
import type { ChunkSource } from "./chunk-source";
import { LinkState } from "./links/link-state";
import { runnerAround } from "./reader/read-only";
import { ReaderView } from "./reader/reader-view";

/** A cell; without a stage the lane's header, without a lane the stage's. */
export interface Place {
  readonly lane: string | null;
  readonly stage: string | null;
}

export type TargetKind = "card" | "cards" | "cell" | "range" | "stage" | "lane" | "point" | "persona" | "map";

/** What a command applies to; of several selected cards, the one that was pressed. */
export interface Target extends Place {
  readonly what: TargetKind;
  readonly card: string | null;
  readonly persona: string | null;
}

/**
 * An open editor of a card, a name or a goal; in a cell without `card` it is of a new card. `base` is the document as
 * its author sees it, so that a later change is a conflict.
 */
export interface Editing extends Place {
  readonly card: string | null;
  readonly field: "text" | "name" | "goal";
  readonly base: Document;
  /** What stands in the field at first, and the text that is there already. */
  readonly text: string;
  readonly was: string;
  /** Whether the cell's hidden field was typed into, and is the editor now. */
  readonly typed: boolean;
  /** Whether it names a stage that was just added. */
  readonly names: boolean;
  /** The card that a new one comes before; null for the end of the cell. */
  readonly before: string | null;
}

/** What is being typed or moved and is no edit yet. */
export interface Unfinished {
  /** Make it an edit, where that can be; saving the map's page does. */
  finish(): void;
  /** Whether leaving the page would lose anything. */
  isChanged(): boolean;
}

/** What a cell offers right after something was done there, until the reader goes on. */
export interface Offer extends Place {
  readonly says: string;
  readonly label: string;
  readonly take: () => void;
  /** Whether Ctrl+Z takes it. */
  readonly byUndo?: boolean;
}

/** The two ends of a selected block of cells; `to` is the one that moves. */
export interface CellRange {
  readonly from: Place;
  readonly to: Place;
}

/** Where the fill handle copies to until it is let go: the lanes and stages, by id. */
export interface FillTarget {
  readonly lanes: readonly string[];
  readonly stages: readonly string[];
}

/** A sentence about an edit that was made, with what more it has to say and one press that answers it. */
export interface Report {
  readonly text: string;
  readonly lines?: readonly string[];
  readonly label?: string;
  readonly take?: () => void;
}

/** What the open bar looks for, where, and what may take its place; `at` counts the matches that can be shown. */
export interface FindState extends Search {
  readonly replacement: string;
  readonly replaces: boolean;
  readonly area: SearchArea;
  readonly at: number;
}

/** A paste that waits for the reader's word. */
export interface PasteQuestion {
  readonly plan: PastePlan;
  readonly choice: PasteChoice;
  /** All of it as one text. */
  readonly text: string;
  readonly isTable: boolean;
}

/** An open popover; it stands beside `anchor`, or beside the focused place. */
export type Open = { anchor: Element | null } & (
  | { what: "keys" }
  /** Where the pointer asked for it, in px of the window; without that beside its anchor. */
  | { what: "menu"; target: Target; at: { readonly x: number; readonly y: number } | null }
  | { what: "palette" }
  | { what: "paste" }
  /** A table that adds stages or lanes, before it is pasted. */
  | { what: "table"; edits: TableEdits }
  | { what: "view" }
  | { what: "filter"; kind: FilterKind }
  | { what: "coverage" }
  /** Two versions of the map: the ids of snapshots, or what `scene/comparison/versions` calls the others; null for the usual. One that is the first thing shown takes no focus. */
  | { what: "compare"; was: string | null; now: string | null; isFirst?: true }
  /** A lane, in front of which. */
  | { what: "add"; before: string | null }
  | { what: "remove"; kind: "stage" | "lane"; id: string; entries: number; scores: number }
  | { what: "link to"; start: Anchor }
  /** What a card or stage leads to, or one of its links to edit. */
  | { what: "links"; of: Anchor; link: string | null }
  /** A way that cases went from one stage to another, or that is drawn. */
  | { what: "way"; start: string; end: string }
  /** Where the stage, the lane or, without an id, the selected cards shall go. */
  | { what: "move"; kind: "stage" | "lane" | "cards"; id: string | null }
);

/** The open panel: what it shows, and the persona it is about where one was chosen. */
export interface OpenPanel {
  readonly tab: "details" | "comments" | "findings" | "history" | "opportunities";
  readonly persona: string | null;
  /** Whether a name is asked for, of a new snapshot. */
  readonly names?: boolean;
}

export type Part = "map" | "grid" | "curve";

const NOWHERE: Place = { lane: null, stage: null };
const NO_CARDS: ReadonlySet<string> = new Set();
/** Above so many cells only those in sight are drawn. */
const MANY = 1000;

export class ViewState {
  readonly linking: LinkState;
  readonly stages: ReadonlySignal<readonly Stage[]>;
  /** The lanes on screen; those the reader has hidden; and both. */
  readonly lanes: ReadonlySignal<readonly Lane[]>;
  readonly hiddenLanes: ReadonlySignal<readonly Lane[]>;
  readonly allLanes: ReadonlySignal<readonly Lane[]>;
  readonly reader: ReaderView;
  readonly columns: Signal<readonly ColumnBox[]> = signal([]);
  /** What the scroll view shows, in px from the first stage's edge; null until it has a size. */
  readonly sight: Signal<{ from: number; to: number } | null> = signal(null);
  readonly window: ReadonlySignal<ColumnRange>;
  /** Whether the map is higher than it is shown, and the edges beyond which it goes on: `start`, `end`, `top`, `bottom`. */
  readonly tall: Signal<boolean> = signal(false);
  readonly beyond: Signal<string> = signal("");
  readonly many: ReadonlySignal<boolean>;
  /** Whether the page is being printed, so that all is drawn. */
  readonly printing: Signal<boolean> = signal(false);

  readonly focus: Signal<Place> = signal(NOWHERE);
  /** The selected block, where it is more than the focused cell; the focus stays where it began. */
  readonly range: Signal<CellRange | null> = signal(null);
  /** The stage whose header ends the selected ones, where they are more than the focused one. */
  readonly headersTo: Signal<string | null> = signal(null);
  readonly fill: Signal<FillTarget | null> = signal(null);
  readonly pasting: Signal<PasteQuestion | null> = signal(null);
  readonly editing: Signal<Editing | null> = signal(null);
  /** The cell under the pointer, and the card of it. */
  readonly pointed: Signal<Place | null> = signal(null);
  readonly pointedCard: Signal<string | null> = signal(null);
  /** The ids of the selected cards: what Delete, the clipboard and moves act on. */
  readonly cards: Signal<ReadonlySet<string>> = signal(NO_CARDS);
  /** Texts of new cards that were left with Escape, by `cellKey`. They are the reader's, never the document's. */
  readonly drafts: Signal<ReadonlyMap<string, readonly string[]>> = signal(new Map());
  readonly offer: Signal<Offer | null> = signal(null);
  readonly open: Signal<Open | null> = signal(null);
  readonly find: Signal<FindState | null> = signal(null);
  readonly matches: ReadonlySignal<readonly Match[]> = computed(() => {
    const state = this.find.value;
    const matches = state ? findAll(this.store.document.value, state, state.area) : [];
    return state?.replaces ? matches.filter((match) => !isFindOnly(match)) : matches;
  });
  /** The matches that the reader can be shown; others are in hidden lanes, or in cards that the filter hides. */
  readonly shownMatches: ReadonlySignal<readonly Match[]> = computed(() => {
    const lanes = new Set(this.lanes.value.map(({ id }) => id));
    const cards = this.reader.shown.value;
    const isSeen = ({ what, id }: Match) => what !== "card" || !cards?.known.has(id!) || cards.cards.has(id!);
    return this.matches.value.filter(
      (match) => (match.lane === null || lanes.has(match.lane)) && isSeen(match),
    );
  });
  /** What was looked for when the bar was closed. */
  lastFind: FindState | null = null;
  readonly panel: Signal<OpenPanel | null> = signal(null);
  /** Whether a workshop is asked for. */
  readonly workshop: Signal<boolean> = signal(false);
  /** The stage that is presented. */
  readonly presenting: Signal<string | null> = signal(null);
  readonly dragging: Signal<Dragging | null> = signal(null);
  readonly isDragging = computed(() => this.dragging.value !== null);
  /** The cards that leave their places with the drag under way. */
  readonly going: ReadonlySignal<ReadonlySet<string>> = computed(() => {
    const { kind, copies } = this.dragging.value ?? {};
    return kind === "cards" && !copies ? this.cards.value : NO_CARDS;
  });
  /** The press that drags when the pointer moves on, which then neither scrolls nor selects cells. */
  grasp: PointerEvent | null = null;
  /** What a drag under way would do, or what the last move did, as one sentence in the map's foot. */
  readonly outcome: Signal<string | null> = signal(null);
  readonly persona: Signal<string | null> = signal(null);
  readonly hidden: Signal<ReadonlySet<string>> = signal(new Set());
  /** The personas whose curves are not drawn: hidden, or left out by the filter. */
  readonly hiddenCurves: ReadonlySignal<ReadonlySet<string>>;
  /** Whether the header's personas are unfolded into cards. */
  readonly unfolded: Signal<boolean> = signal(false);
  /** Which states of the active persona are drawn; what there is, until the reader chooses. */
  readonly states: Signal<States | null> = signal(null);
  /** Whether the paste on its way is Ctrl+Shift+V, which makes one card of all lines. */
  pastesOne = false;
  /** Set while a focus move waits for its cell to be drawn. */
  wantsFocus = false;
  /** A card to focus as soon as it is drawn in its new place. */
  wantedCard: { place: Place; card: string } | null = null;
  /** What is being typed or moved and is no edit yet. */
  readonly unfinished = new Set<Unfinished>();
  /** Whether the last press was a finger's, for which no keyboard comes up before there is something to write. */
  byTouch = false;
  /** Whether the pointer is down, anywhere on the page: nothing may move under it. */
  isPressed = false;
  /** The name of a lane that was typed and left with Escape, for the next time one is added. */
  typedName = "";
  root: HTMLElement | null = null;
  grid: HTMLElement | null = null;

  constructor(
    readonly store: Store,
    readonly part: Part,
    readonly kinds: EntriesByKind,
    readonly chunks: ChunkSource,
  ) {
    this.reader = new ReaderView(store.document, part);
    this.linking = new LinkState(store.document);
    this.stages = computed(() => store.document.value.stages ?? []);
    const isInPart = (lane: Lane) =>
      part === "map" || (laneContent(lane) === "emotions") === (part === "curve");
    this.allLanes = computed(() => (store.document.value.lanes ?? []).filter(isInPart));
    const isHidden = ({ id }: Lane) => this.reader.hidden.value.has(id);
    this.lanes = computed(() => this.allLanes.value.filter((lane) => !isHidden(lane)));
    this.hiddenLanes = computed(() => this.allLanes.value.filter(isHidden));
    this.hiddenCurves = computed(() => new Set([...this.hidden.value, ...this.reader.personasLeftOut()]));
    this.many = computed(
      () => !this.printing.value && this.stages.value.length * this.lanes.value.length > MANY,
    );
    this.window = computed(() => this.#window(), { name: "window" });
  }

  #last: ColumnRange = { from: 0, to: 0 };
  #window(): ColumnRange {
    const count = this.stages.value.length;
    const columns = this.columns.value;
    const sight = this.sight.value;
    let next: ColumnRange = { from: 0, to: count };
    if (this.many.value) {
      next = columnsAround(sight ?? { from: 0, to: 1200 }, columns[0]?.width || 176, count, this.#last);
    }
    if (next.from !== this.#last.from || next.to !== this.#last.to) this.#last = next;
    return this.#last;
  }

  /** The row of a lane, or of the stage headers. */
  row(lane: string | null): HTMLElement | null {
    const rows = [...(this.grid?.children ?? [])] as HTMLElement[];
    return (
      rows.find((row) => (lane === null ? row.matches(".cjm-stages") : row.dataset.lane === lane)) ?? null
    );
  }

  /** The element of a place, where it is drawn. */
  element({ lane, stage }: Place): HTMLElement | null {
    const cells = [...(this.row(lane)?.children ?? [])] as HTMLElement[];
    return (
      cells.find((cell) => (stage === null ? cell.matches(".cjm-lh") : cell.dataset.stage === stage)) ?? null
    );
  }

  /** The element of a card of a place. */
  cardElement(place: Place, card: string): HTMLElement | null {
    const cards = this.element(place)?.querySelectorAll<HTMLElement>("[data-card]") ?? [];
    return [...cards].find((element) => element.dataset.card === card) ?? null;
  }

  /** The focused element, also inside a shadow root; a cell or card that has the focus by its hidden field is meant. */
  active(): Element | null {
    return ownerOf(this.holder());
  }

  /** The element that has the focus itself. */
  holder(): Element | null {
    return (this.root?.getRootNode() as Tree | undefined)?.activeElement ?? null;
  }

  /** Whether the reader's focus is in this view. */
  hasFocus(): boolean {
    return this.root?.contains(this.active()) ?? false;
  }

  /** Whether cards can be selected; where nothing can be edited, to comment on them. */
  get isSelectable(): boolean {
    return this.store.editable.value || !!this.store.commentable?.value;
  }

  /** Whether the map cannot be edited here, and will not be: then it offers no edits, and refuses none. */
  get isForReading(): boolean {
    const { commentable, status } = this.store;
    return !!commentable || (status.value.kind === "still" && !this.runCell);
  }

  /** Runs the notebook's cell around the map; null where there is none that can be run. */
  get runCell(): (() => void) | null {
    return runnerAround(this.root);
  }

  /** Why the last edit was refused, where no editor shows it. */
  readonly refusal: Signal<string | null> = signal(null);
  /** What there is to say of the last edit: what it left out, what it took along. */
  readonly report: Signal<Report | null> = signal(null);
}

type Tree = globalThis.Document | ShadowRoot;

/** On the hidden field of a focused cell while nothing is typed: the id of the card it stands for, or "" for the cell. */
export const HOLDS = "data-holds";

/** The cell or card that a hidden field has the focus for; any other element is itself. */
export function ownerOf(element: Element | null): Element | null {
  const card = element?.getAttribute(HOLDS);
  const cell = card == null ? null : element!.closest("[data-stage]");
  if (!cell) return element;
  const cards = [...cell.querySelectorAll<HTMLElement>("[data-card]")];
  return cards.find((one) => one.dataset.card === card) ?? cell;
}

export const cellKey = ({ lane, stage }: Place): string => JSON.stringify([lane, stage]);

export const samePlace = (a: Place, b: Place): boolean => a.lane === b.lane && a.stage === b.stage;

/** A stage column in px: `left` from the inline-start edge of the first stage column. */
export interface ColumnBox {
  readonly stage: string;
  readonly left: number;
  readonly width: number;
}

/** Where the pointer is, in px of the window, and whether it would leave a copy. */
export interface PointerSpot {
  readonly x: number;
  readonly y: number;
  readonly copies: boolean;
}

/** What letting go at a spot would do: a sentence, a line in px of the grid, and the edit; neither where it cannot land. */
export interface Aim {
  readonly says: string;
  readonly line: DropLine | null;
  readonly drop: (() => void) | null;
}

/** What is dragged. */
export interface DragSource {
  readonly kind: "stage" | "lane" | "cards" | "span" | "link";
  /** The stage or lane, or the card that was taken hold of. */
  readonly id: string;
  /** What follows the pointer says so. */
  readonly name: string;
  /** The ways it can go. */
  readonly axes: "x" | "y" | "both";
  aim(spot: PointerSpot): Aim;
}

/** A drag under way. */
export type Dragging = DragSource & PointerSpot & Aim;
