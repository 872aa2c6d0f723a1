/** What operations touch, so that a line of the history can be outlined on the map; cjm_widgets/document/touches.py. */
import { same } from "../check";
import type { Operation, Touch } from "../schema";

/** Things of one line: of a paste of thousands of cells the first are enough to see where it was. */
const MOST = 12;

/** The first things that operations touch, each once; cards are where they are afterwards. */
export function touchesOf(operations: readonly Operation[]): Touch[] {
  const every: Touch[] = [];
  for (const operation of operations) {
    const touch = touchOf(operation);
    if (touch && !every.some((other) => same(other, touch))) every.push(touch);
    if (every.length === MOST) break;
  }
  return every;
}

function touchOf(operation: Operation): Touch | null {
  switch (operation.op) {
    case "add_card":
      return { stage: operation.stage, lane: operation.lane, card: operation.card.id };
    case "set_card":
    case "remove_card":
      return { stage: operation.stage, lane: operation.lane, card: operation.card };
    case "move_card":
      return { stage: operation.to_stage, lane: operation.to_lane, card: operation.card };
    case "set_emotion":
      return { stage: operation.stage, persona: operation.persona };
    case "add_stage":
      return { stage: operation.stage.id };
    case "add_lane":
      return { lane: operation.lane.id };
    case "add_persona":
      return { persona: operation.persona.id };
    case "set_stage":
      return { stage: operation.stage };
    case "set_lane":
      return { lane: operation.lane };
    case "set_persona":
      return { persona: operation.persona };
    case "remove":
    case "move":
      return operation.what === "stage" || operation.what === "lane" || operation.what === "persona"
        ? { [operation.what]: operation.id }
        : null;
    default:
      return null;
  }
}
