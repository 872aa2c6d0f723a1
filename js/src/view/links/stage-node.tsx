/** A stage in a lane of ways between stages: its number, and the handle of links that begin there. */
import type { Stage } from "../../document/schema";
import { startLink } from "../../interaction/links/link-commands";
import { pressHandle } from "../../interaction/links/link-drag";
import type { ViewState } from "../../interaction/state";
import { t, texts } from "../../words/words";

const TEXTS = texts({
  from: (stage: string) => t("Link from {stage}", { stage }),
  tip: "Drag to another stage or card, or press and choose (Alt+L)",
} as const);

interface NodeProps {
  view: ViewState;
  stage: Stage;
  at: number;
  left: number;
  top: number;
}

/** A stage's number, from which a link can be dragged; a press asks where it shall lead. */
export function StageNode({ view, stage, at, left, top }: NodeProps) {
  return (
    <button
      type="button"
      class="cjm-pnode"
      tabIndex={-1}
      data-node={stage.id}
      disabled={!view.store.editable.value}
      title={view.store.editable.value ? TEXTS.tip : undefined}
      aria-label={TEXTS.from(stage.name)}
      style={{ insetInlineStart: `${left}px`, top: `${top}px` }}
      onPointerDown={(event) => pressHandle(view, event, { stage: stage.id })}
      onClick={({ detail }) => {
        // Of the keyboard and the like; a press of the pointer is a drag that went nowhere.
        if (detail === 0) startLink(view, { stage: stage.id });
      }}
    >
      {at + 1}
    </button>
  );
}
