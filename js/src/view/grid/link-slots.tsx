/** Where the grid and the header show links, once the map has some: until what draws them is there, their place. */
import { useComputed } from "@preact/signals";
import type { ViewState } from "../../interaction/state";
import type { ColumnRange } from "../../scene/layout";
import { t } from "../../words/words";
import { Late } from "../late";

interface PathSlotProps {
  view: ViewState;
  row: number;
  paper: ColumnRange | null;
}

/** The lane of links between stages. */
export function PathSlot({ view, row, paper }: PathSlotProps) {
  return (
    <Late
      view={view}
      from="linkage"
      draw={({ PathRow }) => <PathRow view={view} row={row} paper={paper} />}
      frame={(says) => (
        <div class="cjm-row" role="row" aria-rowindex={row}>
          <div class="cjm-lh" role="rowheader" aria-colindex={1}>
            <b>{t("Path")}</b>
          </div>
          <div class="cjm-cell" role="gridcell" aria-colindex={2} style={{ gridColumn: "2 / -1" }}>
            {says}
          </div>
        </div>
      )}
    />
  );
}

/** Whether cards have links, or one is being made. */
const hasPaths = ({ linking, dragging, open }: ViewState): boolean =>
  linking.counts.value.size > 0 || dragging.value?.kind === "link" || open.value?.what === "link to";

/** The paths of cards, over the cells. */
export function PathsSlot({ view }: { view: ViewState }) {
  if (!useComputed(() => hasPaths(view)).value) return null;
  const draw = { view, from: "linkage", frame: () => null } as const;
  return <Late {...draw} draw={({ CardPaths }) => <CardPaths view={view} />} />;
}

/** What is said of a path, outside of the grid. */
export function PathNoteSlot({ view }: { view: ViewState }) {
  if (!view.linking.counts.value.size) return null;
  const draw = { view, from: "linkage", frame: () => null } as const;
  return <Late {...draw} draw={({ PathNote }) => <PathNote view={view} />} />;
}

/** The legend of links. */
export function LinkKeySlot({ view }: { view: ViewState }) {
  const draw = { view, from: "linkage", frame: () => <span class="cjm-grow" /> } as const;
  return <Late {...draw} draw={({ LinkKey }) => <LinkKey view={view} />} />;
}
