/** Copying and pasting blocks of cells, as spreadsheets do: tab-separated text. */
import { clearBlock, copyBlock, pasteBlock, readBlock, writeBlock } from "../document/block";
import { cardsAt, cardText } from "../document/gestures";
import { makeEdit } from "./editing";
import { type Block, blockOf, idsOf, placeOf, positionOf } from "./focus";
import type { ViewState } from "./state";

/** The focused cell or block, unless a text field has the focus or the reader has marked text. */
function blockFor(view: ViewState, event: ClipboardEvent): Block | null {
  const target = event.target as Element;
  if (!event.clipboardData || target.closest("input, textarea, select") || !placeOf(target)) return null;
  return blockOf(view);
}

export function onCopy(view: ViewState, event: ClipboardEvent, cut: boolean): void {
  const block = blockFor(view, event);
  if (!block) return;
  const document = view.store.document.peek();
  const { lanes, stages } = idsOf(view, block);
  const id = (event.target as HTMLElement).dataset.card;
  const card = id && cardsAt(document, stages[0]!, lanes[0]!).find((one) => one.id === id);
  const persona = view.persona.peek();
  const rows = card ? [[cardText(card)]] : copyBlock(document, view.kinds, stages, lanes, persona);
  event.clipboardData!.setData("text/plain", writeBlock(rows));
  event.preventDefault();
  event.stopPropagation();
  if (cut && !card) makeEdit(view, clearBlock(document, view.kinds, stages, lanes, persona), "Cut");
}

export function onPaste(view: ViewState, event: ClipboardEvent): void {
  const block = blockFor(view, event);
  if (!block || !view.store.editable.peek()) return;
  event.preventDefault();
  event.stopPropagation();
  const text = event.clipboardData!.getData("text/plain");
  if (!text) return;
  const stage = view.stages.peek()[block.stages[0]]!;
  const lane = view.lanes.peek()[block.lanes[0]]!;
  const rows = filling(readBlock(text), block);
  const { operations, note } = pasteBlock(
    view.store.document.peek(),
    view.kinds,
    stage.id,
    lane.id,
    rows,
    view.persona.peek(),
  );
  if (makeEdit(view, operations, "Paste") && note) view.refusal.value = note;
  const end = positionOf(view, { lane: lane.id, stage: stage.id })!;
  const last = {
    lane: view.lanes.peek()[end.row + rows.length - 1] ?? view.lanes.peek().at(-1),
    stage:
      view.stages.peek()[end.column + Math.max(...rows.map((row) => row.length)) - 1] ??
      view.stages.peek().at(-1),
  };
  view.anchor.value = { lane: last.lane!.id, stage: last.stage!.id };
}

/** One copied cell fills the whole selected block. */
function filling(rows: string[][], { lanes, stages }: Block): string[][] {
  if (rows.length > 1 || rows[0]!.length > 1) return rows;
  const [down, across] = [lanes[1] - lanes[0] + 1, stages[1] - stages[0] + 1];
  return Array.from({ length: down }, () => Array.from({ length: across }, () => rows[0]![0]!));
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
