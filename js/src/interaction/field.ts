/**
 * What every editor in place does with its keys and when the reader leaves it. Enter saves, Escape does not; an editor
 * with other keys of its own looks at them first.
 */
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

/** What the keys of one kind of editor can do with it. */
export interface FieldSteps {
  text: () => string;
  /** Save and close; false where the edit was refused, and the editor shows why. */
  finish: () => boolean;
  close: () => void;
  /** Back to what was edited. */
  refocus: () => void;
}

/** `onKey` says whether it handled a key. */
export function useField(
  view: ViewState,
  editing: Editing,
  save: (text: string, base: Editing["base"]) => string | null,
  onKey?: (event: JSX.TargetedKeyboardEvent<HTMLElement>, steps: FieldSteps) => boolean,
): Field {
  const ref = useRef<(HTMLTextAreaElement & HTMLInputElement) | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const over = useRef(false);
  const pointerDown = useRef(false);
  const left = useRef(false);
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
      if (field && field.value !== editing.was)
        view.refusal.value = `What you were editing was removed elsewhere. You had typed: ${field.value}`;
    };
  }, [editing]);

  // What is under the pointer must stay until the press has found its target. What the click does, such as undo, comes
  // after the edit.
  useLayoutEffect(() => {
    const press = () => {
      pointerDown.current = true;
    };
    const settle = () => {
      if (!left.current) return;
      left.current = false;
      finish();
    };
    const release = () => {
      pointerDown.current = false;
      setTimeout(settle); // after the click, where there is one
    };
    const events = [
      ["pointerdown", press],
      ["pointerup", release],
      ["pointercancel", release],
      ["click", settle],
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
  /** A second try after a refusal is deliberate, so it is compared with the current document. */
  const finishByKey = (): boolean => {
    const saved = finish();
    if (!saved) base.current = view.store.document.peek();
    return saved;
  };
  const steps: FieldSteps = { text: () => ref.current!.value, finish: finishByKey, close, refocus };
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
      const { key, shiftKey } = event;
      if (isComposing(event)) return;
      if (onKey?.(event, steps)) {
        // The editor's own.
      } else if (key === "Escape") {
        close();
        refocus();
      } else if (key === "Enter" && !shiftKey && !(event.target instanceof HTMLButtonElement)) {
        if (finishByKey()) refocus();
      } else if (key === "Tab" && event.target === ref.current) {
        if (finishByKey()) go(view, placeAway(view, editing, 0, shiftKey ? -1 : 1));
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
      if (pointerDown.current) left.current = true;
      else finish();
    },
  };
}

/**
 * Whether an input method has the key. Safari ends a composition before it tells of the Enter that ended it; the code
 * of that key is still the composition's.
 */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
