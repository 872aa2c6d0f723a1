/** The Opportunities tab of the panel: impact against effort, and the list by score with the places each may have. */
import "./opportunities.css";
import { useState } from "preact/hooks";
import { entryAt, rowAt, thingsOf } from "../../document/document";
import { changeCard } from "../../document/gestures";
import {
  ice,
  type Opportunity,
  opportunitiesOf,
  type Priority,
  ranksOf,
  rankText,
  rice,
} from "../../document/opportunities";
import type { Card, Metric } from "../../document/schema";
import { type Range, rangeText } from "../../document/tables/ranges";
import type { ViewState } from "../../interaction/state";
import { makeEdit } from "../../interaction/writing/editing";
import { phrase } from "../../lanes/phrase";
import { figureWords } from "../../scene/measure";
import { writeValue } from "../../scene/numbers";
import { initials } from "../../scene/personas";
import { english, numeral, plural, t, texts } from "../../words/words";
import { LogForm } from "../panel/log-form";
import { ImpactEffort } from "./impact-effort";

const TEXTS = texts({
  label: "Opportunities",
  card: "Opportunity",
  by: "Order by",
  rank: "Rank",
  impact: "Impact",
  confidence: "Conf.",
  ease: "Ease",
  reach: "Reach",
  effort: "Effort",
  none: "A lane of opportunities has no card yet.",
  note: "Ranges are beliefs, so they are dashed. Where two ranges overlap the order is open: the rank says from best to worst place.",
  sizes: "The details of a card hold its sizes: one number is a point, “6–9” a range.",
  status: "Status",
  owner: "Owner",
  decisions: "Decisions",
  decision: "Decision",
  text: "What was decided",
  why: "Why",
  missing: "A decision needs words: what was decided.",
});
const STATUSES = [
  english("Idea"),
  english("To test"),
  english("Testing"),
  english("Doing"),
  english("Done"),
  english("Dropped"),
] as const;
const SCORES = { ICE: ice, RICE: rice } as const;
type ScoreName = keyof typeof SCORES;
const INPUTS = {
  ICE: ["impact", "confidence", "ease"],
  RICE: ["reach", "impact", "confidence", "effort"],
} as const;

interface Place extends Opportunity {
  readonly score: Priority | null;
  readonly rank: string;
}

export function OpportunitiesTab({ view }: { view: ViewState }) {
  const document = view.store.document.value;
  const [by, setBy] = useState<ScoreName>("ICE");
  const every = opportunitiesOf(document);
  const scores = every.map(({ card }) => SCORES[by](card));
  const ranks = ranksOf(scores);
  const places: Place[] = every.map((one, at) => {
    const rank = ranks[at];
    return { ...one, score: scores[at] ?? null, rank: rank ? rankText(rank) : "" };
  });
  places.sort((a, b) => (b.score?.value ?? -1) - (a.score?.value ?? -1));
  const most = Math.max(1, ...scores.map((score) => score?.high ?? 0));
  const stages = new Map(thingsOf(document, "stage").map(({ id, name }) => [id, name]));
  const selected = view.cards.value;
  const select = (id: string) => {
    const one = every.find(({ card }) => card.id === id);
    if (!one) return;
    // The reader's focus stays in the list, so that the page does not scroll away from it.
    view.focus.value = { lane: one.lane, stage: one.stage };
    view.cards.value = new Set([id]);
  };
  if (!every.length) return <p class="cjm-op-note">{TEXTS.none}</p>;
  return (
    <div class="cjm-op">
      <div class="cjm-dk-sub">
        <span>{plural(every.length, "{n} opportunity", "{n} opportunities")}</span>
        <span class="cjm-grow" />
        <span class="cjm-seg" role="radiogroup" aria-label={TEXTS.by}>
          {(Object.keys(SCORES) as ScoreName[]).map((name) => (
            <label key={name}>
              <input type="radio" name="cjm-op-by" checked={by === name} onChange={() => setBy(name)} />
              {name}
            </label>
          ))}
        </span>
      </div>
      <ImpactEffort every={every} selected={selected} select={select} />
      <table class="cjm-op-list">
        <thead>
          <tr>
            <th scope="col">{TEXTS.rank}</th>
            <th scope="col">{TEXTS.card}</th>
            {INPUTS[by].map((name) => (
              <th key={name} scope="col">
                {TEXTS[name]}
              </th>
            ))}
            <th scope="col" colSpan={2}>
              {by}
            </th>
            <th scope="col">{TEXTS.status}</th>
            <th scope="col">
              <span class="cjm-sr">{TEXTS.owner}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ card, stage, lane, score, rank }) => (
            <tr key={card.id} class={selected.has(card.id) ? "is-on" : undefined}>
              <td>
                <b>{rank}</b>
              </td>
              <th scope="row">
                <button type="button" aria-pressed={selected.has(card.id)} onClick={() => select(card.id)}>
                  {card.text}
                </button>
                <small>{[stages.get(stage), card.kpi].filter(Boolean).join(" · ")}</small>
              </th>
              {INPUTS[by].map((name) => (
                <td key={name}>{sizeText(card, name)}</td>
              ))}
              <td>{score && <b>{brief(score.value)}</b>}</td>
              <td>{score && <Whisker score={score} most={most} />}</td>
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
          ))}
        </tbody>
      </table>
      <p class="cjm-op-note">{TEXTS.note}</p>
      <p class="cjm-op-note">{TEXTS.sizes}</p>
      {every
        .filter(({ card }) => selected.has(card.id))
        .map(({ card }) => (
          <Bet key={card.id} view={view} card={card} />
        ))}
      <Decisions view={view} cards={selected} />
    </div>
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

