/** What floats on the card under the pointer or with the focus: its grip, editing, and the edge that stretches it. */
import type { Card, Lane } from "../../document/schema";
import { openMove } from "../../interaction/commands";
import { startEditing } from "../../interaction/editing";
import { goCard } from "../../interaction/focus";
import { samePlace, type ViewState } from "../../interaction/state";
import { Icon, MenuButton } from "../icon";
import { LinkHandle } from "../link-parts";

/** The cards of a cell that have tools, as one text, so that a cell is drawn anew only when they change. */
export function cardsWithTools(view: ViewState, place: { lane: string; stage: string }): string {
  // The bar of a selected block lies where tools would.
  if (!view.store.editable.value || view.isDragging.value || view.range.value) return "";
  const { pointed, pointedCard, focus, cards } = view;
  const under = pointed.value && samePlace(pointed.value, place) ? pointedCard.value : null;
  const [only] = cards.value.size === 1 && samePlace(focus.value, place) ? cards.value : [];
  return [under, only].filter(Boolean).join(" ");
}

interface CardToolsProps {
  view: ViewState;
  lane: Lane;
  stage: string;
  card: Card;
  /** Whether it can cover several stages. */
  stretches: boolean;
}

export function CardTools({ view, lane, stage, card, stretches }: CardToolsProps) {
  const place = { lane: lane.id, stage };
  const text = card.text ?? "";
  const askWhere = () => {
    if (!view.cards.peek().has(card.id)) goCard(view, place, card.id);
    openMove(view, "cards", card.id);
  };
  return (
    <>
      <span class="cjm-hov">
        <button
          type="button"
          class="is-grip"
          tabIndex={-1}
          title="Drag to move, press to choose where, or Alt+arrows"
          aria-label={`Move ${text}`}
          onClick={askWhere}
        >
          <Icon name="grip" size={14} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          title="Edit (F2)"
          aria-label={`Edit ${text}`}
          onClick={() => startEditing(view, place, { card: card.id })}
        >
          <Icon name="pencil" size={14} />
        </button>
        <LinkHandle view={view} start={{ card: card.id }} name={text} />
        <MenuButton label={`Menu of ${text}`} />
      </span>
      {stretches && <span class="cjm-edge" title="Drag to cover more stages, or Alt+Shift+arrows" />}
    </>
  );
}
