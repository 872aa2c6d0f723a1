/** The bar of filters until it is there: what is filtered can be shown again at any time. */
import { clearFilters } from "../../interaction/finding/filtering";
import type { ViewState } from "../../interaction/state";
import { t } from "../../words/words";

export function FilterFrame({ view, says }: { view: ViewState; says: string }) {
  return (
    <div class="cjm-filters">
      <span role="status">{says}</span>
      <button type="button" class="cjm-link" onClick={() => clearFilters(view)}>
        {t("Clear")}
      </button>
    </div>
  );
}
