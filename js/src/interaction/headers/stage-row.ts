/** What a reader does with stage headers beside renaming and moving them: several at once, and a new one. */
import { add, idOf, remove } from "../../document/gestures";
import type { Document, Stage } from "../../document/schema";
import { english, texts } from "../../words/words";
import { go } from "../focus";
import type { Place, ViewState } from "../state";
import { makeEdit, mayEdit, startEditing } from "../writing/editing";

const TEXTS = texts({
  newStage: "New stage",
});

/** The stages that are selected by their headers, in their order; the focused one where no more are. */
export function selectedStages(view: ViewState): readonly Stage[] {
  const { lane, stage } = view.focus.value;
  if (lane !== null || stage === null) return [];
  const stages = view.stages.value;
  const at = (id: string) => stages.findIndex((one) => one.id === id);
  const [from, to] = [at(stage), at(view.headersTo.value ?? stage)];
  if (from < 0 || to < 0) return [];
  return stages.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** Select the headers from the focused one to another; the focus stays where it is. */
export function selectHeaders(view: ViewState, { lane, stage }: Place): void {
  const focused = view.focus.peek();
  if (lane !== null || stage === null || focused.lane !== null) return;
  view.headersTo.value = stage === focused.stage ? null : stage;
  view.element({ lane, stage })?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
}

/** The end of the selected headers that moves. */
export const movingHeader = (view: ViewState): Place => ({
  lane: null,
  stage: view.headersTo.peek() ?? view.focus.peek().stage,
});

/** Go to the field in which the selected stages get a phase, or to its place while it is on its way. */
export function focusStageBar(view: ViewState): boolean {
  const field = view.root?.querySelector<HTMLElement>(".cjm-selbar.is-stages :is(input, .cjm-late)");
  field?.focus();
  return !!field;
}

/** Add a stage, scroll to it, and open its name for typing. */
export function addStageInPlace(view: ViewState, before: string | null): void {
  if (!mayEdit(view)) return;
  const document = view.store.document.peek();
  const operations = add(document, "stage", TEXTS.newStage, { before, ...phaseBefore(document, before) });
  if (makeEdit(view, operations, english("Add stage"))) nameInPlace(view, idOf(operations)!, true);
}

/** The name of the stage at a position was typed: the next one opens behind it. */
export const nameNext = (view: ViewState, at: number): void =>
  addStageInPlace(view, view.stages.peek()[at + 1]?.id ?? null);

/** A stage just added was left without a name: it goes again. */
export function dropNewStage(view: ViewState, id: string): void {
  const stages = view.stages.peek();
  const at = stages.findIndex((stage) => stage.id === id);
  const neighbour = stages[at - 1] ?? stages[at + 1];
  makeEdit(view, remove(view.store.document.peek(), "stage", id), english("Add stage"));
  if (neighbour) go(view, { lane: null, stage: neighbour.id });
}

/** A new stage belongs to the phase of the one it follows. */
function phaseBefore({ stages = [] }: Document, before: string | null): Partial<Stage> {
  const at = before === null ? stages.length : stages.findIndex(({ id }) => id === before);
  const phase = stages[at - 1]?.phase;
  return phase ? { phase } : {};
}

/** Open the name of a stage; `names` says whether it had none of its own yet. */
export function nameInPlace(view: ViewState, stage: string, names = false): void {
  view.headersTo.value = null;
  startEditing(view, { lane: null, stage }, { field: "name", names });
}
