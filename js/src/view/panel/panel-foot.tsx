/** What the foot of the map says of the open tab of the panel: how many findings there are, or the keys of its list. */
import type { ViewState } from "../../interaction/state";
import { t } from "../../words/words";
import { Chord } from "../chord";
import { Findings } from "../findings/totals";
import { OpportunityKeys } from "../opportunities/opportunity-list";

export function PanelFoot({ view }: { view: ViewState }) {
  // What is under way in the map has its own keys.
  const isBusy = view.range.value || view.find.value || view.dragging.value;
  const tab = isBusy ? null : view.panel.value?.tab;
  return (
    <>
      <Findings view={view} />
      {tab === "opportunities" && <OpportunityKeys />}
      {tab === "history" && <HistoryKeys />}
    </>
  );
}

function HistoryKeys() {
  return (
    <span class="cjm-hints is-own">
      <Chord keys="Ctrl+Z" /> {t("undo")} <Chord keys="Ctrl+Shift+Z" /> {t("redo")} <Chord keys="F6" />{" "}
      {t("map, panel")}
    </span>
  );
}
