/**
 * What a paste would do, before it does it: how far it reaches, which stages and lanes it would add or rename, and how
 * many filled cells it meets. Then the operations, as the reader chose.
 */

import { t } from "../../words/words";
import { applyAll } from "../apply";
import { thingsOf } from "../document";
import { add, isBlank, rename } from "../gestures";
import { kindOf, laneCalled, twinOf } from "../lane-kinds";
import { slug } from "../names";
import type { Document, Operation } from "../schema";
import {
  type BlockCell,
  type EntriesByKind,
  isFilled,
  type LeftOut,
  type PutOptions,
  putCells,
} from "./block";

type Rows = readonly (readonly BlockCell[])[];

/** Above so many cells a paste is shown before it is done. */
export const MOST_CELLS = 500;

/** Where a paste begins: at a cell, or without a lane or a stage at a header. `lanes` are those on screen, in order. */
export interface PasteStart {
  readonly lane: string | null;
  readonly stage: string | null;
  readonly lanes: readonly string[];
  /** Whether lanes may be added, which a view of the curve alone would not show. */
  readonly addsLanes: boolean;
  readonly persona: string | null;
}

export interface PastePlan {
  readonly start: PasteStart;
  /** The cells without a line and a column of names. */
  readonly rows: Rows;
  /** For each column and row, its name on the clipboard; empty where it has none. */
  readonly stageNames: readonly string[];
  readonly laneNames: readonly string[];
  readonly columns: number;
  /** The stages and lanes of the map that it reaches. */
  readonly stages: readonly string[];
  readonly lanes: readonly string[];
  /** How many stages and lanes it would add. */
  readonly newStages: number;
  readonly newLanes: number;
  /** How many stages and lanes get another name. */
  readonly renames: number;
  /** How many cells have something to paste, or cards, where those are more; and how many of them hold something. */
  readonly count: number;
  readonly filled: number;
}

/** What the reader chose of a plan. */
export interface PasteChoice extends Pick<PutOptions, "before"> {
  readonly filled: "below" | "replace";
  readonly outside: "grow" | "cut";
}

const textAt = (rows: Rows, down: number, across: number): string => rows[down]?.[across]?.text.trim() ?? "";

/** A block without empty rows at its end and empty columns at its right. */
function trimmed(rows: Rows): Rows {
  const hasText = ({ text, cards }: BlockCell) => !isBlank(text) || !!cards?.length;
  const height = rows.findLastIndex((row) => row.some(hasText)) + 1;
  const width = Math.max(0, ...rows.map((row) => row.findLastIndex(hasText) + 1));
  return rows.slice(0, height).map((row) => row.slice(0, width));
}

export function planPaste(
  document: Document,
  kinds: EntriesByKind,
  start: PasteStart,
  block: Rows,
  headLine = false,
): PastePlan {
  const allStages = thingsOf(document, "stage");
  const laneOf = new Map(thingsOf(document, "lane").map((lane) => [lane.id, lane]));
  const left = Math.max(
    0,
    allStages.findIndex(({ id }) => id === start.stage),
  );
  const top = start.lane === null ? 0 : start.lanes.indexOf(start.lane);
  const whole = trimmed(block);
  const names = allStages.slice(left).map(({ name }) => name);
  const laneTitles = start.lanes.slice(top).map((id) => laneOf.get(id)!.name);
  const { rows, stageNames, laneNames } = withoutNames(whole, start, names, laneTitles, headLine);
  const columns = Math.max(stageNames.length, ...rows.map((row) => row.length));
  const height = Math.max(laneNames.length, rows.length);
  const stages = allStages.slice(left, left + columns);
  const lanes = start.lanes.slice(top, top + height).map((id) => laneOf.get(id)!);
  const differ = (things: readonly { name: string }[], texts: readonly string[]) =>
    things.filter(({ name }, at) => texts[at] && texts[at] !== name).length;
  let count = 0;
  let filled = 0;
  for (const [down, row] of rows.entries())
    for (const [across, cell] of row.entries()) {
      if (isBlank(cell.text) && !cell.cards?.length) continue;
      count += Math.max(1, cell.cards?.length ?? cell.text.split(/\r\n?|\n/).length);
      const stage = stages[across];
      const lane = lanes[down];
      if (stage && lane && isFilled(document, kinds, stage.id, lane, start.persona)) filled += 1;
    }
  return {
    start,
    rows,
    stageNames,
    laneNames,
    columns,
    stages: stages.map(({ id }) => id),
    lanes: lanes.map(({ id }) => id),
    newStages: Math.max(0, columns - stages.length),
    newLanes: start.addsLanes ? Math.max(0, height - lanes.length) : 0,
    renames:
      (start.lane === null ? differ(stages, stageNames) : 0) +
      (start.stage === null ? differ(lanes, laneNames) : 0),
    count,
    filled,
  };
}

/**
 * Takes a block's names off its cells. On a header they are its first line or column. On a cell they are names where
 * they say what stands over the columns and beside the rows there, or where the clipboard says so.
 */
