/**
 * Every command of the map as a value: what it is called, its keys, where it applies, and what it does. The context menus,
 * the palette and the list of keys are made from this table, and come with it. A new command is one value in the list of
 * its kind, or in a list of its own that `COMMANDS` takes in; what its key does, where `keys` does not know that, is in
 * `key-commands`.
 */
import { type CardOrder, sortCards } from "../document/card-order";
import { thingsOf } from "../document/document";
import {
  addCard,
  cardsAt,
  cardText,
  change,
  changeCard,
  changeMap,
  idOf,
  scoreAt,
} from "../document/gestures";
import { holdsCards, holdsNames } from "../document/lane-kinds";
import { addLink, linksAt } from "../document/link-edits";
import { labels } from "../document/names";
import type { Card, Lane, Operation } from "../document/schema";
import type { IconName } from "../scene/icons";
import { EVIDENCE, LEVEL_NAMES } from "../scene/layout";
import { transitionWords } from "../scene/ribbons";
import { english, plural, t, texts, translate } from "../words/words";
import { removeCards } from "./card-selection";
import { copyFrom } from "./clipboard";
import { askRemove, edit, entriesOf, openAdd, openAddBefore, openMove, runAnywhere } from "./commands";
import { makeEdit, startEditing } from "./editing";
import { clearFilters, showOnly } from "./filtering";
import { blockOf, idsOf } from "./focus";
import { isOffered, KEY_COMMANDS, type KeyCommand } from "./key-commands";
import { focusPanel, showField, showPersona } from "./panel-focus";
import { pasteTo } from "./paste-command";
import { removePersona, startPersona } from "./persona-row";
import { present } from "./presentation";
import { clearRange, fillRange } from "./range";
import { DENSITIES, type Density, STAGE_WIDTHS, type StageWidth } from "./reader-view";
import { togglePersona } from "./shown-curves";
import { mergeHere, splitHere } from "./stage-edits";
import type { Target, TargetKind, ViewState } from "./state";
import { cardsOf } from "./target";
import { adoptWay, sourceOfWays, undrawnFrom } from "./ways";

/** The parts of a menu, in order. */
export type MenuPart = "edit" | "properties" | "copy" | "delete";
export const MENU_PARTS: readonly MenuPart[] = ["edit", "properties", "copy", "delete"];

export interface MapCommand extends Partial<KeyCommand> {
  /** In plain words, as a row says it. */
  readonly name: string | ((view: ViewState, target: Target) => string);
  readonly icon: IconName;
  /** Its part of the menu; without it, no menu has it. */
  readonly part?: MenuPart;
  /** Whether the browser tells of its keys by an event of its own, as of copying. */
  readonly native?: true;
  /** Of what is on or off: whether it is on. */
  readonly checked?: (view: ViewState, target: Target) => boolean;
  /** Instead of `run`: what its row opens. */
  readonly choices?: (view: ViewState, target: Target) => readonly MenuChoice[];
  /** What the list of keys says, where that is more than the name. */
  readonly help?: string;
}

/** One of the choices that a row opens. */
export interface MenuChoice {
  readonly name: string;
  readonly on?: boolean;
  readonly run: () => void;
}

/** The tab of the panel that is open. */
const TAB = "[role=tab][aria-selected=true]";

const cardsIn = (n: number): string => (n ? plural(n, "{n} card", "{n} cards") : "");
const scoresIn = (n: number): string => (n ? plural(n, "{n} score", "{n} scores") : "");
const linksIn = (n: number): string => (n ? plural(n, "{n} link", "{n} links") : "");
const commentsIn = (n: number): string => (n ? plural(n, "{n} comment", "{n} comments") : "");

/** "Delete, 8 cards": what goes along; only what there is any of. */
const deletes = (...along: readonly string[]): string => [t("Delete"), ...along.filter(Boolean)].join(", ");

// --- cards