function sizeText(card: Card, name: "impact" | "confidence" | "ease" | "reach" | "effort"): string {
  const size = card[name];
  if (size === undefined || size === null) return "";
  return name === "confidence" ? `${rangeText(size as Range)} %` : rangeText(size as Range);
}

const brief = (value: number): string => (value < 10 ? value.toFixed(1) : numeral(Math.round(value)));

/** From the least to the greatest score, dashed, as it is believed. */
function Whisker({ score: { value, low, high }, most }: { score: Priority; most: number }) {
  const x = (score: number) => 4 + (score / most) * 72;
  return (
    <span class="cjm-op-range">
      <svg width={80} height={12} aria-hidden="true">
        <path class="is-axis" d="M4 6h72" />
        <path class="is-believed" d={`M${x(low)} 6H${x(high)}`} />
        <circle cx={x(value)} cy={6} r={3} />
      </svg>
      {t("{low} to {high}", { low: brief(low), high: brief(high) })}
    </span>
  );
}

/** The hypothesis of an opportunity as a sentence, with what is measured of its metric. */
function Bet({ view, card: { text, hypothesis } }: { view: ViewState; card: Card }) {
  const metric = hypothesis?.metric;
  if (!hypothesis || !metric) return null;
  const measured = measuredOf(view, metric);
  const baseline = hypothesis.baseline ?? measured?.figure.value ?? null;
  const written = (value: number | null | undefined) =>
    measured && value != null ? writeValue(measured.info.unit, value) : value;
  const slot = (words: number | string | null | undefined, kind = "") => (
    <span class={`cjm-op-slot${kind}`}>{words ?? "?"}</span>
  );
  const slots = {
    change: slot(hypothesis.change || "?"),
    metric: slot(metric.name),
    baseline: slot(written(baseline), " is-measured"),
    target: slot(written(metric.target), " is-target"),
  };
  return (
    <section class="cjm-op-bet">
      <h3>{text}</h3>
      <p>{phrase(t("If {change} then {metric} moves from {baseline} to {target}"), slots)}</p>
      {measured && <small>{figureWords(measured.info, measured.figure, null)} </small>}
      <People from={baseline} to={metric.target ?? null} />
    </section>
  );
}

/** What a source of the map measured of a metric: its measure at its stage. */
function measuredOf(view: ViewState, { measure, stage, source }: Metric) {
  for (const one of view.store.measured.value.sources ?? []) {
    if (!measure || !stage || (source && source !== one.id && source !== one.name)) continue;
    const info = one.measures.find(({ name }) => name === measure);
    const figure = entryAt(rowAt(one.reading.figures, stage), measure);
    if (info && figure?.value != null) return { info, figure };
  }
  return null;
}

/** How many people show the difference of two shares with 80 % power, two-sided at 5 %; as cjm.sample_size. */
function People({ from, to }: { from: number | null; to: number | null }) {
  const isShare = (value: number | null): value is number => value !== null && value > 0 && value < 1;
  if (!isShare(from) || !isShare(to) || from === to) return null;
  const mean = (from + to) / 2;
  const root =
    1.959963984540054 * Math.sqrt(2 * mean * (1 - mean)) +
    0.8416212335729143 * Math.sqrt(from * (1 - from) + to * (1 - to));
  const people = Math.ceil((root / (to - from)) ** 2);
  return <small>{t("To see it with 80 % power, ask {people} people each time.", { people })}</small>;
}

function Decisions({ view, cards }: { view: ViewState; cards: ReadonlySet<string> }) {
  const all = view.store.document.value.decisions ?? [];
  const shown = cards.size ? all.filter(({ opportunity }) => !opportunity || cards.has(opportunity)) : all;
  if (!shown.length && !view.store.editable.value) return null;
  const [opportunity] = cards.size === 1 ? cards : [];
  return (
    <section class="cjm-op-bet">
      <h3>{TEXTS.decisions}</h3>
      {shown.map(({ author, text, why, time }, at) => (
        <p key={at}>
          <b>{author}</b> {time && <small>{time.slice(0, 10)}</small>}
          <br />
          {text}
          {why && <small> {t("Because {why}", { why })}</small>}
        </p>
      ))}
      <LogForm
        view={view}
        log="decisions"
        button={TEXTS.decision}
        edit={english("Decide")}
        fields={[
          { name: "text", label: TEXTS.text },
          { name: "why", label: TEXTS.why },
        ]}
        read={({ text = "", why }) =>
          text ? { text, ...(why && { why }), ...(opportunity && { opportunity }) } : TEXTS.missing
        }
      />
    </section>
  );
}
