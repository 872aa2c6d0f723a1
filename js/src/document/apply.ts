/**
 * Carrying out operations: pure, whole or not at all, untouched parts shared. The same in Python is
 * cjm_widgets/document/apply.py; tests/contract holds the traces both must follow.
 */
import * as cards from "./cards/cards";
import { checkOperation } from "./check";
import { cardIds, newCards, type Outcome } from "./document";
import * as parts from "./parts";
import { checkDocument, checkFree } from "./rules";
import type { Document, Operation } from "./schema";
import * as snapshots from "./versions/snapshots";

/** Carry out one operation; throws a `Refusal` that says why not. */
export function apply(document: Document, operation: Operation): Outcome {
  const outcome = applyAll(document, [operation]);
  return { document: outcome.document, inverse: outcome.inverses[0]! };
}

/** Carry out operations in order, all or none; the inverses are in the order that undoes them. */
export function applyAll(
  document: Document,
  operations: readonly Operation[],
): { document: Document; inverses: Operation[] } {
  const inverses: Operation[] = [];
  let inUse: Set<string> | null = null; // gathered once, since a pasted block may bring thousands of cards
  // Checked before any is carried out: an invalid operation is reported before one that does not fit this map.
  for (const operation of operations.map(checkOperation)) {
    const before = document;
    const outcome = carryOut(document, operation);
    const ids = newCards(operation);
    if (operation.op === "replace" || operation.op === "restore") inUse = null;
    if (ids.length) {
      inUse ??= new Set(cardIds(before));
      checkFree(ids, inUse);
    }
    for (const id of ids) inUse?.add(id);
    for (const id of inUse ? newCards(outcome.inverse) : []) inUse?.delete(id);
    document = outcome.document;
    inverses.push(outcome.inverse);
  }
  return { document, inverses: inverses.reverse() };
}

function carryOut(document: Document, edit: Operation): Outcome {
  switch (edit.op) {
    case "set_map":
      return parts.applySetMap(document, edit);
    case "add_stage":
      return parts.applyAddStage(document, edit);
    case "add_phase":
      return parts.addPart(document, "phase", edit.phase, edit.before);
    case "add_source":
      return parts.applyAddSource(document, edit);
    case "add_lane":
      return parts.applyAddLane(document, edit);
    case "add_persona":
      return parts.applyAddPersona(document, edit);
    case "set_stage":
      return parts.applySetStage(document, edit);
    case "set_phase":
      return parts.setPart(document, "phase", edit.phase, edit);
    case "set_lane":
      return parts.applySetLane(document, edit);
    case "set_persona":
      return parts.applySetPersona(document, edit);
    case "set_source":
      return parts.applySetSource(document, edit);
    case "add_link":
      return parts.applyAddLink(document, edit);
    case "set_link":
      return parts.applySetLink(document, edit);
    case "take_snapshot":
      return snapshots.applyTakeSnapshot(document, edit);
    case "add_snapshot":
      return snapshots.applyAddSnapshot(document, edit);
    case "restore":
      return snapshots.applyRestore(document, edit);
    case "remove":
      return parts.applyRemove(document, edit);
    case "move":
      return parts.applyMove(document, edit);
    case "add_card":
      return cards.applyAddCard(document, edit);
    case "set_card":
      return cards.applySetCard(document, edit);
    case "move_card":
      return cards.applyMoveCard(document, edit);
    case "remove_card":
      return cards.applyRemoveCard(document, edit);
    case "set_emotion":
      return cards.applySetEmotion(document, edit);
    case "set_future":
      return cards.applySetFuture(document, edit);
    case "replace":
      checkDocument(edit.document);
      return { document: edit.document, inverse: { op: "replace", document } };
  }
}
