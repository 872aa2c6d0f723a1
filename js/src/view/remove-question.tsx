/** The question before a stage or lane is removed that holds or shows anything. */

import { hiddenIn } from "../interaction/cards/hidden-cards";
import { removeNow } from "../interaction/commands/commands";
import { go } from "../interaction/focus";
import type { Open, ViewState } from "../interaction/state";
import { plural, t } from "../words/words";
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
    <Popover
      view={view}
      anchor={open.anchor}
      label={kind === "stage" ? t("Remove the stage") : t("Remove the lane")}
    >
      <h3>{t("Remove “{name}”?", { name: thing?.name ?? "" })}</h3>
      {entries > 0 && (
        <p>
          {plural(
            entries,
            "It holds {n} entry. Undo brings both back.",
            "It holds {n} entries. Undo brings it back with all of them.",
          )}
        </p>
      )}
      {hidden > 0 && (
        <p>{plural(hidden, "The filter hides {n} of them.", "The filter hides {n} of them.")}</p>
      )}
      {scores > 0 && (
        <p>
          {plural(
            scores,
            "It shows {n} score of the personas. The curve goes from the map; the score stays with its persona, and a new emotion lane draws it again.",
            "It shows {n} scores of the personas. The curve goes from the map; the scores stay with their personas, and a new emotion lane draws them again.",
          )}
        </p>
      )}
      <footer>
        <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
          {t("Keep")}
        </button>
        <button type="button" class="cjm-btn is-primary" onClick={remove}>
          {t("Remove")}
        </button>
      </footer>
    </Popover>
  );
}
