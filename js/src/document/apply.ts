/**
 * Carrying out operations: pure, whole or not at all, untouched parts shared. The same in Python is
 * cjm_widgets/document/apply.py; tests/contract holds the traces both must follow.
 */
import * as cards from "./cards";
import { checkOperation, Refusal } from "./check";
import { cardIds, newCards, type Outcome } from "./document";
import * as parts from "./parts";
import type { Document, Operation } from "./schema";

/** Carry out one operation; throws a `Refusal` that says why not. */
export function apply(document: Document, operation: Operation): Outcome {
  const done = applyAll(document, [operation]);
  return { document: done.document, inverse: done.inverses[0]! };
}

/** Carry out operations in order, all or none; the inverses are in the order that undoes them. */
export function applyAll(
  document: Document,
  operations: readonly Operation[],
): { document: Document; inverses: Operation[] } {
  const inverses: Operation[] = [];
  let taken: Set<string> | null = null; // gathered once, since a pasted block may bring thousands of cards
  // Checked before any is carried out: what no map could hold is the reason before what this one does not.
  for (const operation of operations.map(checkOperation)) {
    const before = document;
    const done = carryOut(document, operation);
    const added = newCards(operation);
    if (added.length) taken ??= new Set(cardIds(before));
    for (const id of added) {
      if (taken?.has(id)) throw new Refusal(`the card id "${id}" is taken`);
      taken?.add(id);
    }
    for (const id of taken ? newCards(done.inverse) : []) taken?.delete(id);
    document = done.document;
    inverses.push(done.inverse);
  }
  return { document, inverses: inverses.reverse() };
}

function carryOut(document: Document, edit: Operation): Outcome {
  switch (edit.op) {
    case "set_map":
      return parts.setMap(document, edit);
    case "add_stage":
      return parts.addStage(document, edit);
    case "add_phase":
      return parts.add(document, "phase", edit.phase, edit.before);
    case "add_source":
      return parts.add(document, "source", edit.source, edit.before);
    case "add_lane":
      return parts.addLane(document, edit);
    case "add_persona":
      return parts.addPersona(document, edit);
    case "set_stage":
      return parts.setStage(document, edit);
    case "set_phase":
      return parts.set(document, "phase", edit.phase, edit);
    case "set_lane":
      return parts.setLane(document, edit);
    case "set_persona":
      return parts.set(document, "persona", edit.persona, edit);
    case "set_source":
      return parts.set(document, "source", edit.source, edit);
    case "remove":
      return parts.remove(document, edit);
    case "move":
      return parts.move(document, edit);
    case "add_card":
      return cards.addCard(document, edit);
    case "set_card":
      return cards.setCard(document, edit);
    case "move_card":
      return cards.moveCard(document, edit);
    case "remove_card":
      return cards.removeCard(document, edit);
    case "set_emotion":
      return cards.setEmotion(document, edit);
    case "replace": // whose references the kernel has checked
      return { document: edit.document, inverse: { op: "replace", document } };
  }
}
