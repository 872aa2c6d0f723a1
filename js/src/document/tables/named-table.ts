/**
 * A table whose first line names its columns: a row a card, a score, a stage or a lane, with all its fields, as
 * `journey.to_csv(tidy=True)` writes them. What a card's row does not name, its stage or its lane, is that of the place
 * it is pasted at. Rows of stages and lanes themselves add those that the map has not, each behind that of the row before.
 */

import { t, texts } from "../../words/words";
import { applyAll } from "../apply";
import { checkPart, Refusal } from "../check";
import { SHAPES, type Shape } from "../defaults";
import { cardIds, thingsOf } from "../document";
import { add, addCard, change, idOf, isBlank, scoreAt, setPhase } from "../gestures";
import { holdsCards, holdsNames } from "../lane-kinds";
import { slug } from "../names";
import type { Card, Document, Operation, Score } from "../schema";
import { didYouMean, quoted } from "../sentences";
import type { BlockCell, LeftOut } from "./block";
import { readNumber } from "./numerals";
import { readRange } from "./range-text";
import { columnOf, isCardColumn, isLaneColumn, isStageColumn } from "./table-head";

/** Where a table is pasted, and whose scores it holds that name no persona. */
export interface TablePlace {
  readonly stage: string | null;
  readonly lane: string | null;
  readonly persona: string | null;
}

/** What a table comes to: the edits, how much they add, and what no part of the map takes. */
export interface TableEdits {
  readonly operations: readonly Operation[];
  readonly cards: number;
  readonly scores: number;
  /** The stages and lanes whose own fields change, and those that are new. */
  readonly changes: number;
  readonly newStages: number;
  readonly newLanes: number;
  readonly leftOut: readonly LeftOut[];
}

const TEXTS = texts({
  at: (row: number) => t("row {row}", { row }),
  noStage: "it names no stage",
  noLane: "it names no lane",
  noThing: {
    stage: (name: string) => t("the map has no stage {name}", { name }),
    lane: (name: string) => t("the map has no lane {name}", { name }),
    persona: (name: string) => t("the map has no persona {name}", { name }),
  },
  noCards: (lane: string) => t("the lane {lane} holds no cards", { lane }),
  number: (column: string, text: string) => t("{column} {text} is not a number", { column, text }),
  range: (column: string, text: string) =>
    t("{column} {text} is not a number or a range such as 6–9", { column, text }),
  flag: (column: string, text: string) => t("{column} {text} is neither true nor false", { column, text }),
  json: (column: string, text: string) => t("{column} {text} is not JSON", { column, text }),
});

/** What a row says, by its columns; cells that are blank say nothing. */
type Row = Readonly<Record<string, string>>;

/** The texts of a column, each once, in their order: the stages or the personas that a table names. */
export function namesIn(rows: readonly (readonly BlockCell[])[], column: "stage" | "persona"): string[] {
  const names = rowsOf(rows).map((row) => row[column] ?? "");
  return [...new Set(names.filter(Boolean))];
}

/** Of each lane that rows name the texts of its cards; scores are of the lane "Emotion", whatever theirs is called. */
export function lanesIn(rows: readonly (readonly BlockCell[])[]): { name: string; texts: string[] }[] {
  const lanes = new Map<string, string[]>();
  for (const { lane = "", score, text } of rowsOf(rows)) {
    const name = score ? "Emotion" : lane;
    if (name) lanes.set(name, [...(lanes.get(name) ?? []), ...(text && !score ? [text] : [])]);
  }
  return [...lanes].map(([name, texts]) => ({ name, texts }));
}

function rowsOf([head = [], ...body]: readonly (readonly BlockCell[])[]): Row[] {
  const columns = head.map(({ text }) => columnOf(text));
  return body.map((row) =>
    Object.fromEntries(
      columns.flatMap((column, at) => {
        const text = (row[at]?.text ?? "").trim();
        return isBlank(text) ? [] : [[column, text] as const];
      }),
    ),
  );
}

/** Read a table whose first line names its columns. A row that cannot be read is left out whole, with the reason. */
export function readNamedTable(
  document: Document,
  rows: readonly (readonly BlockCell[])[],
  place: TablePlace,
): TableEdits {
  const reader = new TableReader(document, place);
  for (const [at, row] of rowsOf(rows).entries())
    if (Object.keys(row).length) {
      try {
        reader.take(row);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const text = row.text ?? row.stage ?? row.lane ?? Object.values(row)[0]!;
        reader.leftOut.push({ text, at: TEXTS.at(at + 2), why: error.message });
      }
    }
  const { operations, cards, scores, changed, leftOut } = reader;
  const isOf = (op: Operation["op"]) => operations.filter((one) => one.op === op).length;
  const [newStages, newLanes] = [isOf("add_stage"), isOf("add_lane")];
  return { operations, cards, scores, changes: changed.size, newStages, newLanes, leftOut };
}

/** Each row is read against what the rows before it leave. */
class TableReader {
  readonly operations: Operation[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly changed = new Set<string>();
  readonly #inUse: Set<string>;
  /** The stage and the lane of the rows before. */
  readonly #last: { stage: string | null; lane: string | null } = { stage: null, lane: null };
  cards = 0;
  scores = 0;

  constructor(
    private document: Document,
    private readonly place: TablePlace,
  ) {
    this.#inUse = new Set(cardIds(document));
  }

  /** All that a row says, or nothing of it. */
  take(row: Row): void {
    const isScore = row.score !== undefined;
    const fields = isScore ? {} : fieldsOf(row, isCardColumn, "Card");
    const isCard = Object.keys(fields).length > 0;
    if (isCard || isScore) {
      const stage = row.stage ? this.#named("stage", row.stage) : this.place.stage;
      if (stage === null) throw new Refusal(TEXTS.noStage);
      const rest = isScore ? this.#score(row, stage) : this.#card(row, stage, fields);
      this.#put([...this.#changes("stage", stage, row), ...rest]);
      if (isScore) this.scores += 1;
      else this.cards += 1;
    } else for (const what of ["stage", "lane"] as const) if (row[what]) this.#thing(what, row[what], row);
  }

  #put(operations: readonly Operation[]): void {
    this.document = applyAll(this.document, operations).document;
    this.operations.push(...operations);
  }

