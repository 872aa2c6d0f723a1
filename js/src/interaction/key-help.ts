/** Every key of the map and what it does, as `?` lists them: those of commands from their table, and those that only move. */
import { COMMANDS, type MapCommand } from "./command-table";

export interface KeyHelp {
  /** The keys of one line, each a chord such as "Ctrl+Shift+D"; "Arrows" are all four, "Type" is any character. */
  readonly keys: readonly string[];
  readonly does: string;
}

/** Keys that are no commands: they move, select, write or point. */
const MOVES: Readonly<Record<string, readonly KeyHelp[]>> = {
  "On the map": [
    { keys: ["Arrows"], does: "move; from the first cells on to the headers" },
    { keys: ["Ctrl+Arrows"], does: "to the end of the filled cells, or to the next filled one" },
    { keys: ["Home", "End"], does: "first and last stage" },
    { keys: ["Ctrl+Home", "Ctrl+End"], does: "first and last cell" },
    { keys: ["PageUp", "PageDown"], does: "five lanes up and down" },
    { keys: ["Space"], does: "into the cell’s cards" },
    { keys: ["Escape"], does: "back, one level at a time: card, cell, out of the map" },
    { keys: ["Type"], does: "a new card, last in the cell; nothing is replaced" },
    {
      keys: ["Alt+Shift+ArrowLeft", "Alt+Shift+ArrowRight"],
      does: "let the card cover fewer or more stages",
    },
    { keys: ["Tab", "Shift+Tab"], does: "leave the grid" },
  ],
  "Selecting and copying": [
    { keys: ["Shift+Arrows", "Ctrl+Shift+Arrows"], does: "select a block of cells" },
    { keys: ["Shift+Home", "Shift+End", "Ctrl+Shift+Home", "Ctrl+Shift+End"], does: "select up to there" },
    { keys: ["Shift+PageUp", "Shift+PageDown"], does: "select five lanes more" },
    { keys: ["Ctrl+A"], does: "select the cell’s cards from a card, the lane, again the map" },
  ],
  "In an editor": [
    { keys: ["Enter"], does: "save; from a new card on to the next, empty: stop" },
    { keys: ["Ctrl+Enter"], does: "save and close" },
    { keys: ["Shift+Enter", "Alt+Enter"], does: "new line" },
    { keys: ["Tab", "Shift+Tab"], does: "save, next or previous cell" },
    { keys: ["Escape"], does: "leave without saving; the text stays at hand" },
    { keys: ["Alt+ArrowDown"], does: "evidence and severity" },
  ],
  "On a header": [
    {
      keys: ["Shift+ArrowLeft", "Shift+ArrowRight"],
      does: "select stages, to name their phase or merge them",
    },
  ],
  "On a link between stages": [
    { keys: ["ArrowLeft", "ArrowRight"], does: "the link before and after it" },
    { keys: ["ArrowUp", "ArrowDown"], does: "its stage, the first lane" },
    { keys: ["Enter", "F2"], does: "edit it" },
    { keys: ["Delete", "Backspace"], does: "remove it" },
  ],
  "On a point of the curve": [
    { keys: ["ArrowUp", "ArrowDown"], does: "a step" },
    { keys: ["Shift+ArrowUp", "Shift+ArrowDown", "PageUp", "PageDown"], does: "five steps" },
    { keys: ["Home", "End"], does: "lowest and highest score" },
    { keys: ["ArrowLeft", "ArrowRight"], does: "the point of the stage beside" },
    { keys: ["Type"], does: "type the score" },
    { keys: ["Space"], does: "from now to the future and back" },
  ],
  Anywhere: [
    { keys: ["Alt+1 to 9"], does: "show or hide a persona" },
    { keys: ["Alt+0"], does: "curves of now, of the future, or both" },
    { keys: ["Ctrl+S"], does: "save, with what is being typed" },
  ],
  "By pointer": [
    { keys: ["right press", "long press"], does: "the menu of what is pressed; with Shift the browser’s" },
    { keys: ["Shift+press", "drag"], does: "select a block; from a cell, beside its cards" },
    { keys: ["Ctrl+press"], does: "add a card to the selection" },
    { keys: ["drag"], does: "move the cards; by its grip a stage or lane" },
    { keys: ["Ctrl+drop"], does: "leave copies of the cards" },
    { keys: ["Escape"], does: "while dragging: put back" },
    { keys: ["double press"], does: "edit; in an empty cell a new card" },
  ],
};

/** The part of the list that a command's keys stand in. */
function partOf({ on, anywhere, part }: MapCommand): string {
  if (!on || anywhere) return "Anywhere";
  if (on.includes("point")) return "On a point of the curve";
  if (on.every((what) => what === "stage" || what === "lane")) return "On a header";
  return part === "copy" && on.includes("cell") ? "Selecting and copying" : "On the map";
}

/** Commands of several things that have the same keys say in one line what they do. */
export const KEY_HELP: Readonly<Record<string, readonly KeyHelp[]>> = Object.fromEntries(
  Object.entries(MOVES).map(([where, moves]) => [
    where,
    [
      ...moves,
      ...COMMANDS.filter((command) => command.help && partOf(command) === where).map(
        ({ keys = [], help = "" }) => ({
          keys,
          does: help,
        }),
      ),
    ],
  ]),
);
