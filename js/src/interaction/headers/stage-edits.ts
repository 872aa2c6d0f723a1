/** Making two stages of one and one of several, and naming the phase they share. */
import { thingsOf } from "../../document/document";
import { idOf } from "../../document/gestures";
import type { Document, Operation, Stage } from "../../document/schema";
import { areNeighbours, countedApart, mergeStages, phaseOfStages, splitStage } from "../../document/stages";
import { english, t, texts } from "../../words/words";
import { go } from "../focus";
import type { ViewState } from "../state";
import { makeEdit, mayEdit } from "../writing/editing";
import { nameInPlace } from "./stage-row";

const TEXTS = texts({
  secondOf: (name: string) => `${name} 2`,
  apart: (sources: string) =>
    t(
      "Rows of {sources} were counted at each of the stages by itself. The merged stage shows none of their numbers until they are joined again with the questions of all.",
      { sources },
    ),
});

/** Make two stages of one, and open the name of the second for typing. */
export function splitHere(view: ViewState, stage: Stage): void {
  if (!mayEdit(view)) return;
  const operations = splitStage(view.store.document.peek(), stage.id, TEXTS.secondOf(stage.name));
  if (makeEdit(view, operations, english("Split stage"))) nameInPlace(view, idOf(operations)!);
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
  if (!makeEdit(view, operations, english("Merge stages"))) return;
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
  return makeEdit(view, operations, name === null ? english("Take out of the phase") : english("Name phase"));
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
