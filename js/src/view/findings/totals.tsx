/**
 * Findings in the foot of the map: they are looked for as long as it is there. While their tab is open it says how many
 * there are of each kind and the keys that go through them; its other counts step aside (findings.css).
 */
import { useEffect } from "preact/hooks";
import type { ViewState } from "../../interaction/state";
import { plural, t } from "../../words/words";
import { Chord } from "../chord";
import { Mark } from "./mark";
import { watchFindings, watchOf } from "./watch";

export function Findings({ view }: { view: ViewState }) {
  useEffect(() => watchFindings(view), [view]);
  const isNews = view.outcome.value !== null || view.pasting.value !== null || view.range.value !== null;
  return view.panel.value?.tab === "findings" && !isNews ? <Totals view={view} /> : null;
}

function Totals({ view }: { view: ViewState }) {
  const { rules = [] } = watchOf(view).findings.value ?? {};
  const of = (severity: (typeof rules)[number]["severity"]): number =>
    rules.reduce((sum, rule) => sum + (rule.severity === severity ? rule.count : 0), 0);
  const places = rules.reduce((sum, { count }) => sum + count, 0);
  return (
    <div class="cjm-li-totals">
      <span class="cjm-li-total">
        <Mark severity="error" size={12} /> {plural(of("error"), "{n} error", "{n} errors")}
      </span>
      <span class="cjm-li-total">
        <Mark severity="warning" size={12} /> {plural(of("warning"), "{n} warning", "{n} warnings")}
      </span>
      <span class="cjm-li-total">
        <Mark severity="hint" size={12} /> {plural(of("hint"), "{n} hint", "{n} hints")}
      </span>
      <span class="cjm-wide">
        {plural(places, "{n} place", "{n} places")}, {plural(rules.length, "{n} kind", "{n} kinds")}
      </span>
      <span class="cjm-grow" />
      <span class="cjm-hints">
        <Chord keys="F8" /> {t("next finding")} <Chord keys="Ctrl+." /> {t("fix")}{" "}
        <button
          type="button"
          onClick={({ currentTarget }) => {
            view.open.value = { what: "keys", anchor: currentTarget };
          }}
        >
          <kbd>?</kbd> {t("all keys")}
        </button>
      </span>
    </div>
  );
}