const laneOf = (view: ViewState, { lane }: Target): Lane | undefined =>
  thingsOf(view.store.document.peek(), "lane").find(({ id }) => id === lane);

/** Change fields of all the cards a target stands for, as one edit. */
function changeCards(view: ViewState, target: Target, changes: Partial<Card>, label: string): void {
  const operations = cardsOf(view, target).flatMap(({ stage, lane, card }) =>
    changeCard(stage, lane, card, changes),
  );
  makeEdit(view, operations, label);
}

/** What all the cards of a target have alike in a field; undefined where they differ. */
function common<F extends keyof Card>(view: ViewState, target: Target, field: F): Card[F] | undefined {
  const values = new Set(cardsOf(view, target).map(({ card }) => card[field]));
  return values.size === 1 ? [...values][0] : undefined;
}

function owners(view: ViewState, target: Target): MenuChoice[] {
  const { cells = {} } = view.store.document.peek();
  const cards = Object.values(cells).flatMap((row) => Object.values(row).flat());
  const names = [...new Set(cards.map(({ owner }) => owner ?? "").filter(Boolean))].sort().slice(0, 12);
  const now = common(view, target, "owner") ?? "";
  return [
    ...names.map((owner) => ({
      name: owner,
      on: now === owner,
      run: () => changeCards(view, target, { owner }, english("Set owner")),
    })),
    {
      name: t("No one"),
      on: !now,
      run: () => changeCards(view, target, { owner: "" }, english("Set owner")),
    },
    { name: t("Another …"), run: () => showField(view, t("Owner")) },
  ];
}

/** The card of an opportunity that answers a card, in the same stage and linked to it; its words are the reader's to change. */
function makeOpportunity(view: ViewState, target: Target): void {
  const document = view.store.document.peek();
  const lane = thingsOf(document, "lane").find(({ role }) => role === "opportunities");
  const [from] = cardsOf(view, target);
  if (!lane || !from) return;
  const added = addCard(document, from.stage, lane.id, cardText(from.card));
  const id = idOf([added])!;
  const linked = addLink(document, { card: from.card.id }, { card: id });
  if (makeEdit(view, [added, ...linked], english("Make an opportunity")))
    startEditing(view, { lane: lane.id, stage: from.stage }, { card: id });
}

function deleteCardsName(view: ViewState, target: Target): string {
  const cards = cardsOf(view, target).map(({ card }) => card);
  const document = view.store.document.peek();
  const links = cards.flatMap(({ id }) => linksAt(document, { card: id }));
  const comments = cards.flatMap((card) => card.comments ?? []);
  return deletes(
    cardsIn(target.what === "cards" ? cards.length : 0),
    linksIn(links.length),
    commentsIn(comments.length),
  );
}

const CARD: readonly TargetKind[] = ["card"];
const CARDS: readonly TargetKind[] = ["card", "cards"];
const CELLS: readonly TargetKind[] = ["cell", "range"];
const hasClaims = (view: ViewState, target: Target): boolean => {
  const lane = laneOf(view, target);
  return !!lane && holdsCards(lane) && !holdsNames(lane);
};
const holdsText = (view: ViewState, target: Target): boolean => {
  const lane = laneOf(view, target);
  return !!lane && holdsCards(lane);
};
const isFilled = (view: ViewState, target: Target): boolean => cardsOf(view, target).length > 0;

const CARD_COMMANDS: readonly MapCommand[] = [
  {
    name: english("Edit"),
    icon: "pencil",
    keys: ["F2", "Enter"],
    on: CARDS,
    part: "edit",
    edits: true,
    help: english("edit the card, or the first one of the cell; in an empty cell a new one"),
    run: (view, target) => edit(view, target, target.card),
  },
  {
    name: (view, target) => (isFilled(view, target) ? t("Edit the first card") : t("New card")),
    icon: "pencil",
    keys: ["F2", "Enter"],
    on: CELLS,
    part: "edit",
    edits: true,
    applies: holdsText,
    run: (view, target) => edit(view, target, null),
  },
  {
    name: english("New card"),
    icon: "plus",
    on: CELLS,
    part: "edit",
    edits: true,
    applies: (view, target) => holdsText(view, target) && isFilled(view, target),
    run: (view, target) => startEditing(view, target),
  },
];

