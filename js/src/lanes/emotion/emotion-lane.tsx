/**
 * The emotion lane: what personas were drawn to feel, dashed, and what was measured, solid, over the stages.
 * One drawing lies under transparent cells; points, labels and notes are elements of their stage's cell.
 */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Lane, Measured, Persona, SourceInfo } from "../../document/schema";
import type { ColumnBox, Unfinished } from "../../interaction/state";
import { bandPath, linePath } from "../../scene/curve";
import type { ColumnRange } from "../../scene/layout";
import { WHO } from "../../scene/measure";
import { isInside, type Picture, picture, type Series, toleranceOf } from "../../scene/picture";
import { HEIGHT, heightOf, type Scale, ticks, writeDrawn } from "../../scene/scale";
import type { Conflict } from "../../store/store";
import { english, language, t } from "../../words/words";
import { Icon } from "../icon";
import { type LaneProps, lineColour } from "../lane";
import { type DrawnScore, EmotionCell, measuredWords, type OpenEntry } from "./emotion-cell";
import { insideWords } from "./point";
import { ScoreChange } from "./score-gesture";
import { StatesChoice } from "./states-choice";

export function EmotionLane(props: LaneProps) {
  const { store, lane, stages, columns, persona, hidden, states, row } = props;
  const change = useMemo(() => new ScoreChange(store), [store]);
  const { unfinished } = props;
  useEffect(() => {
    const one: Unfinished = {
      finish: () => void change.commit(),
      isChanged: () => change.preview.peek() !== null,
    };
    unfinished.add(one);
    return () => {
      unfinished.delete(one);
      one.finish();
    };
  }, [change, unfinished]);
  const entry = useSignal<OpenEntry | null>(null);

  const { sources = [], filters } = store.measured.value;
  const baseline = useMemo(() => store.document.peek().emotion, [store.measured.value]);
  const hasFilters = Object.keys(filters ?? {}).length > 0;
  const document = store.document.value;
  const source = sourceOfCurve(lane, sources);
  const who = WHO[source?.who ?? "respondents"];
  const boxes = columns.value;
  // Scrolling draws other cells of the same picture.
  const drawing = useMemo(
    () =>
      picture({
        document,
        stages,
        source,
        filterWords: filterText(filters),
        persona: persona.value,
        hidden: hidden.value,
        states: states.value,
        preview: change.preview.value,
        width: boxes[0]?.width ?? Number.POSITIVE_INFINITY,
      }),
    [
      language.value,
      document,
      stages,
      source,
      filters,
      persona.value,
      hidden.value,
      states.value,
      change.preview.value,
      boxes,
    ],
  );
  const { paper } = props;
  const plot = useMemo(() => <Plot picture={drawing} boxes={boxes} paper={paper} />, [drawing, boxes, paper]);
  const { scale, series } = drawing;
  const tolerance = toleranceOf(document);
  return (
    <div
      {...row}
      class="cjm-row cjm-emotion has-zones"
      style={{ "--zero": `${heightOf(scale, scale.neutral)}px`, ...lineColour(lane) }}
    >
      {props.header(
        <>
          <ScoreAxis scale={scale} />
          <StatesChoice store={store} states={states} shown={series.length > 0} />
        </>,
      )}
      {plot}
      {props.drawn.value.map((at) => {
        const stage = stages[at]!;
        const points = series.map((one) => ({
          ...one,
          value: one.values[at]!,
          inside:
            one.state === "now"
              ? isInside(source, baseline, tolerance, hasFilters, one.persona, stage.id, one.values[at]!)
              : undefined,
        }));
        return (
          <EmotionCell
            key={stage.id}
            attributes={props.cell(stage, `${stage.name}, ${cellWords(drawing, points, at, who)}`)}
            stage={stage}
            scale={scale}
            points={points}
            who={who}
            column={drawing.columns[at]!}
            conflicts={store.conflicts.value
              .filter((conflict) => isOfScores(conflict) && conflict.stage === stage.id)
              .map((conflict) => conflictWords(conflict, scale, document.personas ?? []))}
            store={store}
            last={at === stages.length - 1}
            editable={store.editable.value}
            change={change}
            unfinished={unfinished}
            entry={entry}
            activate={({ id }) => {
              persona.value = id;
            }}
            neighbour={(by) => stages[at + by]?.id ?? null}
          />
        );
      })}
    </div>
  );
}

/** The source whose curve a lane shows: its own, or the first one that has any. */
export const sourceOfCurve = ({ source }: Lane, sources: readonly SourceInfo[]): SourceInfo | undefined =>
  sources.find(({ id }) => id === source) ?? sources.find(hasCurve) ?? sources[0];

/** The ends of the axis carry a word and a face, so that no colour has to be learned. */
const ENDS = {
  high: { word: english("Delighted"), face: "smile", class: "emo-4" },
  neutral: { word: english("Neutral"), face: "flat", class: "emo-2" },
  low: { word: english("Miserable"), face: "frown", class: "emo-0" },
} as const;

