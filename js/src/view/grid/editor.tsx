/** Editors in place: of a cell's text, of one card, of a header's name. Enter saves, Escape does not. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { cardsAt } from "../../core/cell";
import { change } from "../../core/gestures";
import type { Card, Lane } from "../../core/schema";
import { go, goCard } from "../focus";
import { Icon } from "../icons";
import type { Editing, ViewState } from "../state";
import { EVIDENCE, holdsNames, LEVELS, Severity } from "./card";
import { placeAway } from "./places";
import { type Backing, textOperations } from "./text";

interface Field {
  ref: { current: (HTMLTextAreaElement & HTMLInputElement) | null };
  why: string | null;
  onKeyDown: (event: JSX.TargetedKeyboardEvent<HTMLElement>) => void;
  onFocusOut: (event: JSX.TargetedFocusEvent<HTMLElement>) => void;
}

/** What every editor does with its keys and when the reader leaves it. */
function useField(
  view: ViewState,
  editing: Editing,
  save: (text: string, seen: Editing["seen"]) => string | null,
): Field {
  const ref = useRef<(HTMLTextAreaElement & HTMLInputElement) | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const closed = useRef(false);
  const pressed = useRef(false);
  const seen = useRef(editing.seen);

  useLayoutEffect(() => {
    const field = ref.current;
    field?.focus();
    if (editing.field === "text") field?.setSelectionRange(field.value.length, field.value.length);
    else field?.select();
    view.flush = flush;
    return () => {
      view.flush = null;
      if (closed.current) return;
      // Its stage or lane was taken away while the reader typed: the text must not go with it.
      close();
      if (field && field.value !== editing.text)
        view.refusal.value = `What you were editing was removed elsewhere. You had typed: ${field.value}`;
    };
  }, [editing]);

  // What is under a pointer must stay there until the press is over, so a field left by a press goes only then.
  useLayoutEffect(() => {
    const press = () => {
      pressed.current = true;
    };
    const release = () => {
      pressed.current = false;
      if (closed.current) setTimeout(close); // after the click, which comes with the release
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
    closed.current = true;
    if (view.editing.peek() === editing) view.editing.value = null;
  };
  const saved = (): boolean => {
    const refused = closed.current ? null : save(ref.current!.value, seen.current);
    setWhy(refused);
    return refused === null;
  };
  const finish = (): boolean => {
    if (!saved()) return false;
    close();
    return true;
  };
  /** The key that saves the notebook saves this too; the field goes when that key has been handled. */
  const flush = () => {
    if (!saved()) return;
    closed.current = true;
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
        // Saying it again is meant: the next try is made against what is there now.
        else seen.current = view.store.document.peek();
      } else if (key === "Tab" && event.target === ref.current) {
        if (finish()) go(view, placeAway(view, editing, 0, shiftKey ? -1 : 1));
      } else if (key === "ArrowDown" && event.altKey && event.currentTarget.querySelector("select")) {
        event.currentTarget.querySelector("select")!.focus();
      } else {
        // Everything else is the field's own, and no shortcut of the grid.
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    onFocusOut(event) {
      if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
      if (!pressed.current) finish();
      else if (saved()) closed.current = true;
    },
  };
}

/** Edits a cell, one line a card, or one card. */
export function TextEditor({
  view,
  editing,
  lane,
  label,
}: {
  view: ViewState;
  editing: Editing;
  lane: Lane;
  label: string;
}) {
  const { seen, stage, card } = editing;
  const cards = cardsAt(seen, stage!, lane.id);
  const one: Card | null = card
    ? (cards.find(({ id }) => id === card) ?? null)
    : cards.length === 1
      ? cards[0]!
      : null;
  const [backing, setBacking] = useState<Backing>({
    evidence: one?.evidence ?? "assumption",
    severity: one?.severity ?? null,
  });
  const chosen = useRef(backing);
  chosen.current = backing;
  const choosing = !holdsNames(lane) && (card !== null || cards.length < 2);
  const field = useField(view, editing, (text, now) =>
    view.store.edit(
      textOperations(now, { stage: stage!, lane: lane.id, card }, text, choosing ? chosen.current : null),
      `Edit ${lane.name}`,
    ),
  );
  return (
    <>
      <div class="cjm-editor" role="group" onKeyDown={field.onKeyDown} onFocusOut={field.onFocusOut}>
        <textarea
          ref={field.ref}
          aria-label={label}
          rows={Math.min(8, editing.text.split("\n").length)}
          aria-invalid={field.why !== null}
        >
          {editing.text}
        </textarea>
        {choosing && <Choosers backing={backing} lane={lane} change={setBacking} />}
        {field.why && (
          <p class="cjm-why" role="alert">
            {field.why} Enter again keeps yours, Esc drops it.
          </p>
        )}
      </div>
      <span class="cjm-keys">
        <kbd>↵</kbd> save <kbd>⇧↵</kbd> new {card ? "line" : "card"} <kbd>Esc</kbd> cancel
      </span>
    </>
  );
}

interface ChoosersProps {
  backing: Backing;
  lane: Lane;
  change: (backing: Backing) => void;
}

function Choosers({ backing, lane, change }: ChoosersProps) {
  const { evidence, severity } = backing;
  return (
    <span class="cjm-editor-bar">
      <span class="cjm-choice">
        <i class={`cjm-ev is-${evidence}`} />
        {EVIDENCE[evidence]}
        <Icon name="down" size={12} />
        <select
          aria-label="Evidence"
          value={evidence}
          onChange={(event) =>
            change({ ...backing, evidence: event.currentTarget.value as Backing["evidence"] })
          }
        >
          {Object.entries(EVIDENCE).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </span>
      {(lane.role === "pain_points" || severity) && (
        <span class="cjm-choice">
          <Severity level={severity ?? 0} />
          <Icon name="down" size={12} />
          <select
            aria-label="Severity"
            value={severity ?? 0}
            onChange={(event) => change({ ...backing, severity: Number(event.currentTarget.value) || null })}
          >
            {LEVELS.map((name, level) => (
              <option key={name} value={level}>
                {name}
              </option>
            ))}
          </select>
        </span>
      )}
    </span>
  );
}

/** Edits the name of a header, or a stage's goal. */
export function NameEditor({ view, editing, label }: { view: ViewState; editing: Editing; label: string }) {
  const kind = editing.lane === null ? "stage" : "lane";
  const id = (editing.lane ?? editing.stage)!;
  const field = useField(view, editing, (text, seen) => {
    if (text.trim() === "" && editing.field === "name") return null;
    return view.store.edit(change(seen, kind, id, { [editing.field]: text }), `Rename ${kind}`);
  });
  return (
    <span role="group" onKeyDown={field.onKeyDown} onFocusOut={field.onFocusOut}>
      <input
        ref={field.ref}
        class="cjm-name"
        aria-label={label}
        defaultValue={editing.text}
        aria-invalid={field.why !== null}
      />
      {field.why && (
        <span class="cjm-why" role="alert">
          {field.why}
        </span>
      )}
    </span>
  );
}