const CARD_PROPERTIES: readonly MapCommand[] = [
  {
    name: english("Evidence"),
    icon: "data",
    on: CARDS,
    part: "properties",
    edits: true,
    applies: hasClaims,
    choices: (view, target) => {
      const now = common(view, target, "evidence") ?? "assumption";
      return (["assumption", "quote", "data"] as const).map((evidence) => ({
        name: EVIDENCE[evidence],
        on: now === evidence,
        run: () => changeCards(view, target, { evidence }, english("Set evidence")),
      }));
    },
  },
  {
    name: english("Severity"),
    icon: "bolt",
    on: CARDS,
    part: "properties",
    edits: true,
    applies: (view, target) =>
      laneOf(view, target)?.role === "pain_points" ||
      cardsOf(view, target).some(({ card }) => card.severity != null),
    choices: (view, target) => {
      const now = common(view, target, "severity") ?? 0;
      return [3, 2, 1, 0].map((level) => ({
        name: LEVEL_NAMES[level]!,
        on: now === level,
        run: () => changeCards(view, target, { severity: level || null }, english("Set severity")),
      }));
    },
  },
  { name: english("Owner"), icon: "person", on: CARDS, part: "properties", edits: true, choices: owners },
  {
    name: english("Tags"),
    icon: "tag",
    on: CARDS,
    part: "properties",
    edits: true,
    run: (view) => showField(view, t("New tag")),
  },
];

const COPYING: readonly MapCommand[] = [
  {
    name: english("Copy"),
    icon: "copy",
    keys: ["Ctrl+C"],
    native: true,
    on: [...CARDS, ...CELLS, "stage", "lane"],
    part: "copy",
    help: english("copy; spreadsheets understand it"),
    run: (view, target) => copyFrom(view, target, false),
  },
  {
    name: english("Cut"),
    icon: "copy",
    keys: ["Ctrl+X"],
    native: true,
    on: ["cards", ...CELLS],
    part: "copy",
    edits: true,
    applies: (view, target) => target.what === "range" || isFilled(view, target),
    run: (view, target) => copyFrom(view, target, true),
  },
  {
    name: english("Paste"),
    icon: "table",
    keys: ["Ctrl+V"],
    native: true,
    on: CELLS,
    part: "copy",
    edits: true,
    help: english("paste; on a header names: rename from here on, and add"),
    run: (view, target) => pasteTo(view, target, false),
  },
  {
    name: english("Paste as one card"),
    icon: "table",
    keys: ["Ctrl+Shift+V"],
    native: true,
    on: ["cell"],
    part: "copy",
    edits: true,
    applies: holdsText,
    run: (view, target) => pasteTo(view, target, true),
  },
  {
    name: english("Card below"),
    icon: "plus",
    on: CARD,
    part: "copy",
    edits: true,
    run: (view, target) => {
      const cards = cardsAt(view.store.document.peek(), target.stage!, target.lane!);
      const next = cards[cards.findIndex(({ id }) => id === target.card) + 1];
      startEditing(view, target, { before: next?.id });
    },
  },
  {
    name: english("Move to …"),
    icon: "move",
    keys: ["Alt+Arrows"],
    on: CARDS,
    part: "copy",
    edits: true,
    help: english("move the cards, the stage or the lane"),
    run: (view, target) => openMove(view, "cards", target.card),
  },
  {
    name: english("Make an opportunity"),
    icon: "bulb",
    on: CARD,
    part: "copy",
    edits: true,
    applies: (view, target) =>
      laneOf(view, target)?.role !== "opportunities" &&
      thingsOf(view.store.document.peek(), "lane").some(({ role }) => role === "opportunities"),
    run: makeOpportunity,
  },
  {
    name: english("Fill right"),
    icon: "fillRight",
    keys: ["Ctrl+Shift+D"],
    on: CELLS,
    part: "copy",
    edits: true,
    help: english("copy right; adds below, never over"),
    run: (view) => fillRange(view, false),
  },
  {
    name: english("Fill down"),
    icon: "fillDown",
    keys: ["Ctrl+D"],
    on: CELLS,
    part: "copy",
    edits: true,
    help: english("copy down; adds below, never over"),
    run: (view) => fillRange(view, true),
  },
  {
    name: deleteCardsName,
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: CARDS,
    part: "delete",
    edits: true,
    help: english("delete the cards; empty the cells"),
    run: (view, target) => removeCards(view, target),
  },
  {
    name: (view, target) => {
      const block = target.what === "range" ? blockOf(view) : null;
      const { lanes, stages } = block
        ? idsOf(view, block)
        : { lanes: [target.lane!], stages: [target.stage!] };
      const document = view.reader.seen.peek();
      const cards = lanes.flatMap((lane) => stages.flatMap((stage) => cardsAt(document, stage, lane)));
      return cards.length ? plural(cards.length, "Clear, {n} card", "Clear, {n} cards") : t("Clear");
    },
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: CELLS,
    part: "delete",
    edits: true,
    applies: (view, target) => target.what === "range" || isFilled(view, target),
    run: clearRange,
  },
];

