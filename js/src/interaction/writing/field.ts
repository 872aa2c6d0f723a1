/**
 * What every editor in place does with its keys and when the reader leaves it. Enter saves, Escape does not; an editor
 * with other keys of its own looks at them first. What was typed is never dropped: an editor that goes away with its map
 * saves it, or leaves it to the next view of the map.
 */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Operation } from "../../document/schema";
import { t } from "../../words/words";
import { isComposing } from "../commands/keys";
import { go, goCard, placeAway } from "../focus";
import type { Editing, Unfinished, ViewState } from "../state";
import { isThere, leaveEdit, offerBack, sayBesides } from "./editing";

interface Field {
  ref: { current: (HTMLTextAreaElement & HTMLInputElement) | null };
  why: string | null;
  /** Whether the edit was refused since the map has changed meanwhile, so that a second try may succeed. */
  isLate: boolean;
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

/** The edit that a text in the field makes, and its label. */
export interface FieldEdit {
  readonly operations: readonly Operation[];
  readonly label: string;
}

/**
 * `editing` is null while the field only waits for a first character. `edits` says what a text comes to; `onKey` whether
 * it handled a key.
 */
export function useField(
  view: ViewState,
  editing: Editing | null,
  edits: (text: string, base: Editing["base"]) => FieldEdit,
  onKey?: (event: JSX.TargetedKeyboardEvent<HTMLElement>, steps: FieldSteps) => boolean,
): Field {
  const ref = useRef<(HTMLTextAreaElement & HTMLInputElement) | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [isLate, setLate] = useState(false);
  const over = useRef(editing === null);
  const left = useRef(false);
  const base = useRef(editing?.base ?? view.store.document.peek());
  const latest = useRef(edits);
  latest.current = edits;

  useLayoutEffect(() => {
    const field = ref.current!;
    if (!editing) return;
    over.current = false;
    left.current = false;
    base.current = editing.base;
    // Typed into the waiting field, the text is there already, and a composition may be under way.
    if (field.value !== editing.text) field.value = editing.text;
    if (view.holder() !== field) {
      field.focus();
      if (editing.field === "text") field.setSelectionRange(field.value.length, field.value.length);
    }
    // A name is typed over, also where the field had the focus for the stage before.
    if (editing.field !== "text") field.select();
    view.unfinished.add(unfinished);
    return () => {
      view.unfinished.delete(unfinished);
      if (over.current) return;
      close();
      if (field.value !== editing.was) leave(field.value);
    };
  }, [editing]);

  // What is under the pointer must stay until the press has found its target. What the click does, such as undo, comes
  // after the edit.
  useLayoutEffect(() => {
    if (!editing) return;
    const settle = () => {
      if (!left.current) return;
      left.current = false;
      finish();
    };
    const release = () => setTimeout(settle); // after the click, where there is one
    const events = [
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
    if (editing!.card) goCard(view, editing!, editing!.card);
    else go(view, { lane: editing!.lane, stage: editing!.stage });
  };
  const close = () => {
    over.current = true;
    if (view.editing.peek() === editing) view.editing.value = null;
  };
  const save = (text: string): string | null => {
    const { operations, label } = latest.current(text, base.current);
    const reason = operations.length ? view.store.edit(operations, label) : null;
    if (reason === null) sayBesides(view, operations);
    return reason;
  };
  const commit = (): boolean => {
    const reason = over.current ? null : save(ref.current!.value);
    setWhy(reason);
    setLate(base.current !== view.store.document.peek());
    return reason === null;
  };
  /** The editor goes away by itself: with its stage or lane, or with its map. */
  const leave = (text: string): void => {
    const { operations, label } = latest.current(text, base.current);
    if (!isThere(view, editing!))
      view.refusal.value = t("What was being edited here was removed elsewhere. The text was: {text}", {
        text,
      });
    else leaveEdit(view, operations, label);
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
  const unfinished: Unfinished = {
    /** The key that saves the notebook saves this too; the field goes when that key has been handled. */
    finish() {
      if (!commit()) return;
      over.current = true;
      setTimeout(() => {
        refocus();
        close();
      });
    },
    isChanged: () => !over.current && ref.current!.value !== editing!.was,
  };

  return {
    ref,
    why,
    isLate,
    onKeyDown(event) {
      const { key, shiftKey } = event;
      // A field that waits has the keys of its cell.
      if (!editing || isComposing(event)) return;
      if (onKey?.(event, steps)) {
        // The editor's own.
      } else if (key === "Escape") {
        const text = steps.text();
        close();
        refocus();
        if (text !== editing.was) offerBack(view, editing, text);
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
      if (!editing || event.currentTarget.contains(event.relatedTarget as Node | null)) return;
      if (view.isPressed) left.current = true;
      else finish();
    },
  };
}
