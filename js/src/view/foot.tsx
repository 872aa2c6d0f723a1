/** The foot of the map: how much of it there is, and what backs it. */
import { useComputed } from "@preact/signals";
import { backingOfMap, claimsOf } from "../document/coverage";
import { kindOf, type LaneKind } from "../document/lane-kinds";
import { blockOf, idsOf } from "../interaction/focus";
import type { ColumnBox, ViewState } from "../interaction/state";
import { LANES } from "../lanes";
import { FEW_PEOPLE } from "../scene/numbers";
import { Chord } from "./chord";
import { CoverageBar } from "./reader/coverage-bar";

export function Foot({ view }: { view: ViewState }) {
  // While it says what a move does, the counts step aside.
  const isNews = useComputed(() => view.outcome.value !== null).value;
  const asks = view.pasting.value !== null;
  const selects = view.range.value !== null;
  return (
    <footer class="cjm-foot">
      <Sentence view={view} />
      {!isNews && !asks && (selects ? <FillHint view={view} /> : <Counts view={view} />)}
      <span class="cjm-grow" />
      {!asks && !selects && <Pips view={view} />}
      {!asks && <Hints view={view} />}
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
          ? "Preview: nothing is changed yet. One undo takes the whole paste back."
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
  return `${lanes.length * stages.length} of ${view.lanes.value.length * view.stages.value.length} cells selected`;
}

/** What the handle of the selected block does. */
function FillHint({ view }: { view: ViewState }) {
  const onto = view.fill.value;
  const way = onto?.lanes.includes(ofBlock(view).lanes[0]!) ? "right" : "down";
  if (!view.store.editable.value) return null;
  return (
    <span class="cjm-wide">
      Drag the handle: copies{" "}
      {onto ? `${way}, into ${plural(onto.lanes.length * onto.stages.length, "cell")}` : "right or down"}
    </span>
  );
}

function Counts({ view }: { view: ViewState }) {
  const cards = useComputed(() => claimsOf(backingOfMap(view.store.document.value))).value;
  return (
    <>
      <span class="cjm-wide">{plural(view.stages.value.length, "stage")}</span>
      <span class="cjm-wide">{lanesInWords(view)}</span>
      {view.part !== "curve" && (
        <>
          <span>{plural(cards, "card")}</span>
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
  return shown === all ? plural(all, "lane") : `${shown} of ${plural(all, "lane")}`;
}

/** The keys for what is under way. */
function Hints({ view }: { view: ViewState }) {
  const drags = useComputed(() => view.dragging.value?.kind).value;
  const isLinked = useComputed(() => view.linking.note.value !== null).value;
  if (drags)
    return (
      <span class="cjm-hints">
        {drags === "cards" && (
          <>
            <Chord keys="Alt+Arrows" /> move the cards <Chord keys="Ctrl" /> while dropping: copy{" "}
          </>
        )}
        <Chord keys="Escape" /> put back
      </span>
    );
  if (view.range.value)
    return (
      <span class="cjm-hints">
        <Chord keys="Shift+Arrows" /> select <Chord keys="Ctrl+A" /> lane, then map{" "}
        <Chord keys="Ctrl+Shift+D" /> fill right <Chord keys="Ctrl+D" /> fill down <Chord keys="Ctrl+X C V" />{" "}
        cut, copy, paste
      </span>
    );
  const opens = (what: "palette" | "keys") => (event: { currentTarget: Element }) => {
    view.open.value = { what, anchor: event.currentTarget };
  };
  if (view.find.value)
    return (
      <span class="cjm-hints">
        <Chord keys="F3" /> next <Chord keys="Shift+F3" /> previous <Chord keys="Enter" /> replace, next{" "}
        <Chord keys="Escape" /> close, focus stays on the match
      </span>
    );
  return (
    <span class="cjm-hints">
      {isLinked ? (
        <>
          <Chord keys="Alt+L" /> link from here <Chord keys="Ctrl+]" /> follow <Chord keys="Ctrl+[" /> back{" "}
        </>
      ) : isArranged(view) ? (
        <>
          <kbd>Space</kbd> on a lane: fold <Chord keys="Ctrl+Shift+L" /> filter{" "}
        </>
      ) : (
        <>
          <kbd>type</kbd> new card <Chord keys="F2" /> edit <Chord keys="Shift+F10" /> menu{" "}
        </>
      )}
      <button type="button" onClick={opens("palette")}>
        <Chord keys="Ctrl+K" /> commands
      </button>{" "}
      <button type="button" onClick={opens("keys")}>
        <kbd>?</kbd> all keys
      </button>
    </span>
  );
}

/** Whether the reader sees less than the map has. */
const isArranged = ({ reader, hiddenLanes }: ViewState): boolean =>
  hiddenLanes.value.length > 0 ||
  reader.folded.value.size > 0 ||
  reader.bar.value ||
  reader.isFiltering.value;

/** Which sources show numbers of few people. */
function FewPeople({ view }: { view: ViewState }) {
  const { sources = [] } = view.store.document.value;
  const few = sources.filter(({ min_n }) => min_n != null && min_n < FEW_PEOPLE);
  if (!few.length) return null;
  const sentences = few.map(({ name }) => `${name} shows numbers of fewer than ${FEW_PEOPLE} people`);
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

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;

/** Which stages are in sight; only where the map is wider than its view. */
function Pips({ view }: { view: ViewState }) {
  const words = useComputed(() => {
    const sight = view.sight.value;
    const inSight = sight ? stagesInSight(view.columns.value, sight) : null;
    return inSight ? inSight.join("–") : "";
  }).value;
  if (!words) return null;
  const columns = view.columns.value;
  const [first, last] = words.split("–").map(Number) as [number, number];
  return (
    <span class="cjm-pips">
      {words} of {columns.length}
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
