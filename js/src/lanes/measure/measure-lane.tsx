/** A measure lane: per stage a number that never stands alone, with its interval and n, on one axis that all stages share. */
import { entryAt, rowAt } from "../../document/document";
import type { Figure, Lane, MeasureInfo, SourceInfo } from "../../document/schema";
import {
  type Axis,
  along,
  figureWords,
  NOTHING,
  nothing,
  sharedAxis,
  verdictOn,
  WHO,
  whyNothing,
} from "../../scene/measure";
import { count, FEW, writeInterval, writeMark, writeValue } from "../../scene/numbers";
import { t, translate } from "../../words/words";
import { Icon, Marker } from "../icon";
import { type LaneProps, lineColour } from "../lane";

/** A measure of the lane, with its axis; the first one leads and has the target. */
export interface MeasureRow {
  info: MeasureInfo;
  axis: Axis | null;
  target: number | null;
}

export function MeasureLane(props: LaneProps) {
  const { store, lane, stages, row } = props;
  const { sources = [] } = store.measured.value;
  const source = sourceOfMeasures(lane, sources);
  const who = WHO[source?.who ?? "respondents"];
  const figures = (stage: string, { name }: MeasureInfo): Figure | undefined =>
    entryAt(rowAt(source?.reading.figures, stage), name);
  const measures = source ? measuresOf(source, lane.measures ?? []) : [];
  const rows = measures.map((info, i): MeasureRow => {
    const target = i === 0 ? (lane.target ?? null) : null;
    return {
      info,
      target,
      axis: sharedAxis(
        stages.map(({ id }) => figures(id, info)),
        target,
        info,
      ),
    };
  });
  const hint = rows.length === 0 ? whyEmpty(source, lane.source, lane.measures ?? []) : null;
  return (
    <div {...row} class="cjm-row cjm-measure" style={lineColour(lane)}>
      {props.header(<AxisKey rows={rows} lane={lane.name} />)}
      {props.drawn.value.map((at, i) => {
        const stage = stages[at]!;
        const lines = rows.map((one) => ({ ...one, figure: figures(stage.id, one.info) }));
        const words = lines
          .map(({ info, figure, target }) => figureWords(info, figure, target, who))
          .join("; ");
        const marks = entryAt(source?.marks, stage.id) ?? [];
        const differing =
          marks.length > 0 ? `; ${t("differs between segments: {marks}", { marks: marks.join("; ") })}` : "";
        return (
          <div
            key={stage.id}
            {...props.cell(stage, `${stage.name}, ${hint ?? oneNothing(lines) ?? words + differing}`)}
            class="cjm-cell cjm-mcell"
          >
            {hint !== null && i === 0 && <span class="cjm-none is-hint">{hint}</span>}
            {source && hint === null && (
              <MeasureCell
                rows={lines}
                source={source.name}
                who={who}
                marks={marks.length > 0 && source.tests ? [...marks, source.tests] : marks}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The source whose numbers a lane shows: its own, or the first where it names none. */
export const sourceOfMeasures = ({ source }: Lane, sources: readonly SourceInfo[]): SourceInfo | undefined =>
  source ? sources.find(({ id }) => id === source) : sources[0];

/** The measures the lane names, in its order; all of the source's if it names none. A share never leads unasked. */
export function measuresOf({ measures }: SourceInfo, names: readonly string[]): MeasureInfo[] {
  if (names.length) return names.flatMap((name) => measures.filter((info) => info.name === name));
  return [...measures].sort((a, b) => Number(a.unit === "share") - Number(b.unit === "share"));
}

/** Why there is nothing to show in the whole lane. */
function whyEmpty(
  source: SourceInfo | undefined,
  name: string | null | undefined,
  names: readonly string[],
): string {
  if (!source)
    return name ? t("No source “{name}” is joined", { name }) : t("No rows joined yet: journey.join(…)");
  const there = source.measures.map(({ name }) => name).join(", ");
  return t("{source} has no measure “{names}”; it has {there}", {
    source: source.name,
    names: names.join("”, “"),
    there: there || t("none"),
  });
}

/** If every measure has no value for the same reason, that reason is given once. */
function oneNothing(lines: readonly { figure: Figure | undefined }[]): string | null {
  const kinds = new Set(lines.map(({ figure }) => nothing(figure)));
  return kinds.size === 1 ? whyNothing(lines[0]?.figure) : null;
}

/** In the lane's header: the axis with its target, in line with the drawings, and the other measures' names. */
function AxisKey({ rows, lane }: { rows: readonly MeasureRow[]; lane: string }) {
  const [lead, ...rest] = rows;
  if (!lead?.axis) return null;
  const { info, axis, target } = lead;
  if (isOfAll(lead) && !rest.length) return null;
  return (
    <span class="cjm-mkeys" aria-hidden="true">
      {target !== null && (
        <span
          class="cjm-mtarget"
          title={t("Target {value}", { value: writeMark(info.unit, target, axis.step) })}
        >
          <span>
            <i />
            {writeMark(info.unit, target, axis.step)}
          </span>
          <span>{t("target")}</span>
        </span>
      )}
      <span
        class="cjm-mkey"
        title={t("{measure}, one axis for all stages", { measure: translate(info.label) })}
      >
        {/* nobody expects a share to lead: it needs its name, unless the lane has it */}
        {info.unit === "share" && info.label !== lane && (
          <span class="cjm-mlead">{translate(info.label)}</span>
        )}
        {writeMark(info.unit, axis.low, axis.step)}
        <span class="cjm-ax">
          <TargetMark axis={axis} target={target} />
        </span>
        {writeMark(info.unit, axis.high, axis.step)}
      </span>
      {rest.map((row, i) => (
        <span key={row.info.name} class="cjm-mkey2" title={translate(row.info.label)} style={{ "--row": i }}>
          {translate(row.info.label)}
        </span>
      ))}
    </span>
  );
}

export interface FigureRow extends MeasureRow {
  figure: Figure | undefined;
}

interface MeasureCellProps {
  rows: readonly FigureRow[];
  source: string;
  /** Whom or what the numbers count. */
  who: string;
  /** Which segments differ here, a sentence for each two, and by which tests. */
  marks: readonly string[];
}

export function MeasureCell({ rows, source, who, marks }: MeasureCellProps) {
  const [lead, ...rest] = rows;
  const methods = new Set(rows.flatMap(({ figure }) => (figure?.method ? translate(figure.method) : [])));
  if (!lead) return null;
  const further = rows.some(({ figure }) => nothing(figure) === null);
  const few = rows.some(({ figure }) => figure?.value != null && figure.n < FEW);
  const notes = [
    ...methods,
    ...(few ? [t("Few {who} (n < {few})", { who, few: FEW })] : []),
    ...marks,
    source,
  ];
  return (
    <>
      <span class="cjm-m" aria-hidden="true">
        <span class={further && nothing(lead.figure) ? "cjm-m-none" : "cjm-m-lead"}>
          <Lead row={lead} differs={marks.length > 0} />
        </span>
        {further && rest.map((row) => <Further key={row.info.name} row={row} />)}
      </span>
      {methods.size > 0 && (
        <span class="cjm-method" aria-hidden="true">
          {notes.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      )}
    </>
  );
}

function Lead({ row: { info, figure, axis, target }, differs }: { row: FigureRow; differs: boolean }) {
  if (figure?.value == null || !axis) return <Nothing figure={figure} />;
  const { low, high } = figure;
  return (
    <>
      <span class="cjm-m-top">
        <b class={`is-${verdictOn(figure, target)}`}>{writeValue(info.unit, figure.value)}</b>
        {low != null && high != null && <span class="cjm-ci">{writeInterval(info.unit, low, high)}</span>}
        {differs && <span class="cjm-sig">≠</span>}
        <span class="cjm-n">
          {figure.n < FEW && `${t("few")}, `}n {count(figure.n)}
        </span>
      </span>
      {isOfAll({ info, target }) ? (
        <span class="cjm-bar is-tall">
          <i style={{ width: percent(figure.value * 100) }} />
        </span>
      ) : (
        <Whisker figure={figure} axis={axis} target={target} />
      )}
    </>
  );
}

/** Whether it is the share of all cases that reach a stage: a bar, whose whole length is all of them. */
const isOfAll = ({ info, target }: Pick<MeasureRow, "info" | "target">): boolean =>
  target === null && /^reached\b/.test(info.name);

function Further({ row: { info, figure, axis } }: { row: FigureRow }) {
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
export function Whisker({ figure, axis, target }: { figure: Figure; axis: Axis; target: number | null }) {
  const { value, low, high } = figure;
  return (
    <span class="cjm-ax">
      <TargetMark axis={axis} target={target} />
      <span class={`cjm-wh is-${verdictOn(figure, target)}`}>
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

export function TargetMark({ axis, target }: { axis: Axis; target: number | null }) {
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
          {t("withheld")}
        </span>
      );
    case "no rows":
      return (
        <span class="cjm-none is-warn">
          <Icon name="report" size={14} />
          {t("0 rows match")}
        </span>
      );
    case "not counted":
      return <span class="cjm-none">{t("Not counted")}</span>;
    case "end":
      return <span class="cjm-none">{t("End")}</span>;
    case "no number":
      return (
        <span class="cjm-none" title={figure?.method && translate(figure.method)}>
          {t("No number")}
        </span>
      );
    default:
      return <span class="cjm-none">{t("Not asked")}</span>;
  }
}
