/** The curve of all stages above the one that is shown, whose column is tinted. */
import type { ViewState } from "../../interaction/state";
import { Icon, Marker } from "../../lanes/icon";
import { linePath } from "../../scene/curve";
import { shortNames } from "../../scene/personas";
import { picture } from "../../scene/picture";
import { type Scale, ticks, writeDrawn, writeScore } from "../../scene/scale";
import { texts } from "../../words/words";

const TEXTS = texts({
  stages: "Stages",
  measured: "Measured",
  drawn: "drawn",
  high: "Delighted",
  neutral: "Neutral",
  low: "Miserable",
});
const FACES = { high: "smile", neutral: "flat", low: "frown" } as const;
/** Heights in px, and the width of a stage in units of the drawing. */
const HEIGHT = 168;
const TOP = 24;
const FOOT = 148;
const STAGE = 100;

const heightAt = ({ high, low }: Scale, value: number): number =>
  TOP + ((high - value) / (high - low)) * (FOOT - TOP);

export function PresentedCurve({ view, at, go }: { view: ViewState; at: number; go: (to: number) => void }) {
  const stages = view.stages.value;
  const document = view.store.document.value;
  const sources = view.store.measured.value.sources ?? [];
  const source = sources.find(({ reading }) => Object.keys(reading.curve ?? {}).length > 0);
  const { scale, series, columns } = picture({
    document,
    stages,
    source,
    filterWords: "",
    persona: view.persona.value,
    // Only the curve of whom the map is about now, so that a room sees one belief beside what was measured.
    hidden: new Set((document.personas ?? []).flatMap(({ id }) => (id === view.persona.value ? [] : [id]))),
    states: "now",
    preview: null,
    width: Number.POSITIVE_INFINITY,
  });
  const names = shortNames(series.map(({ persona }) => persona.name));
  const line = (values: readonly (number | null | undefined)[]) =>
    linePath(
      values.map((value, place) =>
        value == null ? null : { x: (place + 0.5) * STAGE, y: heightAt(scale, value) },
      ),
    );
  const measured = columns.map((column) => column.measured?.value);
  const across = (place: number) => `${((place + 0.5) / stages.length) * 100}%`;
  return (
    <div class="cjm-pr-curve" style={{ "--stages": stages.length }}>
      <div class="cjm-pr-axis" aria-hidden="true">
        {ticks(scale).map(({ value, text, end }) => (
          <span key={value} class={`is-${end ?? "between"}`} style={{ top: heightAt(scale, value) }}>
            {end && <em>{TEXTS[end]}</em>}
            {end && <Icon name={FACES[end]} size={14} />}
            <b>{text}</b>
          </span>
        ))}
      </div>
      <div class="cjm-pr-plot">
        <i
          class="cjm-pr-here"
          style={{ insetInlineStart: `${(at / stages.length) * 100}%` }}
          aria-hidden="true"
        />
        <svg
          viewBox={`0 0 ${stages.length * STAGE} ${HEIGHT}`}
          height={HEIGHT}
          width="100%"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {ticks(scale).map(({ value, end }) => (
            <line
              key={value}
              class={end === "neutral" ? "cjm-guide is-zero" : "cjm-guide"}
              x1={0}
              x2={stages.length * STAGE}
              y1={heightAt(scale, value)}
              y2={heightAt(scale, value)}
            />
          ))}
          {series.map(({ persona, look, values }) => (
            <path
              key={persona.id}
              class={`cjm-line is-drawn ${look.class}${look.round ? " is-round" : ""}`}
              stroke-dasharray={look.dash}
              d={line(values)}
            />
          ))}
          <path class="cjm-line is-all" d={line(measured)} />
        </svg>
        <div aria-hidden="true">
          {series.map(({ persona, look, values, active }, one) =>
            values.map((value, place) =>
              value === null ? null : (
                <span
                  key={`${persona.id} ${stages[place]!.id}`}
                  class={`cjm-pr-pt ${look.class} is-${columns[place]!.sides.drawn}wards`}
                  style={{ insetInlineStart: across(place), top: heightAt(scale, value) }}
                >
                  <Marker name={look.marker} size={14} />
                  {active && measured[place] == null && <b>{writeDrawn(scale, value)}</b>}
                  {place === values.findLastIndex((other) => other !== null) && (
                    <em>
                      {names[one]} <small>{TEXTS.drawn}</small>
                    </em>
                  )}
                </span>
              ),
            ),
          )}
          {measured.map((value, place) =>
            value == null ? null : (
              <span
                key={stages[place]!.id}
                class={`cjm-pr-pt is-all is-${columns[place]!.sides.measured}wards`}
                style={{ insetInlineStart: across(place), top: heightAt(scale, value) }}
              >
                <Marker name="square" size={14} />
                <b>{writeScore(scale, value, 2)}</b>
                {place === measured.findLastIndex((other) => other != null) && <em>{TEXTS.measured}</em>}
              </span>
            ),
          )}
        </div>
      </div>
      <ol class="cjm-pr-steps" aria-label={TEXTS.stages}>
        {stages.map((stage, place) => (
          <li key={stage.id}>
            <button type="button" aria-current={place === at ? "step" : undefined} onClick={() => go(place)}>
              <span>{place + 1}</span> {stage.name}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