function ScoreAxis({ scale }: { scale: Scale }) {
  return (
    <span class="cjm-axis" aria-hidden="true">
      {ticks(scale).map(({ value, text, end }) => (
        <span
          key={value}
          class={`cjm-tick ${end ? ENDS[end].class : ""}`}
          style={{ top: heightOf(scale, value) }}
        >
          {end && (
            <>
              <em>{t(ENDS[end].word)}</em>
              <Icon name={ENDS[end].face} size={14} />
            </>
          )}
          <b>{text}</b>
        </span>
      ))}
    </span>
  );
}

/** What a cell shows, as one sentence. */
function cellWords(
  { scale, columns }: Picture,
  points: readonly DrawnScore[],
  at: number,
  who: string,
): string {
  const parts = points.map(({ persona, state, value, inside }) => {
    if (state === "future")
      return value === null
        ? t("{persona} no future drawn", { persona: persona.name })
        : t("{persona} {value} future", { persona: persona.name, value: writeDrawn(scale, value) });
    if (value === null) return t("{persona} no score drawn", { persona: persona.name });
    const score = t("{persona} {value} drawn", { persona: persona.name, value: writeDrawn(scale, value) });
    return inside === undefined ? score : `${score}, ${insideWords(inside)}`;
  });
  const { measured, difference, lowest } = columns[at]!;
  if (measured) parts.push(measuredWords(scale, measured, who));
  if (lowest) parts.push(lowest.words);
  if (difference) parts.push(`${difference.words} ${t("than drawn")}`);
  return parts.join(", ");
}

/** A conflict of scores in the words of the lane: whose score, and with a true minus. */
function conflictWords(conflict: Conflict, scale: Scale, personas: readonly Persona[]): Conflict {
  const persona = personas.find(({ id }) => id === conflict.persona)?.name ?? conflict.persona;
  const name = conflict.field === "future" ? t("{persona}, future,", { persona: persona ?? "" }) : persona;
  const score = (text: string) => `${name} ${text === "" ? t("no score") : writeDrawn(scale, Number(text))}`;
  return { ...conflict, mine: score(conflict.mine), theirs: score(conflict.theirs) };
}

/** Whether a conflict is about scores. */
export const isOfScores = ({ field }: Conflict): boolean => field === "emotion" || field === "future";

/** The values of the filters in force, e.g. "international, weekday". */
function filterText(filters: Measured["filters"]): string {
  return Object.values(filters ?? {})
    .map((values) => values.join(` ${t("or")} `))
    .join(", ");
}

/** Amounts, such as revenue, have none. */
const hasCurve = ({ reading }: SourceInfo): boolean => Object.keys(reading.curve ?? {}).length > 0;

interface PlotProps {
  picture: Picture;
  boxes: readonly ColumnBox[];
  paper?: ColumnRange | null;
}

/** On paper columns have another width than on screen, so that the drawing stretches with them. */
const onPaper = ({ from, to }: ColumnRange, width: number) => ({
  viewBox: `${from * width} 0 ${(to - from) * width} ${HEIGHT}`,
  preserveAspectRatio: "none",
  width: "100%",
});

/** The drawing under the lane's cells: guides, curves and the band, on the grid's own columns in px. */
export function Plot({ picture, boxes, paper = null }: PlotProps) {
  const { scale, series, columns } = picture;
  const end = boxes.at(-1);
  if (!end) return null;
  const width = end.left + end.width;
  const centres = boxes.map((box) => box.left + box.width / 2);
  const line = (values: readonly (number | null | undefined)[]) =>
    linePath(centres.map((x, at) => (values[at] == null ? null : { x, y: heightOf(scale, values[at]) })));
  const band = bandPath(
    centres.map((x, at) => {
      const { low, high } = columns[at]?.measured ?? {};
      return low == null || high == null
        ? null
        : { x, low: heightOf(scale, low), high: heightOf(scale, high) };
    }),
  );
  const scoreLine = ({ persona, state, look }: Series, path: string, old = false) => (
    <path
      key={`${persona.id} ${state}${old ? " old" : ""}`}
      class={`cjm-line is-drawn ${look.class}${look.round ? " is-round" : ""}${state === "future" ? " is-future" : ""}${old ? " is-old" : ""}`}
      stroke-dasharray={look.dash}
      d={path}
    />
  );
  return (
    <svg
      class="cjm-plot"
      {...(paper ? onPaper(paper, end.width) : { width })}
      height={HEIGHT}
      aria-hidden="true"
    >
      {ticks(scale).map(({ value, end }) => {
        const y = heightOf(scale, value);
        return (
          <line
            key={value}
            class={`cjm-guide${end === "neutral" ? " is-zero" : ""}`}
            x1={0}
            x2={width}
            y1={y}
            y2={y}
          />
        );
      })}
      {[...series]
        .sort((a, b) => Number(a.active) - Number(b.active))
        .map((one) => [
          one.moving && scoreLine(one, line(one.scores.map((score) => score?.value)), true),
          scoreLine(one, line(one.values)),
        ])}
      <path class="cjm-band is-all" d={band} />
      <path class="cjm-line is-all" d={line(columns.map((column) => column.measured?.value))} />
    </svg>
  );
}
