/**
 * Copying and pasting cards and blocks of cells. Other programs get tab-separated text and a table, as from a
 * spreadsheet; a map also finds the cards with all their fields, in the table or, where a spreadsheet gives back what it
 * was given, in what was copied last.
 */
import { type BlockCell, clearBlock, copyCells, pasteBlock, readBlock, writeBlock } from "../document/block";
import { checkPart, Refusal } from "../document/check";
import { addCard, cardsAt, cardText, isBlank, removeCard } from "../document/gestures";
import { holdsCards } from "../document/lane-kinds";
import type { Card } from "../document/schema";
import { removeCards, selectedCards } from "./card-selection";
import { makeEdit } from "./editing";
import { type Block, blockOf, goCard, idsOf, placeOf, positionOf } from "./focus";
import { type Editing, ownerOf, type Place, type ViewState } from "./state";

type Rows = readonly (readonly BlockCell[])[];

/** Where the table on the clipboard has the cards. */
const ATTRIBUTE = "data-cjm-cards";
/** What was copied last, by any map of the page. */
let copied: Rows = [];

/** The place of a clipboard event that is the grid's: not of a text field, nor of text that the reader has marked. */
function placeFor(event: ClipboardEvent): Place | null {
  const target = ownerOf(event.target as Element)!;
  if (!event.clipboardData || target.closest("input, textarea, select")) return null;
  return placeOf(target);
}

export function onCopy(view: ViewState, event: ClipboardEvent, cut: boolean): void {
  const place = placeFor(event);
  const block = blockOf(view);
  if (!place || !block) return;
  const document = view.store.document.peek();
  const { lanes, stages } = idsOf(view, block);
  const persona = view.persona.peek();
  const chosen = selectedCards(view).map(({ card }) => card);
  const rows = chosen.length
    ? [[{ text: chosen.map(cardText).join("\n"), cards: chosen }]]
    : copyCells(document, view.kinds, stages, lanes, persona);
  event.preventDefault();
  event.stopPropagation();
  writeRows(event.clipboardData!, rows);
  if (!cut || !view.store.editable.peek()) return;
  if (chosen.length) removeCards(view, place, "Cut");
  else makeEdit(view, clearBlock(document, view.kinds, stages, lanes, persona), "Cut");
}

/** Put cells on the clipboard, as text and as a table. */
function writeRows(data: DataTransfer, rows: Rows): void {
  copied = rows;
  data.setData("text/plain", textOf(rows));
  data.setData("text/html", tableOf(rows));
}

export const textOf = (rows: Rows): string => writeBlock(rows.map((row) => row.map(({ text }) => text)));

