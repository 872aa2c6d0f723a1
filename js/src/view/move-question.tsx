/** Moving without dragging: asks where a stage, a lane or the selected cards shall go. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { roomFor } from "../document/cards/card-moves";
import { thingsOf } from "../document/document";
import { cardsAt, cardText } from "../document/gestures";
import { holdsCards } from "../document/lane-kinds";
import { coverNow, placeCards } from "../interaction/cards/card-drag";
import { selectedCards } from "../interaction/cards/card-selection";
import { placeHeader } from "../interaction/headers/header-drag";
import { cardCount } from "../interaction/outcome";
import type { Open, ViewState } from "../interaction/state";
import { t } from "../words/words";
import { closePopover, Popover } from "./popover";

type Asks = Extract<Open, { what: "move" }>;

export function MoveQuestion({ view, open }: { view: ViewState; open: Asks }) {
  return open.kind === "cards" ? <AskCell view={view} open={open} /> : <AskOrder view={view} open={open} />;
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  choose: (value: string) => void;
}

function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <label class="cjm-ask">
      {label}
      <select
        class="cjm-field"
        aria-label={label}
        value={value}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {options.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Enter moves, from a choice too. */
function onKey(event: JSX.TargetedKeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

const named = (things: readonly { id: string; name: string }[]) =>
  things.map(({ id, name }) => [id, name] as const);

/** Choices of what something shall stand in front of, said as what it shall stand behind; "" is last. */
const behind = (things: readonly (readonly [id: string, words: string])[]) =>
  [...things, ["", ""] as const].map(
    ([id], at) => [id, at ? t("after {name}", { name: things[at - 1]![1] }) : t("first")] as const,
  );

function AskOrder({ view, open }: { view: ViewState; open: Asks }) {
  const kind = open.kind as "stage" | "lane";
  const id = open.id!;
  const things = thingsOf(view.store.document.peek(), kind);
  const at = things.findIndex((thing) => thing.id === id);
  const [before, choose] = useState(things[at + 1]?.id ?? "");
  const submit = (event: Event) => {
    event.preventDefault();
    closePopover(view);
    placeHeader(view, kind, id, before || null);
  };
  return (
    <Popover view={view} anchor={null} label={kind === "stage" ? t("Move the stage") : t("Move the lane")}>
      <form onSubmit={submit} onKeyDown={onKey}>
        <h3>{t("Move “{name}”", { name: things[at]?.name ?? "" })}</h3>
        <Choice
          label={t("To")}
          value={before}
          options={behind(named(things.filter((thing) => thing.id !== id)))}
          choose={choose}
        />
        <Buttons view={view} />
      </form>
    </Popover>
  );
}

function AskCell({ view, open }: { view: ViewState; open: Asks }) {
  const document = view.store.document.peek();
  const cards = selectedCards(view);
  const lead = cards.find(({ card }) => card.id === open.id) ?? cards[0];
  const [lane, setLane] = useState(lead?.lane ?? "");
  const [stage, setStage] = useState(lead?.stage ?? "");
  const [before, setBefore] = useState("");
  const [copies, setCopies] = useState(false);
  const [count, setCount] = useState(lead?.card.span ?? 1);
  if (!lead) return null;
  const going = copies ? new Set<string>() : view.cards.peek();
  const there = cardsAt(view.reader.seen.peek(), stage, lane).filter(({ id }) => !going.has(id));
  const isHere = lead.lane === lane && lead.stage === stage && !copies;
  const room = isHere && cards.length === 1 ? roomFor(document, lead) : 1;
  const submit = (event: Event) => {
    event.preventDefault();
    closePopover(view);
    const place = { lane: lead.lane, stage: lead.stage, card: lead.card.id };
    if (room > 1 && count !== (lead.card.span ?? 1)) coverNow(view, place, count);
    else placeCards(view, { lane, stage, before: before || null }, lead.card.id, copies);
  };
  const at = (choose: (value: string) => void) => (value: string) => {
    setBefore("");
    choose(value);
  };
  return (
    <Popover
      view={view}
      anchor={view.cardElement(lead, lead.card.id)}
      label={t("Move {cards}", { cards: cardCount(cards.length) })}
    >
      <form onSubmit={submit} onKeyDown={onKey}>
        <h3>
          {cards.length === 1
            ? t("Move “{name}”", { name: cardText(lead.card) })
            : t("Move {cards}", { cards: cardCount(cards.length) })}
        </h3>
        <Choice
          label={t("Lane")}
          value={lane}
          options={named(view.lanes.peek().filter(holdsCards))}
          choose={at(setLane)}
        />
        <Choice label={t("Stage")} value={stage} options={named(view.stages.peek())} choose={at(setStage)} />
        {there.length > 0 && (
          <Choice
            label={t("Place")}
            value={before}
            options={behind(there.map((card) => [card.id, `“${cardText(card)}”`]))}
            choose={setBefore}
          />
        )}
        {room > 1 && (
          <Choice
            label={t("Stages")}
            value={String(Math.min(count, room))}
            options={Array.from({ length: room }, (_, i) => [String(i + 1), t("covers {n}", { n: i + 1 })])}
            choose={(value) => setCount(Number(value))}
          />
        )}
        <label class="cjm-ask is-check">
          <input
            type="checkbox"
            checked={copies}
            onChange={(event) => setCopies(event.currentTarget.checked)}
          />
          {t("Leave a copy here")}
        </label>
        <Buttons view={view} />
      </form>
    </Popover>
  );
}

function Buttons({ view }: { view: ViewState }) {
  return (
    <footer>
      <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
        {t("Cancel")}
      </button>
      <button type="submit" class="cjm-btn is-primary">
        {t("Move")} <span aria-hidden="true">↵</span>
      </button>
    </footer>
  );
}
