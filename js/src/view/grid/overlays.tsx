/** What lies over the cells: the selected block with its bar, and where what is dragged would stand. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { clearBlock, copyBlock, writeBlock } from "../../document/block";
import { copyText } from "../../interaction/clipboard";
import { scaleOf } from "../../interaction/drag";
import { makeEdit } from "../../interaction/editing";
import { blockOf, go, idsOf } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";

export function DropMark({ view }: { view: ViewState }) {
  const line = view.dragging.value?.line;
  if (!line) return null;
  const { left, top, width, height } = line;
  const style = { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
  return (
    <div class={height > width ? "cjm-insert is-upright" : "cjm-insert"} style={style} role="presentation" />
  );
}

/** The name of a dragged stage or lane. Stands in the top layer, so that no scroll view clips it. */
export function Ghost({ view }: { view: ViewState }) {
  const ref = useRef<HTMLDivElement>(null);
  const dragging = view.dragging.value;
  const name = dragging?.name;
  useLayoutEffect(() => {
    const ghost = ref.current;
    if (!ghost || !dragging) return;
    if (!ghost.matches(":popover-open")) ghost.showPopover?.();
    // What is fixed is in px of the map, which the page may have scaled.
    const scale = scaleOf(ghost);
    ghost.style.left = `${dragging.x / scale - 12}px`;
    ghost.style.top = `${dragging.y / scale - 18}px`;
  });
  if (!name) return null;
  return (
    <div class="cjm-ghost" ref={ref} popover="manual" aria-hidden="true">
      <Icon name="grip" />
      {name}
    </div>
  );
}

export function SelectedBlock({ view }: { view: ViewState }) {
  const block = blockOf(view);
  const several = block !== null && view.anchor.value !== null;
  useEffect(() => {
    for (const cell of view.grid?.querySelectorAll("[aria-selected]") ?? [])
      cell.removeAttribute("aria-selected");
    if (!block) return;
    const { lanes, stages } = idsOf(view, block);
    const ids = new Set(stages);
    for (const lane of lanes)
      for (const cell of (view.row(lane)?.children ?? []) as Iterable<HTMLElement>)
        if (ids.has(cell.dataset.stage ?? "")) cell.ariaSelected = "true";
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
        onClick={() => void copyText(writeBlock(copyBlock(document, view.kinds, stages, lanes, persona)))}
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
            makeEdit(view, clearBlock(document, view.kinds, stages, lanes, persona), "Clear");
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
