/**
 * Copying and pasting cards and blocks of cells. Other programs get tab-separated text and a table, as from a
 * spreadsheet; a map also finds the cards with all their fields, in the table or, where a spreadsheet gives back what it
 * was given, in what was copied last.
 */

import { checkPart, Refusal } from "../../document/check";
import { thingsOf } from "../../document/document";
import { addCard, cardsAt, cardText, isBlank, removeCard } from "../../document/gestures";
import type { Card } from "../../document/schema";
import {
  type BlockCell,
  clearBlock,
  copyCells,
  putCells,
  readBlock,
  writeBlock,
} from "../../document/tables/block";
import { english, plural, t } from "../../words/words";
import { removeCards, selectedCards } from "../cards/card-selection";
import { blockOf, idsOf, placeOf } from "../focus";
import { type Editing, ownerOf, type Place, type ViewState } from "../state";
import { makeEdit, removeSaying } from "../writing/editing";
import { parsePage, readPage } from "./clipboard-html";

export type Rows = readonly (readonly BlockCell[])[];

/** Where the table on the clipboard has the cards. */
const ATTRIBUTE = "data-cjm-cards";
/** What was copied last, by any map of the page; a spreadsheet gives back its text alone. */
let copied: Rows = [];

/** The place of a clipboard event that is the grid's: not of a text field, nor of text that the reader has marked. */
export function placeFor(event: ClipboardEvent): Place | null {
  const target = ownerOf(event.target as Element)!;
  if (!event.clipboardData || target.closest("input, textarea, select")) return null;
  return placeOf(target);
}

export function onCopy(view: ViewState, event: ClipboardEvent, cut: boolean): void {
  const place = placeFor(event);
  if (!place) return;
  event.preventDefault();
  event.stopPropagation();
  for (const [type, text] of Object.entries(copyAt(view, place, cut)))
    event.clipboardData!.setData(type, text);
}

/** Copy or cut without the keys for it. */
export const copyFrom = (view: ViewState, place: Place, cut: boolean): void =>
  void writeClipboard(copyAt(view, place, cut));

/** What copying takes with it, by type: the selected cards, the block of cells, or the name of a header. */
function copyAt(view: ViewState, place: Place, cut: boolean): Readonly<Record<string, string>> {
  const block = blockOf(view);
  const document = view.reader.seen.peek();
  if (!block) {
    const kind = place.lane === null ? "stage" : "lane";
    const name = thingsOf(document, kind).find(({ id }) => id === (place.lane ?? place.stage))?.name ?? "";
    return typesOf([[{ text: name }]]);
  }
  const { lanes, stages } = idsOf(view, block);
  const persona = view.persona.peek();
  const chosen = selectedCards(view).map(({ card }) => card);
  const rows = chosen.length
    ? [[{ text: chosen.map(cardText).join("\n"), cards: chosen }]]
    : copyCells(document, view.kinds, stages, lanes, persona);
  if (cut && view.store.editable.peek()) {
    if (chosen.length) removeCards(view, place, true);
    else removeSaying(view, clearBlock(document, view.kinds, stages, lanes, persona), english("Cut"));
  }
  return typesOf(rows);
}

/** Cells as the clipboard holds them: as text and as a table. */
function typesOf(rows: Rows): Readonly<Record<string, string>> {
  copied = rows;
  return { "text/plain": textOf(rows), "text/html": tableOf(rows) };
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

/** What the clipboard holds for a map. */
export interface Clip {
  readonly rows: Rows;
  /** Whether they are a block of cells, not lines of plain text. */
  readonly isBlock: boolean;
  /** Whether the first row is names, for certain. */
  readonly hasHeadLine: boolean;
}

/** The cells on the clipboard, or lines of plain text; null where it has no text. */
export function readClip(data: Pick<DataTransfer, "getData">): Clip | null {
  const html = data.getData("text/html");
  const document = html ? parsePage(html) : null;
  const own = document && readCards(document);
  if (own) return { rows: own, isBlock: true, hasHeadLine: false };
  const page = document && readPage(document);
  const plainText = data.getData("text/plain");
  const text = (!page?.isList && plainText) || (page ? writeBlock(page.texts) : "");
  if (isBlank(text)) return null;
  if (copied.length && plain(text) === plain(textOf(copied)))
    return { rows: copied, isBlock: true, hasHeadLine: false };
  const texts = plainText && text === plainText ? readBlock(text) : page!.texts;
  return {
    rows: texts.map((row) => row.map((one) => ({ text: one }))),
    isBlock: !page?.isList && (!!page?.isTable || texts.some((row) => row.length > 1)),
    hasHeadLine: page?.hasHeadLine ?? false,
  };
}

/** A block's text without what programs write differently: line ends, and one at the end or none. */
const plain = (text: string): string =>
  JSON.stringify(readBlock(text.replaceAll(/\r\n?/g, "\n").replace(/\n?$/, "\n")));

/** The cells of a map's own table; null where there is none, or one that no map wrote. */
function readCards(page: Document): Rows | null {
  const table = page.querySelector(`table[${ATTRIBUTE}]`);
  if (!table) return null;
  const texts = [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].map((cell) => {
      for (const line of cell.querySelectorAll("br")) line.replaceWith("\n");
      return cell.textContent ?? "";
    }),
  );
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

/** Lines pasted into the empty editor of a new card are cards; anything else is text of the editor's own. */
export function onEditorPaste(view: ViewState, editing: Editing, event: ClipboardEvent): void {
  const field = event.currentTarget as HTMLTextAreaElement;
  const { lane, stage, card } = editing;
  if (card !== null || field.value || view.pastesOne || lane === null || stage === null) return;
  const read = event.clipboardData && readClip(event.clipboardData);
  const cells = read?.rows.flat() ?? [];
  const isColumn = read?.rows.every((row) => row.length === 1);
  const lines = cells.flatMap(({ text }) => text.split("\n")).filter((line) => !isBlank(line));
  if (!isColumn || lines.length < 2) return;
  event.preventDefault();
  const document = view.store.document.peek();
  const cards = cells.every((one) => one.cards) ? cells.flatMap((one) => one.cards!) : null;
  const cell = { text: lines.join("\n"), ...(cards && { cards }) };
  const { operations } = putCells(document, view.kinds, [stage], [lane], [[cell]]);
  if (!makeEdit(view, operations, english("Paste"))) return;
  view.offer.value = {
    lane,
    stage,
    says: plural(operations.length, "{n} card added", "{n} cards added"),
    label: t("One card instead"),
    take: () => {
      const now = view.store.document.peek();
      const ids = new Set(operations.map((one) => (one.op === "add_card" ? one.card.id : "")));
      const removals = cardsAt(now, stage, lane)
        .filter(({ id }) => ids.has(id))
        .map((one) => removeCard(stage, lane, one));
      makeEdit(
        view,
        [...removals, addCard(now, stage, lane, lines.join("\n"))],
        english("Paste as one card"),
      );
    },
  };
}

export const copyText = (text: string): Promise<void> => writeClipboard({ "text/plain": text });

/** Also where the page may not use the clipboard by itself (plain http, an embedded frame). */
async function writeClipboard(texts: Readonly<Record<string, string>>): Promise<void> {
  const blobs = Object.entries(texts).map(([type, text]) => [type, new Blob([text], { type })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  } catch {
    const put = (event: ClipboardEvent) => {
      for (const [type, text] of Object.entries(texts)) event.clipboardData?.setData(type, text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", put, true);
    document.execCommand("copy");
    document.removeEventListener("copy", put, true);
  }
}
