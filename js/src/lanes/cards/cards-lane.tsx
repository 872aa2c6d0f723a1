/** A lane of cards: one cell a stage, each holding its cards, its editor, or its conflict. */
import { computed, useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { entryAt } from "../../document/document";
import type { Card, Lane, Stage } from "../../document/schema";
import { draftsAt, openDraft, startEditing } from "../../interaction/editing";
import { useStop } from "../../interaction/focus";
import { openLinks } from "../../interaction/link-commands";
import { type Editing, type Offer, type Place, samePlace, type ViewState } from "../../interaction/state";
import { type Cells, ownerOf, spansOf } from "../../scene/layout";
import type { Conflict } from "../../store/store";
import { ConflictView } from "../conflict";
import { HiddenHere } from "../hidden-here";
import { Icon, MenuButton } from "../icon";
import type { LaneProps } from "../lane";
import { CardView, Chip } from "./card";
import { TextEditor } from "./card-editor";
import { CardTools, cardsWithTools } from "./card-tools";

const NO_CELLS: Cells = {};
const NO_CARDS: readonly Card[] = [];

/** Whether a conflict is about a card of the lane. */
export const showsCardConflict = (lane: Lane, conflict: Conflict): boolean => conflict.lane === lane.id;

type CardsLaneProps = Pick<LaneProps, "lane" | "row" | "drawn" | "header"> & { view: ViewState };

export function CardsLane({ view, lane, row, drawn, header }: CardsLaneProps) {
  const stages = view.stages.value;
  const cells = useComputed(() => entryAt(view.store.document.value.cells, lane.id) ?? NO_CELLS).value;
  const seen = useComputed(() => entryAt(view.reader.seen.value.cells, lane.id) ?? NO_CELLS).value;
  const spans = useMemo(() => spansOf(cells, stages), [cells, stages]);
  const owners = [...new Set(drawn.value.map((at) => ownerOf(spans, at)))];
  const element = useRef<HTMLDivElement>(null);
  const away = useAway(view, lane, row["aria-rowindex"], element);
  const back = lane.layer === "backstage" || lane.layer === "support" ? " is-back" : "";
  return (
    <div
      {...row}
      ref={element}
      class={`cjm-row cjm-cards${back}`}
      style={away ? { minHeight: `${away}px` } : undefined}
    >
      {header()}
      {away
        ? null
        : owners.map((at) => (
            <CardsCell
              key={stages[at]!.id}
              view={view}
              lane={lane}
              stage={stages[at]!}
              at={at}
              span={spans[at]!}
              cards={entryAt(seen, stages[at]!.id) ?? NO_CARDS}
            />
          ))}
    </div>
  );
}

/** Rows to draw before it is known which are in sight. */
const FIRST_ROWS = 20;
/** How far outside the sight a row is drawn, so that scrolling finds it there. */
const MARGIN = "300px 0px";

/** In a large map, how high the row is while it is out of sight and not drawn; 0 while it is. */
function useAway(view: ViewState, lane: Lane, row: number, element: { current: HTMLElement | null }): number {
  const near = useSignal(row < FIRST_ROWS);
  const height = useRef(34);
  const many = view.many.value;
  useEffect(() => {
    const here = element.current;
    if (!many || !here || !globalThis.IntersectionObserver) {
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
  }, [many, element, near]);
  return useComputed(() => {
    const isNear = !view.many.value || near.value || view.focus.value.lane === lane.id;
    return isNear ? 0 : height.current;
  }).value;
}

interface CardsCellProps {
  view: ViewState;
  lane: Lane;
  stage: Stage;
  at: number;
  span: number;
  cards: readonly Card[];
}

function CardsCell({ view, lane, stage, at, span, cards }: CardsCellProps) {
  const place = { lane: lane.id, stage: stage.id };
  const stop = useStop(view, lane.id, stage.id);
  const editing = useComputed(() => {
    const open = view.editing.value;
    return open?.field === "text" && samePlace(open, place) ? open : null;
  }).value;
  const conflicts = useComputed(() => {
    const here = view.store.conflicts.value.filter(
      (one) => showsCardConflict(lane, one) && one.stage === stage.id,
    );
    return here.length ? here : null;
  }).value;
  const selected = useChosen(cards, () =>
    view.cards.value.size > 1 || view.panel.value ? view.cards.value : null,
  );
  const going = useChosen(cards, () => view.going.value);
  const tooled = useComputed(() => cardsWithTools(view, place)).value.split(" ");
  const offer = useComputed(() => {
    const here = view.offer.value;
    return here && samePlace(here, place) ? here : null;
  }).value;
  const offersAdd = useComputed(
    () =>
      view.store.editable.value &&
      !view.isDragging.value &&
      !view.range.value &&
      (samePlace(view.focus.value, place) || (!!view.pointed.value && samePlace(view.pointed.value, place))),
  ).value;
  const counts = useComputed(() => view.linking.counts.value).value;
  const editable = view.store.editable.value;
  const newCard = editing?.card === null ? editing : null;
  const holdsFocus = useComputed(() => view.store.editable.value && samePlace(view.focus.value, place)).value;
  const turn = useTurn(newCard);
  const isChips = lane.role === "touchpoints" || lane.role === "channels";
  const label = `${stage.name}, ${lane.name}`;
  const parts = cards.map((card) => {
    const under = editing?.card === card.id;
    const conflict = conflicts?.find((one) => one.card === card.id);
    if (conflict && !under) return <ConflictView key={card.id} view={view} conflict={conflict} />;
    const looks = {
      card,
      editable,
      selected: selected.includes(card.id),
      going: going.includes(card.id),
      links: counts.get(card.id) ?? 0,
      follow: (at: Element) => openLinks(view, { card: card.id }, null, at),
      tools: tooled.includes(card.id) && (
        <CardTools view={view} lane={lane} stage={stage.id} card={card} stretches={!isChips} />
      ),
      under,
    };
    return isChips ? <Chip key={card.id} {...looks} /> : <CardView key={card.id} {...looks} lane={lane} />;
  });
  return (
    <div
      {...stop}
      role="gridcell"
      class={editing ? "cjm-cell is-entry" : "cjm-cell"}
      aria-colindex={at + 2}
      aria-colspan={span > 1 ? span : undefined}
      data-stage={stage.id}
      style={{ gridColumn: `${at + 2} / span ${span}` }}
    >
      {isChips && cards.length ? <span class="cjm-chips">{parts}</span> : parts}
      {conflicts
        ?.filter((one) => !cards.some((card) => card.id === one.card))
        .map((one) => (
          <ConflictView key={one.id} view={view} conflict={one} />
        ))}
      <HiddenHere view={view} lane={lane.id} stage={stage.id} />
      <Drafts view={view} place={place} />
      {offer && <OfferNote offer={offer} />}
      {editing?.card && (
        <TextEditor
          key={editing.card}
          view={view}
          editing={editing}
          stage={stage.id}
          lane={lane}
          label={label}
        />
      )}
      {(holdsFocus || newCard) && (
        <TextEditor
          key={`new ${turn}`}
          view={view}
          editing={newCard}
          stage={stage.id}
          lane={lane}
          label={label}
        />
      )}
      {offersAdd && !editing && <AddButton view={view} place={place} label={label} />}
    </div>
  );
}

/** Which of the cards are in a set; drawn anew only when that changes. */
function useChosen(cards: readonly Card[], chosen: () => ReadonlySet<string> | null): readonly string[] {
  // A computed value of its own for each list of cards: it would not notice another list.
  const ids = useMemo(
    () =>
      computed(() => {
        const set = chosen();
        return cards.flatMap(({ id }) => (set?.has(id) ? [id] : [])).join(" ");
      }),
    [cards],
  );
  return ids.value.split(" ");
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

/** New cards that were left with Escape, one line each. */
function Drafts({ view, place }: { view: ViewState; place: Place }) {
  const drafts = useComputed(() => draftsAt(view, place)).value;
  return (
    <>
      {drafts.map((text, at) => (
        <button
          key={`${at} ${text}`}
          type="button"
          class="cjm-draft"
          tabIndex={-1}
          data-inner
          title={text}
          onClick={() => openDraft(view, place, at)}
        >
          <Icon name="pencil" size={12} />
          <span>Draft: {text}</span>
          <kbd>↵</kbd>
        </button>
      ))}
    </>
  );
}

function OfferNote({ offer: { says, label, take, byUndo } }: { offer: Offer }) {
  return (
    <span class="cjm-offer" role="status">
      {says}
      <button type="button" tabIndex={-1} data-inner onClick={take}>
        {label}
      </button>
      {byUndo && (
        <span aria-hidden="true">
          <kbd>Ctrl</kbd> <kbd>Z</kbd>
        </span>
      )}
    </span>
  );
}

/** By pointer what typing does on the cell. It takes no room: a map must not move under the pointer. */
function AddButton({ view, place, label }: { view: ViewState; place: Place; label: string }) {
  return (
    <span class="cjm-plus">
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Add a card to ${label}`}
        onClick={() => startEditing(view, place)}
      >
        <Icon name="plus" size={12} />
        Card
      </button>
      <MenuButton label={`Menu of ${label}`} />
    </span>
  );
}
