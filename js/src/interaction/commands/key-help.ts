/** Every key of the map and what it does, as `?` lists them: those of commands from their table, and those that only move. */

import { english } from "../../words/words";
import { COMMANDS, type MapCommand } from "./command-table";

export interface KeyHelp {
  /** The keys of one line, each a chord such as "Ctrl+Shift+D"; "Arrows" are all four, "Type" is any character. */
  readonly keys: readonly string[];
  readonly does: string;
}

/** Keys that are no commands: they move, select, write or point. */
const MOVES: Readonly<Record<string, readonly KeyHelp[]>> = {
  [english("On the map")]: [
    { keys: ["Arrows"], does: english("move; from the first cells on to the headers") },
    { keys: ["Ctrl+Arrows"], does: english("to the end of the filled cells, or to the next filled one") },
    { keys: ["Home", "End"], does: english("first and last stage") },
    { keys: ["Ctrl+Home", "Ctrl+End"], does: english("first and last cell") },
    { keys: ["PageUp", "PageDown"], does: english("five lanes up and down") },
    { keys: ["Space"], does: english("into the cell’s cards") },
    { keys: ["Escape"], does: english("back, one level at a time: card, cell, out of the map") },
    { keys: ["Type"], does: english("a new card at the end of the cell; nothing is replaced") },
    {
      keys: ["Alt+Shift+ArrowLeft", "Alt+Shift+ArrowRight"],
      does: english("let the card cover fewer or more stages"),
    },
    { keys: ["Tab", "Shift+Tab"], does: english("leave the grid") },
  ],
  [english("Selecting and copying")]: [
    { keys: ["Shift+Arrows", "Ctrl+Shift+Arrows"], does: english("select a block of cells") },
    {
      keys: ["Shift+Home", "Shift+End", "Ctrl+Shift+Home", "Ctrl+Shift+End"],
      does: english("select up to there"),
    },
    { keys: ["Shift+PageUp", "Shift+PageDown"], does: english("select five lanes more") },
    { keys: ["Ctrl+A"], does: english("select the cell’s cards from a card, the lane, again the map") },
  ],
  [english("In an editor")]: [
    { keys: ["Enter"], does: english("save; from a new card on to the next, empty: stop") },
    { keys: ["Ctrl+Enter"], does: english("save and close") },
    { keys: ["Shift+Enter", "Alt+Enter"], does: english("new line") },
    { keys: ["Tab", "Shift+Tab"], does: english("save, next or previous cell") },
    { keys: ["Escape"], does: english("leave without saving; the text is kept as a draft") },
    { keys: ["Alt+ArrowDown"], does: english("evidence and severity") },
  ],
  [english("On a header")]: [
    {
      keys: ["Shift+ArrowLeft", "Shift+ArrowRight"],
      does: english("select stages, to name their phase or merge them"),
    },
  ],
  [english("On a link between stages")]: [
    { keys: ["ArrowLeft", "ArrowRight"], does: english("the link before and after it") },
    { keys: ["ArrowUp", "ArrowDown"], does: english("its stage, the first lane") },
    { keys: ["Enter", "F2"], does: english("edit it") },
    { keys: ["Delete", "Backspace"], does: english("remove it") },
  ],
  [english("On a point of the curve")]: [
    { keys: ["ArrowUp", "ArrowDown"], does: english("a step") },
    { keys: ["Shift+ArrowUp", "Shift+ArrowDown", "PageUp", "PageDown"], does: english("five steps") },
    { keys: ["Home", "End"], does: english("lowest and highest score") },
    { keys: ["ArrowLeft", "ArrowRight"], does: english("the point of the stage beside") },
    { keys: ["Type"], does: english("type the score") },
    { keys: ["Space"], does: english("from now to the future and back") },
  ],
  [english("Anywhere")]: [
    { keys: ["Alt+1 to 9"], does: english("show or hide a persona") },
    { keys: ["Alt+0"], does: english("curves of now, of the future, or both") },
    { keys: ["F8", "Shift+F8"], does: english("next and previous finding") },
    { keys: ["Ctrl+."], does: english("mend the finding that is shown, or at the focus") },
    { keys: ["Ctrl+S"], does: english("save, with what is being typed") },
  ],
  [english("While presenting")]: [
    {
      keys: ["ArrowRight", "PageDown"],
      does: english("the next stage; a presenter’s remote sends these keys"),
    },
    { keys: ["ArrowLeft", "PageUp"], does: english("the stage before") },
    { keys: ["Home", "End"], does: english("first and last stage") },
    { keys: ["B", "."], does: english("a blank screen; any key shows the stage again") },
    { keys: ["F"], does: english("full screen") },
    { keys: ["N"], does: english("show or hide the notes") },
    { keys: ["Escape"], does: english("leave the presentation") },
  ],
  [english("By pointer")]: [
    {
      keys: ["right press", "long press"],
      does: english("the menu of what is pressed; with Shift the browser’s"),
    },
    { keys: ["Shift+press", "drag"], does: english("select a block; from a cell, beside its cards") },
    { keys: ["Ctrl+press"], does: english("add a card to the selection") },
    { keys: ["drag"], does: english("move the cards; by its grip a stage or lane") },
    { keys: ["Ctrl+drop"], does: english("leave copies of the cards") },
    { keys: ["Escape"], does: english("while dragging: put back") },
    { keys: ["double press"], does: english("edit; in an empty cell a new card") },
  ],
};

/** The part of the list that a command's keys stand in. */
function partOf({ on, anywhere, part }: MapCommand): string {
  if (!on || anywhere) return english("Anywhere");
  if (on.includes("point")) return english("On a point of the curve");
  if (on.every((what) => what === "stage" || what === "lane")) return english("On a header");
  return part === "copy" && on.includes("cell") ? english("Selecting and copying") : english("On the map");
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
