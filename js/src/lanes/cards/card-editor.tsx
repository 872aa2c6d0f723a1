/** The editor of one card, there already or new: its text, its evidence and severity, and the operations they make. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isBacking } from "../../document/coverage/coverage";
import {
  addCard,
  cardsAt,
  cardText,
  changeCard,
  isBlank,
  isCorrection,
  removeCard,
} from "../../document/gestures";
import { holdsCards, holdsNames } from "../../document/lane-kinds";
import type { Card, CardChanges, Document, Lane, Operation } from "../../document/schema";
import { readTags } from "../../document/tables/quick-tags";
import { onEditorPaste } from "../../interaction/clipboard/clipboard";
import { go } from "../../interaction/focus";
import { type Editing, HOLDS, type Place, type ViewState } from "../../interaction/state";
import { keepDraft, offerBack, startEditing } from "../../interaction/writing/editing";
import { type FieldSteps, useField } from "../../interaction/writing/field";
import { FIRST, holdFocus, showHeld } from "../../interaction/writing/first-key";
import { EVIDENCE, EVIDENCE_WORDS, LEVELS } from "../../scene/layout";
import { english, numeral, t, translate } from "../../words/words";
import { Icon } from "../icon";
import { Severity } from "./card";
import { useEditorPlace } from "./editor-place";

interface TextEditorProps {
  view: ViewState;
  /** Null while the field of a new card waits, hidden, for a first character. */
  editing: Editing | null;
  stage: string;
  lane: Lane;
  label: string;
}

export function TextEditor({ view, editing, stage, lane, label }: TextEditorProps) {
  const card = editing?.card ?? null;
  const place = { lane: lane.id, stage };
  const cards = editing && card !== null ? cardsAt(editing.base, stage, lane.id) : [];
  const one = cards.find(({ id }) => id === card) ?? null;
  const [first] = useState(editing?.text ?? "");
  const [text, setText] = useState(first);
  const [choice, choose] = useState<BackingChoice>({ severity: one?.severity ?? null, keeps: false });
  const backing = backingOf(one, text, choice);
  const box = useRef<HTMLDivElement>(null);
  useEditorPlace(box, editing !== null);
  const field = useField(
    view,
    editing,
    (now, before) => {
      const document = card === null ? view.store.document.peek() : before;
      return {
        operations: cardOperations(
          document,
          place,
          card,
          now,
          holdsNames(lane) ? null : choice,
          editing?.before,
        ),
        label: card ? english("Edit card") : english("Add card"),
      };
    },
    (event, steps) => onEditorKey(view, editing!, event, steps),
  );
  /** What is written into the waiting field opens it; a composition does so before there is any text. */
  const begin = (event: JSX.TargetedEvent<HTMLTextAreaElement>) => {
    if (!editing && !startEditing(view, place, { text: event.currentTarget.value, typed: true }))
      event.currentTarget.value = "";
  };
  useLayoutEffect(() => {
    if (card !== null) return;
    const waiting = field.ref.current!;
    if (editing) {
      waiting.removeAttribute(HOLDS);
      waiting.ariaLabel = t("New card, {cell}", { cell: label });
      waiting.inputMode = "";
      showHeld(view);
    } else {
      waiting.setAttribute(HOLDS, "");
      // Until it has the focus, when it says what it stands for.
      waiting.ariaLabel ||= label;
      holdFocus(view);
    }
  }, [view, card, editing, label]);
  // What the field stands for may be drawn anew, or say something else.
  useLayoutEffect(() => {
    if (!editing && view.holder() === field.ref.current) showHeld(view);
  });
  return (
    <div
      ref={box}
      class={card ? "cjm-editor" : editing ? "cjm-editor is-new" : "cjm-first"}
      role="group"
      onMouseDown={keepFocus}
      onKeyDown={field.onKeyDown}
      onFocusOut={field.onFocusOut}
    >
      <textarea
        ref={field.ref}
        {...(card ? { "aria-label": label } : { [FIRST]: "" })}
        placeholder={editing && !card ? t("Next card, or ↵ to stop") : undefined}
        rows={Math.min(8, (editing?.text ?? "").split("\n").length)}
        aria-invalid={field.why !== null}
        onPaste={(event) => editing && onEditorPaste(view, editing, event)}
        {...{ oncompositionstart: begin }}
        onInput={(event) => {
          setText(event.currentTarget.value);
          begin(event);
        }}
      >
        {first}
      </textarea>
      {editing && (
        <div class="cjm-editor-tools">
          {!holdsNames(lane) && <Choosers backing={backing} choice={choice} lane={lane} choose={choose} />}
          {backing.lost && (
            <button
              type="button"
              class="cjm-choice cjm-keep"
              onClick={() => {
                choose({ ...choice, evidence: undefined, keeps: true });
                field.ref.current?.focus();
              }}
            >
              {t("Keep “{evidence}”", { evidence: backing.lost })}
            </button>
          )}
          {field.why && (
            <p class="cjm-why" role="alert">
              {translate(field.why)}{" "}
              {!view.store.editable.value
                ? t("What you typed stays here.")
                : field.isLate && t("Enter again keeps yours.")}
            </p>
          )}
          <Keys isNew={card === null} />
        </div>
      )}
    </div>
  );
}

