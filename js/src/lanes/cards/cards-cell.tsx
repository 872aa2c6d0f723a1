/** One cell of a lane of cards: its cards, their conflicts, its drafts, its offers and its editor. */
import { Component, type JSX } from "preact";
import type { Lane } from "../../document/schema";
import { openLinks } from "../../interaction/links/link-commands";
import type { Offer, Place, ViewState } from "../../interaction/state";
import { openDraft, startEditing } from "../../interaction/writing/editing";
import { type Language, t } from "../../words/words";
import { ConflictView } from "../conflict";
import { HiddenHere } from "../hidden-here";
import { Icon, MenuButton } from "../icon";
import { drawCard, drawChip } from "./card";
import { TextEditor } from "./card-editor";
import { CardTools } from "./card-tools";
import type { DrawnCell, LiveCell } from "./live-cells";

interface CardsCellProps {
  view: ViewState;
  lane: Lane;
  /** Whether its cards can be selected. */
  selectable: boolean;
  /** Numbers the fields of new cards. */
  turn: number;
  cell: DrawnCell;
  live: LiveCell | undefined;
  /** What its words are in. */
  spoken: Language;
}

/** A resting cell is not drawn again while its cards and its place stay: most of a large map's cells, most of the time. */
export class CardsCell extends Component<CardsCellProps> {
  override shouldComponentUpdate(next: CardsCellProps): boolean {
    const { view, lane, selectable, cell, live, spoken } = this.props;
    const isSame =
      next.view === view && next.spoken === spoken && next.lane === lane && next.selectable === selectable;
    return !!live || !!next.live || !isSame || !isSameCell(next.cell, cell);
  }

  override render(props: CardsCellProps): JSX.Element {
    const { view, lane, live } = props;
    const { stage, at, span, hidden } = props.cell;
    const isChips = lane.role === "touchpoints" || lane.role === "channels";
    const parts = drawCards(props, isChips);
    return (
      <div
        role="gridcell"
        tabIndex={-1}
        class={live?.editing ? "cjm-cell is-entry" : "cjm-cell"}
        aria-colindex={at + 2}
        aria-colspan={span > 1 ? span : undefined}
        data-stage={stage.id}
        style={{ gridColumn: `${at + 2} / span ${span}` }}
      >
        {/* one list, since each list among other children costs as much as an element */}
        {[
          ...(isChips && parts.length
            ? [
                <span key="chips" class="cjm-chips">
                  {parts}
                </span>,
              ]
            : parts),
          this.guidance(),
          hidden > 0 && <HiddenHere key="hidden" view={view} lane={lane.id} stage={stage.id} />,
          live && <LiveParts key="live" {...props} live={live} />,
        ]}
      </div>
    );
  }

  /** What to ask or write in a cell that says nothing yet. */
  private guidance(): JSX.Element | false {
    const { lane, cell, live } = this.props;
    const text = !cell.cards.length && !cell.hidden && !live?.editing && lane.guidance?.[cell.stage.id];
    return (
      !!text && (
        <p key="guide" class="cjm-guide" role="note">
          {text}
        </p>
      )
    );
  }
}

const isSameCell = (a: DrawnCell, b: DrawnCell): boolean =>
  a.stage === b.stage &&
  a.at === b.at &&
  a.span === b.span &&
  a.cards === b.cards &&
  a.hidden === b.hidden &&
  a.links === b.links;

function drawCards(
  { view, lane, selectable, cell: { stage, cards, links }, live }: CardsCellProps,
  isChips: boolean,
): JSX.Element[] {
  const counts = links.split(",");
  return cards.map((card, at) => {
    const under = live?.editing?.card === card.id;
    const conflict = live?.conflicts.find((one) => one.card === card.id);
    if (conflict && !under) return <ConflictView key={card.id} view={view} conflict={conflict} />;
    const looks = {
      card,
      lane,
      selectable,
      selected: !!live?.selected.has(card.id),
      going: !!live?.going.has(card.id),
      links: Number(counts[at] ?? 0),
      follow: (at: Element) => openLinks(view, { card: card.id }, null, at),
      tools: live?.tooled.has(card.id) ? (
        <CardTools view={view} lane={lane} stage={stage.id} card={card} stretches={!isChips} />
      ) : null,
      under,
    };
    return isChips ? drawChip(looks) : drawCard(looks);
  });
}

type LivePartsProps = CardsCellProps & { live: LiveCell };

/** What a cell shows besides its cards while something goes on in it. */
function LiveParts({ view, lane, turn, cell: { stage, cards }, live }: LivePartsProps) {
  const { editing, conflicts, drafts, offer, offersAdd, holdsFocus } = live;
  const place = { lane: lane.id, stage: stage.id };
  const label = `${stage.name}, ${lane.name}`;
  const newCard = editing?.card === null ? editing : null;
  const editor = { view, stage: stage.id, lane, label };
  return (
    <>
      {conflicts
        .filter((one) => !cards.some((card) => card.id === one.card))
        .map((one) => (
          <ConflictView key={one.id} view={view} conflict={one} />
        ))}
      {drafts.length > 0 && <Drafts view={view} place={place} drafts={drafts} />}
      {offer && <OfferNote offer={offer} />}
      {editing?.card && <TextEditor key={editing.card} {...editor} editing={editing} />}
      {(holdsFocus || newCard) && <TextEditor key={`new ${turn}`} {...editor} editing={newCard} />}
      {offersAdd && !editing && <AddButton view={view} place={place} label={label} />}
    </>
  );
}

/** New cards that were left with Escape, one line each. */
function Drafts({ view, place, drafts }: { view: ViewState; place: Place; drafts: readonly string[] }) {
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
          <span>{t("Draft: {text}", { text })}</span>
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
          <kbd>{t("Ctrl")}</kbd> <kbd>Z</kbd>
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
        aria-label={t("Add a card to {cell}", { cell: label })}
        onClick={() => startEditing(view, place)}
      >
        <Icon name="plus" size={12} />
        {t("Card")}
      </button>
      <MenuButton label={t("Menu of {name}", { name: label })} />
    </span>
  );
}
