/** One curve of both versions: then thin and grey, now in ink; solid where it was measured, dashed where it was drawn. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Stage } from "../../document/schema";
import { Icon, Marker } from "../../lanes/icon";
import type { ComparedPart, EmotionChange } from "../../scene/comparison/map-comparison";
import { type CurvePair, differenceOf, heightsOf } from "../../scene/comparison/number-changes";
import type { Version } from "../../scene/comparison/versions";
import { bandPath, linePath } from "../../scene/curve";
import { decimalsOf, roundStep, signed } from "../../scene/numbers";
import { makeScale, writeEnds, writeScore } from "../../scene/scale";
import { t, texts } from "../../words/words";

const TEXTS = texts({
  emotion: "Emotion",
  curve: "Curve that is compared",
  measured: "Measured",
  drawn: (persona: string) => t("{name}, drawn", { name: persona }),
  zoomed: (ends: string) => t("Zoomed; the scale is {ends}", { ends }),
  was: "then",
  now: "now",
  none: "no score",
  change: (by: string) => t("change {by}", { by }),
  largest: "Largest change",
  from: (low: string, high: string) => t("{low} to {high}", { low, high }),
  at: (stage: string, words: string) => `${stage}: ${words}`,
});
/** Heights in px, and the width of a stage in units of the drawing. */
const HEIGHT = 220;
const TOP = 34;
const FOOT = 190;
const STAGE = 100;
/** Distance in px from which on both values of a stage are written. */
const APART = 14;

interface ComparedCurveProps {
  curves: readonly CurvePair[];
  stages: readonly ComparedPart<Stage>[];
  /** The drawn emotions that differ. */
  scores: readonly EmotionChange[];
  was: Version;
  now: Version;
  isBeside: boolean;
}

