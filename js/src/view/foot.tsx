/** The foot of the map: how much of it there is, and what backs it. */
import { useComputed } from "@preact/signals";
import { kindOf, type LaneKind } from "../document/lane-kinds";
import type { ViewState } from "../interaction/state";
import { LANES } from "../lanes";
import { countEvidence } from "../scene/layout";
import { FEW_PEOPLE } from "../scene/numbers";

export function Foot({ view }: { view: ViewState }) {
  const { assumption, quote, data } = countEvidence(view.store.document.value);
  const cards = assumption + quote + data;
  const stages = view.stages.value.length;
  const lanes = view.lanes.value.length;
  return (
    <footer class="cjm-foot">
      <Outcome view={view} />
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
      <FewPeople view={view} />
      <Marks view={view} />
      <span class="cjm-grow" />
      <Pips view={view} />
      <Hints view={view} />
    </footer>
  );
}

/** What a drag would do, or the last move did; screen readers hear it. */
function Outcome({ view }: { view: ViewState }) {
  return (
    <span class="cjm-outcome" role="status">
      {view.outcome.value}
    </span>
  );
}

function Hints({ view }: { view: ViewState }) {
  const drags = useComputed(() => view.dragging.value?.kind).value;
  if (drags)
    return (
      <span class="cjm-hints">
        {drags === "cards" && (
          <>
            <kbd>Alt</kbd> <kbd>← ↑ → ↓</kbd> move the cards <kbd>Ctrl</kbd> while dropping: copy
          </>
        )}
        <kbd>Esc</kbd> put back
      </span>
    );
  return (
    <button
      type="button"
      class="cjm-hints"
      onClick={(event) => {
        view.open.value = { what: "keys", anchor: event.currentTarget };
      }}
    >
      <kbd>type</kbd> new card <kbd>F2</kbd> edit card <kbd>?</kbd> all keys
    </button>
  );
}

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
