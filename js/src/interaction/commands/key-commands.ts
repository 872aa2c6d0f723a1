/**
 * The commands whose keys nothing else of the map handles. The view starts with these, so that their keys are answered at
 * once; what they are called, and the other commands, are in `command-table`, which comes with the menus.
 */
import { openFilters } from "../finding/filtering";
import { openFind, stepFind } from "../finding/find";
import { follow, goBack, startLink } from "../links/link-commands";
import { commentHere, switchPanel, togglePanel } from "../panel-focus";
import type { Target, TargetKind, ViewState } from "../state";
import { cardsOf } from "../target";
import { openMenu } from "./menu-events";

/** What a press of keys does, and where. */
export interface KeyCommand {
  /** Chords such as "Ctrl+Shift+D"; the first stands at the end of the command's row. */
  readonly keys: readonly string[];
  /** What it applies to: their menus have it, and its keys work on them. Without it, it is the map's. */
  readonly on?: readonly TargetKind[];
  /** Whether its keys, and the palette, have it wherever the focus is, whatever it is `on`. */
  readonly anywhere?: true;
  /** Whether its keys work while a text is being written, too. */
  readonly inText?: true;
  /** Whether it changes the map: a map that can only be read does not offer it. */
  readonly edits?: true;
  /** Whether there is anything to do; otherwise it is not offered. */
  readonly applies?: (view: ViewState, target: Target) => boolean;
  /** What it does; returns false where the key is somebody else's after all. */
  readonly run: (view: ViewState, target: Target) => unknown;
}

/** Whether the reader can do it there now. */
export const isOffered = (
  { edits, applies }: Pick<KeyCommand, "edits" | "applies">,
  view: ViewState,
  target: Target,
): boolean => (!edits || view.store.editable.peek()) && (applies?.(view, target) ?? true);

const LINKED: readonly TargetKind[] = ["card", "stage", "cell"];

/** The card or stage that a link starts at; of a cell its first card. */
const anchorOf = (view: ViewState, target: Target) => {
  const [first] = cardsOf(view, target);
  if (target.what === "stage") return { stage: target.stage! };
  return first ? { card: first.card.id } : null;
};

export const KEY_COMMANDS = {
  fold: {
    keys: ["Space"],
    on: ["lane"],
    run: (view, { lane }) => view.reader.toggleFolded(lane!),
  },
  details: {
    keys: ["Ctrl+I"],
    on: ["card", "cards", "stage", "lane"],
    anywhere: true,
    inText: true,
    run: togglePanel,
  },
  comment: {
    keys: ["Ctrl+Alt+M"],
    on: ["card"],
    anywhere: true,
    inText: true,
    run: commentHere,
  },
  palette: {
    keys: ["Ctrl+K"],
    inText: true,
    applies: (view) => view.open.peek()?.what !== "palette",
    run: (view) => {
      view.open.value = { what: "palette", anchor: view.active() };
    },
  },
  find: {
    keys: ["Ctrl+F"],
    inText: true,
    run: (view) => openFind(view, false),
  },
  replace: {
    keys: ["Ctrl+H"],
    inText: true,
    run: (view) => openFind(view, true),
  },
  nextMatch: {
    keys: ["F3"],
    inText: true,
    applies: (view) => view.find.peek() !== null,
    run: (view) => stepFind(view, 1),
  },
  previousMatch: {
    keys: ["Shift+F3"],
    inText: true,
    applies: (view) => view.find.peek() !== null,
    run: (view) => stepFind(view, -1),
  },
  menu: {
    keys: ["Shift+F10", "ContextMenu"],
    applies: (view) => view.open.peek()?.what !== "palette" && view.active() !== null,
    run: (view) => openMenu(view, view.active()!),
  },
  switchPanel: {
    keys: ["F6"],
    inText: true,
    applies: (view) => view.panel.peek() !== null,
    run: switchPanel,
  },
  filter: {
    keys: ["Ctrl+Shift+L"],
    run: openFilters,
  },
  linkTo: {
    keys: ["Alt+L"],
    on: LINKED,
    edits: true,
    applies: (view, target) => anchorOf(view, target) !== null,
    run: (view, target) => startLink(view, anchorOf(view, target)),
  },
  follow: {
    keys: ["Ctrl+]"],
    on: LINKED,
    run: (view, target) => follow(view, anchorOf(view, target)),
  },
  goBack: {
    keys: ["Ctrl+["],
    on: LINKED,
    run: goBack,
  },
} satisfies Readonly<Record<string, KeyCommand>>;
