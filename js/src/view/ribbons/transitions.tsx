/** What the map shows of events: transitions between the stages, what opens of one, and numbers of the whole in the header. */
import "./ribbons.css";

export { Headline } from "./headline";
export { RibbonRow } from "./ribbon-row";
export { WayPopover } from "./way-popover";
