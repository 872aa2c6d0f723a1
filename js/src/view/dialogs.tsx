/** Popovers that are rarely opened, what goes with them, and the comparison, which takes the place of the map. */
import "./styles/dialogs.css";
import type { Open, ViewState } from "../interaction/state";
import { AddLane } from "./add-lane";
import { Comparison } from "./comparison/comparison";
import { Keys } from "./key-list";
import { MoveQuestion } from "./move-question";
import { PastePreview } from "./paste-preview";
import { RemoveQuestion } from "./remove-question";
import { TableQuestion } from "./table-question";

export { pasteTable, startByTable } from "../interaction/clipboard/table-paste";
export { PasteGhost } from "./grid/paste-ghost";

export type RareOpen = Extract<
  Open,
  { what: "add" | "compare" | "keys" | "move" | "paste" | "remove" | "table" }
>;

export function Dialog({ view, open }: { view: ViewState; open: RareOpen }) {
  switch (open.what) {
    case "add":
      return <AddLane view={view} open={open} />;
    case "compare":
      return <Comparison view={view} open={open} />;
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