export function ComparedCurve({ curves, stages, scores, was, now, isBeside }: ComparedCurveProps) {
  const [chosen, choose] = useState<string | null>(null);
  const pair = curves.find(({ persona }) => persona === chosen) ?? usualCurve(curves);
  const isMeasured = pair.persona === "";
  const heights = heightsOf(pair, now.map);
  const scale = makeScale(now.map.scale);
  const y = (value: number) => TOP + ((heights.high - value) / (heights.high - heights.low)) * (FOOT - TOP);
  const width = stages.length * STAGE;
  const middle = { was: isBeside ? 0.25 : 0.5, now: isBeside ? 0.75 : 0.5 };
  const x = (column: number, side: "was" | "now") => (column + middle[side]) * STAGE;
  const spots = (side: "was" | "now") =>
    pair[side].map((one, column) => (one?.value == null ? null : { x: x(column, side), y: y(one.value) }));
  const spans = pair.now.map((one, column) =>
    one?.low == null || one.high == null ? null : { x: x(column, "now"), low: y(one.low), high: y(one.high) },
  );
  const looks = (side: "was" | "now") => `is-${side}${isMeasured ? "" : " is-drawn"}`;
  const changed = new Set(scores.flatMap(({ persona, stage }) => (persona === pair.persona ? [stage] : [])));
  const words = stages.map(({ part }, column) =>
    TEXTS.at(
      part.name,
      wordsAt(pair, column, (value) => writeScore(scale, value, 2)),
    ),
  );
  const marks = guides(heights.low, heights.high);
  const ends = {
    was: pair.was.findLastIndex((one) => one?.value != null),
    now: pair.now.findLastIndex((one) => one?.value != null),
  };
  return (
    <tr class="cjm-cmp-emotion">
      <th scope="row">
        <div class="cjm-cmp-lane">
          <Icon name="curve" />
          <span>
            {TEXTS.emotion}
            {curves.length > 1 ? (
              <select
                aria-label={TEXTS.curve}
                value={pair.persona}
                onChange={(event) => choose(event.currentTarget.value)}
              >
                {curves.map(({ persona, name }) => (
                  <option key={persona} value={persona}>
                    {persona === "" ? TEXTS.measured : TEXTS.drawn(name)}
                  </option>
                ))}
              </select>
            ) : (
              <small>{isMeasured ? TEXTS.measured : TEXTS.drawn(pair.name)}</small>
            )}
            {heights.zoomed && <small>{TEXTS.zoomed(writeEnds(scale))}</small>}
          </span>
        </div>
      </th>
      <td class="cjm-cmp-plot" colSpan={stages.length * (isBeside ? 2 : 1)}>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          height={HEIGHT}
          width="100%"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {marks.map(({ value }) => (
            <line key={value} class="cjm-guide" x1={0} x2={width} y1={y(value)} y2={y(value)} />
          ))}
          {isMeasured && <path class="cjm-cmp-band" d={bandPath(spans)} />}
          <path class={`cjm-cmp-line ${looks("was")}`} d={linePath(spots("was"))} />
          <path class={`cjm-cmp-line ${looks("now")}`} d={linePath(spots("now"))} />
        </svg>
        <div>
          <span class="cjm-cmp-axis" aria-hidden="true">
            {marks.map(({ value, text }) => (
              <span key={value} style={{ top: y(value) }}>
                {text}
              </span>
            ))}
          </span>
          {(["was", "now"] as const).map((side) =>
            pair[side].map((one, column) => {
              if (one?.value == null) return null;
              const other = pair[side === "was" ? "now" : "was"][column]?.value ?? null;
              const isClose = !isBeside && other !== null && Math.abs(y(other) - y(one.value)) < APART;
              const isUpper =
                isBeside || other === null || one.value > other || (one.value === other && side === "now");
              // F8 goes to what changed; the list below says every point.
              const isStop = changed.has(stages[column]!.id) && (side === "now" || other === null);
              const stop = {
                role: "img" as const,
                "aria-label": words[column],
                tabIndex: -1,
                "data-change": side,
              };
              return (
                <span
                  key={`${side} ${stages[column]!.id}`}
                  {...(isStop ? stop : { "aria-hidden": true })}
                  class={`cjm-cmp-pt ${looks(side)}${isUpper ? "" : " is-lower"}`}
                  style={{ insetInlineStart: `${(x(column, side) / width) * 100}%`, top: y(one.value) }}
                >
                  <Marker name={isMeasured ? "square" : "circle"} size={side === "now" ? 14 : 12} />
                  {!(isClose && side === "was") && <b>{writeScore(scale, one.value, 2)}</b>}
                  {column === ends[side] && <em>{side === "was" ? was.name : now.name}</em>}
                </span>
              );
            }),
          )}
          {isMeasured && (
            <Largest
              pair={pair}
              at={(column) => ({
                insetInlineStart: `${(x(column, "now") / width) * 100}%`,
                // Where the curves are not.
                [y(pair.now[column]!.value!) > HEIGHT / 2 ? "top" : "bottom"]: 4,
              })}
            />
          )}
        </div>
        <ul class="cjm-sr">
          {stages.map(({ id }, column) => (
            <li key={id}>{words[column]}</li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** What was measured, if it changed; else the first persona's that changed. */
const usualCurve = (curves: readonly CurvePair[]): CurvePair =>
  curves.find(({ persona, changes }) => persona === "" && changes) ??
  curves.find(({ changes }) => changes) ??
  curves[0]!;

function wordsAt({ was, now }: CurvePair, column: number, write: (value: number) => string): string {
  const side = (words: string, value: number | null | undefined) =>
    `${words} ${value == null ? TEXTS.none : write(value)}`;
  const parts = [side(TEXTS.was, was[column]?.value), side(TEXTS.now, now[column]?.value)];
  const difference = differenceOf(was[column] ?? undefined, now[column] ?? undefined);
  if (difference) parts.push(TEXTS.change(signed(difference.value, 2)));
  return parts.join(", ");
}

/** The largest change whose interval leaves zero, at its stage. */
function Largest({ pair, at }: { pair: CurvePair; at: (column: number) => JSX.CSSProperties }) {
  const [first] = pair.now
    .map((one, column) => ({ column, ...differenceOf(pair.was[column] ?? undefined, one ?? undefined) }))
    .filter(({ clear }) => clear)
    .sort((a, b) => Math.abs(b.value!) - Math.abs(a.value!));
  if (!first) return null;
  return (
    <span class="cjm-cmp-note" style={at(first.column)} aria-hidden="true">
      <b>
        {TEXTS.largest}, {signed(first.value!, 2)}
      </b>
      <small>{TEXTS.from(signed(first.low!, 2), signed(first.high!, 2))}</small>
    </span>
  );
}

/** Round heights between two ends. */
function guides(low: number, high: number): { value: number; text: string }[] {
  const step = roundStep((high - low) / 4);
  const marks = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + 1e-9; at++) {
    const value = Number((at * step).toFixed(6));
    marks.push({ value, text: signed(value, decimalsOf(step)) });
  }
  return marks;
}
