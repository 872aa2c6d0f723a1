/**
 * The list of opportunities in the order of a score, each with the places it may have. Up and down lead from one to the
 * next, which is then the selected card; Enter opens its details.
 */
import type { JSX } from "preact";
import { thingsOf } from "../../document/document";
import { changeCard } from "../../document/gestures";
import {
  effortOf,
  ice,
  type Opportunity,
  type Priority,
  ranksOf,
  ranksUpward,
  rankText,
  rice,
} from "../../document/opportunities";
import type { Card } from "../../document/schema";
import { focusPanel } from "../../interaction/panel-focus";
import type { ViewState } from "../../interaction/state";
import { makeEdit } from "../../interaction/writing/editing";
import { initials } from "../../scene/personas";
import { english, numeral, t, texts } from "../../words/words";
import { Chord } from "../chord";
import { axisOf } from "./axis";

const TEXTS = texts({
  card: "Opportunity",
  rank: "Rank",
  impact: "Impact",
  confidence: "Conf.",
  ease: "Ease",
  reach: "Reach",
  effort: "Effort",
  status: "Status",
  owner: "Owner",
});
const STATUSES = [
  english("Idea"),
  english("To test"),
  english("Testing"),
  english("Doing"),
  english("Done"),
  english("Dropped"),
] as const;

type Size = "impact" | "confidence" | "ease" | "reach" | "effort";

interface Order {
  readonly inputs: readonly Size[];
  readonly scoreOf: (card: Card) => Priority | null;
  readonly ranksOf: typeof ranksOf;
  /** 1 where the greatest score comes first, -1 where the least does. */
  readonly first: 1 | -1;
}

/** What the list may be ordered by. */
export const ORDERS = {
  ICE: {
    inputs: ["impact", "confidence", "ease"],
    scoreOf: ice,
    ranksOf,
    first: 1,
  },
  RICE: {
    inputs: ["reach", "impact", "confidence", "effort"],
    scoreOf: rice,
    ranksOf,
    first: 1,
  },
  effort: {
    inputs: ["impact"],
    scoreOf: effortOf,
    ranksOf: ranksUpward,
    first: -1,
  },
} as const satisfies Readonly<Record<string, Order>>;
export type OrderName = keyof typeof ORDERS;

/** What the reader calls it. */
export const labelOf = (by: OrderName): string => (by === "effort" ? TEXTS.effort : by);

interface Place extends Opportunity {
  readonly score: Priority | null;
  readonly rank: string;
}

/** Opportunities in an order; those without a score come last. */
export function placesIn(every: readonly Opportunity[], by: OrderName): Place[] {
  const order: Order = ORDERS[by];
  const scores = every.map(({ card }) => order.scoreOf(card));
  const ranks = order.ranksOf(scores);
  const places = every.map((one, at): Place => {
    const rank = ranks[at];
    return { ...one, score: scores[at] ?? null, rank: rank ? rankText(rank) : "" };
  });
  const worth = ({ score }: Place) => (score ? order.first * score.value : Number.NEGATIVE_INFINITY);
  return places.sort((a, b) => worth(b) - worth(a) || 0);
}

interface ListProps {
  view: ViewState;
  by: OrderName;
  places: readonly Place[];
  select: (card: string) => void;
}

