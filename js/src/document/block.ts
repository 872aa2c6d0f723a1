/** Blocks of cells as spreadsheets copy and paste them: tab-separated, cells with breaks or quotes quoted. */
import { tsvFormatRows, tsvParseRows } from "d3-dsv";
import { cardIds, listed } from "./document";
import { cellText, scoreAt, setCellText, setEmotion } from "./gestures";
import type { Document, Lane, Operation } from "./schema";

/** Cells quoted as a spreadsheet does it; a quote opened but not closed is plain text. */
const WELL_QUOTED = /^(?:(?:"[^"]*(?:""[^"]*)*"|[^"\t\r\n][^\t\r\n]*)?(?:[\t\r\n]|$))*$/;

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

/** What cells say, a row a lane: the text of cards, the emotion of `persona`, nothing for measures. */
export function copyBlock(
  document: Document,
  stages: readonly string[],
  lanes: readonly string[],
  persona: string | null = firstPersona(document),
): string[][] {
  const rows = listed(document, "lane").filter((lane) => lanes.includes(lane.id));
  return rows.map((lane) => stages.map((stage) => entryText(document, stage, lane, persona)));
}

function entryText(
  document: Document,
  stage: string,
  { id, kind = "cards" }: Lane,
  persona: string | null,
): string {
  if (kind === "cards") return cellText(document, stage, id);
  const score = kind === "emotion" && persona ? scoreAt(document, stage, persona) : null;
  return score ? String(score.value) : "";
}

/** The edits that put a block's texts at a cell and beyond, and how many cells had no place in the map. */
export function pasteBlock(
  document: Document,
  stage: string,
  lane: string,
  rows: readonly (readonly string[])[],
  persona: string | null = firstPersona(document),
): { operations: Operation[]; ignored: number; note: string | null } {
  const stages = listed(document, "stage");
  const lanes = listed(document, "lane");
  const left = stages.findIndex((other) => other.id === stage);
  const top = lanes.findIndex((other) => other.id === lane);
  const taken = new Set(cardIds(document));
  const operations: Operation[] = [];
  let ignored = 0;
  for (const [down, texts] of rows.entries())
    for (const [across, text] of texts.entries()) {
      const place = { stage: stages[left + across]?.id, lane: lanes[top + down] };
      const edits =
        place.stage && place.lane && entryEdits(document, place.stage, place.lane, text, persona, taken);
      if (edits) operations.push(...edits);
      else ignored += 1;
    }
  const note = ignored
    ? `${ignored} of the pasted cells ${ignored === 1 ? "has" : "have"} no place in the map and ${ignored === 1 ? "was" : "were"} left out.`
    : null;
  return { operations, ignored, note };
}

/** The edits for one cell, or null where it cannot hold this. */
function entryEdits(
  document: Document,
  stage: string,
  { id, kind = "cards" }: Lane,
  text: string,
  persona: string | null,
  taken: Set<string>,
): Operation[] | null {
  if (kind === "cards") return setCellText(document, stage, id, text.replaceAll(/\r\n?/g, "\n"), taken);
  if (kind === "measure" || !persona) return null;
  const value = text.trim() === "" ? null : Number(text.trim().replace(",", "."));
  return Number.isNaN(value) ? null : setEmotion(document, stage, persona, value);
}

/** The edits that empty a block; measures cannot be emptied. */
export function clearBlock(
  document: Document,
  stages: readonly string[],
  lanes: readonly string[],
  persona: string | null = firstPersona(document),
): Operation[] {
  return listed(document, "lane")
    .filter((lane) => lanes.includes(lane.id))
    .flatMap((lane) =>
      stages.flatMap((stage) => entryEdits(document, stage, lane, "", persona, new Set()) ?? []),
    );
}

const firstPersona = (document: Document): string | null => document.personas?.[0]?.id ?? null;
