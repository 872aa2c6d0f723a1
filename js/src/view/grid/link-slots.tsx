/** Where the grid and the header show links, once the map has some: until what draws them is there, their place. */
import { useComputed } from "@preact/signals";
import type { ViewState } from "../../interaction/state";
import type { ColumnRange } from "../../scene/layout";
import { t } from "../../words/words";
import { Late } from "../late";

/** Whether any source has transitions, which ribbons show. */
export const hasRibbons = ({ part, store, stages }: ViewState): boolean =>
  part !== "curve" &&
  stages.value.length > 0 &&
  (store.measured.value.sources ?? []).some(({ reading }) => reading.transitions?.length);

/** Whether links have a lane of their own: where ribbons do not show all that there is to them. */
export const hasPath = (view: ViewState): boolean => {
  const links = view.linking.ofStages.value;
  if (view.part === "curve" || !hasRibbons(view)) return view.part !== "curve" && links.length > 0;
  return links.some(({ end, label, kind }) => !end || label || kind === "controlled" || kind === "open");
};

/** Transitions between stages. */
export function RibbonSlot({ view, row, paper }: PathSlotProps) {
  return (
    <Late
      view={view}
      from="transitions"
      draw={({ RibbonRow }) => <RibbonRow view={view} row={row} paper={paper} />}
      frame={(says) => <WaitingRow name={t("Transitions")} row={row} says={says} />}
    />
  );
}

/** What events say of the whole map, in its header. */
export function HeadlineSlot({ view }: { view: ViewState }) {
  if (!useComputed(() => hasRibbons(view)).value) return null;
  return (
    <Late
      view={view}
      from="transitions"
      draw={({ Headline }) => <Headline view={view} />}
      frame={() => null}
    />
  );
}

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
      frame={(says) => <WaitingRow name={t("Path")} row={row} says={says} />}
    />
  );
}

function WaitingRow({ name, row, says }: { name: string; row: number; says: string }) {
  return (
    <div class="cjm-row" role="row" aria-rowindex={row}>
      <div class="cjm-lh" role="rowheader" aria-colindex={1}>
        <b>{name}</b>
      </div>
      <div class="cjm-cell" role="gridcell" aria-colindex={2} style={{ gridColumn: "2 / -1" }}>
        {says}
      </div>
    </div>
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
