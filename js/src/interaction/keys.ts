/** What each key means on a cell, a header or a card: a table from keys to commands, nothing carried out. */

/** Where the focus is when a key comes. `inside` is a control or a point within a cell. */
export type KeyTarget = "cell" | "stage" | "lane" | "card" | "inside";

export type Command =
  | { do: "go"; rows: number; columns: number; extend: boolean }
  | { do: "corner"; last: boolean; extend: boolean }
  | { do: "move"; rows: number; columns: number }
  | { do: "edit"; goal: boolean }
  | { do: "type" | "enter" | "leave" | "clear" | "all" | "undo" | "redo" | "add" | "keys" };

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/**
 * Whether an input method has the key. Safari ends a composition before it tells of the Enter that ended it; the code
 * of that key is still the composition's.
 */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

const ARROWS: Record<string, readonly [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
const PAGE = 5;

/** The command, or null for keys that are the browser's or the notebook's. In a map that reads from the right, left is on. */
export function commandOf(key: KeyPress, spot: KeyTarget, rtl = false): Command | null {
  const control = key.ctrlKey || key.metaKey;
  const arrow = ARROWS[key.key];
  if (control && !key.altKey) return withControl(key);
  if (key.key === "Escape") return { do: "leave" };
  if (spot === "inside") return null;
  if (arrow) {
    const [rows, columns] = [arrow[0], rtl ? -arrow[1] : arrow[1]];
    if (key.altKey) return { do: "move", rows, columns };
    return { do: "go", rows, columns, extend: key.shiftKey };
  }
  if (key.altKey || control) return null;
  switch (key.key) {
    case "Home":
      return { do: "go", rows: 0, columns: Number.NEGATIVE_INFINITY, extend: key.shiftKey };
    case "End":
      return { do: "go", rows: 0, columns: Number.POSITIVE_INFINITY, extend: key.shiftKey };
    case "PageUp":
      return { do: "go", rows: -PAGE, columns: 0, extend: key.shiftKey };
    case "PageDown":
      return { do: "go", rows: PAGE, columns: 0, extend: key.shiftKey };
    case "Enter":
    case "F2":
      return { do: "edit", goal: key.shiftKey && spot === "stage" };
    case "Delete":
    case "Backspace":
      return { do: "clear" };
    case "?":
      return { do: "keys" };
    case " ":
      return spot === "cell" ? { do: "enter" } : null;
    case "+":
      if (spot === "stage" || spot === "lane") return { do: "add" };
  }
  return [...key.key].length === 1 && (spot === "cell" || spot === "card") ? { do: "type" } : null;
}

function withControl({ key, shiftKey }: KeyPress): Command | null {
  switch (key.toLowerCase()) {
    case "z":
      return { do: shiftKey ? "redo" : "undo" };
    case "y":
      return { do: "redo" };
    case "a":
      return { do: "all" };
    case "home":
      return { do: "corner", last: false, extend: shiftKey };
    case "end":
      return { do: "corner", last: true, extend: shiftKey };
    default:
      return null;
  }
}
