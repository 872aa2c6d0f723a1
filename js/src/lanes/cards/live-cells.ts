/**
 * Which cells of a lane something goes on in, and what: the focus, the pointer, an editor, a selection, a conflict. All
 * others rest: what they show follows from their cards alone. Large maps have thousands of cells and a handful of live
 * ones, so a lane watches the view for all of its cells at once, and no cell does for itself.
 */
import type { Card, Lane, Stage } from "../../document/schema";
import type { Editing, Offer, ViewState } from "../../interaction/state";
import { draftsAt, mayWrite } from "../../interaction/writing/editing";
import type { Conflict } from "../../store/store";

export interface LiveCell {
  editing: Editing | null;
  conflicts: readonly Conflict[];
  /** Cards by id: the selected ones, those a drag is taking away, and those that show their tools. */
  readonly selected: Set<string>;
  readonly going: Set<string>;
  readonly tooled: Set<string>;
  drafts: readonly string[];
  offer: Offer | null;
  offersAdd: boolean;
  /** Whether the cell's hidden field waits for a first character. */
  holdsFocus: boolean;
}

/** By stage. */
export type LiveCells = ReadonlyMap<string, LiveCell>;

export interface DrawnCell {
  readonly stage: Stage;
  readonly at: number;
  readonly span: number;
  /** Those that the filter shows, and how many others there are. */
  readonly cards: readonly Card[];
  readonly hidden: number;
  /** How many links each of the cards has, with commas; nothing where no card of the map has any. */
  readonly links: string;
}

const NONE: LiveCells = new Map();

/** Whether a conflict is about a card of the lane. */
export const showsCardConflict = (lane: Lane, conflict: Conflict): boolean => conflict.lane === lane.id;

/** The live cells among those that are drawn. Always the same value where there are none, as in most lanes. */
export function liveCells(view: ViewState, lane: Lane, drawn: readonly DrawnCell[]): LiveCells {
  const live = new Map<string, LiveCell>();
  const at = (stage: string): LiveCell => {
    const cell = live.get(stage) ?? restingCell();
    live.set(stage, cell);
    return cell;
  };
  const editable = view.store.editable.value;
  const focus = view.focus.value;
  const editing = view.editing.value;
  const offer = view.offer.value;
  const focused = focus.lane === lane.id ? focus.stage : null;
  const pointed = view.pointed.value?.lane === lane.id ? view.pointed.value.stage : null;
  // The bar of a selected block lies where tools would.
  const offersTools =
    editable && (focused ?? pointed) !== null && !view.isDragging.value && !view.range.value;
  for (const stage of [focused, pointed]) if (stage !== null && offersTools) at(stage).offersAdd = true;
  const pointedCard = offersTools && pointed !== null ? view.pointedCard.value : null;
  if (pointedCard !== null) at(pointed!).tooled.add(pointedCard);
  // Those of the focused card would lie on the card above it that the pointer is on.
  const isBusy = pointedCard !== null && pointed === focused;
  if (focused !== null && offersTools && !isBusy && view.cards.value.size === 1)
    for (const id of view.cards.value) at(focused).tooled.add(id);
  if (focused !== null && mayWrite(view)) at(focused).holdsFocus = true;
  if (editing?.lane === lane.id && editing.stage !== null && editing.field === "text")
    at(editing.stage).editing = editing;
  if (offer?.lane === lane.id && offer.stage !== null) at(offer.stage).offer = offer;
  for (const conflict of view.store.conflicts.value)
    if (showsCardConflict(lane, conflict) && conflict.stage) {
      const cell = at(conflict.stage);
      cell.conflicts = [...cell.conflicts, conflict];
    }
  if (view.drafts.value.size)
    for (const { stage } of drawn) {
      const drafts = draftsAt(view, { lane: lane.id, stage: stage.id });
      if (drafts.length) at(stage.id).drafts = drafts;
    }
  const selected = view.cards.value.size > 1 || view.panel.value ? view.cards.value : null;
  const going = view.going.value;
  if (selected?.size || going.size)
    for (const { stage, cards } of drawn)
      for (const { id } of cards) {
        if (selected?.has(id)) at(stage.id).selected.add(id);
        if (going.has(id)) at(stage.id).going.add(id);
      }
  return live.size ? live : NONE;
}

const restingCell = (): LiveCell => ({
  editing: null,
  conflicts: [],
  selected: new Set(),
  going: new Set(),
  tooled: new Set(),
  drafts: [],
  offer: null,
  offersAdd: false,
  holdsFocus: false,
});
