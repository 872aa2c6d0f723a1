/** What is under the list of opportunities: the selected one's hypothesis as a sentence, and what was decided. */
import { entryAt, rowAt } from "../../document/document";
import type { Card, Metric } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { phrase } from "../../lanes/phrase";
import { figureWords } from "../../scene/measure";
import { writeValue } from "../../scene/numbers";
import { initials } from "../../scene/personas";
import { english, t, texts } from "../../words/words";
import { dayOf } from "../history/edits";
import { LogForm } from "../panel/log-form";

const TEXTS = texts({
  decisions: "Decisions",
  decision: "Decision",
  text: "What was decided",
  why: "Why",
  missing: "A decision needs words: what was decided.",
});

/** The hypothesis of an opportunity as a sentence, with what is measured of its metric. */
export function Bet({ view, card: { text, hypothesis } }: { view: ViewState; card: Card }) {
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
    <section class="cjm-sec cjm-op-bet">
      <h3>{text}</h3>
      <p>{phrase(t("If {change} then {metric} moves from {baseline} to {target}"), slots)}</p>
      {measured && <small>{figureWords(measured.info, measured.figure, null)}. </small>}
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

export function Decisions({ view, cards }: { view: ViewState; cards: ReadonlySet<string> }) {
  const all = view.store.document.value.decisions ?? [];
  const shown = cards.size ? all.filter(({ opportunity }) => !opportunity || cards.has(opportunity)) : all;
  if (!shown.length && !view.store.editable.value) return null;
  const [opportunity] = cards.size === 1 ? cards : [];
  return (
    <section class="cjm-sec cjm-op-bet">
      <h3>{TEXTS.decisions}</h3>
      {shown.map(({ author, text, why, time }, at) => (
        <div key={at} class="cjm-cmt">
          <span class="cjm-av" aria-hidden="true">
            {initials(author)}
          </span>
          <div>
            <b>{author}</b> {time && <span class="cjm-n">{dayOf(time)}</span>}
            <p>
              {text}
              {why && <small> {t("Because {why}", { why })}</small>}
            </p>
          </div>
        </div>
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
