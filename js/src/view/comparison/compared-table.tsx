/** Both versions as one table: stages across, then the curves, the measures with their changes, and the cards. */
import type { ComponentChildren } from "preact";
import { thingsOf } from "../../document/document";
import { laneIcon } from "../../document/lane-kinds";
import { labels } from "../../document/names";
import type { Document, Lane, Stage } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { Whisker } from "../../lanes/measure/measure-lane";
import type {
  ComparedCard as CardOfBoth,
  ComparedPart,
  Comparison,
} from "../../scene/comparison/map-comparison";
import {
  type ComparedMeasure,
  curvePairs,
  measureRows,
  type NumberChange,
} from "../../scene/comparison/number-changes";
import type { Version } from "../../scene/comparison/versions";
import type { IconName } from "../../scene/icons";
import { figureWords, sharedAxis, whyNothing } from "../../scene/measure";
import { compact, count, duration, signed, writeLevel, writeValue } from "../../scene/numbers";
import { t, texts, translate } from "../../words/words";
import { CHANGES, ChangeMark } from "./change-mark";
import { ComparedCard, type PartNames, TextChange } from "./compared-card";
import { ComparedCurve } from "./compared-curve";
import { numbersOf } from "./map-numbers";

const TEXTS = texts({
  table: "Both versions, stage by stage",
  stage: "Stage",
  phase: "Phase",
  was: "then",
  now: "now",
  sameRows: "same rows",
  noChange: "no change",
  noChangeAt: (stages: string) => t("{stages}: no change", { stages }),
  between: (from: number, to: number) => t("{from} to {to}", { from, to }),
  and: (from: number, to: number) => t("{a} and {b}", { a: String(from), b: String(to) }),
  sides: (side: string, words: string) => `${side}: ${words}`,
  change: (by: string) => t("change {by}", { by }),
  from: (low: string, high: string) => t("{low} to {high}", { low, high }),
  method: (level: string) =>
    t(
      "{level} intervals; that of the change is made of both (Zou and Donner 2008), of people who are not the same",
      {
        level,
      },
    ),
  differs: (fields: string) => t("{fields} changed", { fields }),
  others: "more",
});
const FIELDS: Record<string, string> = texts({
  name: "name",
  goal: "goal",
  duration: "duration",
  timing: "time",
  action: "target action",
  moment_of_truth: "moment of truth",
  phase: "phase",
  notes: "notes",
  comments: "comments",
  hint: "hint",
  role: "role",
  layer: "layer",
});

interface ComparedTableProps {
  view: ViewState;
  compared: Comparison;
  was: Version;
  now: Version;
  isBeside: boolean;
  everything: boolean;
}

