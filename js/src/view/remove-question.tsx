/** The question before a stage or lane is removed that holds or shows anything. */
import { removeNow } from "../interaction/commands";
import { go } from "../interaction/focus";
import { hiddenIn } from "../interaction/hidden-cards";
import type { Open, ViewState } from "../interaction/state";
import { closePopover, Popover } from "./popover";

export function RemoveQuestion({ view, open }: { view: ViewState; open: Extract<Open, { what: "remove" }> }) {
  const { kind, id, entries, scores } = open;
  const thing = view.store.document.peek()[`${kind}s`]?.find((other) => other.id === id);
  const hidden = hiddenIn(view, kind, id);
  const remove = () => {
    view.open.value = null;
    removeNow(view, kind, id);
    go(view, view.focus.peek());
  };
  return (
    <Popover view={view} anchor={open.anchor} label={`Remove the ${kind}`}>
      <h3>Remove “{thing?.name}”?</h3>
      {entries > 0 && (
        <p>
          It holds {entries} {entries === 1 ? "entry" : "entries"}. Undo brings it back with all of them.
        </p>
      )}
      {hidden > 0 && <p>{hidden === 1 ? "1 of them is" : `${hidden} of them are`} hidden by the filter.</p>}
      {scores > 0 && (
        <p>
          It shows {scores === 1 ? "1 score" : `${scores} scores`} of the personas. The curve goes from the
          map; the scores stay with their personas, and a new emotion lane draws them again.
        </p>
      )}
      <footer>
        <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
          Keep
        </button>
        <button type="button" class="cjm-btn is-primary" onClick={remove}>
          Remove
        </button>
      </footer>
    </Popover>
  );
}
