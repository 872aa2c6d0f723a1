/** What a reader chooses of how the map looks. */
import { useMemo } from "preact/hooks";
import { rememberStageWidth, STAGE_WIDTHS, type StageWidth } from "../interaction/stage-width";
import type { ViewState } from "../interaction/state";
import { Popover } from "./popover";

/** How this reader sees the map; nothing of it is the document's. */
export function ViewChoices({ view, anchor }: { view: ViewState; anchor: Element | null }) {
  const name = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const choose = (width: StageWidth) => {
    view.stageWidth.value = width;
    rememberStageWidth(view.store.document.peek().id, width);
  };
  return (
    <Popover view={view} anchor={anchor} label="View" kind="is-view">
      <h3>View</h3>
      <div class="cjm-choices">
        <span id={`${name}-stages`}>Stages</span>
        <span class="cjm-seg" role="radiogroup" aria-labelledby={`${name}-stages`}>
          {Object.entries(STAGE_WIDTHS).map(([width, label]) => (
            <label key={width}>
              <input
                type="radio"
                name={name}
                checked={view.stageWidth.value === width}
                onChange={() => choose(width as StageWidth)}
              />
              {label}
            </label>
          ))}
        </span>
      </div>
      <small>The view is yours. The map and its file stay as they are.</small>
    </Popover>
  );
}