export function ComparedTable({ compared, was, now, isBeside, everything }: ComparedTableProps) {
  const { stages, lanes } = compared;
  const ids = stages.map(({ id }) => id);
  const columns = isBeside ? 2 : 1;
  const names: PartNames = {
    stages: labels(stages.map(({ part }) => part)),
    lanes: labels(lanes.map(({ part }) => part)),
  };
  const sides = [numbersOf(was.map), numbersOf(now.map)] as const;
  const curves = curvePairs(...sides, ids);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the map is scrolled with keys
    <div class="cjm-cmp-scroll" tabIndex={0} role="group" aria-label={TEXTS.table}>
      <table class={`cjm-cmp-table${isBeside ? " is-beside" : ""}`} style={{ "--stages": stages.length }}>
        <thead>
          <Phases stages={stages} was={was.map} now={now.map} columns={columns} />
          <tr>
            <th scope="col" class="cjm-cmp-corner">
              <span class="cjm-sr">{TEXTS.stage}</span>
            </th>
            {stages.map((stage, at) => (
              <th key={stage.id} scope="col" colSpan={columns}>
                <StageHead stage={stage} at={at} />
              </th>
            ))}
          </tr>
          {isBeside && (
            <tr class="cjm-cmp-sides">
              <td />
              {stages.flatMap(({ id }) => [
                <td key={`${id} was`}>{TEXTS.was}</td>,
                <td key={`${id} now`}>{TEXTS.now}</td>,
              ])}
            </tr>
          )}
        </thead>
        <tbody>
          {curves.length > 0 && (
            <ComparedCurve
              curves={curves}
              stages={stages}
              scores={compared.scores}
              was={was}
              now={now}
              isBeside={isBeside}
            />
          )}
          {measureRows(...sides, ids).map((row) => (
            <Measure key={row.key} row={row} stages={stages} isBeside={isBeside} />
          ))}
          {lanes.map((lane) => (
            <tr key={lane.id}>
              <LaneHead lane={lane} />
              <Cells
                lane={lane.part}
                compared={compared}
                names={names}
                isBeside={isBeside}
                everything={everything}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PhasesProps {
  stages: readonly ComparedPart<Stage>[];
  was: Document;
  now: Document;
  /** Of the table for each stage. */
  columns: number;
}

/** The phases of both versions over their stages; none where neither version has any. */
function Phases({ stages, was, now, columns }: PhasesProps) {
  const old = labels(thingsOf(was, "phase"));
  const names = labels(thingsOf(now, "phase"));
  if (!old.size && !names.size) return null;
  const runs: { was: string | undefined; now: string | undefined; stages: number; key: string }[] = [];
  for (const stage of stages) {
    const one = { was: phaseOf(stage.was, old), now: phaseOf(stage.now, names), stages: 1, key: stage.id };
    const last = runs.at(-1);
    if (last && last.was === one.was && last.now === one.now) last.stages++;
    else runs.push(one);
  }
  return (
    <tr class="cjm-cmp-phases">
      <th scope="row">{TEXTS.phase}</th>
      {runs.map((run) => (
        <td key={run.key} colSpan={run.stages * columns}>
          <Both was={run.was} now={run.now} />
          {run.was !== undefined && run.now !== undefined && run.was !== run.now && (
            <ChangeMark change="changed" words={CHANGES.changed} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** The name of a stage's phase, "" for none; undefined where that version has no such stage. */
const phaseOf = (stage: Stage | null, names: ReadonlyMap<string, string>): string | undefined =>
  stage ? (names.get(stage.phase ?? "") ?? "") : undefined;

function StageHead({ stage, at }: { stage: ComparedPart<Stage>; at: number }) {
  const { part, was, now } = stage;
  const goal = part.goal ?? "";
  return (
    <div class={`cjm-cmp-stage${stage.change === "removed" ? " is-removed" : ""}`} {...changeOf(stage)}>
      <span class="cjm-cmp-name">
        <span class="cjm-n">{at + 1}</span> <Both was={was?.name} now={now?.name} />
      </span>
      {(goal || was?.goal) && (
        <p>
          <Both was={was?.goal ?? (was ? "" : undefined)} now={now?.goal ?? (now ? "" : undefined)} />
        </p>
      )}
      {(timeOf(was) || timeOf(now)) && (
        <span class="cjm-cmp-time">
          <Icon name="clock" size={14} />
          <span>
            <Both was={was ? timeOf(was) : undefined} now={now ? timeOf(now) : undefined} />
          </span>
        </span>
      )}
      {part.moment_of_truth && (
        <span class="cjm-cmp-time is-moment">
          <Icon name="flag" size={14} />
          <span>{t("Moment of truth")}</span>
        </span>
      )}
      <PartMark part={stage} />
    </div>
  );
}

/** How long a stage lasts, or when it is. */
const timeOf = (stage: Stage | null): string =>
  stage?.duration != null ? duration(stage.duration) : (stage?.timing ?? "");

function LaneHead({ lane }: { lane: ComparedPart<Lane> }) {
  return (
    <th scope="row">
      <div class="cjm-cmp-lane" {...changeOf(lane)}>
        <Icon name={laneIcon(lane.part) as IconName} />
        <span>
          <Both was={lane.was?.name} now={lane.now?.name} />
          <PartMark part={lane} />
        </span>
      </div>
    </th>
  );
}

/** A text of a part: as it is in the only version that has it, else with what changed marked. */
function Both({ was, now }: { was: string | undefined; now: string | undefined }) {
  if (was === undefined || was === now) return <>{now}</>;
  if (now === undefined) return <del>{was}</del>;
  return <TextChange was={was} now={now} />;
}

const changeOf = ({ id, change }: ComparedPart<Stage | Lane>) =>
  change ? { "data-change": id, tabIndex: -1, role: "group" as const } : {};

function PartMark({ part: { change, fields } }: { part: ComparedPart<Stage | Lane> }) {
  if (!change) return null;
  const known = fields.flatMap((field) => FIELDS[field] ?? []);
  const every = known.length < fields.length ? [...known, TEXTS.others] : known;
  const words = change === "changed" ? TEXTS.differs(every.join(", ")) : CHANGES[change];
  return <ChangeMark change={change} words={words} />;
}

// --- measures

interface MeasureProps {
  row: ComparedMeasure;
  stages: readonly ComparedPart<Stage>[];
  isBeside: boolean;
}

function Measure({ row, stages, isBeside }: MeasureProps) {
  const { info, source, was, now, target } = row;
  const axis = sharedAxis([...was, ...now], target, info);
  const figure = (side: "was" | "now", column: number) => {
    const one = row[side][column];
    return (
      <span class={`cjm-cmp-fig is-${side}`} aria-hidden="true">
        {one?.value == null ? (
          <span class="cjm-none">{whyNothing(one)}</span>
        ) : (
          <>
            <b>{writeValue(info.unit, one.value)}</b>
            {axis && <Whisker figure={one} axis={axis} target={side === "now" ? target : null} />}
            <span class="cjm-n">n {count(one.n)}</span>
          </>
        )}
      </span>
    );
  };
  return (
    <tr class="cjm-cmp-measure">
      <th scope="row">
        <div class="cjm-cmp-lane">
          <Icon name="gauge" />
          <span>
            {translate(info.label)}
            <small title={TEXTS.method(writeLevel(info.level))}>{source}</small>
          </span>
          {!isBeside && (
            <span class="cjm-cmp-sidekey" aria-hidden="true">
              <span>{TEXTS.was}</span>
              <span>{TEXTS.now}</span>
            </span>
          )}
        </div>
      </th>
      {stages.map(({ id }, column) => {
        const difference = row.differences[column] ?? null;
        const clear = difference?.clear ? { "data-change": `${row.key} ${id}`, tabIndex: -1 } : {};
        const change = (
          <Change
            difference={difference}
            unit={info.unit}
            sameRows={row.sameRows && now[column]?.value != null}
          />
        );
        const words = (side: "was" | "now") =>
          TEXTS.sides(TEXTS[side], figureWords(info, row[side][column], side === "now" ? target : null));
        if (isBeside)
          return [
            <td key={`${id} was`}>
              <span class="cjm-sr">{words("was")}</span>
              {figure("was", column)}
            </td>,
            <td key={`${id} now`} {...clear}>
              <span class="cjm-sr">{words("now")}</span>
              {figure("now", column)}
              {change}
            </td>,
          ];
        return (
          <td key={id} {...clear}>
            <span class="cjm-sr">{`${words("was")}. ${words("now")}.`}</span>
            {figure("was", column)}
            {figure("now", column)}
            {change}
          </td>
        );
      })}
    </tr>
  );
}

interface ChangeProps {
  difference: NumberChange | null;
  unit: ComparedMeasure["info"]["unit"];
  sameRows: boolean;
}

/** The change, bold only where its interval leaves zero. */
function Change({ difference, unit, sameRows }: ChangeProps) {
  if (sameRows) return <span class="cjm-cmp-diff">{TEXTS.sameRows}</span>;
  if (!difference) return null;
  const { value, low, high, clear } = difference;
  return (
    <span class={`cjm-cmp-diff${clear ? " is-clear" : ""}`}>
      <span class="cjm-sr">{TEXTS.change("")}</span>
      <span>{writeChange(unit, value)}</span>
      {low !== null && high !== null && (
        <span class="cjm-ci">{TEXTS.from(writeChange(unit, low), writeChange(unit, high))}</span>
      )}
    </span>
  );
}

/** A difference in the unit of its measure; of shares in percentage points. */
function writeChange(unit: ComparedMeasure["info"]["unit"], value: number): string {
  if (unit === "share") return `${signed(value * 100, 1)} pp`;
  if (unit === "amount") return value > 0 ? `+${compact(value)}` : compact(value);
  if (unit === "minutes") return t("{n} min", { n: signed(value, 1) });
  return signed(value, unit === "nps" ? 1 : 2);
}

// --- cards

interface CellsProps {
  lane: Lane;
  compared: Comparison;
  names: PartNames;
  isBeside: boolean;
  everything: boolean;
}

/** The cells of a lane; without what is as it was, neighbours of which nothing changed are one. */
function Cells({ lane, compared, names, isBeside, everything }: CellsProps) {
  const { stages } = compared;
  const cells = stages.map(({ id }) => {
    const cards = compared.cards(lane.id, id);
    return everything ? cards : cards.filter(({ change }) => change);
  });
  const columns = isBeside ? 2 : 1;
  const drawn: ComponentChildren[] = [];
  for (let at = 0; at < stages.length; ) {
    let end = at + 1;
    if (!everything && !cells[at]!.length) {
      while (end < stages.length && !cells[end]!.length) end++;
      drawn.push(
        <td key={stages[at]!.id} class="cjm-cmp-same" colSpan={(end - at) * columns}>
          {unchanged(at + 1, end, stages.length)}
        </td>,
      );
    } else if (isBeside)
      drawn.push(
        <SideCell key={`${stages[at]!.id} was`} cards={cells[at]!} {...{ lane, names }} side="was" />,
        <SideCell key={`${stages[at]!.id} now`} cards={cells[at]!} {...{ lane, names }} side="now" />,
      );
    else drawn.push(<SideCell key={stages[at]!.id} cards={cells[at]!} {...{ lane, names }} side={null} />);
    at = end;
  }
  return <>{drawn}</>;
}

/** "1 to 3: no change"; without numbers where that is so of all stages. */
function unchanged(from: number, to: number, all: number): string {
  if (from === 1 && to === all) return TEXTS.noChange;
  const stages = from === to ? `${from}` : to === from + 1 ? TEXTS.and(from, to) : TEXTS.between(from, to);
  return TEXTS.noChangeAt(stages);
}

interface SideCellProps {
  cards: readonly CardOfBoth[];
  lane: Lane;
  names: PartNames;
  side: "was" | "now" | null;
}

function SideCell({ cards, lane, names, side }: SideCellProps) {
  const here = cards.filter(({ change }) => {
    if (side === "was") return change?.change !== "added";
    return side === null || change?.change !== "removed";
  });
  return (
    <td class="cjm-cmp-cell">
      {here.map(({ card, change }) => (
        <ComparedCard key={card.id} {...{ card, change, lane, names, side }} />
      ))}
    </td>
  );
}
