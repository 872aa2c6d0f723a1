/** Commands on points of a curve and on personas. */
import { KINDS_OF_EVIDENCE } from "../../../document/coverage/coverage";
import { thingsOf } from "../../../document/document";
import { scoreAt } from "../../../document/gestures";
import type { Operation } from "../../../document/schema";
import { EVIDENCE } from "../../../scene/layout";
import { english } from "../../../words/words";
import { removePersona } from "../../headers/persona-row";
import { showPersona } from "../../panel-focus";
import { togglePersona } from "../../reader/shown-curves";
import type { Target, TargetKind, ViewState } from "../../state";
import { makeEdit } from "../../writing/editing";
import type { MapCommand } from "./map-command";

const POINT: readonly TargetKind[] = ["point"];

/** Has the focused point do what a key on it does. */
function pressKey(view: ViewState, key: string): void {
  view.active()?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

export const POINT_COMMANDS: readonly MapCommand[] = [
  {
    name: english("Type the score"),
    icon: "pencil",
    keys: ["F2", "Enter"],
    on: POINT,
    part: "edit",
    edits: true,
    help: english("type the score"),
    run: (view) => pressKey(view, "Enter"),
  },
  {
    name: english("Evidence"),
    icon: "data",
    on: POINT,
    part: "properties",
    edits: true,
    applies: (view, target) => scoreOf(view, target) !== null,
    choices: (view, target) => {
      const was = scoreOf(view, target)!;
      const { stage, persona } = target;
      return KINDS_OF_EVIDENCE.toReversed().map((evidence) => {
        const score = { ...was, evidence };
        const operation = { op: "set_emotion", stage, persona, score, was } as Operation;
        return {
          name: EVIDENCE[evidence],
          on: (was.evidence ?? "assumption") === evidence,
          run: () => makeEdit(view, [operation], english("Set evidence")),
        };
      });
    },
  },
  {
    name: english("Delete, leave a gap"),
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: POINT,
    part: "delete",
    edits: true,
    applies: (view, target) => scoreOf(view, target) !== null,
    help: english("leave a gap"),
    run: (view) => pressKey(view, "Delete"),
  },
];

const scoreOf = (view: ViewState, { stage, persona }: Target) =>
  scoreAt(view.store.document.peek(), stage!, persona!);

const personaAt = (view: ViewState, { persona }: Target) =>
  thingsOf(view.store.document.peek(), "persona").find(({ id }) => id === persona);

export const PERSONA_COMMANDS: readonly MapCommand[] = [
  {
    name: english("Details"),
    icon: "panel",
    on: ["persona"],
    part: "edit",
    run: (view, { persona }) => showPersona(view, persona),
  },
  {
    name: english("Show the curve"),
    icon: "eye",
    on: ["persona"],
    part: "properties",
    checked: (view, { persona }) => !view.hidden.peek().has(persona!),
    run: (view, { persona }) => togglePersona(view, persona!),
  },
  {
    name: english("Remove"),
    icon: "trash",
    on: ["persona"],
    part: "delete",
    edits: true,
    run: (view, target) => removePersona(view, personaAt(view, target)!),
  },
];
