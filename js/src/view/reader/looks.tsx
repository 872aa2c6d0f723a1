/** A reader's view: saved views and lanes, one stage at a time, the filters, the table of evidence; folded lanes. */
import "./looks.css";
import type { Open, ViewState } from "../../interaction/state";
import { CoverageTable } from "./coverage-table";
import { FilterChoices } from "./filter-choices";
import { ViewPopover } from "./view-popover";

export { ByStage } from "./by-stage";
export { FilterBar } from "./filter-bar";
export { summaryOf } from "./lane-summary";

export type ReaderOpen = Extract<Open, { what: "view" | "filter" | "coverage" }>;

export function ReaderDialog({ view, open }: { view: ViewState; open: ReaderOpen }) {
  switch (open.what) {
    case "view":
      return <ViewPopover view={view} anchor={open.anchor} />;
    case "filter":
      return <FilterChoices view={view} kind={open.kind} anchor={open.anchor} />;
    case "coverage":
      return <CoverageTable view={view} anchor={open.anchor} />;
  }
}
