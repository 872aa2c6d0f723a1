/** Commands on links. */
import { english } from "../../../words/words";
import { KEY_COMMANDS } from "../key-commands";
import type { MapCommand } from "./map-command";

export const LINK_COMMANDS: readonly MapCommand[] = [
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
