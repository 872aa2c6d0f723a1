/**
 * The emotion lane: what personas were drawn to feel, dashed, and what was measured, solid, over the stages.
 * One drawing lies under transparent cells; points, labels and notes are elements of their stage's cell.
 */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Measured, Persona, SourceInfo } from "../../core/schema";
import type { Conflict } from "../../core/store";
import { Icon } from "../icons";
import type { LaneProps } from "../lane";
import { type Drawn, EmotionCell, measuredSaid, type OpenEntry } from "./cell";
import { Change } from "./change";
import { isInside } from "./inside";
import { type Picture, picture } from "./picture";
import { Plot } from "./plot";
import { insideSaid } from "./point";
import { heightOf, type Scale, ticks, writeDrawn } from "./scale";

export function EmotionLane(props: LaneProps) {
  const { store, lane, stages, columns, persona, hidden, row } = props;
  const change = useMemo(() => new Change(store), [store]);
  useEffect(() => () => void change.commit(), [change]);
  const entry = useSignal<OpenEntry | null>(null);

  const { sources = [], filters } = store.measured.value;
  const seen = useMemo(() => store.document.peek().emotion, [store.measured.value]);
  const filtered = Object.keys(filters ?? {}).length > 0;
  const document = store.document.value;
  const source = sources.find(({ id }) => id === lane.source) ?? sources.find(hasCurve) ?? sources[0];
  const drawing = picture({
    document,
    stages,
    source,
    chosen: chosen(filters),
    persona: persona.value,
    hidden: hidden.value,
    preview: change.preview.value,
    width: Math.min(...columns.value.map((box) => box.width)),
  });
  const { scale, series } = drawing;
  const { from, to } = props.window.value;
  return (
    <div
      {...row}
      class="cjm-row cjm-emotion has-zones"
      style={{ "--zero": `${heightOf(scale, scale.neutral)}px` }}
    >
      {props.header(<Axis scale={scale} />)}
      <Plot picture={drawing} boxes={columns.value} />
      {stages.slice(from, to).map((stage, i) => {
        const at = from + i;
        const drawn = series.map((one) => ({
          ...one,
          value: one.values[at]!,
          inside: isInside(source, seen, filtered, one.persona, stage.id, one.values[at]!),
        }));
        return (
          <EmotionCell
            key={stage.id}
            attributes={props.cell(stage, `${stage.name}, ${said(drawing, drawn, at)}`)}
            stage={stage}
            scale={scale}
            drawn={drawn}
            column={drawing.columns[at]!}
            conflicts={store.conflicts.value
              .filter((conflict) => conflict.field === "emotion" && conflict.stage === stage.id)
              .map((conflict) => readable(conflict, scale, document.personas ?? []))}
            store={store}
            last={at === stages.length - 1}
            editable={store.editable.value}
            change={change}
            entry={entry}
            activate={({ id }) => {
              persona.value = id;
            }}
          />
        );
      })}
    </div>
  );
}

/** The ends of the axis carry a word and a face, so that no colour has to be learned. */
const ENDS = {
  high: { word: "Delighted", face: "smile", class: "emo-4" },
  neutral: { word: "Neutral", face: "flat", class: "emo-2" },
  low: { word: "Miserable", face: "frown", class: "emo-0" },
} as const;

function Axis({ scale }: { scale: Scale }) {
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
              <em>{ENDS[end].word}</em>
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
function said({ scale, columns }: Picture, drawn: readonly Drawn[], at: number): string {
  const parts = drawn.map(({ persona, value, inside }) => {
    if (value === null) return `${persona.name} no score drawn`;
    const score = `${persona.name} ${writeDrawn(scale, value)} drawn`;
    return inside === undefined ? score : `${score}, ${insideSaid(inside)}`;
  });
  const { measured, difference, lowest } = columns[at]!;
  if (measured) parts.push(measuredSaid(scale, measured));
  if (lowest) parts.push(lowest.words.toLowerCase());
  if (difference) parts.push(`${difference.words} than drawn`);
  return parts.join(", ");
}

/** A conflict of scores in the words of the lane: whose score, and with a true minus. */
function readable(conflict: Conflict, scale: Scale, personas: readonly Persona[]): Conflict {
  const name = personas.find(({ id }) => id === conflict.persona)?.name ?? conflict.persona;
  const score = (text: string) => `${name} ${text === "" ? "no score" : writeDrawn(scale, Number(text))}`;
  return { ...conflict, mine: score(conflict.mine), theirs: score(conflict.theirs) };
}

/** The values the measured rows were narrowed to, e.g. "international, weekday". */
function chosen(filters: Measured["filters"]): string {
  return Object.values(filters ?? {})
    .map((values) => values.join(" or "))
    .join(", ");
}

/** Amounts, such as revenue, have none. */
const hasCurve = ({ reading }: SourceInfo): boolean => Object.keys(reading.curve ?? {}).length > 0;
