/** The number field of a point: type a score, Enter takes it, Escape leaves it. A refusal is said in the field. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { readScore, type Scale } from "./scale";

export interface EntryProps {
  scale: Scale;
  /** What the field is for, e.g. "Maya Torres, Security". */
  label: string;
  top: number;
  /** What it holds at first: the score, or the key that opened it. */
  text: string;
  /** Whether the text is selected, so that typing replaces it. */
  replace: boolean;
  take: (value: number) => string | null;
  close: () => void;
}

export function Entry({ scale, label, top, text, replace, take, close }: EntryProps) {
  const input = useRef<HTMLInputElement>(null);
  const why = useSignal<string | null>(null);
  const open = useRef(true);

  // Before the next key can come, and with the caret behind the key that opened the field.
  useLayoutEffect(() => {
    const field = input.current!;
    field.focus({ preventScroll: true });
    field.setSelectionRange(replace ? 0 : field.value.length, field.value.length);
  }, [replace]);

  /** Close the field; `back` gives the focus to the point again. */
  const leave = (back: boolean) => {
    open.current = false;
    const point = input.current?.closest(".cjm-ecell")?.querySelector<HTMLElement>(".cjm-pt.is-active");
    close();
    if (back) point?.focus({ preventScroll: true });
  };
  const finish = (back: boolean) => {
    if (!open.current) return;
    const typed = input.current?.value ?? "";
    if (typed === text && replace) return leave(back);
    const read = readScore(scale, typed);
    why.value = "why" in read ? read.why : take(read.value);
    if (why.value === null) leave(back);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      // Saving the notebook saves this too; the field stays in the page until that key has been handled.
      setTimeout(() => finish(true));
      return;
    }
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      finish(true);
    } else if (event.key === "Escape") {
      event.preventDefault();
      leave(true);
    }
  };

  return (
    <span
      class={top > 200 ? "cjm-entry is-low" : "cjm-entry"}
      style={{ top }}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <input
        ref={input}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={text}
        aria-label={`${label}, a score`}
        aria-invalid={why.value !== null}
        onKeyDown={onKeyDown}
        onBlur={() => finish(false)}
      />
      <span class="cjm-entry-why" role="alert">
        {why.value}
      </span>
    </span>
  );
}
