/** A folded lane: one line that says what its cells hold. Whatever is typed or opened in it unfolds it first. */
import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { entryAt } from "../../document/document";
import { laneContent } from "../../document/lane-kinds";
import type { Lane, Stage } from "../../document/schema";
import { edit } from "../../interaction/commands/commands";
import { isComposing } from "../../interaction/commands/keys";
import { go } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { startEditing } from "../../interaction/writing/editing";
import type { LaneProps } from "../../lanes/lane";
import { ownerOf, spansOf } from "../../scene/layout";
import { t } from "../../words/words";
import type { Chunks } from "../chunks";

export function FoldedRow({ view, ...props }: LaneProps & { view: ViewState }) {
  const { lane, stages, drawn, row } = props;
  const cells = useComputed(() => entryAt(view.store.document.value.cells, lane.id)).value;
  const spans = useMemo(() => spansOf(cells ?? {}, stages), [cells, stages]);
  const arrival = view.chunks.get("looks");
  // What the cells hold comes late; the cells themselves do not, since one of them may have the focus.
  const summaryOf = "exports" in arrival ? (arrival.exports as Chunks["looks"]).summaryOf : null;
  const owners = [...new Set(drawn.value.map((at) => ownerOf(spans, at)))];
  return (
    <div {...row} class="cjm-row cjm-slim">
      {props.header()}
      {owners.map((at) => {
        const stage = stages[at]!;
        const { words, line } = summaryOf?.(view, lane, stage) ?? { words: "", line: null };
        const label = t("{cell}, folded: {holds}", {
          cell: `${stage.name}, ${lane.name}`,
          holds: words || t("empty"),
        });
        return (
          <div
            key={stage.id}
            {...props.cell(stage, label)}
            role="gridcell"
            class="cjm-cell"
            aria-colspan={spans[at]! > 1 ? spans[at] : undefined}
            style={{ gridColumn: `${at + 2} / span ${spans[at]}` }}
            onKeyDown={(event) => onKey(view, lane, stage, event)}
          >
            {line}
          </div>
        );
      })}
    </div>
  );
}

/** Enter, F2, Space and what is typed open the lane; cards are edited or begun there. */
function onKey(view: ViewState, lane: Lane, stage: Stage, event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = { lane: lane.id, stage: stage.id };
  const isText = laneContent(lane) === "cards";
  const opens = event.key === "Enter" || event.key === "F2";
  if (event.key === " " || (opens && !isText)) {
    view.reader.unfold(lane.id);
    go(view, place);
  } else if (opens) edit(view, place, null);
  else if (isText && [...event.key].length === 1) startEditing(view, place, { text: event.key });
  else return;
  event.preventDefault();
  event.stopPropagation();
}
