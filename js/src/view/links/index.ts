/** All that the map shows of links: their lane, the paths of cards, the legend, and what opens of them. */
export { CardPaths, PathNote } from "./card-paths";
export { LinkKey } from "./link-key";
export { LinkTo } from "./link-to";
export { LinksPopover } from "./links-popover";
export { PathRow } from "./path-row";
