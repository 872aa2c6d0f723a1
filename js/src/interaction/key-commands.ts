/**
 * The commands whose keys nothing else of the map handles. The view starts with these, so that their keys are answered at
 * once; the other commands are in `command-table`, which comes with the menus and takes these in.
 */
import type { IconName } from "../scene/icons";
import { openFilters } from "./filtering";
import { openFind, stepFind } from "./find";
import { follow, goBack, startLink } from "./link-commands";
import { openMenu } from "./menu-events";
import { commentHere, switchPanel, togglePanel } from "./panel-focus";
import type { Target, TargetKind, ViewState } from "./state";
import { cardsOf } from "./target";

/** The parts of a menu, in order. */
export type MenuPart = "edit" | "properties" | "copy" | "delete";
export const MENU_PARTS: readonly MenuPart[] = ["edit", "properties", "copy", "delete"];

export interface MapCommand {
  /** In plain words, as a row says it. */
  readonly name: string | ((view: ViewState, target: Target) => string);
  readonly icon: IconName;
  /** Chords such as "Ctrl+Shift+D"; the first stands at the end of the row. */
  readonly keys?: readonly string[];
  /** What it applies to: their menus have it, and its keys work on them. Without it, it is the map's. */
  readonly on?: readonly TargetKind[];
  /** Its part of the menu; without it, no menu has it. */
  readonly part?: MenuPart;
  /** Whether its keys, and the palette, have it wherever the focus is, whatever it is `on`. */
  readonly anywhere?: true;
  /** Whether its keys work while a text is being written, too. */
  readonly inText?: true;
  /** Whether the browser tells of its keys by an event of its own, as of copying. */
  readonly native?: true;
  /** Whether it changes the map: a map that can only be read does not offer it. */
  readonly edits?: true;
  /** Whether there is anything to do; otherwise it is not offered. */
  readonly applies?: (view: ViewState, target: Target) => boolean;
  /** Of what is on or off: whether it is on. */
  readonly checked?: (view: ViewState, target: Target) => boolean;
  /** What it does; returns false where the key is somebody else's after all. */
  readonly run?: (view: ViewState, target: Target) => unknown;
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

/** Whether the reader can do it there now. */
export const isOffered = ({ edits, applies }: MapCommand, view: ViewState, target: Target): boolean =>
  (!edits || view.store.editable.peek()) && (applies?.(view, target) ?? true);

const LINKED: readonly TargetKind[] = ["card", "stage", "cell"];

/** The card or stage that a link starts at; of a cell its first card. */
const anchorOf = (view: ViewState, target: Target) => {
  const [first] = cardsOf(view, target);
  if (target.what === "stage") return { stage: target.stage! };
  return first ? { card: first.card.id } : null;
};

export const KEY_COMMANDS = {
  fold: {
    name: "Fold",
    icon: "down",
    keys: ["Space"],
    on: ["lane"],
    part: "edit",
    help: "fold the lane into one line, or open it",
    checked: (view, { lane }) => view.reader.folded.peek().has(lane!),
    run: (view, { lane }) => view.reader.toggleFolded(lane!),
  },
  details: {
    name: "Details",
    icon: "panel",
    keys: ["Ctrl+I"],
    on: ["card", "cards", "stage", "lane"],
    part: "edit",
    anywhere: true,
    inText: true,
    help: "details open or closed",
    run: togglePanel,
  },
  comment: {
    name: "Comment",
    icon: "speech",
    keys: ["Ctrl+Alt+M"],
    on: ["card"],
    part: "edit",
    anywhere: true,
    inText: true,
    help: "comment",
    run: commentHere,
  },
  palette: {
    name: "All commands, cards and stages",
    icon: "more",
    keys: ["Ctrl+K"],
    inText: true,
    help: "commands, cards and stages in one box",
    applies: (view) => view.open.peek()?.what !== "palette",
    run: (view) => {
      view.open.value = { what: "palette", anchor: view.active() };
    },
  },
  find: {
    name: "Find",
    icon: "search",
    keys: ["Ctrl+F"],
    inText: true,
    help: "find in the map",
    run: (view) => openFind(view, false),
  },
  replace: {
    name: "Replace",
    icon: "search",
    keys: ["Ctrl+H"],
    inText: true,
    help: "find and replace",
    run: (view) => openFind(view, true),
  },
  nextMatch: {
    name: "Next match",
    icon: "down",
    keys: ["F3"],
    inText: true,
    help: "next match",
    applies: (view) => view.find.peek() !== null,
    run: (view) => stepFind(view, 1),
  },
  previousMatch: {
    name: "Previous match",
    icon: "up",
    keys: ["Shift+F3"],
    inText: true,
    help: "previous match",
    applies: (view) => view.find.peek() !== null,
    run: (view) => stepFind(view, -1),
  },
  menu: {
    name: "Menu",
    icon: "more",
    keys: ["Shift+F10", "ContextMenu"],
    help: "the menu of what has the focus",
    applies: (view) => view.open.peek()?.what !== "palette" && view.active() !== null,
    run: (view) => openMenu(view, view.active()!),
  },
  switchPanel: {
    name: "Between map and details",
    icon: "panel",
    keys: ["F6"],
    inText: true,
    help: "between map and details",
    applies: (view) => view.panel.peek() !== null,
    run: switchPanel,
  },
  filter: {
    name: "Filter cards",
    icon: "filter",
    keys: ["Ctrl+Shift+L"],
    help: "the bar of filters; Escape there clears them",
    run: openFilters,
  },
  linkTo: {
    name: "Link to …",
    icon: "link",
    keys: ["Alt+L"],
    on: LINKED,
    part: "properties",
    edits: true,
    applies: (view, target) => anchorOf(view, target) !== null,
    help: "link the card or stage to another",
    run: (view, target) => startLink(view, anchorOf(view, target)),
  },
  follow: {
    name: "Follow its links",
    icon: "path",
    keys: ["Ctrl+]"],
    on: LINKED,
    help: "follow a link",
    run: (view, target) => follow(view, anchorOf(view, target)),
  },
  goBack: {
    name: "Go back along the link",
    icon: "path",
    keys: ["Ctrl+["],
    on: LINKED,
    help: "back to where a link was followed from",
    run: goBack,
  },
} satisfies Readonly<Record<string, MapCommand>>;
