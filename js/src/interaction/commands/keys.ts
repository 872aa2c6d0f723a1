/** What each key means on a cell, a header or a card: a table from keys to commands, nothing carried out. */

/** Where the focus is when a key comes. `inside` is a control or a point within a cell. */
export type KeyTarget = "cell" | "stage" | "lane" | "card" | "inside";

export type Command =
  | { do: "go" | "jump"; rows: number; columns: number; extend: boolean }
  | { do: "corner"; last: boolean; extend: boolean }
  | { do: "fill"; down: boolean }
  | { do: "move"; rows: number; columns: number }
  | { do: "cover"; by: number }
  | { do: "edit"; goal: boolean }
  | { do: "type" | "enter" | "leave" | "clear" | "all" | "add" | Everywhere };

/** What a key does wherever the focus is in the map. */
export type Everywhere = "undo" | "redo" | "keys";

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
  if (key.key === "Escape") return control || key.altKey ? null : { do: "leave" };
  const everywhere = anywhere(key);
  if (everywhere) return { do: everywhere };
  if (spot === "inside") return null;
  if (arrow && !(control && key.altKey)) {
    const [rows, columns] = [arrow[0], rtl ? -arrow[1] : arrow[1]];
    if (key.altKey && key.shiftKey && spot === "card" && columns) return { do: "cover", by: columns };
    if (key.altKey) return { do: "move", rows, columns };
    return { do: control ? "jump" : "go", rows, columns, extend: key.shiftKey };
  }
  if (control && !key.altKey) return withControl(key);
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
    case " ":
      return spot === "cell" ? { do: "enter" } : null;
    case "+":
      if (spot === "stage" || spot === "lane") return { do: "add" };
  }
  return [...key.key].length === 1 && (spot === "cell" || spot === "card") ? { do: "type" } : null;
}

/** What a key means wherever the focus is in the map, but in a text. */
export function anywhere({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): Everywhere | null {
  if (altKey) return null;
  if (!ctrlKey && !metaKey) return key === "?" ? "keys" : null;
  switch (key.toLowerCase()) {
    case "z":
      return shiftKey ? "redo" : "undo";
    case "y":
      return shiftKey ? null : "redo";
    default:
      return null;
  }
}

function withControl({ key, shiftKey }: KeyPress): Command | null {
  switch (key.toLowerCase()) {
    case "a":
      return shiftKey ? null : { do: "all" };
    case "d":
      return { do: "fill", down: !shiftKey };
    case "home":
      return { do: "corner", last: false, extend: shiftKey };
    case "end":
      return { do: "corner", last: true, extend: shiftKey };
    default:
      return null;
  }
}
