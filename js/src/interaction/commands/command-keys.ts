/** Keys that are no move of the focus, looked up among the commands wherever the focus is in the map. */

import { pressDigit } from "../reader/shown-curves";
import { ownerOf, type ViewState } from "../state";
import { targetAt } from "../target";
import { isOffered, KEY_COMMANDS, type KeyCommand } from "./key-commands";
import { isComposing, type KeyPress } from "./keys";

const TEXT = "input:not([type=radio], [type=checkbox]), textarea, select";

/** The keys of a press as a command writes them, such as "Ctrl+Shift+D". */
export function chordOf({
  key,
  code,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: KeyPress & { code: string }): string {
  // With Alt many keyboards write another character than stands on the key.
  const letter = altKey && /^Key[A-Z]$/.test(code) ? code[3]! : key;
  const isSign = letter.length === 1 && letter !== " ";
  const name = letter === " " ? "Space" : isSign ? letter.toUpperCase() : letter;
  const control = ctrlKey || metaKey;
  // Shift is in the sign itself, but for letters.
  const shift = shiftKey && (!isSign || ((control || altKey) && /^\p{L}$/u.test(letter)));
  return [control && "Ctrl", altKey && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}

/** What a press of keys does as a command; null where it has no command, or nothing for it to do. */
function commandAt(view: ViewState, event: KeyboardEvent): (() => unknown) | null {
  const element = ownerOf(event.target as Element)!;
  const chord = chordOf(event);
  const target = targetAt(view, element);
  const isText = element.matches(TEXT);
  // Buttons and links within a thing have Enter, Space and Delete for themselves.
  const isThing = element.matches("[data-card], [data-stage], .cjm-lh, .cjm-pt, [data-persona]");
  const has = ({ keys, on, anywhere, inText }: KeyCommand): boolean =>
    keys.includes(chord) &&
    (!isText || !!inText) &&
    (!on || !!anywhere || (isThing && on.includes(target.what)));
  const commands: readonly KeyCommand[] = Object.values(KEY_COMMANDS);
  const command = commands.find((one) => has(one) && isOffered(one, view, target));
  return command ? () => command.run(view, target) : null;
}

export function onCommandKey(view: ViewState, event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event) || !view.stages.peek().length) return;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const run =
    digit && event.altKey && !event.ctrlKey && !event.metaKey
      ? () => pressDigit(view, Number(digit))
      : commandAt(view, event);
  if (!run || run() === false) return;
  event.preventDefault();
  event.stopPropagation();
}
