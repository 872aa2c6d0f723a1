/** What a reader does with stages beside renaming and moving them: several at once, a new one, one made two. */
import { thingsOf } from "../document/document";
import { add, idOf, remove } from "../document/gestures";
import type { Document, Operation, Stage } from "../document/schema";
import { areNeighbours, countedApart, mergeStages, phaseOfStages, splitStage } from "../document/stages";
import { makeEdit, mayEdit, startEditing } from "./editing";
import { go } from "./focus";
import type { Place, ViewState } from "./state";

const TEXTS = {
  newStage: "New stage",
  addStage: "Add stage",
  split: "Split stage",
  secondOf: (name: string) => `${name} 2`,
  merge: "Merge stages",
  name: "Name phase",
  leave: "Take out of the phase",
  apart: (sources: string) =>
    `Rows of ${sources} were counted at each of the stages by itself. The merged stage shows none of their numbers until they are joined again with the questions of all.`,
};

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

/** Add a stage, scroll to it, and open its name for typing. */
export function addStageInPlace(view: ViewState, before: string | null): void {
  if (!mayEdit(view)) return;
  const document = view.store.document.peek();
  const operations = add(document, "stage", TEXTS.newStage, { before, ...phaseBefore(document, before) });
  if (makeEdit(view, operations, TEXTS.addStage)) nameInPlace(view, idOf(operations)!, true);
}

/** The name of the stage at a position was typed: the next one opens behind it. */
export const nameNext = (view: ViewState, at: number): void =>
  addStageInPlace(view, view.stages.peek()[at + 1]?.id ?? null);

/** A stage just added was left without a name: it goes again. */
export function dropNewStage(view: ViewState, id: string): void {
  const stages = view.stages.peek();
  const at = stages.findIndex((stage) => stage.id === id);
  const neighbour = stages[at - 1] ?? stages[at + 1];
  makeEdit(view, remove(view.store.document.peek(), "stage", id), TEXTS.addStage);
  if (neighbour) go(view, { lane: null, stage: neighbour.id });
}

/** A new stage belongs to the phase of the one it follows. */
function phaseBefore({ stages = [] }: Document, before: string | null): Partial<Stage> {
  const at = before === null ? stages.length : stages.findIndex(({ id }) => id === before);
  const phase = stages[at - 1]?.phase;
  return phase ? { phase } : {};
}

/** Open the name of a stage; `names` says whether it had none of its own yet. */
function nameInPlace(view: ViewState, stage: string, names = false): void {
  view.headersTo.value = null;
  startEditing(view, { lane: null, stage }, { field: "name", names });
}

/** Make two stages of one, and open the name of the second for typing. */
export function splitHere(view: ViewState, stage: Stage): void {
  if (!mayEdit(view)) return;
  const operations = splitStage(view.store.document.peek(), stage.id, TEXTS.secondOf(stage.name));
  if (makeEdit(view, operations, TEXTS.split)) nameInPlace(view, idOf(operations)!);
}

/** Whether these stages can be made one. */
export const canMerge = (view: ViewState, ids: readonly string[]): boolean =>
  view.store.editable.value && areNeighbours(view.store.document.value, ids);

/** Make one stage of neighbouring ones, and say which numbers it cannot show. */
export function mergeHere(view: ViewState, ids: readonly string[]): void {
  if (!mayEdit(view)) return;
  const document = view.store.document.peek();
  const apart = countedApart(document, ids);
  const operations = mergeStages(document, ids);
  if (!makeEdit(view, operations, TEXTS.merge)) return;
  go(view, { lane: null, stage: survivor(operations, ids) });
  if (apart.length) view.report.value = { text: TEXTS.apart(apart.map(({ name }) => name).join(", ")) };
}

/** The merged stage: the one that was added, or that was not removed. */
function survivor(operations: readonly Operation[], ids: readonly string[]): string {
  const gone = operations.flatMap((one) => (one.op === "remove" && one.what === "stage" ? [one.id] : []));
  return ids.find((id) => !gone.includes(id)) ?? idOf(operations)!;
}

/** Put stages into the phase of that name, or out of theirs. */
export function namePhase(view: ViewState, ids: readonly string[], name: string | null): boolean {
  const operations = phaseOfStages(view.store.document.peek(), ids, name);
  return makeEdit(view, operations, name === null ? TEXTS.leave : TEXTS.name);
}

/** What the phase of all these stages is called; "" where they have none in common. */
export function phaseName({ phases = [] }: Document, stages: readonly Stage[]): string {
  const [first] = stages;
  if (!first?.phase || stages.some(({ phase }) => phase !== first.phase)) return "";
  return phases.find(({ id }) => id === first.phase)?.name ?? "";
}

/** The names of the phases a reader may choose from. */
export const phaseNames = (document: Document): string[] =>
  thingsOf(document, "phase").map(({ name }) => name);
