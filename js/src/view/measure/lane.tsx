/** A measure lane: per stage a number, its interval and n, on one axis that all stages share. */
import type { Figure, MeasureInfo, SourceInfo } from "../../core/schema";
import { held, rowAt } from "../../core/sequence";
import type { LaneProps } from "../lane";
import { type Axis, sharedAxis, writeMark } from "./axis";
import { MeasureCell, Target } from "./cell";
import { figureSaid, nothing, whyNothing } from "./sentence";

/** A measure of the lane, with its axis; the first one leads and has the target. */
export interface Row {
  info: MeasureInfo;
  axis: Axis | null;
  target: number | null;
}

export function MeasureLane(props: LaneProps) {
  const { store, lane, stages, row } = props;
  const { sources = [] } = store.measured.value;
  const source = lane.source ? sources.find(({ id }) => id === lane.source) : sources[0];
  const figures = (stage: string, { name }: MeasureInfo): Figure | undefined =>
    held(rowAt(source?.reading.figures, stage), name);
  const chosen = source ? chosenMeasures(source, lane.measures ?? []) : [];
  const rows = chosen.map((info, i): Row => {
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
  const hint = rows.length === 0 ? missing(source, lane.source, lane.measures ?? []) : null;
  const { from, to } = props.window.value;
  return (
    <div {...row} class="cjm-row cjm-measure">
      {props.header(<Key rows={rows} />)}
      {stages.slice(from, to).map((stage, i) => {
        const shown = rows.map((one) => ({ ...one, figure: figures(stage.id, one.info) }));
        const said = shown.map(({ info, figure, target }) => figureSaid(info, figure, target)).join("; ");
        const marks = held(source?.marks, stage.id) ?? [];
        const differing = marks.length > 0 ? `; differs between segments: ${marks.join("; ")}` : "";
        return (
          <div
            key={stage.id}
            {...props.cell(stage, `${stage.name}, ${hint ?? oneNothing(shown) ?? said + differing}`)}
            class="cjm-cell cjm-mcell"
          >
            {hint !== null && i === 0 && <span class="cjm-none is-hint">{hint}</span>}
            {source && hint === null && <MeasureCell rows={shown} source={source.name} marks={marks} />}
          </div>
        );
      })}
    </div>
  );
}

/** The measures the lane names, in its order; all of the source's if it names none. A share never leads unasked. */
export function chosenMeasures({ measures }: SourceInfo, names: readonly string[]): MeasureInfo[] {
  if (names.length) return names.flatMap((name) => measures.filter((info) => info.name === name));
  return [...measures].sort((a, b) => Number(a.unit === "share") - Number(b.unit === "share"));
}

/** Why there is nothing to show in the whole lane. */
function missing(
  source: SourceInfo | undefined,
  wanted: string | null | undefined,
  names: readonly string[],
): string {
  if (!source) return wanted ? `No source “${wanted}” is joined` : "No rows joined yet: journey.join(…)";
  const there = source.measures.map(({ name }) => name).join(", ");
  return `${source.name} has no measure “${names.join("”, “")}”; it has ${there || "none"}`;
}

/** Where every measure is the same kind of nothing, it is said once. */
function oneNothing(shown: readonly { figure: Figure | undefined }[]): string | null {
  const kinds = new Set(shown.map(({ figure }) => nothing(figure)));
  return kinds.size === 1 ? whyNothing(shown[0]?.figure) : null;
}

/** In the lane's header: the axis with its target, in line with the drawings, and the other measures' names. */
function Key({ rows }: { rows: readonly Row[] }) {
  const [lead, ...rest] = rows;
  if (!lead?.axis) return null;
  const { info, axis, target } = lead;
  return (
    <span class="cjm-mkeys" aria-hidden="true">
      {target !== null && (
        <span class="cjm-mtarget" title={`Target ${writeMark(info.unit, target, axis.step)}`}>
          <span>
            <i />
            {writeMark(info.unit, target, axis.step)}
          </span>
          <span>target</span>
        </span>
      )}
      <span class="cjm-mkey" title={`${info.label}, one axis for all stages`}>
        {writeMark(info.unit, axis.low, axis.step)}
        <span class="cjm-ax">
          <Target axis={axis} target={target} />
        </span>
        {writeMark(info.unit, axis.high, axis.step)}
      </span>
      {rest.map((row, i) => (
        <span key={row.info.name} class="cjm-mkey2" style={{ "--row": i }}>
          {row.info.label}
        </span>
      ))}
    </span>
  );
}
