/** What every cell and header of the grid carries: its place for screen readers, and the one tab stop. */
import { useMemo } from "preact/hooks";
import type { Stage } from "../../core/schema";
import type { CellAttributes } from "../lane";
import { type Place, samePlace, type ViewState } from "../state";

export interface Stop {
  tabIndex: -1;
  ref: (element: HTMLElement | null) => void;
}

/** Makes an element one the focus can stop at; it alone is in the tab order while it has the focus. */
export function stopAt(view: ViewState, place: Place): Stop {
  const ref = (element: HTMLElement | null) => {
    if (element) element.tabIndex = samePlace(view.focus.peek(), place) ? 0 : -1;
  };
  return { tabIndex: -1, ref };
}

export function useStop(view: ViewState, lane: string | null, stage: string | null): Stop {
  return useMemo(() => stopAt(view, { lane, stage }), [view, lane, stage]);
}

export function cellAttributes(
  view: ViewState,
  lane: string,
  stage: Stage,
  column: number,
  said: string,
): CellAttributes {
  return {
    role: "gridcell",
    "aria-colindex": column + 2,
    "aria-label": said,
    "data-stage": stage.id,
    style: { gridColumn: `${column + 2}` },
    ...stopAt(view, { lane, stage: stage.id }),
  };
}
