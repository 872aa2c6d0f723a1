/**
 * In the foot, what a finger can do with the cards it has selected; the mouse and the keyboard have drags and keys for it.
 * While the bar is there, a tap on a card adds it or takes it out.
 */
import { useLayoutEffect } from "preact/hooks";
import { cardOf } from "../../interaction/cards/card-drag";
import { removeCards, toggleCard } from "../../interaction/cards/card-selection";
import { copyFrom } from "../../interaction/clipboard/clipboard";
import { openMove } from "../../interaction/commands/commands";
import { openMenu } from "../../interaction/commands/menu-events";
import { go, placeOf } from "../../interaction/focus";
import { cardCount } from "../../interaction/outcome";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { t } from "../../words/words";

export function CardBar({ view }: { view: ViewState }) {
  const place = view.focus.value;
  const cards = view.cards.value;
  const isEditable = view.store.editable.value;
  useTaps(view);
  const lead = [...cards].find((card) => view.cardElement(place, card)) ?? null;
  return (
    <span class="cjm-card-bar" role="toolbar" aria-label={t("Selection")}>
      <b>{cardCount(cards.size)}</b>
      {isEditable && lead && (
        <Deed icon="move" label={t("Move")} press={() => openMove(view, "cards", lead)} />
      )}
      <Deed icon="copy" label={t("Copy")} press={() => copyFrom(view, place, false)} />
      {isEditable && <Deed icon="trash" label={t("Delete")} press={() => removeCards(view, place)} />}
      {lead && (
        <Deed icon="more" label={t("Menu")} press={() => openMenu(view, view.cardElement(place, lead)!)} />
      )}
      <Deed icon="close" label={t("Done")} press={() => go(view, place)} />
    </span>
  );
}

function useTaps(view: ViewState): void {
  useLayoutEffect(() => {
    const ends = new AbortController();
    const tap = (event: Event) => {
      const target = event.target as Element;
      const [card, place] = [cardOf(target), placeOf(target)];
      if (!view.byTouch || !card || !place || target.closest("a, button")) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.type === "click") toggleCard(view, place, card);
    };
    // A press would give the focus to the card, which drops the others.
    for (const type of ["mousedown", "click", "dblclick"])
      view.root!.addEventListener(type, tap, { capture: true, signal: ends.signal });
    return () => ends.abort();
  }, [view]);
}

function Deed({ icon, label, press }: { icon: IconName; label: string; press: () => void }) {
  return (
    <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={press}>
      <Icon name={icon} size={16} />
      {label}
    </button>
  );
}