  /** A row of a stage or lane itself. */
  #thing(what: "stage" | "lane", name: string, row: Row): void {
    const things = thingsOf(this.document, what);
    let id = this.#called(what, name);
    const isNew = id === null;
    if (id === null) {
      const at = things.findIndex((one) => one.id === this.#last[what]);
      const before = at < 0 ? null : (things[at + 1]?.id ?? null);
      const own = what === "lane" ? fieldsOf(row, isLaneColumn, "Lane") : {};
      const added = add(this.document, what, name, { ...own, before });
      id = idOf(added)!;
      this.#put(added);
    }
    this.#last[what] = id;
    const changes = this.#changes(what, id, row);
    if (changes.length) this.#put(changes);
    if (changes.length && !isNew) this.changed.add(`${what} ${id}`);
  }

  /** The edits that give a stage or lane what the row says of it. */
  #changes(what: "stage" | "lane", id: string, row: Row): Operation[] {
    const { phase, ...others } = row;
    const [isColumn, part] = what === "stage" ? [isStageColumn, "Stage"] : [isLaneColumn, "Lane"];
    const fields = fieldsOf(others, isColumn, part);
    return [
      ...(phase && what === "stage" ? setPhase(this.document, id, phase) : []),
      ...(Object.keys(fields).length ? change(this.document, what, id, fields) : []),
    ];
  }

  #called(what: "stage" | "lane" | "persona", name: string): string | null {
    const things = thingsOf(this.document, what);
    const isLike = (one: { name: string }) => slug(one.name) === slug(name);
    return (things.find((one) => one.name === name) ?? things.find(isLike))?.id ?? null;
  }

  #named(what: "stage" | "lane" | "persona", name: string): string {
    const id = this.#called(what, name);
    if (id !== null) return id;
    const names = thingsOf(this.document, what).map((one) => one.name);
    throw new Refusal(TEXTS.noThing[what](quoted(name)) + didYouMean(name, names));
  }

  #laneOf(row: Row) {
    const id = row.lane ? this.#named("lane", row.lane) : this.place.lane;
    const lane = thingsOf(this.document, "lane").find((one) => one.id === id);
    if (!lane) throw new Refusal(TEXTS.noLane);
    if (!holdsCards(lane)) throw new Refusal(TEXTS.noCards(quoted(lane.name)));
    return lane;
  }

  #score(row: Row, stage: string): Operation[] {
    const { persona: name, evidence, source } = row;
    const persona = name ? this.#named("persona", name) : this.place.persona;
    if (persona === null) throw new Refusal(TEXTS.noThing.persona(quoted(name ?? "")));
    const texts = { value: row.score!, ...(evidence && { evidence }), ...(source && { source }) };
    const score = checkPart(fieldsOf(texts, () => true, "Score") as unknown as Score, "Score");
    const was = scoreAt(this.document, stage, persona);
    return [{ op: "set_emotion", stage, persona, score, was }];
  }

  #card(row: Row, stage: string, fields: Readonly<Record<string, unknown>>): Operation[] {
    const lane = this.#laneOf(row);
    const named = holdsNames(lane) && !row.evidence ? { evidence: "none" } : {};
    const added = addCard(this.document, stage, lane.id, "", null, this.#inUse);
    if (added.op !== "add_card") return [];
    const card = checkPart({ ...fields, ...named, id: added.card.id } as Card, "Card");
    return [{ ...added, card }];
  }
}

/** The values of the columns that are fields of a part. */
function fieldsOf(row: Row, isColumn: (column: string) => boolean, part: string): Record<string, unknown> {
  const shapes = SHAPES[part]!;
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, text]) =>
      isColumn(column) ? [[column, readField(column, text, shapes[column]!)] as const] : [],
    ),
  );
}

/** The levels of severity in words; a number says them as well. */
const LEVELS: Readonly<Record<string, number>> = { low: 1, medium: 2, high: 3 };
const FLAGS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

function readField(column: string, text: string, shape: Shape): unknown {
  const refuse = (why: (column: string, text: string) => string): never => {
    throw new Refusal(why(column.replaceAll("_", " "), quoted(text)));
  };
  const word = text.toLowerCase();
  if (column === "severity" && Object.hasOwn(LEVELS, word)) return LEVELS[word];
  if (shape.any) return readRange(text) ?? refuse(TEXTS.range);
  if (shape.number)
    return readNumber(text, shape.least ?? Number.NEGATIVE_INFINITY, Infinity) ?? refuse(TEXTS.number);
  if (shape.flag) return Object.hasOwn(FLAGS, word) ? FLAGS[word] : refuse(TEXTS.flag);
  if (shape.one) return word;
  if (shape.text !== undefined) return text;
  const isTexts = shape.list?.text !== undefined;
  if (isTexts && !text.startsWith("["))
    return text
      .split(column === "links" ? /\n/ : /[,;]/)
      .map((one) => one.trim())
      .filter(Boolean);
  try {
    return JSON.parse(text);
  } catch {
    return refuse(TEXTS.json);
  }
}
