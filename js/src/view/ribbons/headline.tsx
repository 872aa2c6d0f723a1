/** In the map's header: what events say of the whole map, its success metric or who comes to its last stage. */
import { entryAt, rowAt } from "../../document/document";
import type { Document, Figure, MeasureInfo, SourceInfo } from "../../document/schema";
import { sourceOfWays } from "../../interaction/links/ways";
import type { ViewState } from "../../interaction/state";
import { count, writeInterval, writeValue } from "../../scene/numbers";
import { t, texts } from "../../words/words";

const TEXTS = texts({
  conformance: "Conformance",
  follow: (n: string, all: string) => t("follow the drawn journey, {n} of {all}", { n, all }),
  metric: "Success metric",
  outcome: (stage: string) => t("Reach {stage}", { stage }),
  n: (reached: string, all: string) => t("{reached} of {all}", { reached, all }),
} as const);

interface HeadlineNumber {
  readonly name: string;
  readonly unit: MeasureInfo["unit"];
  readonly figure: Figure;
  readonly words: string;
}

export function Headline({ view }: { view: ViewState }) {
  const source = sourceOfWays(view);
  if (!source) return null;
  const outcome = outcomeOf(view.store.document.value, view.store.measured.value.sources ?? [], source);
  return (
    <>
      {[conformanceOf(source), outcome].map(
        (number) =>
          number && (
            <>
              <Headliner key={number.name} {...number} />
              <span class="cjm-vr" />
            </>
          ),
      )}
    </>
  );
}

function Headliner({ name, unit, figure, words }: HeadlineNumber) {
  return (
    <span class="cjm-kpi" title={figure.method}>
      <small>{name}</small>
      <span>
        <b>{writeValue(unit, figure.value!)}</b>{" "}
        {figure.low != null && figure.high != null && (
          <span class="cjm-ci">{writeInterval(unit, figure.low, figure.high)}</span>
        )}{" "}
        <span class="cjm-n">{words}</span>
      </span>
    </span>
  );
}

/** How many cases follow the drawn journey. */
function conformanceOf({ reading: { conformance } }: SourceInfo): HeadlineNumber | null {
  if (conformance?.value == null) return null;
  const words = TEXTS.follow(count(conformance.n * conformance.value), count(conformance.n));
  return { name: TEXTS.conformance, unit: "share", figure: conformance, words };
}

/** The success metric of the map where it names a measure, or else who reaches the last stage that anyone reaches. */
function outcomeOf(
  { metric, stages = [] }: Document,
  sources: readonly SourceInfo[],
  events: SourceInfo,
): HeadlineNumber | null {
  const numberAt = (source: SourceInfo, measure: string, stage: string) => {
    const info = source.measures.find(({ name }) => name === measure);
    const figure = info && entryAt(rowAt(source.reading.figures, stage), measure);
    return info && figure?.value != null ? { unit: info.unit, figure } : null;
  };
  if (metric?.measure && metric.stage) {
    const own = metric.source ? sources.filter(({ id }) => id === metric.source) : sources;
    for (const source of own) {
      const number = numberAt(source, metric.measure, metric.stage);
      if (number) return { name: TEXTS.metric, ...number, words: `${metric.name}, ${wordsOf(number)}` };
    }
  }
  for (const { id, name } of [...stages].reverse()) {
    const number = numberAt(events, "reached", id);
    if (number) return { name: TEXTS.outcome(name), ...number, words: wordsOf(number) };
  }
  return null;
}

function wordsOf({ unit, figure }: { unit: MeasureInfo["unit"]; figure: Figure }): string {
  if (unit !== "share") return `n ${count(figure.n)}`;
  return TEXTS.n(count(figure.n * figure.value!), count(figure.n));
}