/** A press between the choices leaves the focus in the text. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target as Element).closest("textarea, button, select")) event.preventDefault();
}

function Keys({ isNew }: { isNew: boolean }) {
  return (
    <span class="cjm-keys" aria-hidden="true">
      <span>
        <kbd>↵</kbd> {isNew ? t("save, next card") : t("save")}
      </span>
      <span>
        <kbd>⇥</kbd> {t("next cell")}
      </span>
      <span>
        <kbd>⇧</kbd>
        <kbd>↵</kbd> {t("new line")}
      </span>
      {isNew && (
        <span>
          <kbd>#</kbd> {t("tag")}
        </span>
      )}
      <span>
        <kbd>Esc</kbd> {isNew ? t("done") : t("put back")}
      </span>
    </span>
  );
}

// --- keys

/** Enter goes on to the next new card, Tab to the next cell; Escape leaves what was typed where it can be taken up. */
function onEditorKey(
  view: ViewState,
  editing: Editing,
  event: JSX.TargetedKeyboardEvent<HTMLElement>,
  steps: FieldSteps,
): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  const place = { lane: editing.lane, stage: editing.stage };
  const text = steps.text();
  const inText = event.target instanceof HTMLTextAreaElement;
  if (key === "Escape") {
    steps.close();
    steps.refocus();
    if (text !== editing.was) {
      if (editing.card) offerBack(view, editing, text);
      else if (!isBlank(text)) keepDraft(view, place, text);
    }
    return true;
  }
  if (key === "Enter" && altKey && inText) {
    const field = event.target as HTMLTextAreaElement;
    field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertLineBreak" }));
    return true;
  }
  if (key === "Enter" && !shiftKey && !(event.target instanceof HTMLButtonElement)) {
    if (!steps.finish()) return true;
    const goesOn = editing.card === null && !isBlank(text) && !ctrlKey && !metaKey;
    if (goesOn) startEditing(view, place, { before: editing.before });
    else if (editing.card && isBlank(text)) go(view, place);
    else steps.refocus();
    return true;
  }
  if (key === "Tab" && inText) {
    if (!steps.finish()) return true;
    const next = nextCell(view, place, shiftKey ? -1 : 1);
    if (next) startEditing(view, next);
    else steps.refocus();
    return true;
  }
  return false;
}

