import { texts } from "../words/words";

/** Keys as they are drawn. */

const isMac = /Mac|iP/.test(globalThis.navigator?.platform ?? "");
const CAPS: Record<string, string> = {
  ...(isMac ? { Ctrl: "⌘", Alt: "⌥" } : {}),
  Shift: "⇧",
  Arrows: "← ↑ → ↓",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  ContextMenu: "☰",
};
/** What is no symbol, in the words of the language: keys, and what the pointer does. */
const WORDS: Record<string, string> = texts({
  Ctrl: "Ctrl",
  Space: "Space",
  Escape: "Esc",
  Delete: "Del",
  Home: "Home",
  End: "End",
  PageUp: "Page ↑",
  PageDown: "Page ↓",
  Type: "a character",
  "right press": "right press",
  "long press": "long press",
  "double press": "double press",
  press: "press",
  drag: "drag",
  drop: "drop",
  "1 to 9": "1 to 9",
});

/** What stands on the keys of a chord, e.g. "Ctrl", "⇧" and "D". */
export const capsOf = (chord: string): string[] =>
  (chord === "+" ? ["+"] : chord.split("+")).map((key) => CAPS[key] ?? WORDS[key] ?? key);

/** A chord as its keys, such as "Ctrl+Shift+D". */
export function Chord({ keys }: { keys: string }) {
  return (
    <span class="cjm-chord">
      {capsOf(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
