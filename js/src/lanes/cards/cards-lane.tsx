/** A lane of cards: one cell a stage. What of it is out of sight in a large map is not drawn. */
import { computed, useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { entryAt } from "../../document/document";
import type { Card, Lane } from "../../document/schema";
import type { Editing, ViewState } from "../../interaction/state";
import { type Cells, ownerOf, spansOf } from "../../scene/layout";
import { language } from "../../words/words";
import type { LaneProps } from "../lane";
import { CardsCell } from "./cards-cell";
import { type DrawnCell, type LiveCells, liveCells } from "./live-cells";

const NO_CELLS: Cells = {};
const NO_CARDS: readonly Card[] = [];
const NO_COLUMNS: readonly number[] = [];

type CardsLaneProps = Pick<LaneProps, "lane" | "row" | "drawn" | "header"> & { view: ViewState };

export function CardsLane({ view, lane, row, drawn, header }: CardsLaneProps) {
  const stages = view.stages.value;
  const cells = useComputed(() => entryAt(view.store.document.value.cells, lane.id) ?? NO_CELLS).value;
  const seen = useComputed(() => entryAt(view.reader.seen.value.cells, lane.id) ?? NO_CELLS).value;
  const counts = view.linking.counts.value;
  const spans = useMemo(() => spansOf(cells, stages), [cells, stages]);
  const element = useRef<HTMLDivElement>(null);
  const away = useAway(view, lane, row["aria-rowindex"], element);
  const columns = away ? NO_COLUMNS : drawn.value;
  const shown = useMemo(
    () =>
      [...new Set(columns.map((at) => ownerOf(spans, at)))].map((at): DrawnCell => {
        const stage = stages[at]!;
        const cards = entryAt(seen, stage.id) ?? NO_CARDS;
        const hidden = (entryAt(cells, stage.id) ?? NO_CARDS).length - cards.length;
        const links = counts.size ? cards.map(({ id }) => counts.get(id) ?? 0).join() : "";
        return { stage, at, span: spans[at]!, cards, hidden, links };
      }),
    [columns, spans, cells, seen, counts, stages],
  );
  const live = useMemo(() => computed(() => liveCells(view, lane, shown)), [view, lane, shown]).value;
  const turn = useTurn(editingIn(live));
  const selectable = view.isSelectable;
  const head = useMemo(() => header(), [header]);
  const back = lane.layer === "backstage" || lane.layer === "support" ? " is-back" : "";
  return (
    <div
      {...row}
      ref={element}
      class={`cjm-row cjm-cards${back}`}
      style={away ? { minHeight: `${away}px` } : undefined}
    >
      {/* a copy: Preact ties the element it gets to all that is drawn beside it, which would last as long as that */}
      {{ ...head }}
      {shown.map((cell) => (
        <CardsCell
          key={cell.stage.id}
          view={view}
          lane={lane}
          selectable={selectable}
          turn={turn}
          cell={cell}
          live={live.get(cell.stage.id)}
          spoken={language.value}
        />
      ))}
    </div>
  );
}

/** The new card of the lane that is being written. */
function editingIn(live: LiveCells): Editing | null {
  for (const { editing } of live.values()) if (editing?.card === null) return editing;
  return null;
}

/**
 * Numbers the fields of new cards. Each card has its own, with its own steps of undo, and a keyboard on glass comes up for
 * it; only what is typed into the waiting field goes on in that.
 */
function useTurn(newCard: Editing | null): number {
  const last = useRef({ editing: newCard, turn: 0 });
  const { editing, turn } = last.current;
  if (editing !== newCard) last.current = { editing: newCard, turn: newCard?.typed ? turn : turn + 1 };
  return last.current.turn;
}

/** How high a row of cards is, about; and how much of the window a large map has, as its style says. */
const USUAL_HEIGHT = 48;
const SHARE = 0.8;
/** Rows to draw before it is known which are in sight. */
const firstRows = (): number => Math.ceil((SHARE * innerHeight) / USUAL_HEIGHT);
/** How far outside the sight a row is drawn, so that scrolling finds it there. */
const MARGIN = "160px 0px";

/**
 * In a large map, how high the row is while it is out of sight and not drawn; 0 while it is. Small maps watch their rows
 * too: one that a paste makes large would be drawn whole, before it was known what of it is in sight.
 */
function useAway(view: ViewState, lane: Lane, row: number, element: { current: HTMLElement | null }): number {
  const near = useSignal(row <= firstRows());
  const height = useRef(34);
  useEffect(() => {
    const here = element.current;
    if (!here || !globalThis.IntersectionObserver) {
      near.value = true;
      return;
    }
    const look = (entries: readonly IntersectionObserverEntry[]) => {
      const { isIntersecting, boundingClientRect } = entries.at(-1)!;
      // A hidden notebook cell has no size, and says nothing about what is in sight.
      if (!boundingClientRect.width) return;
      if (near.peek()) height.current = boundingClientRect.height;
      near.value = isIntersecting;
    };
    const observer = new IntersectionObserver(look, {
      root: here.closest(".cjm-scroll"),
      rootMargin: MARGIN,
    });
    observer.observe(here);
    return () => observer.disconnect();
  }, [element, near]);
  return useComputed(() => {
    const isNear = !view.many.value || near.value || view.focus.value.lane === lane.id;
    return isNear ? 0 : height.current;
  }).value;
}