function tableOf(rows: Rows): string {
  const cell = ({ text }: BlockCell) => `<td>${escaped(text).replaceAll("\n", "<br>")}</td>`;
  const cards = JSON.stringify(rows.map((row) => row.map((one) => one.cards ?? null)));
  const body = rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
  return `<meta charset="utf-8"><table ${ATTRIBUTE}="${escaped(cards)}"><tbody>${body}</tbody></table>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]!);

/** The cells on the clipboard, and whether they are a block or lines of plain text; null where it has no text. */
function readRows(data: DataTransfer): { rows: Rows; isBlock: boolean } | null {
  const html = data.getData("text/html");
  const page = html ? new DOMParser().parseFromString(html, "text/html") : null;
  const own = page && readCards(page);
  if (own) return { rows: own, isBlock: true };
  const text = data.getData("text/plain") || (page ? writeBlock(textsOfTable(page)) : "");
  if (isBlank(text)) return null;
  const texts = readBlock(text);
  if (copied.length && plain(text) === plain(textOf(copied))) return { rows: copied, isBlock: true };
  return {
    rows: texts.map((row) => row.map((one) => ({ text: one }))),
    isBlock: !!page?.querySelector("tr + tr") || texts.some((row) => row.length > 1),
  };
}

/** A block's text without what programs write differently: line ends, and one at the end or none. */
const plain = (text: string): string =>
  JSON.stringify(readBlock(text.replaceAll(/\r\n?/g, "\n").replace(/\n?$/, "\n")));

/** The cells of a map's own table; null where there is none, or one that no map wrote. */
function readCards(page: Document): Rows | null {
  const table = page.querySelector(`table[${ATTRIBUTE}]`);
  if (!table) return null;
  const texts = textsOfTable(page);
  try {
    const cards = JSON.parse(table.getAttribute(ATTRIBUTE)!) as (Card[] | null)[][];
    return texts.map((row, down) =>
      row.map((text, across) => {
        const here = cards[down]?.[across];
        return here ? { text, cards: here.map((card) => checkPart(card, "Card")) } : { text };
      }),
    );
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Refusal || error instanceof TypeError) return null;
    throw error;
  }
}

/** The texts of the page's first table; of a page without one its text, a line a row. */
function textsOfTable(page: Document): string[][] {
  for (const line of page.querySelectorAll("br")) line.replaceWith("\n");
  const rows = [...(page.querySelector("table")?.rows ?? [])];
  if (rows.length) return rows.map((row) => [...row.cells].map((cell) => cell.textContent ?? ""));
  const lines = (page.body.textContent ?? "").split("\n").map((line) => [line.trim()]);
  return lines.filter(([line]) => line);
}

export function onPaste(view: ViewState, event: ClipboardEvent): void {
  const place = placeFor(event);
  const block = blockOf(view);
  if (!place || !block || !view.store.editable.peek()) return;
  event.preventDefault();
  event.stopPropagation();
  const read = readRows(event.clipboardData!);
  if (!read) return;
  const stage = view.stages.peek()[block.stages[0]]!;
  const lane = view.lanes.peek()[block.lanes[0]]!;
  const asOne = view.pastesOne && holdsCards(lane);
  // Lines of plain text are the cards of one cell.
  const isOneCell = asOne || (holdsCards(lane) && !read.isBlock);
  const lines = read.rows.map((row) => row.map(({ text }) => text).join("\t")).join("\n");
  const filled = lines.split(/\r\n?|\n/).filter((line) => !isBlank(line));
  const rows = filling(isOneCell ? [[{ text: filled.join("\n") }]] : read.rows, block);
  const document = view.store.document.peek();
  const after = afterFocused(view, place);
  const persona = view.persona.peek();
  const { operations, note } = asOne
    ? {
        operations: [addCard(document, stage.id, lane.id, lines, after)],
        note: null,
      }
    : pasteBlock(document, view.kinds, stage.id, lane.id, rows, persona, after);
  if (!makeEdit(view, operations, "Paste")) return;
  if (note) view.refusal.value = note;
  if (rows.length === 1 && rows[0]!.length === 1) {
    const last = operations.findLast((one) => one.op === "add_card");
    if (last?.op === "add_card") goCard(view, { lane: last.lane, stage: last.stage }, last.card.id);
    return;
  }
  const end = positionOf(view, { lane: lane.id, stage: stage.id })!;
  const corner = {
    lane: view.lanes.peek()[end.row + rows.length - 1] ?? view.lanes.peek().at(-1),
    stage:
      view.stages.peek()[end.column + Math.max(...rows.map((row) => row.length)) - 1] ??
      view.stages.peek().at(-1),
  };
  view.anchor.value = { lane: corner.lane!.id, stage: corner.stage!.id };
}

/** The card behind the focused one, before which pasted cards come; null at the end, or where a cell has the focus. */
function afterFocused(view: ViewState, { lane, stage }: Place): string | null {
  const id = (view.active() as HTMLElement | null)?.dataset.card;
  const cards = id ? cardsAt(view.store.document.peek(), stage!, lane!) : [];
  return cards[cards.findIndex((card) => card.id === id) + 1]?.id ?? null;
}

/** One copied cell fills the whole selected block. */
function filling(rows: Rows, { lanes, stages }: Block): Rows {
  if (rows.length > 1 || rows[0]!.length > 1) return rows;
  const [down, across] = [lanes[1] - lanes[0] + 1, stages[1] - stages[0] + 1];
  return Array.from({ length: down }, () => Array.from({ length: across }, () => rows[0]![0]!));
}

/** Lines pasted into the empty editor of a new card are cards; anything else is text of the editor's own. */
export function onEditorPaste(view: ViewState, editing: Editing, event: ClipboardEvent): void {
  const field = event.currentTarget as HTMLTextAreaElement;
  const { lane, stage, card } = editing;
  if (card !== null || field.value || view.pastesOne || lane === null || stage === null) return;
  const read = event.clipboardData && readRows(event.clipboardData);
  const cells = read?.rows.flat() ?? [];
  const isColumn = read?.rows.every((row) => row.length === 1);
  const lines = cells.flatMap(({ text }) => text.split("\n")).filter((line) => !isBlank(line));
  if (!isColumn || lines.length < 2) return;
  event.preventDefault();
  const document = view.store.document.peek();
  const cards = cells.every((one) => one.cards) ? cells.flatMap((one) => one.cards!) : null;
  const cell = { text: lines.join("\n"), ...(cards && { cards }) };
  const { operations } = pasteBlock(document, view.kinds, stage, lane, [[cell]]);
  if (!makeEdit(view, operations, "Paste")) return;
  view.offer.value = {
    lane,
    stage,
    says: `${operations.length} cards added`,
    label: "One card instead",
    take: () => {
      const now = view.store.document.peek();
      const ids = new Set(operations.map((one) => (one.op === "add_card" ? one.card.id : "")));
      const removals = cardsAt(now, stage, lane)
        .filter(({ id }) => ids.has(id))
        .map((one) => removeCard(stage, lane, one));
      makeEdit(view, [...removals, addCard(now, stage, lane, lines.join("\n"))], "Paste as one card");
    },
  };
}

/** Also where the page may not use the clipboard by itself (plain http, an embedded frame). */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const put = (event: ClipboardEvent) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", put, true);
    document.execCommand("copy");
    document.removeEventListener("copy", put, true);
  }
}
