/** The foot of the map: how much of it there is, and what backs it. */
import { useComputed } from "@preact/signals";
import { backingOfMap, claimsOf } from "../document/coverage/coverage";
import { kindOf, type LaneKind } from "../document/lane-kinds";
import { blockOf, idsOf } from "../interaction/focus";
import type { ColumnBox, ViewState } from "../interaction/state";
import { LANES } from "../lanes";
import { FEW_PEOPLE } from "../scene/numbers";
import { plural, t } from "../words/words";
import { Hints } from "./hints";
import { Late } from "./late";
import { CoverageBar } from "./reader/coverage-bar";

export function Foot({ view }: { view: ViewState }) {
  // While it says what a move does, the counts step aside.
  const isNews = useComputed(() => view.outcome.value !== null).value;
  const asks = view.pasting.value !== null;
  const selects = view.range.value !== null;
  const byFinger = view.cards.value.size > 1 && view.byTouch && view.chunks.isOpen;
  const hasBar = byFinger && !isNews && !asks && !selects;
  // Also where nothing of it is drawn, since one stage at a time looks so by its stylesheet.
  const byStage = view.chunks.isAhead && (
    <Late
      view={view}
      from="looks"
      draw={({ ByStage }) => !hasBar && !asks && !selects && <ByStage view={view} />}
      frame={() => ""}
    />
  );
  if (hasBar)
    return (
      <footer class="cjm-foot">
        <Sentence view={view} />
        <Late view={view} from="menus" draw={({ CardBar }) => <CardBar view={view} />} frame={() => ""} />
        {byStage}
      </footer>
    );
  return (
    <footer class="cjm-foot">
      <Sentence view={view} />
      {!isNews && !asks && (selects ? <FillHint view={view} /> : <Counts view={view} />)}
      <span class="cjm-grow" />
      {!asks && !selects && <Pips view={view} />}
      {byStage}
      {!asks && view.chunks.isOpen && <Hints view={view} />}
      {(view.panel.value || (view.store.findings && view.chunks.isAhead)) && (
        <Late view={view} from="dock" draw={({ PanelFoot }) => <PanelFoot view={view} />} frame={() => ""} />
      )}
    </footer>
  );
}

/**
 * What a drag would do or the last move did, that a paste waits, or how large the selected block is. Screen readers hear
 * it from one place.
 */
function Sentence({ view }: { view: ViewState }) {
  return (
    <span class="cjm-sentence" role="status">
      {view.outcome.value ??
        (view.pasting.value
          ? t("Preview: nothing is changed yet. One undo takes the whole paste back.")
          : view.range.value && sizeInWords(view))}
    </span>
  );
}

const ofBlock = (view: ViewState) => {
  const block = blockOf(view);
  return block ? idsOf(view, block) : { lanes: [], stages: [] };
};

function sizeInWords(view: ViewState): string {
  const { lanes, stages } = ofBlock(view);
  return t("{n} of {all} cells selected", {
    n: lanes.length * stages.length,
    all: view.lanes.value.length * view.stages.value.length,
  });
}

/** What the handle of the selected block does. */
function FillHint({ view }: { view: ViewState }) {
  const onto = view.fill.value;
  const isRight = !!onto?.lanes.includes(ofBlock(view).lanes[0]!);
  const cells = onto ? onto.lanes.length * onto.stages.length : 0;
  if (!view.store.editable.value) return null;
  return (
    <span class="cjm-wide">
      {!onto
        ? t("Drag the handle: copies right or down")
        : isRight
          ? plural(cells, "Let go: copies right, into {n} cell", "Let go: copies right, into {n} cells")
          : plural(cells, "Let go: copies down, into {n} cell", "Let go: copies down, into {n} cells")}
    </span>
  );
}

function Counts({ view }: { view: ViewState }) {
  const cards = useComputed(() => claimsOf(backingOfMap(view.store.document.value))).value;
  return (
    <>
      <span class="cjm-wide">{plural(view.stages.value.length, "{n} stage", "{n} stages")}</span>
      <span class="cjm-wide">{lanesInWords(view)}</span>
      {view.part !== "curve" && (
        <>
          <span>{plural(cards, "{n} card", "{n} cards")}</span>
          <CoverageBar view={view} />
        </>
      )}
      <FewPeople view={view} />
      <Marks view={view} />
    </>
  );
}

/** "8 lanes", or "6 of 8 lanes" where the reader has hidden some. */
function lanesInWords(view: ViewState): string {
  const [shown, all] = [view.lanes.value.length, view.allLanes.value.length];
  return shown === all
    ? plural(all, "{n} lane", "{n} lanes")
    : plural(all, "{shown} of {n} lane", "{shown} of {n} lanes", { shown });
}

/** Which sources show numbers of few people. */
function FewPeople({ view }: { view: ViewState }) {
  const { sources = [] } = view.store.document.value;
  const few = sources.filter(({ min_n }) => min_n != null && min_n < FEW_PEOPLE);
  if (!few.length) return null;
  const sentences = few.map(({ name }) =>
    t("{name} shows numbers of fewer than {few} people", { name, few: FEW_PEOPLE }),
  );
  return <span>{sentences.join("; ")}</span>;
}

/** What the marks on the numbers mean, where there are any. */
function Marks({ view }: { view: ViewState }) {
  const { sources = [] } = view.store.measured.value;
  const kinds = new Set(view.lanes.value.map(kindOf));
  return (
    <>
      {Object.entries(LANES).map(
        ([kind, { Legend }]) =>
          Legend &&
          kinds.has(kind as LaneKind) && (
            <Legend key={kind} sources={sources} document={view.store.document.value} />
          ),
      )}
    </>
  );
}

/** Which stages are in sight; only where the map is wider than its view. */
function Pips({ view }: { view: ViewState }) {
  const words = useComputed(() => {
    const sight = view.sight.value;
    const inSight = sight ? stagesInSight(view.columns.value, sight) : null;
    return [...new Set(inSight)].join("–");
  }).value;
  if (!words) return null;
  const columns = view.columns.value;
  const [first, last = first] = words.split("–").map(Number) as [number, number?];
  return (
    <span class="cjm-pips">
      {t("{stages} of {all}", { stages: words, all: columns.length })}
      {columns.length <= 16 && (
        <span aria-hidden="true">
          {columns.map(({ stage }, at) => (
            <i key={stage} class={at + 1 >= first && at < last ? "is-on" : undefined} />
          ))}
        </span>
      )}
    </span>
  );
}

/** The numbers of the first and last stage whose middle is in sight; null where all are, or none. */
function stagesInSight(
  columns: readonly ColumnBox[],
  { from, to }: { from: number; to: number },
): [number, number] | null {
  const width = columns[0]?.width;
  if (!width) return null;
  const first = Math.max(1, Math.ceil(from / width + 0.5));
  const last = Math.min(columns.length, Math.floor(to / width + 0.5));
  return first > last || last - first + 1 === columns.length ? null : [first, last];
}
