/** Blocks of cells as spreadsheets copy and paste them: tab-separated, cells with breaks or quotes quoted. */
import { tsvFormatRows, tsvParseRows } from "d3-dsv";
import { cardIds, thingsOf } from "./document";
import { cardsAt } from "./gestures";
import { kindOf, type LaneKind } from "./lane-kinds";
import type { Card, Document, Lane, Operation } from "./schema";

/** Cells quoted as a spreadsheet does it; a quote opened but not closed is plain text. */
const WELL_QUOTED = /^(?:(?:"[^"]*(?:""[^"]*)*"|[^"\t\r\n][^\t\r\n]*)?(?:[\t\r\n]|$))*$/;

/** How many of the pasted texts that no cell holds are named one by one. */
const MOST_REASONS = 5;

/** The cells of a copied block, row by row; text that is no block is one cell, or one a line. */
export function readBlock(text: string): string[][] {
  if (!/[\t\r\n]/.test(text)) return [[text]];
  if (WELL_QUOTED.test(text)) return tsvParseRows(text);
  return text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map((line) => line.split("\t"));
}

/** A block for the clipboard; ends in a line break, as a spreadsheet's does, so that empty rows count. */
export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  `${tsvFormatRows(rows as string[][])}\n`;

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
  /** Why a cell of the kind cannot say a text, where the text is to blame. */
  why?(document: Document, text: string): string | null;
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

/**
 * The edits that put a block's cells at a cell and beyond, and how many were left out: they had no place in the map, or
 * their text is not what the cell holds. Cards are added to those that are there, in the first cell in front of `before`.
 */
export function pasteBlock(
  document: Document,
  kinds: EntriesByKind,
  stage: string,
  lane: string,
  rows: readonly (readonly BlockCell[])[],
  persona: string | null = firstPersona(document),
  before: string | null = null,
): { operations: Operation[]; ignored: number; note: string | null } {
  const stages = thingsOf(document, "stage");
  const lanes = thingsOf(document, "lane");
  const left = stages.findIndex((other) => other.id === stage);
  const top = lanes.findIndex((other) => other.id === lane);
  const inUse = new Set(cardIds(document));
  const operations: Operation[] = [];
  const reasons = new Set<string>();
  let ignored = 0;
  let outside = 0;
  for (const [down, cells] of rows.entries())
    for (const [across, cell] of cells.entries()) {
      const { text } = cell;
      const at = stages[left + across];
      const row = lanes[top + down];
      const kind = row && kinds[kindOf(row)];
      const first = !down && !across ? before : null;
      const edits =
        at &&
        kind &&
        (kind.adds?.(document, at.id, row, cell, inUse, first) ??
          kind.edits(document, at.id, row, text, persona, inUse));
      if (edits) operations.push(...edits);
      else {
        ignored += 1;
        const why = at && kind?.why?.(document, text);
        if (why) reasons.add(why);
        else outside += 1;
      }
    }
  const notes = [...reasons].slice(0, MOST_REASONS).map((why) => `${why}.`);
  if (reasons.size > MOST_REASONS) notes.push(`${reasons.size - MOST_REASONS} more texts were left out.`);
  if (outside)
    notes.push(
      `${outside} of the pasted cells ${outside === 1 ? "has" : "have"} no place in the map and ${outside === 1 ? "was" : "were"} left out.`,
    );
  return { operations, ignored, note: notes.join(" ") || null };
}

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
