/** The foot of the map: how much of it there is, and what backs it. */
import { useComputed } from "@preact/signals";
import { kindOf, type LaneKind } from "../document/lane-kinds";
import type { ColumnBox, ViewState } from "../interaction/state";
import { LANES } from "../lanes";
import { countEvidence } from "../scene/layout";

export function Foot({ view }: { view: ViewState }) {
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
