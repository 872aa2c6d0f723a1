/** The cards with the most dots, and what is decided of one of them: it goes into the map's log, the dots on the cards. */
import { useSignal } from "@preact/signals";
import { isComposing } from "../../interaction/commands/keys";
import { goCard } from "../../interaction/focus";
import { backToMap } from "../../interaction/panel-focus";
import type { ViewState } from "../../interaction/state";
import { makeEdit } from "../../interaction/writing/editing";
import type { Forum, Session } from "../../store/forum";
import { english, plural, t } from "../../words/words";
import { decide, placesOf } from "../../workshop/harvest";
import { tally } from "../../workshop/session";
import { readName } from "../panel/reader-name";
import { useDots } from "./dots";

/** Cards that the bar shows. */
const MOST = 3;

export function DecisionForm({ view, forum, session }: { view: ViewState; forum: Forum; session: Session }) {
  const places = placesOf(view.store.document.value);
  const shares = [...forum.shares.value.values()];
  const ranks = tally(
    shares,
    session.dots,
    places.map(({ card }) => card.id),
  );
  const words = (n: number) => plural(n, "{n} dot", "{n} dots");
  useDots(view, new Map(ranks.map(({ card, votes }) => [card, votes])), words);
  const choice = useSignal<string | null>(null);
  const text = useSignal<string | null>(null);
  const placeOf = (id: string | undefined) => places.find(({ card }) => card.id === id);
  const chosen = placeOf(choice.value ?? ranks[0]?.card);
  const entry = text.value ?? chosen?.card.text ?? "";
  const all = ranks.reduce((sum, { votes }) => sum + votes, 0);
  const people = shares.filter(({ votes }) => Object.keys(votes).length).length;
  const own = ranks.find(({ card }) => card === chosen?.card.id)?.votes ?? 0;
  const keep = () => {
    if (!entry.trim()) return;
    const role = view.store.document.peek().lanes?.find(({ id }) => id === chosen?.lane)?.role;
    const decision = {
      author: readName(view).name || t("Someone"),
      text: entry.trim(),
      time: new Date().toISOString(),
      ...(all && {
        why: plural(
          people,
          "Dot vote: {own} of {all} dots, {n} person",
          "Dot vote: {own} of {all} dots, {n} people",
          { own, all },
        ),
      }),
      ...(chosen && { stage: chosen.stage }),
      ...(chosen && role === "opportunities" && { opportunity: chosen.card.id }),
    };
    const operations = decide(view.store.document.peek(), ranks, decision);
    if (!makeEdit(view, operations, english("Decide in the workshop"))) return;
    text.value = "";
    view.outcome.value = t("The decision is in the map’s log, the dots are on the cards");
    backToMap(view);
  };
  return (
    <span class="cjm-ws-groups">
      {ranks.length === 0 && <span>{t("Nobody has put a dot on a card.")}</span>}
      {ranks.slice(0, MOST).map(({ card, votes }) => {
        const place = placeOf(card)!;
        return (
          <button
            key={card}
            type="button"
            class="cjm-ws-chip"
            aria-pressed={place === chosen}
            onClick={() => {
              choice.value = card;
              text.value = null;
              if (view.store.editable.peek()) goCard(view, place, card);
            }}
          >
            <b class="cjm-ws-count">{votes}</b> <span class="cjm-ws-name">{place.card.text}</span>
          </button>
        );
      })}
      {view.store.editable.value && (
        <>
          <input
            class="cjm-ws-in is-wide"
            aria-label={t("Decision")}
            placeholder={t("What was decided?")}
            value={entry}
            onInput={({ currentTarget }) => {
              text.value = currentTarget.value;
            }}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              if (event.key === "Enter") keep();
              else if (event.key === "Escape") backToMap(view);
              else return;
              event.preventDefault();
              event.stopPropagation();
            }}
          />
          <button type="button" class="cjm-btn is-primary is-s" disabled={!entry.trim()} onClick={keep}>
            {t("Decide")}
          </button>
        </>
      )}
    </span>
  );
}
