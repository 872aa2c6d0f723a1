/** One stage of a measure lane: numbers that never stand alone, drawn on the lane's axis. */
import type { Figure } from "../../core/schema";
import { Icon } from "../icons";
import { Marker } from "../persona";
import { type Axis, along, standing, writeInterval, writeValue } from "./axis";
import type { Row } from "./lane";
import { count, FEW } from "./numbers";
import { NOTHING, nothing } from "./sentence";

export interface ShownRow extends Row {
  figure: Figure | undefined;
}

interface MeasureCellProps {
  rows: readonly ShownRow[];
  source: string;
  /** Which segments differ here, a sentence for each two. */
  marks: readonly string[];
}

export function MeasureCell({ rows, source, marks }: MeasureCellProps) {
  const [lead, ...rest] = rows;
  const methods = new Set(rows.flatMap(({ figure }) => figure?.method || []));
  if (!lead) return null;
  const few = rows.some(({ figure }) => figure?.value != null && figure.n < FEW);
  const told = [...methods, ...(few ? [`Few respondents (n < ${FEW})`] : []), ...marks, source];
  return (
    <>
      <span class="cjm-m" aria-hidden="true">
        <Lead row={lead} marked={marks.length > 0} />
        {nothing(lead.figure) === null && rest.map((row) => <Further key={row.info.name} row={row} />)}
      </span>
      {methods.size > 0 && (
        <span class="cjm-method" aria-hidden="true">
          {told.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      )}
    </>
  );
}

function Lead({ row: { info, figure, axis, target }, marked }: { row: ShownRow; marked: boolean }) {
  if (figure?.value == null || !axis) return <Nothing figure={figure} />;
  const { low, high } = figure;
  return (
    <>
      <span class="cjm-m-top">
        <b class={`is-${standing(figure, target)}`}>{writeValue(info.unit, figure.value)}</b>
        {low != null && high != null && <span class="cjm-ci">{writeInterval(info.unit, low, high)}</span>}
        {marked && <span class="cjm-sig">≠</span>}
        <span class="cjm-n">
          {figure.n < FEW && "few, "}n {count(figure.n)}
        </span>
      </span>
      <Whisker figure={figure} axis={axis} target={target} />
    </>
  );
}

function Further({ row: { info, figure, axis } }: { row: ShownRow }) {
  const value = figure?.value;
  if (figure === undefined || value == null) {
    const kind = nothing(figure);
    return <span class="cjm-top2 is-none">{kind && NOTHING[kind]}</span>;
  }
  return (
    <span class="cjm-top2">
      {info.unit === "share" ? (
        <span class="cjm-bar">
          <i style={{ width: `${value * 100}%` }} />
        </span>
      ) : (
        axis && <Whisker figure={figure} axis={axis} target={null} />
      )}
      <span>{writeValue(info.unit, value)}</span>
    </span>
  );
}

/** The interval as a tinted whisker and the value as a square on it. */
function Whisker({ figure, axis, target }: { figure: Figure; axis: Axis; target: number | null }) {
  const { value, low, high } = figure;
  return (
    <span class="cjm-ax">
      <Target axis={axis} target={target} />
      <span class={`cjm-wh is-${standing(figure, target)}`}>
        {low != null && high != null && (
          <i
            style={{ left: percent(along(axis, low)), width: percent(along(axis, high) - along(axis, low)) }}
          />
        )}
        <Marker name="square" size={10} style={{ left: percent(along(axis, value!)) }} />
      </span>
    </span>
  );
}

export function Target({ axis, target }: { axis: Axis; target: number | null }) {
  return target === null ? null : <i class="cjm-target" style={{ left: percent(along(axis, target)) }} />;
}

const percent = (share: number) => `${share.toFixed(2)}%`;

/** Withheld, not asked and no rows look different from each other and from zero. */
function Nothing({ figure }: { figure: Figure | undefined }) {
  switch (nothing(figure)) {
    case "withheld":
      return (
        <span class="cjm-withheld">
          <Icon name="eyeOff" size={14} />
          withheld
        </span>
      );
    case "no rows":
      return (
        <span class="cjm-none is-warn">
          <Icon name="report" size={14} />0 rows match
        </span>
      );
    default:
      return <span class="cjm-none">Not asked</span>;
  }
}
