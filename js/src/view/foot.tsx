/** The foot of the map: how much of it there is, and what backs it. */
import { kindOf, type LaneKind } from "../document/lane-kinds";
import { blockOf, idsOf } from "../interaction/focus";
import type { ViewState } from "../interaction/state";
import { LANES } from "../lanes";
import { countEvidence } from "../scene/layout";
import { Chord } from "./key-list";

export function Foot({ view }: { view: ViewState }) {
  if (view.pasting.value)
    return (
      <footer class="cjm-foot">
        <span role="status">Preview: nothing is changed yet. One undo takes the whole paste back.</span>
      </footer>
    );
  return view.range.value ? <RangeFoot view={view} /> : <MapFoot view={view} />;
}

/** While a block is selected: how large it is, and the keys that are for it. */
function RangeFoot({ view }: { view: ViewState }) {
  const block = blockOf(view);
  const { lanes, stages } = block ? idsOf(view, block) : { lanes: [], stages: [] };
  const onto = view.fill.value;
  const cells = onto && onto.lanes.length * onto.stages.length;
  const way = onto?.lanes.includes(lanes[0]!) ? "right" : "down";
  return (
    <footer class="cjm-foot">
      <span role="status">
        {lanes.length * stages.length} of {view.lanes.value.length * view.stages.value.length} cells selected
      </span>
      {view.store.editable.value && (
        <span class="cjm-wide">
          Drag the handle: copies {onto ? `${way}, into ${plural(cells!, "cell")}` : "right or down"}
        </span>
      )}
      <span class="cjm-grow" />
      <span class="cjm-hints">
        <Chord keys="Shift+Arrows" /> select <Chord keys="Ctrl+A" /> lane, then map{" "}
        <Chord keys="Ctrl+Shift+D" /> fill right <Chord keys="Ctrl+D" /> fill down <Chord keys="Ctrl+X C V" />{" "}
        cut, copy, paste
      </span>
    </footer>
  );
}

function MapFoot({ view }: { view: ViewState }) {
  const { assumption, quote, data } = countEvidence(view.store.document.value);
  const cards = assumption + quote + data;
  const stages = view.stages.value.length;
  const lanes = view.lanes.value.length;
  return (
    <footer class="cjm-foot">
      <span class="cjm-wide">{plural(stages, "stage")}</span>
      <span class="cjm-wide">{plural(lanes, "lane")}</span>
      {view.part !== "curve" && (
        <>
          <span>{plural(cards, "card")}</span>
          {cards > 0 && (
            <span class="cjm-cov">
              <span class="cjm-covbar" aria-hidden="true">
                {data > 0 && <i class="is-data" style={{ flex: data }} />}
                {quote > 0 && <i class="is-quote" style={{ flex: quote }} />}
                {assumption > 0 && <i class="is-assumption" style={{ flex: assumption }} />}
              </span>
              <i class="cjm-ev is-data" />
              Data {data}
              <i class="cjm-ev is-quote" />
              Quote {quote}
              <i class="cjm-ev is-assumption" />
              Assumption {assumption}
            </span>
          )}
        </>
      )}
      <Marks view={view} />
      <span class="cjm-grow" />
      <Pips view={view} />
      <button
        type="button"
        class="cjm-hints"
        onClick={(event) => {
          view.open.value = { what: "keys", anchor: event.currentTarget };
        }}
      >
        <kbd>type</kbd> new card <kbd>F2</kbd> edit card <kbd>?</kbd> all keys
      </button>
    </footer>
  );
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
  const columns = view.columns.value;
  const sight = view.sight.value;
  if (!sight || !columns.length) return null;
  const inSight = columns.map(({ left, width }) => {
    const centre = left + width / 2;
    return centre >= sight.from && centre <= sight.to;
  });
  const [first, last] = [inSight.indexOf(true) + 1, inSight.lastIndexOf(true) + 1];
  if (!first || last - first + 1 === columns.length) return null;
  return (
    <span class="cjm-pips">
      {first}–{last} of {columns.length}
      {columns.length <= 16 && (
        <span aria-hidden="true">
          {columns.map(({ stage }, at) => (
            <i key={stage} class={inSight[at] ? "is-on" : undefined} />
          ))}
        </span>
      )}
    </span>
  );
}
