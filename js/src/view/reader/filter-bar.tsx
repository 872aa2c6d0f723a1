/** The bar of filters between header and map; the values of each kind are chosen in filter-choices.tsx. */
import { useComputed } from "@preact/signals";
import { choicesOf, claimCards, FILTER_KINDS, type FilterKind } from "../../document/cards/filter";
import { isComposing } from "../../interaction/commands/keys";
import { clearFilters } from "../../interaction/finding/filtering";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { plural, t, texts } from "../../words/words";

export const FILTER_NAMES = texts({
  persona: "Persona",
  tag: "Tag",
  evidence: "Evidence",
  owner: "Owner",
} as const);

const TEXTS = texts({
  bar: "Filter",
  ofCards: (count: number) => plural(count, "of {n} card", "of {n} cards"),
  clear: "Clear",
  promise: "Filtering hides, it never deletes",
  remove: (kind: string) => t("Remove the filter {kind}", { kind }),
} as const);

export function FilterBar({ view }: { view: ViewState }) {
  return (
    <div
      class="cjm-filters"
      role="toolbar"
      aria-label={TEXTS.bar}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || isComposing(event)) return;
        event.preventDefault();
        event.stopPropagation();
        clearFilters(view);
      }}
    >
      <Icon name="filter" size={14} />
      {FILTER_KINDS.map((kind) => (
        <FilterChip key={kind} view={view} kind={kind} />
      ))}
      <span class="cjm-vr" />
      <ShownCount view={view} />
      <button type="button" class="cjm-link" onClick={() => clearFilters(view)}>
        {TEXTS.clear}
      </button>
      <span aria-hidden="true">
        <kbd>Esc</kbd>
      </span>
      <span class="cjm-grow" />
      <span class="cjm-n cjm-wide">{TEXTS.promise}</span>
    </div>
  );
}

/** A kind with what was chosen of it. */
function FilterChip({ view, kind }: { view: ViewState; kind: FilterKind }) {
  const { reader } = view;
  const values = reader.filter.value[kind];
  const words = useComputed(() => {
    const labels = new Map(
      choicesOf(view.store.document.value, kind).map(({ value, label }) => [value, label]),
    );
    return reader.filter.value[kind].map((value) => labels.get(value) ?? value).join(", ");
  }).value;
  const open = view.open.value;
  return (
    <span class={values.length ? "cjm-fchip is-on" : "cjm-fchip"}>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open?.what === "filter" && open.kind === kind}
        onClick={(event) => {
          view.open.value = { what: "filter", kind, anchor: event.currentTarget };
        }}
      >
        {FILTER_NAMES[kind]} {words && <b>{words}</b>}
        <Icon name="down" size={12} />
      </button>
      {values.length > 0 && (
        <button
          type="button"
          aria-label={TEXTS.remove(FILTER_NAMES[kind])}
          onClick={(event) => {
            (event.currentTarget.previousElementSibling as HTMLElement).focus();
            reader.bar.value = true;
            reader.setFilter({ ...reader.filter.peek(), [kind]: [] });
          }}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  );
}

function ShownCount({ view }: { view: ViewState }) {
  const all = useComputed(() => claimCards(view.store.document.value).length).value;
  const seen = useComputed(() => claimCards(view.reader.seen.value).length).value;
  return (
    <span role="status">
      <b>{seen.toLocaleString("en")}</b> {TEXTS.ofCards(all)}
    </span>
  );
}