export function OpportunityList({ view, by, places, select }: ListProps) {
  const { inputs }: Order = ORDERS[by];
  const { top } = axisOf(Math.max(0, ...places.map(({ score }) => score?.high ?? 0)), 5);
  const selected = view.cards.value;
  const stages = stagesByNumber(view);
  // One stop of Tab: the selected opportunity, or the first.
  const stop = places.find(({ card }) => selected.has(card.id)) ?? places[0];
  const showDetails = (id: string, row: HTMLElement) => {
    select(id);
    // The list goes: meanwhile the focus waits at the tabs, or the map would take it back.
    row.closest(".cjm-dock")!.querySelector<HTMLElement>("[role=tab]")!.focus();
    view.panel.value = { tab: "details", persona: null };
    focusPanel(view);
  };
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLButtonElement>, at: number) => {
    const rows = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: places.length - 1 };
    const to = rows[event.key as keyof typeof rows];
    if (event.key === "Enter") showDetails(places[at]!.card.id, event.currentTarget);
    else if (to === undefined) return;
    else if (places[to]) {
      select(places[to].card.id);
      event.currentTarget.closest("tbody")!.querySelectorAll<HTMLElement>(".cjm-li-t")[to]!.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <table class="cjm-op-list">
      <thead>
        <tr>
          <th scope="col">{TEXTS.rank}</th>
          <th scope="col">{TEXTS.card}</th>
          {inputs.map((name) => (
            <th key={name} scope="col" class="is-size">
              {TEXTS[name]}
            </th>
          ))}
          <th scope="col" class="cjm-op-score">
            {labelOf(by)}
          </th>
          <td class="cjm-op-axis" aria-hidden="true">
            <span>
              {numeral(0)}
              <i />
              {numeral(top)}
            </span>
          </td>
          <td />
          <th scope="col">{TEXTS.status}</th>
          <th scope="col">
            <span class="cjm-sr">{TEXTS.owner}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map((one, at) => {
          const { card, stage, lane, score, rank } = one;
          return (
            <tr key={card.id} class={selected.has(card.id) ? "is-on" : undefined}>
              <td>
                <b>{rank}</b>
              </td>
              <th scope="row">
                <button
                  type="button"
                  class="cjm-li-t"
                  aria-pressed={selected.has(card.id)}
                  tabIndex={one === stop ? 0 : -1}
                  onClick={() => select(card.id)}
                  onDblClick={({ currentTarget }) => showDetails(card.id, currentTarget)}
                  onKeyDown={(event) => onKeyDown(event, at)}
                >
                  {card.text}
                </button>
                <small>{[stages(stage, card.span ?? 1), card.kpi].filter(Boolean).join(" · ")}</small>
              </th>
              {inputs.map((name) => (
                <td key={name} class="is-size">
                  {sizeText(card, name)}
                </td>
              ))}
              <td class="cjm-op-score">{score && <b>{brief(score.value, top)}</b>}</td>
              <td class="cjm-op-axis">{score && <Whisker score={score} top={top} />}</td>
              <td class="cjm-ci">
                {score && score.low < score.high && `${brief(score.low, top)}–${brief(score.high, top)}`}
              </td>
              <td>
                <Status view={view} stage={stage} lane={lane} card={card} />
              </td>
              <td>
                {card.owner && (
                  <span class="cjm-av" title={t("Owner: {owner}", { owner: card.owner })}>
                    <span aria-hidden="true">{initials(card.owner)}</span>
                    <span class="cjm-sr">{card.owner}</span>
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** "4 Security", or "3–4 Finding the way" for a card that covers two stages. */
function stagesByNumber(view: ViewState): (id: string, span: number) => string {
  const stages = thingsOf(view.store.document.value, "stage");
  return (id, span) => {
    const at = stages.findIndex((stage) => stage.id === id);
    const to = Math.min(at + span, stages.length);
    return at < 0 ? "" : `${at + 1}${to > at + 1 ? `–${to}` : ""} ${stages[at]!.name}`;
  };
}

/** The keys of the list, in the foot of the map. */
export function OpportunityKeys() {
  return (
    <span class="cjm-hints is-own">
      <Chord keys="ArrowUp" /> <Chord keys="ArrowDown" /> {t("opportunity")} <Chord keys="Enter" />{" "}
      {t("details")} <Chord keys="F6" /> {t("map, list")}
    </span>
  );
}

/** How far it is: one of the usual words, or the team's own. */
function Status({ view, stage, lane, card }: { view: ViewState } & Opportunity) {
  const own = card.status ?? "";
  const usual = (word: string) => word.toLowerCase() === own.trim().toLowerCase();
  const isOwn = own !== "" && !STATUSES.some(usual);
  if (!view.store.editable.value) return <>{isOwn ? own : t(STATUSES.find(usual) ?? "")}</>;
  return (
    <select
      class="cjm-op-status"
      aria-label={t("Status of {name}", { name: card.text ?? "" })}
      value={isOwn ? own : (STATUSES.find(usual) ?? "")}
      onChange={({ currentTarget }) =>
        makeEdit(
          view,
          changeCard(stage, lane, card, { status: currentTarget.value }),
          english("Edit {field}", { field: "status" }),
        )
      }
      onKeyDown={(event) => event.stopPropagation()}
    >
      <option value="">–</option>
      {STATUSES.map((word) => (
        <option key={word} value={word}>
          {t(word)}
        </option>
      ))}
      {isOwn && <option value={own}>{own}</option>}
    </select>
  );
}

function sizeText(card: Card, name: Size): string {
  const size = card[name];
  if (size === undefined || size === null) return "";
  const range = [size]
    .flat()
    .map((end) => numeral(end))
    .join("–");
  return name === "confidence" ? `${range} %` : range;
}

/** As exact as the axis lets one see. */
const brief = (value: number, top: number): string =>
  numeral(value, { maximumFractionDigits: top < 20 ? 1 : 0 });

/** From the least to the greatest score, dashed, as it is believed. */
function Whisker({ score: { value, low, high }, top }: { score: Priority; top: number }) {
  const x = (score: number) => 3 + (score / top) * 66;
  return (
    <svg class="cjm-op-range" width={72} height={12} aria-hidden="true">
      <path class="is-axis" d="M3 6h66" />
      <path class="is-believed" d={`M${x(low)} 6H${x(high)}`} />
      <rect x={x(value) - 2.5} y={3.5} width={5} height={5} />
    </svg>
  );
}
