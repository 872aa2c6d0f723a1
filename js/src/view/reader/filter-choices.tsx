/** The values that a kind of filter offers in this map. */
import { choicesOf, type FilterKind } from "../../document/cards/filter";
import type { ViewState } from "../../interaction/state";
import { texts } from "../../words/words";
import { Popover } from "../popover";
import { FILTER_NAMES } from "./filter-bar";

const TEXTS = texts({
  nothing: texts({
    persona: "The map has no personas yet.",
    tag: "No card has a tag yet. The details of a card take them.",
    evidence: "There are no cards yet.",
    owner: "No card has an owner yet. The details of a card take one.",
  }),
  personas: "A card that names no persona is everyone’s, and stays.",
} as const);

/** What a kind offers; any of the chosen will do. */
export function FilterChoices({
  view,
  kind,
  anchor,
}: {
  view: ViewState;
  kind: FilterKind;
  anchor: Element | null;
}) {
  const { reader } = view;
  const choices = choicesOf(view.store.document.value, kind);
  return (
    <Popover view={view} anchor={anchor} label={FILTER_NAMES[kind]} kind="is-filter" scrolls>
      <fieldset onKeyDown={onArrow}>
        <legend class="cjm-sr">{FILTER_NAMES[kind]}</legend>
        {choices.map(({ value, label, count }) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={reader.filter.value[kind].includes(value)}
              onChange={() => {
                reader.bar.value = true;
                reader.toggleValue(kind, value);
              }}
            />
            <span>{label}</span>
            <span class="cjm-n">{count}</span>
          </label>
        ))}
      </fieldset>
      {!choices.length && <p>{TEXTS.nothing[kind]}</p>}
      {kind === "persona" && choices.length > 0 && <small>{TEXTS.personas}</small>}
    </Popover>
  );
}

/** Arrows lead from one value to the next. */
function onArrow(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  const boxes = [...(event.currentTarget as HTMLElement).querySelectorAll("input")];
  const at = boxes.indexOf(event.target as HTMLInputElement);
  boxes.at((at + by) % boxes.length)?.focus();
}
