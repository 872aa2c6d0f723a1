/** The menu of a thing, the box of everything that Ctrl+K opens, and the edits of several stages or cards. */
import "./menu.css";

export { Palette } from "../palette/palette";
export { StageEdits } from "../stages/phase-field";
export { CardBar } from "./card-bar";
export { ContextMenu } from "./context-menu";
