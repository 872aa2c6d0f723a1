/** The selected block: a tint under its cells and one outline round it. */
import { useEffect } from "preact/hooks";
import type { ViewState } from "../state";
import { blockOf, idsOf } from "./places";

export function Selected({ view }: { view: ViewState }) {
  const block = blockOf(view);
  const several = block !== null && view.anchor.value !== null;
  useEffect(() => {
    for (const cell of view.grid?.querySelectorAll("[aria-selected]") ?? [])
      cell.removeAttribute("aria-selected");
    if (!block) return;
    const { lanes, stages } = idsOf(view, block);
    for (const lane of lanes)
      for (const stage of stages) view.element({ lane, stage })?.setAttribute("aria-selected", "true");
  });
  if (!several) return null;
  // Grid lines count from the rows themselves, as blueprint lines stand between lanes.
  const row = (at: number) =>
    Number(view.element({ lane: view.lanes.peek()[at]!.id, stage: null })?.parentElement?.ariaRowIndex ?? 1);
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
