/** Every key of the map and what it does, as `?` lists them. A key that is not here is not handled. */

export interface KeyHelp {
  /** The keys of one line, each a chord such as "Ctrl+Shift+D"; "Arrows" are all four, "Type" is any character. */
  readonly keys: readonly string[];
  readonly does: string;
}

export const KEY_HELP: Readonly<Record<string, readonly KeyHelp[]>> = {
  "On the map": [
    { keys: ["Arrows"], does: "move; from the first cells on to the headers" },
    { keys: ["Ctrl+Arrows"], does: "to the end of the filled cells, or to the next filled one" },
    { keys: ["Home", "End"], does: "first and last stage" },
    { keys: ["Ctrl+Home", "Ctrl+End"], does: "first and last cell" },
    { keys: ["PageUp", "PageDown"], does: "five lanes up and down" },
    { keys: ["Space"], does: "into the cell’s cards" },
    { keys: ["Escape"], does: "back, one level at a time: card, cell, out of the map" },
    { keys: ["Type"], does: "a new card, last in the cell; nothing is replaced" },
    { keys: ["Enter", "F2"], does: "edit the card, in a cell its first; rename the header" },
    { keys: ["Delete", "Backspace"], does: "remove the cards; empty the cells; remove the stage or lane" },
    { keys: ["Alt+Arrows"], does: "move the cards, the stage or the lane" },
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
    { keys: ["Ctrl+C", "Ctrl+X", "Ctrl+V"], does: "copy, cut, paste; spreadsheets understand it" },
    { keys: ["Ctrl+Shift+V"], does: "paste as one card" },
    { keys: ["Ctrl+D", "Ctrl+Shift+D"], does: "copy down, copy right; adds below, never over" },
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
    { keys: ["+"], does: "add after it" },
    { keys: ["Shift+Enter", "Shift+F2"], does: "edit the stage’s goal" },
    { keys: ["Ctrl+V"], does: "names: rename from here on, and add" },
  ],
  "On a point of the curve": [
    { keys: ["ArrowUp", "ArrowDown"], does: "a step" },
    { keys: ["Shift+ArrowUp", "Shift+ArrowDown", "PageUp", "PageDown"], does: "five steps" },
    { keys: ["Home", "End"], does: "lowest and highest score" },
    { keys: ["ArrowLeft", "ArrowRight"], does: "the point of the stage beside" },
    { keys: ["Enter", "F2", "Type"], does: "type the score" },
    { keys: ["Delete", "Backspace"], does: "leave a gap" },
  ],
  Anywhere: [
    { keys: ["Ctrl+Z"], does: "undo; in a text its own typing first" },
    { keys: ["Ctrl+Shift+Z", "Ctrl+Y"], does: "redo" },
    { keys: ["Ctrl+I", "F6"], does: "details open or closed; between map and details" },
    { keys: ["Ctrl+Alt+M"], does: "comment" },
    { keys: ["Alt+1 to 9"], does: "show or hide a persona" },
    { keys: ["Ctrl+S"], does: "save, with what is being typed" },
    { keys: ["?"], does: "these keys" },
  ],
  "By pointer": [
    { keys: ["Shift+press", "drag"], does: "select a block; from a cell, beside its cards" },
    { keys: ["Ctrl+press"], does: "add a card to the selection" },
    { keys: ["drag"], does: "move the cards; by its grip a stage or lane" },
    { keys: ["Ctrl+drop"], does: "leave copies of the cards" },
    { keys: ["Escape"], does: "while dragging: put back" },
    { keys: ["double press"], does: "edit; in an empty cell a new card" },
  ],
};
