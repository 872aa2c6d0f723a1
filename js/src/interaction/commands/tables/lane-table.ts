/** Commands on lanes. */
import { type CardOrder, sortCards } from "../../../document/cards/card-order";
import { english, texts } from "../../../words/words";
import { makeEdit } from "../../writing/editing";
import { askRemove, entriesOf, openAdd, openAddBefore, openMove } from "../commands";
import { KEY_COMMANDS } from "../key-commands";
import { holdsText } from "./card-table";
import { cardsIn, deletes, type MapCommand, scoresIn } from "./map-command";

const ORDERS: Record<CardOrder, string> = texts({
  severity: "Severity",
  evidence: "Evidence",
  impact: "Impact",
  words: "Words, A to Z",
});

export const LANE_COMMANDS: readonly MapCommand[] = [
  {
    ...KEY_COMMANDS.fold,
    name: english("Fold"),
    icon: "down",
    part: "edit",
    help: english("fold the lane into one line, or open it"),
    checked: (view, { lane }) => view.reader.folded.peek().has(lane!),
  },
  {
    name: english("Hide from this view"),
    icon: "eyeOff",
    on: ["lane"],
    part: "edit",
    run: (view, { lane }) => view.reader.toggleHidden(lane!),
  },
  {
    name: english("Insert above"),
    icon: "up",
    on: ["lane"],
    part: "copy",
    edits: true,
    run: (view, { lane }) => openAddBefore(view, "lane", lane!),
  },
  {
    name: english("Insert below"),
    icon: "down",
    keys: ["+"],
    on: ["lane"],
    part: "copy",
    edits: true,
    run: (view, { lane }) => openAdd(view, "lane", lane, null),
  },
  {
    name: english("Sort cards by …"),
    icon: "sliders",
    on: ["lane"],
    part: "copy",
    edits: true,
    applies: (view, target) => holdsText(view, target) && entriesOf(view, "lane", target.lane!).cards > 1,
    choices: (view, { lane }) =>
      Object.entries(ORDERS).map(([by, name]) => ({
        name,
        run: () => {
          const operations = sortCards(view.reader.seen.peek(), lane!, by as CardOrder);
          makeEdit(view, operations, english("Sort cards"));
        },
      })),
  },
  {
    name: english("Move to …"),
    icon: "move",
    keys: ["Alt+Arrows"],
    on: ["lane"],
    part: "copy",
    edits: true,
    run: (view, { lane }) => openMove(view, "lane", lane),
  },
  {
    name: (view, { lane }) => {
      const { cards, scores } = entriesOf(view, "lane", lane!);
      return deletes(cardsIn(cards), scoresIn(scores));
    },
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: ["lane"],
    part: "delete",
    edits: true,
    run: (view, { lane }) => askRemove(view, "lane", lane!),
  },
];
