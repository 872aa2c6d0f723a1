/**
 * Every command of the map as a value: what it is called, its keys, where it applies, and what it does. The context menus,
 * the palette and the list of keys are made from this table, and come with it. Its lists lie in `tables/`, one for
 * each kind of thing; a new command is one value in the list of its kind. What its key does, where `keys` does not know
 * that, is in `key-commands`.
 */
import { t } from "../../words/words";
import type { Target, ViewState } from "../state";
import { isOffered } from "./key-commands";
import { CARD_COMMANDS, CARD_PROPERTIES } from "./tables/card-table";
import { COPYING } from "./tables/copy-table";
import { EXPORTS } from "./tables/export-table";
import { LANE_COMMANDS } from "./tables/lane-table";
import { LINK_COMMANDS } from "./tables/link-table";
import { type MapCommand, MENU_PARTS } from "./tables/map-command";
import { MAP_COMMANDS } from "./tables/map-table";
import { PERSONA_COMMANDS, POINT_COMMANDS } from "./tables/person-table";
import { HEADER_COMMANDS, STAGE_COMMANDS } from "./tables/stage-table";

export type { MapCommand, MenuChoice } from "./tables/map-command";

/** In the order of menus: within a part, rows stand as they do here. */
export const COMMANDS: readonly MapCommand[] = [
  ...CARD_COMMANDS,
  ...HEADER_COMMANDS,
  ...POINT_COMMANDS,
  ...PERSONA_COMMANDS,
  ...MAP_COMMANDS,
  ...EXPORTS,
  ...STAGE_COMMANDS,
  ...LANE_COMMANDS,
  ...CARD_PROPERTIES,
  ...LINK_COMMANDS,
  ...COPYING,
];

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
