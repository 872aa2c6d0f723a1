/** All that the map shows of links: their lane, the paths of cards, the legend, what opens of them, and how one is drawn. */
import "./links.css";
import type { Open, ViewState } from "../../interaction/state";
import { LinkTo } from "./link-to";
import { LinksPopover } from "./links-popover";

export { pressHandle } from "../../interaction/links/link-drag";
export { CardPaths, PathNote } from "./card-paths";
export { LinkKey } from "./link-key";
export { PathRow } from "./path-row";

export function LinkPopover({
  view,
  open,
}: {
  view: ViewState;
  open: Extract<Open, { what: "link to" | "links" }>;
}) {
  return open.what === "links" ? (
    <LinksPopover key={open.link ?? open.of.card ?? open.of.stage} view={view} open={open} />
  ) : (
    <LinkTo key={open.start.card ?? open.start.stage} view={view} open={open} />
  );
}
