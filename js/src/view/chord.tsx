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
  Escape: "Esc",
  Delete: "Del",
  Enter: "↵",
  Type: "a character",
  ContextMenu: "☰",
  PageUp: "Page ↑",
  PageDown: "Page ↓",
};

/** What stands on the keys of a chord, e.g. "Ctrl", "⇧" and "D". */
export const capsOf = (chord: string): string[] =>
  (chord === "+" ? ["+"] : chord.split("+")).map((key) => CAPS[key] ?? key);

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
