/** Putting dots on cards, by keys and by pointer: everyone sees their own until they are counted. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { chordOf } from "../../interaction/commands/command-keys";
import { HOLDS, ownerOf, type ViewState } from "../../interaction/state";
import { cardsOf, targetAt } from "../../interaction/target";
import type { Forum, Session } from "../../store/forum";
import { plural, t } from "../../words/words";
import { placesOf } from "../../workshop/harvest";
import { dotsLeft, giveDots, MOST_DOTS, NOTHING, vote, votesOf } from "../../workshop/session";
import { useDots } from "./dots";

const MORE = "Alt+V";
const LESS = "Alt+Shift+V";
const TEXT = `textarea:not([${HOLDS}]), input, select`;

export function Ballot({ view, forum, session }: { view: ViewState; forum: Forum; session: Session }) {
  const places = placesOf(view.store.document.value);
  const cards = new Set(places.map(({ card }) => card.id));
  const share = forum.shares.value.get(forum.self.value) ?? NOTHING;
  const own = votesOf(share, session.dots, cards);
  const left = dotsLeft(share, session.dots, cards);
  const says = useSignal("");
  const ofYours = (n: number) => plural(n, "{n} dot of yours", "{n} dots of yours");
  useDots(view, own, ofYours);
  const put = (card: string, by: 1 | -1) => {
    const next = vote(share, card, by, session.dots, cards);
    const text = places.find((place) => place.card.id === card)?.card.text ?? "";
    if (next !== share) forum.say({ votes: next.votes });
    says.value =
      next === share
        ? by > 0
          ? t("No dot is left")
          : t("None of your dots is on this card")
        : `${ofYours(next.votes[card] ?? 0)}: ${text}`;
  };
  const latest = useRef(put);
  latest.current = put;
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const chord = chordOf(event);
      const element = event.target as Element;
      if ((chord !== MORE && chord !== LESS) || element.matches(TEXT)) return;
      const [place, other] = cardsOf(view, targetAt(view, ownerOf(element)!));
      event.preventDefault();
      event.stopPropagation();
      if (place && !other) latest.current(place.card.id, chord === MORE ? 1 : -1);
      else says.value = t("Go to one card to put a dot on it");
    };
    const root = view.root!;
    root.addEventListener("keydown", onKey, true);
    return () => root.removeEventListener("keydown", onKey, true);
  }, [view]);
  const isLead = view.store.editable.value && (session.lead === forum.self.value || !view.store.forum);
  return (
    <span class="cjm-ws-groups">
      <span class="cjm-ws-dots" aria-hidden="true">
        {Array.from({ length: session.dots }, (_, at) => (
          <i key={at} class={at < left ? undefined : "is-out"} />
        ))}
      </span>
      <span role="status">
        <span>{plural(left, "{n} dot left", "{n} dots left")}</span>
        <span class="cjm-sr">. {says}</span>
      </span>
      <span class="cjm-n cjm-wide" aria-hidden="true">
        <kbd>Alt</kbd> <kbd>V</kbd>
      </span>
      {isLead && (
        <label class="cjm-ws-each">
          <input
            type="number"
            min={1}
            max={MOST_DOTS}
            value={session.dots}
            onChange={({ currentTarget }) => {
              const next = giveDots(session, currentTarget.valueAsNumber);
              currentTarget.value = String(next.dots);
              forum.hold(next);
            }}
          />
          {t("dots each")}
        </label>
      )}
      <Stamp view={view} own={own} left={left} put={put} />
    </span>
  );
}

interface StampProps {
  view: ViewState;
  own: ReadonlyMap<string, number>;
  left: number;
  put: (card: string, by: 1 | -1) => void;
}

/** What floats on the card under the pointer: a dot more, a dot less. In the top layer, so that no scroll view clips it. */
function Stamp({ view, own, left, put }: StampProps) {
  const element = useRef<HTMLSpanElement>(null);
  const last = useSignal<string | null>(null);
  const isOver = useSignal(false);
  const pointed = view.pointedCard.value;
  const card = view.dragging.value ? null : (pointed ?? (isOver.value ? last.value : null));
  useLayoutEffect(() => {
    const stamp = element.current!;
    last.value = card;
    const find = () =>
      card === null
        ? null
        : [...(view.grid?.querySelectorAll<HTMLElement>("[data-card]") ?? [])].find(
            ({ dataset }) => dataset.card === card,
          );
    const place = () => {
      const box = find()?.getBoundingClientRect();
      if (!box) {
        if (stamp.matches(":popover-open")) stamp.hidePopover();
        return;
      }
      if (!stamp.matches(":popover-open")) stamp.showPopover();
      stamp.style.top = `${box.bottom - stamp.offsetHeight + 6}px`;
      stamp.style.left = `${getComputedStyle(stamp).direction === "rtl" ? box.left - 4 : box.right - stamp.offsetWidth + 4}px`;
    };
    place();
    window.addEventListener("scroll", place, { capture: true, passive: true });
    return () => window.removeEventListener("scroll", place, true);
  }, [view, card]);
  const n = card === null ? 0 : (own.get(card) ?? 0);
  const over = (value: boolean) => () => {
    isOver.value = value;
  };
  return (
    <span
      ref={element}
      class="cjm-ws-stamp"
      popover="manual"
      role="group"
      aria-label={t("Dots")}
      onPointerEnter={over(true)}
      onPointerLeave={over(false)}
      onMouseDown={(event) => event.preventDefault()}
    >
      {n > 0 && (
        <button type="button" tabIndex={-1} aria-label={t("One dot less")} onClick={() => put(card!, -1)}>
          −
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("One dot more")}
        aria-disabled={left < 1}
        onClick={() => put(card!, 1)}
      >
        <i />
        {n || "+"}
      </button>
    </span>
  );
}
