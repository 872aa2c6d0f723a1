/** What opens by right press and by Ctrl+K, the menu of a thing and the box of everything; and the edits of several stages. */
import "./menu.css";

export { Palette } from "../palette/palette";
export { StageEdits } from "../stages/phase-field";
export { ContextMenu } from "./context-menu";
