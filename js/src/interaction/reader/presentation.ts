/** Presenting the map: which stage is shown, and from where it begins. */
import type { Stage } from "../../document/schema";
import type { ViewState } from "../state";

/** Show the map stage by stage, from this one, the focused one, or else the first. */
export function present(view: ViewState, stage: string | null = view.focus.peek().stage): void {
  const stages = view.stages.peek();
  const from = stages.find(({ id }) => id === stage) ?? stages[0];
  view.presenting.value = from?.id ?? null;
}

/** The stage that is shown; null while nothing is presented. One that is removed meanwhile gives way to the first. */
export function stagePresented(view: ViewState): Stage | null {
  const id = view.presenting.value;
  if (id === null) return null;
  return view.stages.value.find((stage) => stage.id === id) ?? view.stages.value[0] ?? null;
}
