/** Pasting a table whose first line names its columns: cards, scores and stages with all their fields, added to what is there. */

import type { Document, Operation } from "../../document/schema";
import { leftOutInWords } from "../../document/tables/block";
import { lanesIn, namesIn, readNamedTable, type TableEdits } from "../../document/tables/named-table";
import { english, plural, t, texts } from "../../words/words";
import type { Place, ViewState } from "../state";
import { makeEdit } from "../writing/editing";
import type { Rows } from "./clipboard";

const TEXTS = texts({
  card: (n: number) => plural(n, "{n} card", "{n} cards"),
  score: (n: number) => plural(n, "{n} score", "{n} scores"),
  changed: (n: number) => plural(n, "{n} header changed", "{n} headers changed"),
  newStage: (n: number) => plural(n, "{n} new stage", "{n} new stages"),
  newLane: (n: number) => plural(n, "{n} new lane", "{n} new lanes"),
  pasted: (words: string) => t("Pasted by the names of its columns: {words}", { words }),
  noStages: "The table names no stages, which a map begins with.",
  leftOut: (n: number) => plural(n, "{n} row was left out.", "{n} rows were left out."),
});

/** Read a table against the map, and paste it; where it adds stages or lanes, ask first. */
export function pasteTable(view: ViewState, { lane, stage }: Place, rows: Rows): void {
  const place = { lane, stage, persona: view.persona.peek() };
  const edits = readNamedTable(view.store.document.peek(), rows, place);
  if (edits.newStages + edits.newLanes) view.open.value = { what: "table", edits, anchor: null };
  else takeTable(view, edits);
}

/** What a map without stages begins with: the stages of these names, the lanes, the personas. */
type Begin = (
  document: Document,
  stages: readonly string[],
  lanes: readonly { name: string; texts: readonly string[] }[],
  personas: readonly string[],
) => { readonly document: Document; readonly operations: readonly Operation[] };

/** A table as a map: the stages, lanes and personas that its rows name, and what they hold. */
export function startByTable(view: ViewState, rows: Rows, begin: Begin): void {
  const names = namesIn(rows, "stage");
  if (!names.length) {
    view.refusal.value = TEXTS.noStages;
    return;
  }
  const first = begin(view.store.document.peek(), names, lanesIn(rows), namesIn(rows, "persona"));
  const persona = first.document.personas?.[0]?.id ?? null;
  const edits = readNamedTable(first.document, rows, { stage: null, lane: null, persona });
  if (takeTable(view, { ...edits, operations: [...first.operations, ...edits.operations] }))
    view.wantsFocus = true;
}

/** What a table adds and changes: "62 cards, 2 new lanes". */
export function tableInWords({ cards, scores, changes, newStages, newLanes }: TableEdits): string {
  const parts = [
    [cards, TEXTS.card],
    [scores, TEXTS.score],
    [newStages, TEXTS.newStage],
    [newLanes, TEXTS.newLane],
    [changes, TEXTS.changed],
  ] as const;
  return parts.flatMap(([count, words]) => (count ? [words(count)] : [])).join(", ");
}

/** Make the edits of a table, and say what they add and which of its rows they leave out; whether the map took them. */
export function takeTable(view: ViewState, edits: TableEdits): boolean {
  if (!makeEdit(view, edits.operations, english("Paste"))) return false;
  const words = tableInWords(edits);
  if (words) view.outcome.value = TEXTS.pasted(words);
  const { leftOut } = edits;
  if (leftOut.length)
    view.report.value = { text: TEXTS.leftOut(leftOut.length), lines: leftOutInWords(leftOut) };
  return true;
}
