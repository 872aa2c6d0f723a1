/** The editor of a cell of cards or of one card: its text, its evidence and severity, and the operations they make. */
import { useRef, useState } from "preact/hooks";
import { cardsAt, changeCard, setCellText } from "../../document/gestures";
import type { Card, Document, Lane, Operation } from "../../document/schema";
import { useField } from "../../interaction/field";
import type { Editing, ViewState } from "../../interaction/state";
import { EVIDENCE, holdsNames, LEVELS } from "../../scene/layout";
import { Icon } from "../icon";
import { Severity } from "./card";

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
  const { base, stage, card } = editing;
  const cards = cardsAt(base, stage!, lane.id);
  const one: Card | null = card
    ? (cards.find(({ id }) => id === card) ?? null)
    : cards.length === 1
      ? cards[0]!
      : null;
  const [backing, setBacking] = useState<Backing>({
    evidence: one?.evidence ?? "assumption",
    severity: one?.severity ?? null,
  });
  const choice = useRef(backing);
  choice.current = backing;
  const choosing = !holdsNames(lane) && (card !== null || cards.length < 2);
  const field = useField(view, editing, (text, now) =>
    view.store.edit(
      textOperations(now, { stage: stage!, lane: lane.id, card }, text, choosing ? choice.current : null),
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

/** The choices of evidence and severity under a card's text. */
export interface Backing {
  evidence: NonNullable<Card["evidence"]>;
  severity: number | null;
}

interface EditTarget {
  stage: string;
  lane: string;
  card: string | null;
}

/** The edits that give the cell (one line a card) or the card this text and evidence. */
export function textOperations(
  document: Document,
  { stage, lane, card }: EditTarget,
  text: string,
  backing: Backing | null,
): Operation[] {
  const cards = cardsAt(document, stage, lane);
  if (card !== null) {
    const one = cards.find(({ id }) => id === card);
    return one ? changeCard(stage, lane, one, { text, ...backing }) : [];
  }
  const operations = setCellText(document, stage, lane, text.replace(/\n+$/, ""));
  if (!backing || text === "") return operations;
  const [first] = cards;
  if (first) {
    const edit = operations.find((operation) => operation.op === "set_card");
    const others = operations.filter((operation) => operation !== edit);
    return [...changeCard(stage, lane, first, { ...edit?.changes, ...backing }), ...others];
  }
  const { evidence, severity } = backing;
  const looks = { ...(evidence !== "assumption" && { evidence }), ...(severity !== null && { severity }) };
  return operations.map((operation) =>
    operation.op === "add_card" ? { ...operation, card: { ...operation.card, ...looks } } : operation,
  );
}
