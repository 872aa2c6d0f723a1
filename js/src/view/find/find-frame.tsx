/** The place of the bar that finds while it is on its way. It has the focus, so that what is typed goes nowhere else. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { closeFind } from "../../interaction/finding/find";
import type { ViewState } from "../../interaction/state";
import { useTypedAhead } from "../../interaction/writing/typed-ahead";
import { t } from "../../words/words";

export function FindFrame({ view, says }: { view: ViewState; says: string }) {
  const element = useRef<HTMLElement>(null);
  const keep = useTypedAhead(view, () => view.find.peek());
  useLayoutEffect(() => element.current!.focus(), []);
  return (
    <search
      ref={element}
      class="cjm-find"
      aria-label={t("Find and replace")}
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation();
        keep(event);
        if (event.key === "Escape") closeFind(view);
      }}
    >
      <p class="cjm-late" role="status">
        {says}
      </p>
    </search>
  );
}
