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
  type Severity = (typeof rules)[number]["severity"];
  const total = (severity: Severity, inWords: (n: number) => string) => {
    const n = rules.reduce((sum, rule) => sum + (rule.severity === severity ? rule.count : 0), 0);
    return { severity, n, words: inWords(n) };
  };
  const totals = [
    total("error", (n) => plural(n, "{n} error", "{n} errors")),
    total("warning", (n) => plural(n, "{n} warning", "{n} warnings")),
    total("hint", (n) => plural(n, "{n} hint", "{n} hints")),
  ];
  const places = rules.reduce((sum, { count }) => sum + count, 0);
  return (
    <div class="cjm-li-totals">
      {totals.map(({ severity, n, words }) =>
        n ? (
          <span key={severity} class="cjm-li-total">
            <Mark severity={severity} size={12} /> {words}
          </span>
        ) : null,
      )}
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
