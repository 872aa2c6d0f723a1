/** What floats on the card under the pointer or with the focus: its grip, editing, and the edge that stretches it. */
import type { Card, Lane } from "../../document/schema";
import { openMove } from "../../interaction/commands/commands";
import { goCard } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { startEditing } from "../../interaction/writing/editing";
import { t } from "../../words/words";
import { Icon, MenuButton } from "../icon";
import { LinkHandle } from "../link-parts";

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
          title={t("Drag to move, press to choose where, or Alt+arrows")}
          aria-label={t("Move {name}", { name: text })}
          onClick={askWhere}
        >
          <Icon name="grip" size={14} />
        </button>
        <button
          type="button"
          tabIndex={-1}
          title={t("Edit (F2)")}
          aria-label={t("Edit {name}", { name: text })}
          onClick={() => startEditing(view, place, { card: card.id })}
        >
          <Icon name="pencil" size={14} />
        </button>
        <LinkHandle view={view} start={{ card: card.id }} name={text} />
        <MenuButton label={t("Menu of {name}", { name: text })} />
      </span>
      {stretches && <span class="cjm-edge" title={t("Drag to cover more stages, or Alt+Shift+arrows")} />}
    </>
  );
}