/** The next cell of the lane; past its end the first of the next lane that holds cards. Null at the map's end. */
function nextCell(view: ViewState, { lane, stage }: Place, step: 1 | -1): Place | null {
  const stages = view.stages.peek();
  const lanes = view.lanes.peek().filter(holdsCards);
  const at = stages.findIndex(({ id }) => id === stage) + step;
  if (stages[at]) return { lane, stage: stages[at].id };
  const row = lanes[lanes.findIndex(({ id }) => id === lane) + step];
  return row ? { lane: row.id, stage: stages.at(step > 0 ? 0 : -1)!.id } : null;
}

// --- what backs the card

/** What was chosen under the text. `keeps` is the press that keeps what backed other words. */
export interface BackingChoice {
  evidence?: NonNullable<Card["evidence"]>;
  severity: number | null;
  keeps: boolean;
}

interface BackingNow {
  evidence: NonNullable<Card["evidence"]>;
  /** What the text in the field has lost, in words; null where it has lost nothing. */
  lost: string | null;
}

function backingOf(card: Card | null, text: string, { evidence, keeps }: BackingChoice): BackingNow {
  const before = card?.evidence ?? "assumption";
  const gone = !!card && !keeps && !isCorrection(cardText(card), text);
  return {
    evidence: evidence ?? (gone && before !== "none" ? "assumption" : before),
    lost: gone && !isBlank(text) ? backingInWords(card) : null,
  };
}

/** "data, n 2,421"; null for a card that nothing backs. */
function backingInWords({ evidence = "assumption", source, n }: Card): string | null {
  const words = [isBacking(evidence) && EVIDENCE_WORDS[evidence], n != null && `n ${numeral(n)}`];
  if (n == null) words.push(source ?? "");
  return words.filter(Boolean).join(", ") || null;
}

/** The edits that give the card this text and what was chosen for it; an emptied card goes, an empty new one never is. */
export function cardOperations(
  document: Document,
  { lane, stage }: { lane: string; stage: string },
  id: string | null,
  text: string,
  choice: BackingChoice | null,
  before?: string | null,
): Operation[] {
  const isEmpty = isBlank(text);
  if (id === null) {
    if (isEmpty) return [];
    const follower = cardsAt(document, stage, lane).find((one) => one.id === before)?.id;
    const { text: words, tags } = readTags(text);
    const operation = addCard(document, stage, lane, words, follower);
    const { evidence = "assumption", severity = null } = choice ?? {};
    const looks = {
      ...(evidence !== "assumption" && { evidence }),
      ...(severity !== null && { severity }),
      ...(tags.length && { tags }),
    };
    return operation.op === "add_card" ? [{ ...operation, card: { ...operation.card, ...looks } }] : [];
  }
  const card = cardsAt(document, stage, lane).find((one) => one.id === id);
  if (!card) return [];
  if (isEmpty) return [removeCard(stage, lane, card)];
  if (!choice) return changeCard(stage, lane, card, { text });
  const goes = !choice.keeps && !isCorrection(cardText(card), text);
  const { evidence } = backingOf(card, text, choice);
  const changes = { text, evidence, severity: choice.severity, ...(goes && { source: "", n: null }) };
  return changeCard(stage, lane, card, changes as CardChanges);
}

interface ChoosersProps {
  backing: BackingNow;
  choice: BackingChoice;
  lane: Lane;
  choose: (choice: BackingChoice) => void;
}

function Choosers({ backing: { evidence }, choice, lane, choose }: ChoosersProps) {
  const { severity } = choice;
  return (
    <span class="cjm-editor-bar">
      <span class="cjm-choice">
        <i class={`cjm-ev is-${evidence}`} />
        {EVIDENCE[evidence]}
        <Icon name="down" size={12} />
        <select
          aria-label={t("Evidence")}
          value={evidence}
          onChange={(event) =>
            choose({ ...choice, evidence: event.currentTarget.value as BackingNow["evidence"] })
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
            aria-label={t("Severity")}
            value={severity ?? 0}
            onChange={(event) => choose({ ...choice, severity: Number(event.currentTarget.value) || null })}
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
