/**
 * What the grid and its lanes agree on. The grid owns columns, focus and keys; a lane draws one row of it.
 *
 * A lane renders the whole row:
 *
 *     <div {...row} class="cjm-row cjm-emotion">
 *       {header(<Axis />)}
 *       {drawn.value.map((at) => <div {...cell(stages[at])} class="cjm-cell">…</div>)}
 *     </div>
 *
 * Keys: the grid listens on an ancestor. A lane that handles a key calls `preventDefault` and
 * `stopPropagation`; what it leaves alone moves the focus. Enter or F2 on a cell focuses the first element in
 * it that carries `data-inner` (tabindex −1; the active persona's first, marked `data-inner="first"`), and
 * Escape inside it goes back to the cell. Focus on anything inside a cell makes that cell the grid's tab stop.
 */
import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import type { Document, Lane, SourceInfo, Stage } from "../document/schema";
import type { LaneEntries } from "../document/tables/block";
import type { ColumnBox, Unfinished, ViewState } from "../interaction/state";
import type { ColumnRange } from "../scene/layout";
import type { States } from "../scene/picture";
import type { Conflict, Store } from "../store/store";

/** All there is to know of a kind of lane on screen; what its cells hold is a fact of document/lane-kinds.ts. */
export interface LaneDescriptor extends LaneEntries {
  /** The whole row; a cell handles the keys that are its own. */
  Row: (props: LaneProps & { view: ViewState }) => JSX.Element;
  /** The content of a cell as plain text, with everyone's scores. */
  words(document: Document, stage: string, lane: Lane): string;
  /** Whether a cell of the lane shows a conflict; one that no lane shows stands above the grid. */
  showsConflict(lane: Lane, conflict: Conflict): boolean;
  /** In the map's foot, what marks on the numbers of such lanes mean. */
  Legend?: (props: { sources: readonly SourceInfo[]; document: Document }) => JSX.Element | null;
}

/** Spread on the row's element. */
export interface RowAttributes {
  role: "row";
  "aria-rowindex": number;
  "data-lane": string;
}

/** Spread on a cell's element; the grid keeps `tabindex` current itself. */
export interface CellAttributes {
  role: "gridcell";
  tabIndex: -1;
  "aria-colindex": number;
  "aria-label": string;
  "data-stage": string;
  style: { gridColumn: string };
  ref: (element: HTMLElement | null) => void;
}

export interface LaneProps {
  store: Store;
  lane: Lane;
  /** Every stage, in order. */
  stages: readonly Stage[];
  /** Every stage's column, in the same order; empty until the grid has a size. */
  columns: ReadonlySignal<readonly ColumnBox[]>;
  /** Positions of the stages whose cells are to be drawn, ascending: those in sight, and the focused one. */
  drawn: ReadonlySignal<readonly number[]>;
  /** The persona whose points are labelled and edited; a lane sets it when the reader presses another's point. */
  persona: Signal<string | null>;
  /** Personas whose curves the reader has hidden. */
  hidden: ReadonlySignal<ReadonlySet<string>>;
  /** Which states of the active persona are drawn; what there is, if null. */
  states: Signal<States | null>;
  /** What saving the page finishes first; see `ViewState`. */
  unfinished: Set<Unfinished>;
  /** On paper, the columns that this row shows; the others have no width. Null on screen, where it has all. */
  paper: ColumnRange | null;
  row: RowAttributes;
  /** The lane's header cell: grip, icon, name and menu, with what the lane adds to it. */
  header: (extra?: ComponentChildren) => JSX.Element;
  /** Attributes of the cell at a stage; `label` is its content as one sentence for a screen reader. */
  cell: (stage: Stage, label: string) => CellAttributes;
}

/** The colour of what was measured in a lane, where its map gives it one. */
export const lineColour = ({ color }: Lane): Record<string, string> =>
  color ? { "--lane-c": `var(--cjm-p${color})` } : {};
