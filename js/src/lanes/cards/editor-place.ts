/**
 * Where an editor floats: over the card it edits, which keeps its room, or where the next card will stand. It never takes
 * room of its own, so that nothing moves when it opens, grows or closes.
 */
import { useLayoutEffect } from "preact/hooks";

/** Between cards, in px; `--s1` in the styles. */
const GAP = 4;

/** To be called before what focuses the field, which scrolls to it. A field that only waits to be an editor stays. */
export function useEditorPlace(box: { current: HTMLElement | null }, isOpen: boolean): void {
  useLayoutEffect(() => {
    const editor = isOpen ? box.current : null;
    const cell = editor?.parentElement;
    const row = cell?.parentElement;
    const grid = row?.parentElement;
    if (!editor || !grid) return;
    const under = cell!.querySelector<HTMLElement>(".is-under");
    const top = under ? under.offsetTop : endOf(cell!);
    editor.style.minHeight = under ? `${under.offsetHeight}px` : "";
    // Past the map's lower edge it would make the map scroll; there it reaches up.
    const room = grid.clientHeight - row!.offsetTop - cell!.offsetTop;
    editor.style.top = `${Math.min(top, room - editor.offsetHeight - 2)}px`;
    const tools = editor.querySelector<HTMLElement>(".cjm-editor-tools")?.offsetHeight ?? 0;
    editor.classList.toggle("is-up", top + editor.offsetHeight + tools > room);
  });
}

/** Where the next card would stand. */
function endOf(cell: HTMLElement): number {
  const last = ([...cell.children] as HTMLElement[]).findLast(
    (one) => one.offsetHeight > 0 && getComputedStyle(one).position !== "absolute",
  );
  return last
    ? last.offsetTop + last.offsetHeight + GAP
    : Number.parseFloat(getComputedStyle(cell).paddingTop);
}
