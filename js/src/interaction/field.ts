/** What every editor in place does with its keys and when the reader leaves it. Enter saves, Escape does not. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { go, goCard, placeAway } from "./focus";
import type { Editing, ViewState } from "./state";

interface Field {
  ref: { current: (HTMLTextAreaElement & HTMLInputElement) | null };
  why: string | null;
  onKeyDown: (event: JSX.TargetedKeyboardEvent<HTMLElement>) => void;
  onFocusOut: (event: JSX.TargetedFocusEvent<HTMLElement>) => void;
}

/** What every editor does with its keys and when the reader leaves it. */
export function useField(
  view: ViewState,
  editing: Editing,
  save: (text: string, base: Editing["base"]) => string | null,
): Field {
  const ref = useRef<(HTMLTextAreaElement & HTMLInputElement) | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const over = useRef(false);
  const pointerDown = useRef(false);
  const base = useRef(editing.base);

  useLayoutEffect(() => {
    const field = ref.current;
    field?.focus();
    if (editing.field === "text") field?.setSelectionRange(field.value.length, field.value.length);
    else field?.select();
    view.unfinished.add(flush);
    return () => {
      view.unfinished.delete(flush);
      if (over.current) return;
      // The stage or lane was removed while the reader typed: show the text, so that it is not lost.
      close();
      if (field && field.value !== editing.text)
        view.refusal.value = `What you were editing was removed elsewhere. You had typed: ${field.value}`;
    };
  }, [editing]);

  // What is under the pointer must stay until the press is over, so the field closes only after it.
  useLayoutEffect(() => {
    const press = () => {
      pointerDown.current = true;
    };
    const release = () => {
      pointerDown.current = false;
      if (over.current) setTimeout(close); // after the click, which comes with the release
    };
    const events = [
      ["pointerdown", press],
      ["pointerup", release],
      ["pointercancel", release],
    ] as const;
    for (const [event, listener] of events) window.addEventListener(event, listener, true);
    return () => {
      for (const [event, listener] of events) window.removeEventListener(event, listener, true);
    };
  }, [editing]);

  const refocus = () => {
    if (editing.card) goCard(view, editing, editing.card);
    else go(view, { lane: editing.lane, stage: editing.stage });
  };
  const close = () => {
    over.current = true;
    if (view.editing.peek() === editing) view.editing.value = null;
  };
  const commit = (): boolean => {
    const reason = over.current ? null : save(ref.current!.value, base.current);
    setWhy(reason);
    return reason === null;
  };
  const finish = (): boolean => {
    if (!commit()) return false;
    close();
    return true;
  };
  /** The key that saves the notebook saves this too; the field goes when that key has been handled. */
  const flush = () => {
    if (!commit()) return;
    over.current = true;
    setTimeout(() => {
      refocus();
      close();
    });
  };

  return {
    ref,
    why,
    onKeyDown(event) {
      const { key, shiftKey, isComposing } = event;
      if (isComposing) return;
      if (key === "Escape") {
        close();
        refocus();
      } else if (key === "Enter" && !shiftKey && !(event.target instanceof HTMLButtonElement)) {
        if (finish()) refocus();
        // A second try is deliberate, so it is compared with the current document.
        else base.current = view.store.document.peek();
      } else if (key === "Tab" && event.target === ref.current) {
        if (finish()) go(view, placeAway(view, editing, 0, shiftKey ? -1 : 1));
      } else if (key === "ArrowDown" && event.altKey && event.currentTarget.querySelector("select")) {
        event.currentTarget.querySelector("select")!.focus();
      } else {
        // All other keys belong to the field and are no shortcuts of the grid.
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    onFocusOut(event) {
      if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
      if (!pointerDown.current) finish();
      else if (commit()) over.current = true;
    },
  };
}