// --- headers

const HEADERS: readonly TargetKind[] = ["stage", "lane"];

const HEADER_COMMANDS: readonly MapCommand[] = [
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

const STAGE_COMMANDS: readonly MapCommand[] = [
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

const ORDERS: Record<CardOrder, string> = texts({
  severity: "Severity",
  evidence: "Evidence",
  impact: "Impact",
  words: "Words, A to Z",
});

const LANE_COMMANDS: readonly MapCommand[] = [
  {
    ...KEY_COMMANDS.fold,
    name: english("Fold"),
    icon: "down",
    part: "edit",
    help: english("fold the lane into one line, or open it"),
    checked: (view, { lane }) => view.reader.folded.peek().has(lane!),
  },
  {
    name: english("Hide from this view"),
    icon: "eyeOff",
    on: ["lane"],
    part: "edit",
    run: (view, { lane }) => view.reader.toggleHidden(lane!),
  },
  {
    name: english("Insert above"),
    icon: "up",
    on: ["lane"],
    part: "copy",
    edits: true,
    run: (view, { lane }) => openAddBefore(view, "lane", lane!),
  },
  {
    name: english("Insert below"),
    icon: "down",
    keys: ["+"],
    on: ["lane"],
    part: "copy",
    edits: true,
    run: (view, { lane }) => openAdd(view, "lane", lane, null),
  },
  {
    name: english("Sort cards by …"),
    icon: "sliders",
    on: ["lane"],
    part: "copy",
    edits: true,
    applies: (view, target) => holdsText(view, target) && entriesOf(view, "lane", target.lane!).cards > 1,
    choices: (view, { lane }) =>
      Object.entries(ORDERS).map(([by, name]) => ({
        name,
        run: () => {
          const operations = sortCards(view.reader.seen.peek(), lane!, by as CardOrder);
          makeEdit(view, operations, english("Sort cards"));
        },
      })),
  },
  {
    name: english("Move to …"),
    icon: "move",
    keys: ["Alt+Arrows"],
    on: ["lane"],
    part: "copy",
    edits: true,
    run: (view, { lane }) => openMove(view, "lane", lane),
  },
  {
    name: (view, { lane }) => {
      const { cards, scores } = entriesOf(view, "lane", lane!);
      return deletes(cardsIn(cards), scoresIn(scores));
    },
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: ["lane"],
    part: "delete",
    edits: true,
    run: (view, { lane }) => askRemove(view, "lane", lane!),
  },
];

// --- points of the curve, and personas

const POINT: readonly TargetKind[] = ["point"];

/** Has the focused point do what a key on it does. */
function pressKey(view: ViewState, key: string): void {
  view.active()?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

const POINT_COMMANDS: readonly MapCommand[] = [
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
      return (["assumption", "quote", "data"] as const).map((evidence) => {
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

const PERSONA_COMMANDS: readonly MapCommand[] = [
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

// --- the map

const MAP_COMMANDS: readonly MapCommand[] = [
  {
    name: (view) => t("Undo “{edit}”", { edit: translate(view.store.undoLabel.peek() ?? "") }),
    icon: "undo",
    keys: ["Ctrl+Z"],
    edits: true,
    applies: (view) => view.store.undoLabel.peek() !== null,
    help: english("undo; in a text its own typing first"),
    run: (view) => runAnywhere(view, "undo"),
  },
  {
    name: (view) => t("Redo “{edit}”", { edit: translate(view.store.redoLabel.peek() ?? "") }),
    icon: "redo",
    keys: ["Ctrl+Shift+Z", "Ctrl+Y"],
    edits: true,
    applies: (view) => view.store.redoLabel.peek() !== null,
    help: english("redo"),
    run: (view) => runAnywhere(view, "redo"),
  },
  {
    ...KEY_COMMANDS.details,
    name: english("Details"),
    icon: "panel",
    part: "edit",
    help: english("details open or closed"),
  },
  {
    ...KEY_COMMANDS.comment,
    name: english("Comment"),
    icon: "speech",
    part: "edit",
    help: english("comment"),
  },
  {
    name: english("All comments"),
    icon: "speech",
    run: (view) => {
      view.panel.value = { tab: "comments", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("History"),
    icon: "clock",
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "history", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("Opportunities"),
    icon: "bulb",
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "opportunities", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("Snapshot now, name it …"),
    icon: "bookmark",
    edits: true,
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "history", persona: null, names: true };
    },
  },
  {
    name: english("Present"),
    icon: "present",
    applies: (view) => view.chunks.isOpen,
    run: (view) => present(view),
  },
  {
    name: english("Add a stage"),
    icon: "addStage",
    edits: true,
    run: (view) => openAdd(view, "stage", null, null),
  },
  {
    name: english("Add a lane"),
    icon: "addLane",
    edits: true,
    applies: (view) => view.part !== "curve",
    run: (view) => openAdd(view, "lane", null, null),
  },
  {
    name: "Add a persona",
    icon: "people",
    edits: true,
    run: (view) => startPersona(view),
  },
  {
    ...KEY_COMMANDS.palette,
    name: english("All commands, cards and stages"),
    icon: "more",
    help: english("find commands, cards and stages"),
  },
  {
    ...KEY_COMMANDS.find,
    name: english("Find"),
    icon: "search",
    help: english("find in the map"),
  },
  {
    ...KEY_COMMANDS.replace,
    name: english("Replace"),
    icon: "search",
    help: english("find and replace"),
  },
  {
    ...KEY_COMMANDS.nextMatch,
    name: english("Next match"),
    icon: "down",
    help: english("next match"),
  },
  {
    ...KEY_COMMANDS.previousMatch,
    name: english("Previous match"),
    icon: "up",
    help: english("previous match"),
  },
  {
    ...KEY_COMMANDS.menu,
    name: english("Menu"),
    icon: "more",
    help: english("the menu of what has the focus"),
  },
  {
    ...KEY_COMMANDS.switchPanel,
    name: english("Go from the map to the details and back"),
    icon: "panel",
    help: english("go from the map to the details and back"),
  },
  {
    name: english("View …"),
    icon: "sliders",
    run: (view) => {
      view.open.value = { what: "view", anchor: null };
    },
  },
  {
    name: english("Stage width"),
    icon: "sliders",
    choices: (view) =>
      Object.entries(STAGE_WIDTHS).map(([width, name]) => ({
        name,
        on: view.reader.stageWidth.peek() === width,
        run: () => view.reader.chooseStageWidth(width as StageWidth),
      })),
  },
  {
    name: english("Density"),
    icon: "sliders",
    choices: (view) =>
      Object.entries(DENSITIES).map(([density, name]) => ({
        name,
        on: view.reader.density.peek() === density,
        run: () => view.reader.chooseDensity(density as Density),
      })),
  },
  {
    ...KEY_COMMANDS.filter,
    name: english("Filter cards"),
    icon: "filter",
    help: english("the filters; Escape there clears them"),
  },
  {
    name: english("Assumptions only"),
    icon: "filter",
    run: (view) => showOnly(view, "assumption"),
  },
  {
    name: english("Findings"),
    icon: "flag",
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "findings", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("Clear the filters"),
    icon: "filter",
    applies: (view) => view.reader.isFiltering.peek(),
    run: clearFilters,
  },
  {
    name: english("Show all lanes"),
    icon: "eye",
    applies: (view) => view.hiddenLanes.peek().length > 0,
    run: (view) => view.reader.showAllLanes(),
  },
  {
    name: english("Future state"),
    icon: "swap",
    edits: true,
    checked: (view) => view.store.document.peek().kind === "future",
    run: (view) => {
      const document = view.store.document.peek();
      const kind = document.kind === "future" ? "current" : "future";
      makeEdit(
        view,
        changeMap(document, { kind }),
        kind === "future" ? english("Call it future state") : english("Call it current state"),
      );
    },
  },
  {
    name: english("Personas"),
    icon: "people",
    applies: (view) => thingsOf(view.store.document.peek(), "persona").length > 0,
    choices: (view) =>
      thingsOf(view.store.document.peek(), "persona").map(({ id, name }) => ({
        name,
        on: !view.hidden.peek().has(id),
        run: () => togglePersona(view, id),
      })),
  },
  {
    name: english("All keys"),
    icon: "table",
    keys: ["?"],
    help: english("these keys"),
    run: (view) => runAnywhere(view, "keys"),
  },
];

const LINK_COMMANDS: readonly MapCommand[] = [
  {
    ...KEY_COMMANDS.linkTo,
    name: english("Link to …"),
    icon: "link",
    part: "properties",
    help: english("link the card or stage to another"),
  },
  {
    ...KEY_COMMANDS.follow,
    name: english("Follow its links"),
    icon: "path",
    help: english("follow a link"),
  },
  {
    ...KEY_COMMANDS.goBack,
    name: english("Go back along the link"),
    icon: "path",
    help: english("back to where a link was followed from"),
  },
];

/** In the order of menus: within a part, rows stand as they do here. */
export const COMMANDS: readonly MapCommand[] = [
  ...CARD_COMMANDS,
  ...HEADER_COMMANDS,
  ...POINT_COMMANDS,
  ...PERSONA_COMMANDS,
  ...MAP_COMMANDS,
  ...STAGE_COMMANDS,
  ...LANE_COMMANDS,
  ...CARD_PROPERTIES,
  ...LINK_COMMANDS,
  ...COPYING,
];

// --- what there is to do

export const nameOfCommand = ({ name }: MapCommand, view: ViewState, target: Target): string =>
  typeof name === "string" ? t(name) : name(view, target);

/** The rows of a menu, part by part; parts without any are left out. */
export function menuOf(view: ViewState, target: Target): readonly (readonly MapCommand[])[] {
  return MENU_PARTS.map((part) =>
    COMMANDS.filter(
      (command) =>
        command.part === part && command.on?.includes(target.what) && isOffered(command, view, target),
    ),
  ).filter((rows) => rows.length > 0);
}
