/** A command of the map as a value, and the words that say what a deletion takes along. */
import type { IconName } from "../../../scene/icons";
import { plural, t } from "../../../words/words";
import type { Target, ViewState } from "../../state";
import type { KeyCommand } from "../key-commands";

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

export const cardsIn = (n: number): string => (n ? plural(n, "{n} card", "{n} cards") : "");
export const scoresIn = (n: number): string => (n ? plural(n, "{n} score", "{n} scores") : "");
export const linksIn = (n: number): string => (n ? plural(n, "{n} link", "{n} links") : "");
export const commentsIn = (n: number): string => (n ? plural(n, "{n} comment", "{n} comments") : "");

/** "Delete, 8 cards": what goes along; only what there is any of. */
export const deletes = (...along: readonly string[]): string =>
  [t("Delete"), ...along.filter(Boolean)].join(", ");
