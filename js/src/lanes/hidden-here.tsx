/** In a cell of cards, how many of them the filter hides; a press shows them until another filter is chosen. */
import { useComputed } from "@preact/signals";
import { hiddenCards } from "../interaction/cards/hidden-cards";
import type { ViewState } from "../interaction/state";
import { plural, t, texts } from "../words/words";

const TEXTS = texts({
  hidden: (count: number) => t("{n} hidden", { n: count }),
  show: (count: number) =>
    plural(count, "{n} card hidden by the filter, show it", "{n} cards hidden by the filter, show them"),
});

export function HiddenHere({ view, lane, stage }: { view: ViewState; lane: string; stage: string }) {
  const count = useComputed(() => hiddenCards(view, lane, stage).length).value;
  if (!count) return null;
  return (
    <button
      type="button"
      class="cjm-hid"
      tabIndex={-1}
      data-inner
      aria-label={TEXTS.show(count)}
      onClick={() => view.reader.showBesides(hiddenCards(view, lane, stage))}
    >
      {TEXTS.hidden(count)}
    </button>
  );
}
