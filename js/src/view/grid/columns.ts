/** The grid's geometry: where each stage's column stands, and which columns the scroll view shows. */
import { useLayoutEffect } from "preact/hooks";
import type { ViewState } from "../state";

/**
 * Keeps `columns` and `sight` current. A size of zero is ignored: notebooks hide what is scrolled away,
 * and a map drawn for no width would have to be drawn again.
 */
export function useColumns(view: ViewState, scroll: { current: HTMLElement | null }): void {
  const stages = view.stages.value;
  useLayoutEffect(() => {
    const scroller = scroll.current;
    const grid = scroller?.firstElementChild as HTMLElement | null;
    if (!scroller || !grid) return;
    let lane = 0;
    const measure = () => {
      const all = grid.clientWidth;
      if (!all || !scroller.clientWidth || !stages.length) return;
      lane = grid.querySelector<HTMLElement>(".cjm-stages > .cjm-corner")?.offsetWidth ?? 0;
      const width = (all - lane) / stages.length;
      // What stands still at the top must not cover a cell the focus moves to.
      const still = [...grid.querySelectorAll<HTMLElement>(".cjm-phases, .cjm-stages")];
      scroller.style.setProperty("--top", `${still.reduce((sum, row) => sum + row.offsetHeight, 0)}px`);
      view.columns.value = stages.map(({ id }, at) => ({ stage: id, left: at * width, width }));
      look();
    };
    const look = () => {
      if (!scroller.clientWidth) return;
      const from = Math.abs(scroller.scrollLeft);
      view.sight.value = { from, to: from + scroller.clientWidth - lane };
    };
    const observer = globalThis.ResizeObserver && new ResizeObserver(measure);
    observer?.observe(grid);
    observer?.observe(scroller);
    scroller.addEventListener("scroll", look, { passive: true });
    measure();
    return () => {
      observer?.disconnect();
      scroller.removeEventListener("scroll", look);
    };
  }, [view, scroll, stages]);
}
