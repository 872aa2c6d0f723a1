/** Popovers that are rarely opened, and what goes with them. */
import "./styles/dialogs.css";
import type { Open, ViewState } from "../interaction/state";
import { Keys } from "./key-list";
import { MoveQuestion } from "./move-question";
import { PastePreview } from "./paste-preview";
import { RemoveQuestion } from "./remove-question";
import { TableQuestion } from "./table-question";

export { pasteTable, startByTable } from "../interaction/table-paste";
export { PasteGhost } from "./grid/paste-ghost";

export type RareOpen = Extract<Open, { what: "keys" | "move" | "paste" | "remove" | "table" }>;

export function Dialog({ view, open }: { view: ViewState; open: RareOpen }) {
  switch (open.what) {
    case "keys":
      return <Keys view={view} anchor={open.anchor} />;
    case "move":
      return <MoveQuestion view={view} open={open} />;
    case "paste":
      return <PastePreview view={view} />;
    case "remove":
      return <RemoveQuestion view={view} open={open} />;
    case "table":
      return <TableQuestion view={view} open={open} />;
  }
}
