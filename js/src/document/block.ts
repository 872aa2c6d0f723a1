/** Blocks of cells as spreadsheets copy and paste them: tab-separated, cells with breaks or quotes quoted. */
import { tsvFormatRows, tsvParseRows } from "d3-dsv";
import { cardIds, thingsOf } from "./document";
import { kindOf, type LaneKind } from "./lane-kinds";
import type { Document, Lane, Operation } from "./schema";

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

/**
 * The edits that put a block's texts at a cell and beyond, and how many cells were left out: they had no place
 * in the map, or their text is not what the cell holds.
 */
export function pasteBlock(
  document: Document,
  kinds: EntriesByKind,
  stage: string,
  lane: string,
  rows: readonly (readonly string[])[],
  persona: string | null = firstPersona(document),
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
  for (const [down, texts] of rows.entries())
    for (const [across, text] of texts.entries()) {
      const at = stages[left + across];
      const row = lanes[top + down];
      const edits = at && row && kinds[kindOf(row)].edits(document, at.id, row, text, persona, inUse);
      if (edits) operations.push(...edits);
      else {
        ignored += 1;
        const why = at && row && kinds[kindOf(row)].why?.(document, text);
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
