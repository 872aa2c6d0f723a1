/** The selected block: a tint under its cells and one outline round it. */
import { useEffect } from "preact/hooks";
import { clearBlock, copyBlock, writeBlock } from "../../core/block";
import { copyText } from "../clipboard";
import { go } from "../focus";
import { Icon } from "../icons";
import type { ViewState } from "../state";
import { carryOut } from "./commands";
import { blockOf, idsOf } from "./places";

export function Selected({ view }: { view: ViewState }) {
  const block = blockOf(view);
  const several = block !== null && view.anchor.value !== null;
  useEffect(() => {
    for (const cell of view.grid?.querySelectorAll("[aria-selected]") ?? [])
      cell.removeAttribute("aria-selected");
    if (!block) return;
    const { lanes, stages } = idsOf(view, block);
    const chosen = new Set(stages);
    for (const lane of lanes)
      for (const cell of (view.row(lane)?.children ?? []) as Iterable<HTMLElement>)
        if (chosen.has(cell.dataset.stage ?? "")) cell.ariaSelected = "true";
  });
  if (!several) return null;
  // Grid lines count from the rows themselves, as blueprint lines stand between lanes.
  const row = (at: number) => Number(view.row(view.lanes.peek()[at]!.id)?.ariaRowIndex ?? 1);
  const area = {
    gridArea: `${row(block.lanes[0])} / ${block.stages[0] + 2} / ${row(block.lanes[1]) + 1} / ${block.stages[1] + 3}`,
  };
  return (
    <>
      <div class="cjm-tint" style={area} role="presentation" />
      <div class="cjm-ring" style={area} role="presentation" />
    </>
  );
}

/** What can be done with the block by pointer; the keyboard has keys for it. Outside the grid, which holds cells only. */
export function SelectionBar({ view }: { view: ViewState }) {
  const block = blockOf(view);
  const [column] = view.columns.value.slice(block?.stages[0] ?? 0);
  if (!block || view.anchor.value === null || view.editing.value || !column) return null;
  const { lanes, stages } = idsOf(view, block);
  const row = view.row(lanes[0]!);
  const count = lanes.length * stages.length;
  if (!row || count < 2) return null;
  const corner = row.querySelector<HTMLElement>(".cjm-lh")!.offsetWidth;
  const document = view.store.document.value;
  const persona = view.persona.value;
  return (
    <div
      class="cjm-selbar"
      style={{ insetInlineStart: `${corner + column.left + 4}px`, top: `${row.offsetTop}px` }}
    >
      <b>{count} cells</b>
      <button
        type="button"
        tabIndex={-1}
        title="Copy"
        aria-label="Copy the cells"
        onClick={() => void copyText(writeBlock(copyBlock(document, stages, lanes, persona)))}
      >
        <Icon name="copy" size={14} />
      </button>
      {view.store.editable.value && (
        <button
          type="button"
          tabIndex={-1}
          title="Empty (Delete)"
          aria-label="Empty the cells"
          onClick={() => {
            carryOut(view, clearBlock(document, stages, lanes, persona), "Clear");
            go(view, view.focus.peek(), view.anchor.peek());
          }}
        >
          <Icon name="trash" size={14} />
        </button>
      )}
      <button
        type="button"
        tabIndex={-1}
        title="Deselect (Esc)"
        aria-label="Deselect"
        onClick={() => go(view, view.focus.peek())}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
