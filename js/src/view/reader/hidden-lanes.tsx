/** The thin row under the map from which hidden lanes come back, and the button that folds a lane. */
import { laneIcon } from "../../document/lane-kinds";
import type { Lane } from "../../document/schema";
import { go } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { plural, t, texts } from "../../words/words";

const TEXTS = texts({
  hidden: (count: number) => plural(count, "{n} lane hidden", "{n} lanes hidden"),
  show: (name: string) => t("Show {name} again", { name }),
  fold: (name: string) => t("Fold {name}", { name }),
  foldTip: "Fold (Space)",
  openTip: "Open (Space)",
});

export function HiddenLanes({ view }: { view: ViewState }) {
  const lanes = view.hiddenLanes.value;
  if (!lanes.length) return null;
  const show = (lane: string) => {
    view.reader.toggleHidden(lane);
    go(view, { lane, stage: null });
  };
  return (
    <div class="cjm-rest" role="group" aria-label={TEXTS.hidden(lanes.length)}>
      <span>{TEXTS.hidden(lanes.length)}</span>
      <span>
        {lanes.map((lane) => (
          <button
            key={lane.id}
            type="button"
            class="cjm-add"
            aria-label={TEXTS.show(lane.name)}
            onClick={() => show(lane.id)}
          >
            <Icon name={laneIcon(lane) as IconName} size={14} />
            {lane.name}
          </button>
        ))}
      </span>
    </div>
  );
}

/** For the pointer; from the header Space does the same. */
export function FoldButton({ view, lane }: { view: ViewState; lane: Lane }) {
  const isFolded = view.reader.folded.value.has(lane.id);
  return (
    <button
      type="button"
      class="cjm-fold"
      tabIndex={-1}
      aria-label={TEXTS.fold(lane.name)}
      aria-pressed={isFolded}
      title={isFolded ? TEXTS.openTip : TEXTS.foldTip}
      onClick={() => {
        go(view, { lane: lane.id, stage: null });
        view.reader.toggleFolded(lane.id);
      }}
    >
      <Icon name="down" size={14} />
    </button>
  );
}
