/** Dragging a stage or a lane by its grip to another place among its like. */
import { thingsOf } from "../../document/document";
import { move } from "../../document/gestures";
import { english, t } from "../../words/words";
import { isRtl, pointInGrid, startDrag } from "../drag";
import { headerWords } from "../outcome";
import type { Aim, PointerSpot, ViewState } from "../state";
import { makeEdit } from "../writing/editing";

export function dragHeader(view: ViewState, kind: "stage" | "lane", id: string, event: PointerEvent): void {
  if (event.button !== 0) return;
  event.preventDefault();
  const { name } = thingsOf(view.store.document.peek(), kind).find((thing) => thing.id === id)!;
  startDrag(view, event, {
    kind,
    id,
    name,
    axes: kind === "stage" ? "x" : "y",
    aim: (spot) => aimHeader(view, kind, id, spot),
  });
}

function aimHeader(view: ViewState, kind: "stage" | "lane", id: string, spot: PointerSpot): Aim {
  const { before, at } = gapAt(view, kind, spot);
  const grid = view.grid!;
  const left = isRtl(grid) ? grid.offsetWidth - at : at;
  const line =
    kind === "stage"
      ? { left: left - 1.5, top: 0, width: 3, height: grid.offsetHeight }
      : { left: 0, top: at - 1.5, width: grid.offsetWidth, height: 3 };
  const document = view.store.document.peek();
  if (!move(document, kind, id, before).length)
    return {
      says: kind === "stage" ? t("The stage stays in place") : t("The lane stays in place"),
      line,
      drop: null,
    };
  const says = headerWords(document, kind, id, before, false);
  return { says, line, drop: () => placeHeader(view, kind, id, before) };
}

/** Put a stage or lane in front of another, or last, and say so. */
export function placeHeader(
  view: ViewState,
  kind: "stage" | "lane",
  id: string,
  before: string | null,
): void {
  const document = view.store.document.peek();
  const operations = move(document, kind, id, before);
  if (
    operations.length &&
    makeEdit(view, operations, kind === "stage" ? english("Move stage") : english("Move lane"))
  )
    view.outcome.value = headerWords(document, kind, id, before, true);
}

interface Gap {
  before: string | null;
  /** In px from the grid's inline start, or its top. */
  at: number;
}

/** The gap nearest to the pointer. */
function gapAt(view: ViewState, kind: "stage" | "lane", spot: PointerSpot): Gap {
  const grid = view.grid!;
  const { x, y } = pointInGrid(view, spot.x, spot.y);
  if (kind === "stage") {
    const lane = grid.querySelector<HTMLElement>(".cjm-corner")!.offsetWidth;
    const gaps: Gap[] = view.columns.peek().map(({ stage, left }) => ({ before: stage, at: lane + left }));
    gaps.push({ before: null, at: grid.offsetWidth });
    return nearest(gaps, isRtl(grid) ? grid.offsetWidth - x : x);
  }
  const gaps: Gap[] = [];
  for (const lane of view.lanes.peek()) {
    const row = view.row(lane.id);
    if (row) gaps.push({ before: lane.id, at: row.offsetTop });
  }
  gaps.push({ before: null, at: grid.offsetHeight });
  return nearest(gaps, y);
}

const nearest = (gaps: readonly Gap[], to: number): Gap =>
  gaps.reduce((best, gap) => (Math.abs(gap.at - to) < Math.abs(best.at - to) ? gap : best));
