/** Pasting on the map: at once where nothing else is touched, otherwise as the reader decides in a preview. */

import { besidesHidden } from "../../document/cards/filter";
import { addCard, cardsAt, isBlank } from "../../document/gestures";
import { holdsCards } from "../../document/lane-kinds";
import { leftOutInWords } from "../../document/tables/block";
import { asksFirst, carryOutPaste, planPaste } from "../../document/tables/paste-plan";
import { namesColumns } from "../../document/tables/table-head";
import { english, plural } from "../../words/words";
import { type Block, blockOf, goCard } from "../focus";
import type { PasteQuestion, Place, ViewState } from "../state";
import { makeEdit } from "../writing/editing";
import { withChunk } from "../writing/late-deed";
import { type Clip, placeFor, type Rows, readClip } from "./clipboard";
import type { pasteTable } from "./table-paste";

export function onPaste(view: ViewState, event: ClipboardEvent): void {
  const place = placeFor(event);
  if (!place || !view.store.editable.peek()) return;
  event.preventDefault();
  event.stopPropagation();
  const isOneCard = view.pastesOne;
  view.pastesOne = false;
  pasteClip(view, place, readClip(event.clipboardData!), isOneCard);
}

/** Paste what was read; where something else is touched by it, ask first. */
export function pasteClip(view: ViewState, place: Place, clip: Clip | null, isOneCard: boolean): void {
  if (!clip) return;
  const lane = view.lanes.peek().find(({ id }) => id === place.lane);
  if (isOneCard && lane && place.stage !== null && holdsCards(lane)) {
    pasteOneCard(view, place, textOf(clip));
    return;
  }
  if (namesColumns(clip.rows)) {
    withChunk<{ pasteTable: typeof pasteTable }>(view, "dialogs", (dialogs) =>
      dialogs.pasteTable(view, place, clip.rows),
    );
    return;
  }
  const question = questionOf(view, place, clip);
  if (asksFirst(question.plan)) {
    view.pasting.value = question;
    view.open.value = { what: "paste", anchor: null };
  } else takePaste(view, question);
}

/** All lines that say something, cells of a row apart by tabs. */
const textOf = ({ rows }: Clip): string =>
  rows
    .map((row) => row.map(({ text }) => text).join("\t"))
    .filter((line) => !isBlank(line))
    .join("\n");

/** The block's first cell is where it begins; on a header its names do. */
function questionOf(view: ViewState, place: Place, clip: Clip): PasteQuestion {
  const document = view.reader.seen.peek();
  const block = blockOf(view);
  const [stage, lane] = block
    ? [view.stages.peek()[block.stages[0]]!.id, view.lanes.peek()[block.lanes[0]]!.id]
    : [place.stage, place.lane];
  const first = view.lanes.peek().find(({ id }) => id === lane);
  const text = textOf(clip);
  // Lines of plain text are the cards of one cell.
  const isOneCell = block && first && holdsCards(first) && !clip.isBlock;
  const lines = text.split(/\r\n?|\n/).filter((line) => !isBlank(line));
  const rows: Rows = isOneCell ? [[{ text: lines.join("\n") }]] : clip.rows;
  const start = {
    stage,
    lane,
    lanes: view.lanes.peek().map(({ id }) => id),
    addsLanes: view.part !== "curve",
    persona: view.persona.peek(),
  };
  const plan = planPaste(document, view.kinds, start, block ? filling(rows, block) : rows, clip.hasHeadLine);
  const before = block && afterFocused(view, place);
  return { plan, text, isTable: clip.isBlock, choice: { filled: "below", outside: "grow", before } };
}

/** One copied cell fills the whole selected block. */
function filling(rows: Rows, { lanes, stages }: Block): Rows {
  if (rows.length > 1 || rows[0]!.length > 1) return rows;
  const [down, across] = [lanes[1] - lanes[0] + 1, stages[1] - stages[0] + 1];
  return Array.from({ length: down }, () => Array.from({ length: across }, () => rows[0]![0]!));
}

/** The card behind the focused one, before which pasted cards come; null at the end, or where a cell has the focus. */
function afterFocused(view: ViewState, { lane, stage }: Place): string | null {
  const id = (view.active() as HTMLElement | null)?.dataset.card;
  const cards = id ? cardsAt(view.store.document.peek(), stage!, lane!) : [];
  return cards[cards.findIndex((card) => card.id === id) + 1]?.id ?? null;
}

/** Paste as planned and chosen; the selection becomes what was pasted. */
export function takePaste(view: ViewState, { plan, choice }: PasteQuestion): boolean {
  const paste = carryOutPaste(view.reader.seen.peek(), view.kinds, plan, choice);
  const { leftOut, stages, lanes } = paste;
  const operations = besidesHidden(view.store.document.peek(), paste.operations);
  const done = makeEdit(view, operations, english("Paste"));
  if (!done) return false;
  if (leftOut.length) {
    const text = plural(
      leftOut.length,
      "{n} of the pasted cells was left out.",
      "{n} of the pasted cells were left out.",
    );
    view.report.value = { text, lines: leftOutInWords(leftOut) };
  }
  const last = operations.findLast((one) => one.op === "add_card");
  if (stages.length === 1 && lanes.length === 1 && last?.op === "add_card")
    goCard(view, { lane: last.lane, stage: last.stage }, last.card.id);
  else if (plan.start.lane !== null && plan.start.stage !== null && stages.length * lanes.length > 1) {
    const from = { lane: lanes[0]!, stage: stages[0]! };
    view.range.value = { from, to: { lane: lanes.at(-1)!, stage: stages.at(-1)! } };
  }
  return true;
}

export function pasteOneCard(view: ViewState, { lane, stage }: Place, text: string): void {
  const document = view.store.document.peek();
  const place = { lane: lane!, stage: stage! };
  const operation = addCard(document, place.stage, place.lane, text, afterFocused(view, place));
  if (makeEdit(view, [operation], english("Paste as one card")) && operation.op === "add_card")
    goCard(view, place, operation.card.id);
}
