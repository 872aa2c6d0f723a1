/** What opens by right press and by Ctrl+K: the menu of a thing, and the box of everything. */
import "../styles/menu.css";

export { Palette } from "../palette/palette";
export { ContextMenu } from "./context-menu";
