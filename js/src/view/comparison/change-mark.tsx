/** The word and the drawing of a change: neither is a colour. */
import type { Change } from "../../document/versions/snapshot-changes";
import { Icon } from "../../lanes/icon";
import { texts } from "../../words/words";

export const CHANGES: Record<Change, string> = texts({
  added: "added",
  removed: "removed",
  changed: "changed",
  moved: "moved",
});

export function ChangeMark({ change, words }: { change: Change; words: string }) {
  return (
    <span class={`cjm-ch is-${change}`}>
      {change === "removed" ? (
        <i class="cjm-cmp-minus" aria-hidden="true" />
      ) : (
        <Icon name={({ added: "plus", changed: "pencil", moved: "move" } as const)[change]} size={12} />
      )}
      {words}
    </span>
  );
}
