/** Outlines on the map of what a line of the history touched. */
import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { laneContent } from "../../document/lane-kinds";
import type { Touch } from "../../document/schema";
import type { Place, ViewState } from "../../interaction/state";

/** The cell or header that stands for what was touched; null where it is not in the map, or no place of it. */
export function placeOfTouch(view: ViewState, { stage, lane, persona }: Touch): Place | null {
  const { stages = [], lanes = [] } = view.store.document.peek();
  if (stage && !stages.some(({ id }) => id === stage)) return null;
  if (lane && !lanes.some(({ id }) => id === lane)) return null;
  if (persona) {
    const curve = lanes.find((other) => laneContent(other) === "emotions");
    return curve && stage ? { lane: curve.id, stage } : null;
  }
  return stage || lane ? { lane: lane ?? null, stage: stage ?? null } : null;
}

/** Outlines these things for as long as they are pointed at. */
export function useOutlines(view: ViewState, pointed: ReadonlySignal<readonly Touch[]>): void {
  useSignalEffect(() => {
    const marked: Element[] = [];
    for (const touch of pointed.value) {
      const place = placeOfTouch(view, touch);
      const element = place && view.element(place);
      if (element) marked.push(element);
    }
    for (const element of marked) element.setAttribute("data-touched", "");
    marked[0]?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    return () => {
      for (const element of marked) element.removeAttribute("data-touched");
    };
  });
}