function withoutNames(
  block: Rows,
  { lane, stage }: PasteStart,
  stages: readonly string[],
  lanes: readonly string[],
  headLine: boolean,
): { rows: Rows; stageNames: string[]; laneNames: string[] } {
  const lineAt = (down: number, from: number) =>
    (block[down] ?? []).slice(from).map((_cell, at) => textAt(block, down, from + at));
  const columnFrom = (down: number) => block.slice(down).map((_row, at) => textAt(block, down + at, 0));
  const isSingle = block.every((row) => row.length <= 1);
  if (lane === null)
    return isSingle
      ? { rows: [], stageNames: columnFrom(0), laneNames: [] }
      : { rows: block.slice(1), stageNames: lineAt(0, 0), laneNames: [] };
  if (stage === null)
    return { rows: block.map((row) => row.slice(1)), stageNames: [], laneNames: columnFrom(0) };
  if (block.length > 1)
    for (const [down, across] of [
      [1, 1],
      [1, 0],
      [0, 1],
    ] as const) {
      const stageNames = down ? lineAt(0, across) : [];
      const laneNames = across ? columnFrom(down) : [];
      const says = !down || agree(stageNames, stages) || (headLine && !across);
      if (says && (!across || agree(laneNames, lanes)))
        return { rows: block.slice(down).map((row) => row.slice(across)), stageNames, laneNames };
    }
  return { rows: block, stageNames: [], laneNames: [] };
}

/** Whether texts are the names of the things there, as far as there are any. */
function agree(texts: readonly string[], names: readonly string[]): boolean {
  const common = texts.slice(0, names.length);
  return common.length > 0 && common.every((text, at) => text !== "" && slug(text) === slug(names[at]!));
}

/** Whether the reader should see a paste before it is done. One cell just takes what it is given. */
export function asksFirst({
  newStages,
  newLanes,
  renames,
  count,
  filled,
  rows,
  columns,
}: PastePlan): boolean {
  const several = rows.length > 1 || columns > 1;
  return newStages + newLanes > 0 || renames > 1 || count > MOST_CELLS || (several && filled > 0);
}

/** The edits of a planned paste, the texts no cell takes, and the stages and lanes it then covers. */
export function carryOutPaste(
  document: Document,
  kinds: EntriesByKind,
  plan: PastePlan,
  choice: PasteChoice,
): { operations: Operation[]; leftOut: LeftOut[]; stages: string[]; lanes: string[] } {
  const { start, rows, stageNames, laneNames } = plan;
  const operations: Operation[] = [];
  let grown = document;
  const take = (more: Operation[]) => {
    grown = applyAll(grown, more).document;
    operations.push(...more);
  };
  if (start.lane === null)
    for (const [at, id] of plan.stages.entries())
      if (stageNames[at]) take(rename(grown, "stage", id, stageNames[at]));
  if (start.stage === null)
    for (const [at, id] of plan.lanes.entries())
      if (laneNames[at]) take(rename(grown, "lane", id, laneNames[at]));
  const grows = choice.outside === "grow";
  for (let at = plan.stages.length; grows && at < plan.stages.length + plan.newStages; at++) {
    const all = thingsOf(grown, "stage");
    const phase = all.at(-1)?.phase;
    take(
      add(grown, "stage", stageNames[at] || t("Stage {n}", { n: all.length + 1 }), phase ? { phase } : {}),
    );
  }
  for (let at = plan.lanes.length; grows && at < plan.lanes.length + plan.newLanes; at++) {
    const name = laneNames[at] || t("Lane {n}", { n: thingsOf(grown, "lane").length + 1 });
    const { kind } = laneCalled(name);
    const fits = (rows[at] ?? []).every(({ text }) => kinds[kind].takes(text));
    const twin = twinOf({ id: "", name, kind }, thingsOf(grown, "lane"));
    take(add(grown, "lane", name, fits && !twin ? {} : { kind: "cards" }));
  }
  const addedIds = (what: "stage" | "lane", count: number) =>
    grows && count
      ? thingsOf(grown, what)
          .slice(-count)
          .map(({ id }) => id)
      : [];
  const stages = [...plan.stages, ...addedIds("stage", plan.newStages)];
  const lanes = [...plan.lanes, ...addedIds("lane", plan.newLanes)];
  const laneOf = new Map(thingsOf(grown, "lane").map((lane) => [lane.id, lane]));
  const isOne = rows.length === 1 && plan.columns === 1;
  const holdsOther = isOne && lanes[0] !== undefined && kindOf(laneOf.get(lanes[0])!) !== "cards";
  const put = putCells(grown, kinds, stages, lanes, rows, {
    persona: start.persona,
    before: choice.before ?? null,
    // One score is set as it is when it is typed.
    filled: holdsOther ? "replace" : choice.filled,
  });
  return {
    operations: [...operations, ...put.operations],
    leftOut: [...put.leftOut, ...outside(plan, stages.length, lanes.length)],
    stages,
    lanes,
  };
}

/** The texts that lie beyond the stages and lanes there are. */
function outside({ rows, stageNames, laneNames }: PastePlan, columns: number, height: number): LeftOut[] {
  const why = t("beyond the map’s last stage or lane");
  const names = (texts: readonly string[], from: number, place: (n: number) => string) =>
    texts.flatMap((text, at) => (at < from || !text ? [] : [{ text, at: place(at + 1), why }]));
  const cells = rows.flatMap((row, down) =>
    row.flatMap(({ text }, across) =>
      (down < height && across < columns) || isBlank(text)
        ? []
        : [{ text, at: t("row {row}, column {column}", { row: down + 1, column: across + 1 }), why }],
    ),
  );
  return [
    ...names(stageNames, columns, (n) => t("name of column {n}", { n })),
    ...names(laneNames, height, (n) => t("name of row {n}", { n })),
    ...cells,
  ];
}
