/** One stage of the emotion lane, over the curves: its points, its labels, its notes and its number field. */
import type { Signal } from "@preact/signals";
import type { Persona, Point, Stage } from "../../document/schema";
import type { Unfinished } from "../../interaction/state";
import type { Side } from "../../scene/labels";
import { count, FEW } from "../../scene/numbers";
import type { PersonaLook } from "../../scene/personas";
import type { Column, Preview, Shift, State } from "../../scene/picture";
import { GAP, heightOf, type Scale, writeDrawn, writeScore } from "../../scene/scale";
import type { Conflict, Store } from "../../store/store";
import { t, translate } from "../../words/words";
import { ConflictView } from "../conflict";
import { Marker, MenuButton } from "../icon";
import type { CellAttributes } from "../lane";
import { beginsNumber, DrawnPoint, Entry } from "./point";
import { pointOf, type ScoreChange, useDrag } from "./score-gesture";

export interface DrawnScore {
  persona: Persona;
  state: State;
  look: PersonaLook;
  /** The score, or what it is being changed to. */
  value: number | null;
  active: boolean;
  drawable: boolean;
  /** Whether the score lies inside the measured interval; not known where nothing was measured. */
  inside: boolean | undefined;
}

/** The point whose number field is open, and the key that opened it. */
export interface OpenEntry {
  persona: string;
  state: State;
  stage: string;
  key: string | undefined;
}

export interface EmotionCellProps {
  attributes: CellAttributes;
  stage: Stage;
  scale: Scale;
  points: readonly DrawnScore[];
  /** Whom or what the measured numbers count. */
  who: string;
  column: Column;
  /** Edits of this stage's scores that met others. */
  conflicts: readonly Conflict[];
  store: Store;
  last: boolean;
  editable: boolean;
  change: ScoreChange;
  unfinished: Set<Unfinished>;
  entry: Signal<OpenEntry | null>;
  activate: (persona: Persona) => void;
  /** The stage so many columns on, by id; null past the ends. */
  neighbour: (by: 1 | -1) => string | null;
}

