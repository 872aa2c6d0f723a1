/** The foot of the map while the Findings tab is open: how many there are of each kind, and the keys that go through them. */
import type { ViewState } from "../../interaction/state";
import { plural, t } from "../../words/words";
import { Chord } from "../chord";
import { Mark } from "./mark";
import { watchOf } from "./watch";

export function FindingTotals({ view }: { view: ViewState }) {
  const { rules = [] } = watchOf(view).findings.value ?? {};
  const of = (severity: (typeof rules)[number]["severity"]): number =>
    rules.reduce((sum, rule) => sum + (rule.severity === severity ? rule.count : 0), 0);
  const places = rules.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
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
    </>
  );
}
