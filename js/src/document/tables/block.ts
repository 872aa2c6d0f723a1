/** Blocks of cells as spreadsheets copy and paste them: tab-separated, cells with breaks or quotes quoted. */

import { t } from "../../words/words";
import { cardIds, thingsOf } from "../document";
import { cardsAt, isBlank, removeCard } from "../gestures";
import { kindOf, type LaneKind } from "../lane-kinds";
import type { Card, Document, Lane, Operation } from "../schema";

/** Cells quoted as a spreadsheet does it; a quote opened but not closed is plain text. */
const WELL_QUOTED = /^(?:(?:"[^"]*(?:""[^"]*)*"|[^"\t\r\n][^\t\r\n]*)?(?:[\t\r\n]|$))*$/;

/** The cells of a copied block, row by row; text that is no block is one cell, or one a line. */
export function readBlock(text: string): string[][] {
  if (!/[\t\r\n]/.test(text)) return [[text]];
  if (WELL_QUOTED.test(text)) return rowsOf(text.replace(/\r?\n?$/, ""));
  return text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
}

/** A cell, in quotes or not, and what ends it. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^\t\r\n]*))(\t|\r\n|[\r\n]|$)/g;

function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(CELL)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (!end) break;
    if (end !== "\t") rows.push([]);
  }
  return rows;
}

const quotedCell = (text: string): string =>
  /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** A block for the clipboard; ends in a line break, as a spreadsheet's does, so that empty rows count. */
export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map(quotedCell).join("\t")).join("\n")}\n`;

/** A cell of a block: its text, and the cards it was copied from, where it was copied from a map. */
export interface BlockCell {
  readonly text: string;
  readonly cards?: readonly Card[];
}

/** How the cells of a kind of lane are read and written as text; of scores they are those of `persona`. */
export interface LaneEntries {
  /** The text of a cell, "" if it is empty. */
  text(document: Document, stage: string, lane: Lane, persona: string | null): string;
  /** Whether cells of this kind can hold a text. */
  takes(text: string): boolean;
  /** The edits that set the cell's text, or null if it cannot hold the text; new card ids are added to `inUse`. */
  edits(
    document: Document,
    stage: string,
    lane: Lane,
    text: string,
    persona: string | null,
    inUse: Set<string>,
  ): Operation[] | null;
  /** The edits that add what was copied to what a cell holds, in front of a card or last; without it pasting sets the text. */
  adds?(
    document: Document,
    stage: string,
    lane: Lane,
    cell: BlockCell,
    inUse: Set<string>,
    before: string | null,
  ): Operation[];
  /** Why a cell of the kind has no edits that set a text. */
  why(document: Document, text: string): string;
}

/** By kind; the table is js/src/lanes/index.ts. */
export type EntriesByKind = Readonly<Record<LaneKind, LaneEntries>>;

/** The texts of cells, one row per lane. */
export function copyBlock(
  document: Document,
  kinds: EntriesByKind,
  stages: readonly string[],
  lanes: readonly string[],
  persona: string | null = firstPersona(document),
): string[][] {
  const rows = thingsOf(document, "lane").filter((lane) => lanes.includes(lane.id));
  return rows.map((lane) => stages.map((stage) => kinds[kindOf(lane)].text(document, stage, lane, persona)));
}

/** The cells of a block with their cards, row by row. */
export function copyCells(
  document: Document,
  kinds: EntriesByKind,
  stages: readonly string[],
  lanes: readonly string[],
  persona: string | null = firstPersona(document),
): BlockCell[][] {
  return copyBlock(document, kinds, stages, lanes, persona).map((texts, row) =>
    texts.map((text, column) => {
      const cards = cardsAt(document, stages[column]!, lanes[row]!);
      return cards.length ? { text, cards } : { text };
    }),
  );
}

/** A text that no cell took: where it was to stand, and why it does not. */
export interface LeftOut {
  readonly text: string;
  readonly at: string;
  readonly why: string;
}

export interface PutOptions {
  readonly persona?: string | null;
  /** The card of the first cell in front of which cards come. */
  readonly before?: string | null;
  /** What becomes of what a cell holds: cards come below it, and other content stays; or it goes. */
  readonly filled?: "below" | "replace";
}

/**
 * The edits that put texts and cards into cells: row by row into `lanes`, across into `stages`. A blank text changes
 * nothing.
 */
export function putCells(
  document: Document,
  kinds: EntriesByKind,
  stages: readonly string[],
  lanes: readonly string[],
  rows: readonly (readonly BlockCell[])[],
  { persona = firstPersona(document), before = null, filled = "below" }: PutOptions = {},
): { operations: Operation[]; leftOut: LeftOut[] } {
  const inUse = new Set(cardIds(document));
  const names = new Map(thingsOf(document, "stage").map(({ id, name }) => [id, name]));
  const laneOf = new Map(thingsOf(document, "lane").map((lane) => [lane.id, lane]));
  const operations: Operation[] = [];
  const leftOut: LeftOut[] = [];
  for (const [down, id] of lanes.entries()) {
    const lane = laneOf.get(id)!;
    const kind = kinds[kindOf(lane)];
    for (const [across, stage] of stages.entries()) {
      const cell = rows[down]?.[across];
      if (!cell || (isBlank(cell.text) && !cell.cards?.length)) continue;
      const edits = cellEdits(document, kind, stage, lane, cell, {
        persona,
        before: down || across ? null : before,
        filled,
        inUse,
      });
      if (typeof edits === "string")
        leftOut.push({ text: cell.text, at: `${lane.name}, ${names.get(stage)}`, why: edits });
      else operations.push(...edits);
    }
  }
  return { operations, leftOut };
}

/** The edits for one cell, or why it takes none. */
function cellEdits(
  document: Document,
  kind: LaneEntries,
  stage: string,
  lane: Lane,
  cell: BlockCell,
  { persona, before, filled, inUse }: Required<PutOptions> & { inUse: Set<string> },
): Operation[] | string {
  if (kind.adds && filled === "below") return kind.adds(document, stage, lane, cell, inUse, before);
  if (kind.adds && cell.cards) {
    const removals = cardsAt(document, stage, lane.id).map((card) => removeCard(stage, lane.id, card));
    for (const { id } of cardsAt(document, stage, lane.id)) inUse.delete(id);
    return [...removals, ...kind.adds(document, stage, lane, cell, inUse, null)];
  }
  const here = kind.text(document, stage, lane, persona);
  const edits = kind.edits(document, stage, lane, cell.text, persona, inUse);
  if (!edits) return kind.why(document, cell.text);
  return filled === "below" && here && edits.length ? t("the cell is filled and keeps what it holds") : edits;
}

/** Whether a cell holds what something put there would join or replace. */
export function isFilled(
  document: Document,
  kinds: EntriesByKind,
  stage: string,
  lane: Lane,
  persona: string | null = firstPersona(document),
): boolean {
  return kinds[kindOf(lane)].text(document, stage, lane, persona) !== "";
}

/**
 * The edits that copy a block on: into the `onto` lanes and stages, which lie below it or after it, over and over.
 * Nothing is overwritten.
 */
export function fillCells(
  document: Document,
  kinds: EntriesByKind,
  block: { stages: readonly string[]; lanes: readonly string[] },
  onto: { stages: readonly string[]; lanes: readonly string[] },
  persona: string | null = firstPersona(document),
): { operations: Operation[]; leftOut: LeftOut[] } {
  const cells = copyCells(document, kinds, block.stages, block.lanes, persona);
  const rows = onto.lanes.map((_lane, down) =>
    onto.stages.map((_stage, across) => cells[down % cells.length]![across % block.stages.length]!),
  );
  return putCells(document, kinds, onto.stages, onto.lanes, rows, { persona });
}

/** What was left out as sentences, one for each reason, with every text and where it was to stand. */
export function leftOutInWords(leftOut: readonly LeftOut[]): string[] {
  const reasons = new Map<string, LeftOut[]>();
  for (const one of leftOut) reasons.set(one.why, [...(reasons.get(one.why) ?? []), one]);
  return [...reasons].map(
    ([why, those]) => `${those.map(({ text, at }) => `${quote(text)} (${at})`).join("; ")}: ${why}.`,
  );
}

const LONGEST_QUOTE = 60;
const quote = (text: string): string =>
  `“${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text}”`;

/** The edits that empty a block, as far as its cells can be emptied. */
export function clearBlock(
  document: Document,
  kinds: EntriesByKind,
  stages: readonly string[],
  lanes: readonly string[],
  persona: string | null = firstPersona(document),
): Operation[] {
  return thingsOf(document, "lane")
    .filter((lane) => lanes.includes(lane.id))
    .flatMap((lane) =>
      stages.flatMap(
        (stage) => kinds[kindOf(lane)].edits(document, stage, lane, "", persona, new Set()) ?? [],
      ),
    );
}

const firstPersona = (document: Document): string | null => document.personas?.[0]?.id ?? null;