export function EmotionCell(props: EmotionCellProps) {
  const { attributes, stage, scale, points, column, conflicts, editable, change, entry } = props;
  const { measured, sides } = column;
  const active = points.find((point) => point.active);
  const target =
    entry.value?.stage === stage.id &&
    points.find(({ persona, state }) => persona.id === entry.value?.persona && state === entry.value.state);
  const gaps = points.filter(({ value, drawable }) => value === null && drawable);
  const open = (point: DrawnScore, key?: string) => {
    change.commit();
    entry.value = { persona: point.persona.id, state: point.state, stage: stage.id, key };
  };
  const drag = useDrag({ ...props, open });
  /** On the cell itself a digit opens the active persona's field, as typing does in a cell of cards. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !editable || !active) return;
    if (!beginsNumber(event)) return;
    open(active, event.key);
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      {...attributes}
      {...drag}
      role="gridcell"
      tabIndex={-1}
      class={props.last ? "cjm-cell cjm-ecell is-last" : "cjm-cell cjm-ecell"}
      onKeyDown={onKeyDown}
    >
      {conflicts.map((conflict) => (
        <ConflictView key={conflict.id} view={{ store: props.store }} conflict={conflict} />
      ))}
      {measured && (
        <MeasuredPoint
          scale={scale}
          measured={measured}
          who={props.who}
          lone={column.lone}
          side={sides.measured}
        />
      )}
      {points.map((point) => {
        if (point.value === null && !point.drawable) return null;
        const moving = change.at({ ...point, stage });
        const now =
          point.state === "future"
            ? points.find(({ persona, state }) => persona === point.persona && state === "now")?.value
            : null;
        const key = `${point.persona.id} ${point.state}`;
        const hopes = points.some(({ persona, state }) => persona === point.persona && state === "future");
        const isBeside = point.active && hopes && column.shift?.up === (sides.drawn === "up");
        return [
          <DrawnPoint
            key={key}
            {...point}
            from={now == null ? "" : t("from {score} now", { score: writeDrawn(scale, now) })}
            lift={18 * Math.max(0, gaps.indexOf(point))}
            scale={scale}
            stage={stage}
            measured={measured ? t("measured {value}", { value: writeScore(scale, measured.value, 2) }) : ""}
            editable={editable}
            change={change}
            activate={() => props.activate(point.persona)}
            open={(key) => open(point, key)}
          />,
          moving ? (
            <Moving key={`${key} moving`} scale={scale} look={point.look} moving={moving} />
          ) : (
            point.value !== null && (
              <span
                key={`${key} label`}
                class={`cjm-val ${point.look.class} ${point.active ? sides.drawn : "is-quiet"}${isBeside ? " is-beside" : ""}`}
                style={{ top: heightOf(scale, point.value) }}
                aria-hidden="true"
              >
                {writeDrawn(scale, point.value)}
              </span>
            )
          ),
          <span
            key={`${point.persona.id} menu`}
            class="cjm-pt-menu"
            style={{ top: point.value === null ? GAP : heightOf(scale, point.value) }}
          >
            <MenuButton
              label={t("Menu of {name}", { name: `${point.persona.name}, ${stage.name}` })}
              persona={point.persona.id}
            />
          </span>,
        ];
      })}
      {column.shift && <ShiftArrow shift={column.shift} points={points} />}
      <Notes
        column={column}
        refusal={change.refusal.value?.stage === stage.id ? change.refusal.value.why : null}
      />
      {target && (
        <Entry
          key={`${target.persona.id} ${target.state}`}
          scale={scale}
          label={
            target.state === "future"
              ? t("{persona}, future, {stage}", { persona: target.persona.name, stage: stage.name })
              : `${target.persona.name}, ${stage.name}`
          }
          top={heightOf(scale, target.value ?? scale.neutral)}
          text={
            entry.value?.key ??
            (target.value === null ? "" : writeDrawn(scale, target.value).replace(",", "."))
          }
          replace={entry.value?.key === undefined}
          unfinished={props.unfinished}
          take={(value) => change.set({ ...target, stage }, value)}
          leave={(value) => change.leave({ ...target, stage }, value)}
          point={(cell) => pointOf(cell, target.persona.id, target.state)}
          close={() => {
            entry.value = null;
          }}
          next={(by) => {
            const stage = props.neighbour(by);
            if (stage)
              entry.value = { persona: target.persona.id, state: target.state, stage, key: undefined };
            return !!stage;
          }}
        />
      )}
    </div>
  );
}

/** The way from now to the future, in the colour of whose future it is. */
function ShiftArrow({ shift, points }: { shift: Shift; points: readonly DrawnScore[] }) {
  const look = points.find(({ state }) => state === "future")?.look;
  return (
    <i
      class={`cjm-shift ${look?.class} ${shift.up ? "is-up" : "is-down"}`}
      style={{ top: shift.top, height: shift.height }}
    />
  );
}

/** "measured +1.31, interval +1.27 to +1.34, n 2,407" */
export function measuredWords(scale: Scale, { value, low, high, n }: Point, who: string): string {
  const write = (score: number) => writeScore(scale, score, 2);
  return [
    t("measured {value}", { value: write(value) }),
    low != null && high != null && t("interval {low} to {high}", { low: write(low), high: write(high) }),
    `n ${count(n)}`,
    n < FEW && t("few {who}", { who }),
  ]
    .filter(Boolean)
    .join(", ");
}

/** An image, not a slider: a measured value cannot be moved. */
function MeasuredPoint(props: { scale: Scale; measured: Point; who: string; lone: boolean; side: Side }) {
  const { scale, measured, lone, side } = props;
  const { value, low, high } = measured;
  const y = heightOf(scale, value);
  const words = measuredWords(scale, measured, props.who);
  return (
    <>
      {lone && low != null && high != null && (
        <i
          class="cjm-cib is-all"
          style={{
            top: heightOf(scale, high),
            height: heightOf(scale, low) - heightOf(scale, high),
          }}
        />
      )}
      <span
        class={measured.n < FEW ? "cjm-pt is-all is-few" : "cjm-pt is-all"}
        style={{ top: y }}
        role="img"
        aria-label={words}
        title={words}
      >
        <Marker name="square" size={15} />
      </span>
      <span class={`cjm-val is-all ${side}`} style={{ top: y }} aria-hidden="true">
        {writeScore(scale, value, 2)}
      </span>
    </>
  );
}

/** Beside a point during a gesture: its new and old value, and its old place. */
function Moving({ scale, look, moving }: { scale: Scale; look: PersonaLook; moving: Preview }) {
  const now = heightOf(scale, moving.value);
  const old = moving.was && heightOf(scale, moving.was.value);
  return (
    <span aria-hidden="true">
      {old !== null && (
        <>
          <span class={`cjm-pt is-ghost ${look.class}`} style={{ top: old }}>
            <Marker name={look.marker} size={14} />
          </span>
          <i
            class={`cjm-dragline ${look.class}`}
            style={{ top: Math.min(old, now), height: Math.abs(old - now) }}
          />
        </>
      )}
      <span class="cjm-bubble" style={{ top: now }}>
        <b>{writeDrawn(scale, moving.value)}</b>
        {moving.was && ` ${t("was {score}", { score: writeDrawn(scale, moving.was.value) })}`}
      </span>
    </span>
  );
}

/** The words that belong to no single point: curve names, notes, a refusal. */
export function Notes({ column, refusal }: { column: Column; refusal: string | null }) {
  const { ends, difference, lowest } = column;
  return (
    <>
      {ends.map((end) => (
        <span
          key={`${end.class} ${end.name}`}
          class={`cjm-end ${end.class}${end.apart ? " is-apart" : ""}`}
          style={{ top: end.y, maxHeight: end.height }}
          aria-hidden="true"
        >
          <b title={end.name}>
            {end.apart && <Marker name={end.marker} size={10} />}
            {end.name}
          </b>
          {end.details.map((detail) => (
            <small key={detail}>{detail}</small>
          ))}
        </span>
      ))}
      {difference && (
        <span
          class={difference.to - difference.from < 60 ? "cjm-miss is-short" : "cjm-miss"}
          style={{ top: difference.from, height: difference.to - difference.from }}
        >
          <span>
            <b>{difference.words}</b>
            <br />
            {t("than drawn")}
          </span>
        </span>
      )}
      {lowest && (
        <>
          <i
            class="cjm-leader"
            style={{ top: lowest.leader[0], height: lowest.leader[1] - lowest.leader[0] }}
          />
          <span class="cjm-callout" style={{ top: lowest.top }}>
            <b>{lowest.words}</b>
          </span>
        </>
      )}
      {refusal && (
        <span class="cjm-callout is-refused" role="alert">
          {translate(refusal)}
        </span>
      )}
    </>
  );
}
