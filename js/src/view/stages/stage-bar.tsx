/** Above several selected stage headers: the phase they share, and making one stage of them. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { afterDrawing, go } from "../../interaction/focus";
import { focusStageBar, selectedStages } from "../../interaction/headers/stage-row";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { plural, texts } from "../../words/words";
import { Late } from "../late";

const TEXTS = texts({
  bar: "Selected stages",
  count: (count: number) => plural(count, "{n} stage", "{n} stages"),
  deselect: "Deselect",
});

export function StageBar({ view }: { view: ViewState }) {
  const stages = selectedStages(view);
  const column = view.columns.value.find(({ stage }) => stage === stages[0]?.id);
  if (stages.length < 2 || !column || view.editing.value || !view.store.editable.value) return null;
  const row = view.row(null);
  if (!row) return null;
  const corner = row.querySelector<HTMLElement>(".cjm-corner")!.offsetWidth;
  return (
    <div
      class="cjm-selbar is-stages"
      role="toolbar"
      aria-label={TEXTS.bar}
      style={{
        insetInlineStart: `${corner + column.left}px`,
        top: `${row.offsetTop + row.offsetHeight}px`,
      }}
    >
      <b>{TEXTS.count(stages.length)}</b>
      <Late
        view={view}
        from="menus"
        draw={({ StageEdits }) => <StageEdits view={view} stages={stages} />}
        frame={(says) => <EditsFrame view={view} says={says} />}
      />
      <button
        type="button"
        class="cjm-tool is-small"
        aria-label={TEXTS.deselect}
        onClick={() => go(view, view.focus.peek())}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

/** The place of what the bar does while that is on its way; a reader who waits here goes on in the name of the phase. */
function EditsFrame({ view, says }: { view: ViewState; says: string }) {
  const element = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(
    () => () => {
      if (element.current === view.active()) afterDrawing(() => focusStageBar(view));
    },
    [view],
  );
  return (
    <p ref={element} class="cjm-late" role="status" tabIndex={-1}>
      {says}
    </p>
  );
}
