/** In the foot of a narrow map: one stage at a time, with the ways to the one before and after it. */
import { isRtl } from "../../interaction/drag";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { texts } from "../../words/words";

const TEXTS = texts({
  one: "One stage at a time",
  all: "All stages",
  previous: "Previous stage",
  next: "Next stage",
});

export function ByStage({ view }: { view: ViewState }) {
  const { isByStage } = view.reader;
  const { from } = view.sight.value ?? { from: 0 };
  const columns = view.columns.value;
  const width = columns[0]?.width ?? 1;
  if (columns.length < 2) return null;
  const at = Math.round(from / width);
  const step = (by: number) => () => {
    const scroller = view.grid!.parentElement!;
    scroller.scrollLeft = (at + by) * width * (isRtl(scroller) ? -1 : 1);
  };
  return (
    <span class="cjm-by-stage">
      {isByStage.value && (
        <>
          <button type="button" aria-label={TEXTS.previous} disabled={at < 1} onClick={step(-1)}>
            <Icon name="left" size={14} />
          </button>
          <button type="button" aria-label={TEXTS.next} disabled={at >= columns.length - 1} onClick={step(1)}>
            <Icon name="right" size={14} />
          </button>
        </>
      )}
      <button
        type="button"
        class="cjm-btn"
        onClick={() => {
          isByStage.value = !isByStage.peek();
        }}
      >
        {isByStage.value ? TEXTS.all : TEXTS.one}
      </button>
    </span>
  );
}
