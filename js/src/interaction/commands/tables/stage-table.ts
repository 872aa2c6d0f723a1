/** Commands on stages, and what both kinds of header have in common. */
import { thingsOf } from "../../../document/document";
import { change } from "../../../document/gestures";
import { linksAt } from "../../../document/links/link-edits";
import { labels } from "../../../document/names";
import { transitionWords } from "../../../scene/ribbons";
import { english } from "../../../words/words";
import { mergeHere, splitHere } from "../../headers/stage-edits";
import { adoptWay, sourceOfWays, undrawnFrom } from "../../links/ways";
import { present } from "../../reader/presentation";
import type { TargetKind, ViewState } from "../../state";
import { makeEdit, startEditing } from "../../writing/editing";
import { askRemove, entriesOf, openAdd, openAddBefore, openMove } from "../commands";
import { cardsIn, deletes, linksIn, type MapCommand, type MenuChoice, scoresIn } from "./map-command";

const HEADERS: readonly TargetKind[] = ["stage", "lane"];

export const HEADER_COMMANDS: readonly MapCommand[] = [
  {
    name: english("Rename"),
    icon: "pencil",
    keys: ["F2", "Enter"],
    on: HEADERS,
    part: "edit",
    edits: true,
    help: english("rename the header"),
    run: (view, target) => startEditing(view, target),
  },
  {
    name: english("Edit the goal"),
    icon: "target",
    keys: ["Shift+F2", "Shift+Enter"],
    on: ["stage"],
    part: "edit",
    edits: true,
    help: english("edit the stage’s goal"),
    run: (view, target) => startEditing(view, target, { field: "goal" }),
  },
];

export const STAGE_COMMANDS: readonly MapCommand[] = [
  {
    name: english("Moment of truth"),
    icon: "flag",
    on: ["stage"],
    part: "edit",
    edits: true,
    checked: (view, { stage }) => isMoment(view, stage!),
    run: (view, { stage }) => {
      const changes = { moment_of_truth: !isMoment(view, stage!) };
      makeEdit(
        view,
        change(view.store.document.peek(), "stage", stage!, changes),
        english("Mark moment of truth"),
      );
    },
  },
  {
    name: english("Split in two"),
    icon: "splitStage",
    on: ["stage"],
    part: "edit",
    edits: true,
    run: (view, { stage }) => splitHere(view, view.stages.peek().find(({ id }) => id === stage)!),
  },
  {
    name: english("Merge with the next"),
    icon: "mergeStages",
    on: ["stage"],
    part: "edit",
    edits: true,
    applies: (view, { stage }) => view.stages.peek().at(-1)?.id !== stage,
    run: (view, { stage }) => {
      const ids = view.stages.peek().map(({ id }) => id);
      mergeHere(view, ids.slice(ids.indexOf(stage!), ids.indexOf(stage!) + 2));
    },
  },
  {
    name: english("Insert before"),
    icon: "left",
    on: ["stage"],
    part: "copy",
    edits: true,
    run: (view, { stage }) => openAddBefore(view, "stage", stage!),
  },
  {
    name: english("Insert after"),
    icon: "right",
    keys: ["+"],
    on: ["stage"],
    part: "copy",
    edits: true,
    help: english("add a stage or lane after it"),
    run: (view, { stage }) => openAdd(view, "stage", stage, null),
  },
  {
    name: english("Draw a way that was taken"),
    icon: "nodes",
    on: ["stage"],
    part: "edit",
    edits: true,
    help: english("draw as a link where cases went"),
    applies: (view, { stage }) => undrawnFrom(view, stage!).length > 0,
    choices: (view, { stage }) => waysToDraw(view, stage!),
  },
  {
    name: english("Present from here"),
    icon: "present",
    on: ["stage"],
    part: "copy",
    applies: (view) => view.chunks.isOpen,
    run: (view, { stage }) => present(view, stage),
  },
  {
    name: english("Move to …"),
    icon: "move",
    keys: ["Alt+Arrows"],
    on: ["stage"],
    part: "copy",
    edits: true,
    run: (view, { stage }) => openMove(view, "stage", stage),
  },
  {
    name: (view, { stage }) => {
      const { cards, scores } = entriesOf(view, "stage", stage!);
      const links = linksAt(view.store.document.peek(), { stage: stage! }).length;
      return deletes(cardsIn(cards), scoresIn(scores), linksIn(links));
    },
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: ["stage"],
    part: "delete",
    edits: true,
    help: english("delete it, with what it holds"),
    run: (view, { stage }) => askRemove(view, "stage", stage!),
  },
];

/** The ways that cases went from a stage and nobody drew, each drawn by a press. */
function waysToDraw(view: ViewState, stage: string): MenuChoice[] {
  const names = labels(thingsOf(view.store.document.peek(), "stage"));
  const cases = sourceOfWays(view)?.reading.respondents;
  return undrawnFrom(view, stage).map((one) => ({
    name: transitionWords(names.get(one.start)!, names.get(one.end)!, one, cases),
    run: () => adoptWay(view, one.start, one.end),
  }));
}

const isMoment = (view: ViewState, stage: string): boolean =>
  thingsOf(view.store.document.peek(), "stage").some(
    ({ id, moment_of_truth }) => id === stage && moment_of_truth,
  );
