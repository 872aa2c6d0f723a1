/** Dragging a stage or lane by its grip: a ghost follows the pointer, a line marks where it will stand. */
import { useEffect, useRef } from "preact/hooks";
import { move } from "../../core/gestures";
import { Icon } from "../icons";
import type { ViewState } from "../state";
import { carryOut } from "./commands";

/** A drag under way. `before` is where it would drop; `at` is the line's distance from the grid's start or top, in px. */
export interface Dragging {
  kind: "stage" | "lane";
  id: string;
  name: string;
  x: number;
  y: number;
  before: string | null;
  at: number;
}

export function startDrag(view: ViewState, kind: "stage" | "lane", id: string, event: PointerEvent): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const grip = event.currentTarget as HTMLElement;
  grip.setPointerCapture(event.pointerId);
  const things = view.store.document.peek()[`${kind}s`] ?? [];
  const name = things.find((thing) => thing.id === id)?.name ?? "";
  const source = grip.closest(".cjm-stage, .cjm-lh");
  source?.classList.add("is-moving");

  const follow = ({ clientX: x, clientY: y }: PointerEvent) => {
    view.dragging.value = { kind, id, name, x, y, ...dropAt(view, kind, x, y) };
  };
  const cancel = (key: KeyboardEvent) => {
    if (key.key !== "Escape") return;
    key.preventDefault();
    key.stopPropagation();
    stop();
  };
  const stop = () => {
    grip.removeEventListener("pointermove", follow);
    grip.removeEventListener("pointerup", drop);
    grip.removeEventListener("pointercancel", stop);
    document.removeEventListener("keydown", cancel, true);
    source?.classList.remove("is-moving");
    view.dragging.value = null;
  };
  const drop = () => {
    const dragging = view.dragging.peek();
    stop();
    if (dragging) carryOut(view, move(view.store.document.peek(), kind, id, dragging.before), `Move ${kind}`);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", drop);
  grip.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", cancel, true);
}

/** The gap nearest to the pointer. */
function dropAt(
  view: ViewState,
  kind: "stage" | "lane",
  x: number,
  y: number,
): { before: string | null; at: number } {
  const grid = view.grid!.getBoundingClientRect();
  const gaps: { before: string | null; at: number }[] = [];
  if (kind === "stage") {
    const lane = view.grid!.querySelector<HTMLElement>(".cjm-corner")!.offsetWidth;
    for (const { stage, left } of view.columns.peek()) gaps.push({ before: stage, at: lane + left });
    gaps.push({ before: null, at: grid.width });
    const from = getComputedStyle(view.grid!).direction === "rtl" ? grid.right - x : x - grid.left;
    return nearest(gaps, from);
  }
  for (const lane of view.lanes.peek()) {
    const row = view.row(lane.id);
    if (row) gaps.push({ before: lane.id, at: row.offsetTop });
  }
  gaps.push({ before: null, at: grid.height });
  return nearest(gaps, y - grid.top);
}

const nearest = <G extends { at: number }>(gaps: readonly G[], to: number): G =>
  gaps.reduce((best, gap) => (Math.abs(gap.at - to) < Math.abs(best.at - to) ? gap : best));

export function DropMark({ view }: { view: ViewState }) {
  const dragging = view.dragging.value;
  if (!dragging) return null;
  const { kind, at } = dragging;
  const place = kind === "stage" ? { insetInlineStart: `${at}px` } : { top: `${at}px` };
  return <div class={`cjm-insert is-${kind}`} style={place} role="presentation" />;
}

/** Stands in the top layer, so that no scroll view clips it. */
export function Ghost({ view }: { view: ViewState }) {
  const ref = useRef<HTMLDivElement>(null);
  const dragging = view.dragging.value;
  useEffect(() => ref.current?.showPopover?.(), [dragging === null]);
  if (!dragging) return null;
  return (
    <div
      class="cjm-ghost"
      ref={ref}
      popover="manual"
      aria-hidden="true"
      style={{ left: `${dragging.x - 12}px`, top: `${dragging.y - 18}px` }}
    >
      <Icon name="grip" />
      {dragging.name}
    </div>
  );
}
