/** A map as it was, by a name: carrying out the operations that take snapshots and bring them back. */
import { type Outcome, position, thingsOf } from "../document";
import { addPart } from "../parts";
import { checkNumberOfSnapshots, checkSnapshot } from "../rules";
import type { AddSnapshot, Document, Restore, TakeSnapshot } from "../schema";

export function applyTakeSnapshot(document: Document, { op: _, ...taken }: TakeSnapshot): Outcome {
  const { snapshots, ...map } = document;
  checkNumberOfSnapshots((snapshots?.length ?? 0) + 1);
  return addPart(document, "snapshot", { ...taken, map });
}

export function applyAddSnapshot(document: Document, { snapshot, before }: AddSnapshot): Outcome {
  checkSnapshot(snapshot);
  checkNumberOfSnapshots(thingsOf(document, "snapshot").length + 1);
  return addPart(document, "snapshot", snapshot, before);
}

export function applyRestore(document: Document, { snapshot }: Restore): Outcome {
  const { id, cjm, snapshots = [] } = document;
  const { map } = snapshots[position(snapshots, "snapshot", snapshot)]!;
  const { cjm: _, ...before } = map;
  const after: Document = { ...before, id, ...(cjm !== undefined && { cjm }), snapshots };
  return { document: after, inverse: { op: "replace", document } };
}
