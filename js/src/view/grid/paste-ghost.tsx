/** A paste that waits for the reader's word, drawn on the map. */
import { useLayoutEffect } from "preact/hooks";
import { positionOf } from "../../interaction/focus";
import { areaOf } from "../../interaction/range";
import type { PasteQuestion, ViewState } from "../../interaction/state";
import { t } from "../../words/words";
import { Target } from "./selected-block";

/** Beyond the map's edges so many stages and lanes are drawn. */
const MOST = 12;
/** px; those of a new stage and a new lane. */
const WIDTH = 146;
const HEIGHT = 40;

/** Dashed where the paste goes; beyond the map's edges what it would add. */
export function PasteGhost({ view }: { view: ViewState }) {
  const question = view.pasting.value;
  if (!question) return null;
  const { plan, choice } = question;
  const [first, last] = [0, -1].map((at) =>
    positionOf(view, { lane: plan.lanes.at(at) ?? null, stage: plan.stages.at(at) ?? null }),
  );
  if (!first || !last) return null;
  const isHeader = first.row < 0 || first.column < 0;
  const area = isHeader
    ? null
    : areaOf(view, { lanes: [first.row, last.row], stages: [first.column, last.column] });
  const grows = choice.outside === "grow";
  return (
    <>
      {area && <Target area={area} />}
      {grows && plan.newStages > 0 && <NewStages view={view} question={question} />}
      {grows && plan.newLanes > 0 && <NewLanes view={view} question={question} />}
    </>
  );
}

function NewStages({ view, question: { plan } }: { view: ViewState; question: PasteQuestion }) {
  const head = view.row(null);
  const all = view.stages.peek().length;
  const rows = plan.lanes.map((lane) => view.row(lane));
  // As much of it comes into sight as there is room; the map goes back to where it was.
  useLayoutEffect(() => {
    const scroller = view.grid?.parentElement;
    if (!scroller) return;
    const from = scroller.scrollLeft;
    const isRtl = getComputedStyle(scroller).direction === "rtl";
    scroller.scrollLeft += (isRtl ? -1 : 1) * WIDTH * Math.min(plan.newStages, 4);
    return () => {
      scroller.scrollLeft = from;
    };
  }, [view, plan]);
  return (
    <>
      {Array.from({ length: Math.min(MOST, plan.newStages) }, (_new, at) => {
        const column = plan.stages.length + at;
        const inlineStart = `calc(100% + ${at * WIDTH}px)`;
        const box = (row: HTMLElement) => ({
          insetInlineStart: inlineStart,
          top: `${row.offsetTop}px`,
          width: `${WIDTH}px`,
          height: `${row.offsetHeight}px`,
        });
        return [
          head && (
            <div key={`head ${column}`} aria-hidden="true" class="cjm-pv is-head" style={box(head)}>
              <span>{all + at + 1}</span>
              <b>{plan.stageNames[column] || t("Stage {n}", { n: all + at + 1 })}</b>
              <p>{t("new")}</p>
            </div>
          ),
          ...rows.map(
            (row, down) =>
              row && (
                <div key={`${down} ${column}`} aria-hidden="true" class="cjm-pv" style={box(row)}>
                  {plan.rows[down]?.[column]?.text}
                </div>
              ),
          ),
        ];
      })}
    </>
  );
}

function NewLanes({ view, question: { plan } }: { view: ViewState; question: PasteQuestion }) {
  const all = view.store.document.peek().lanes?.length ?? 0;
  const columns = view.columns.peek();
  const corner = view.grid?.querySelector<HTMLElement>(".cjm-corner")?.offsetWidth ?? 0;
  return (
    <>
      {Array.from({ length: Math.min(MOST, plan.newLanes) }, (_new, at) => {
        const row = plan.lanes.length + at;
        const box = (left: number, width: number) => ({
          insetInlineStart: `${left}px`,
          top: `calc(100% + ${at * HEIGHT}px)`,
          width: `${width}px`,
          height: `${HEIGHT}px`,
        });
        return [
          <div key={`head ${row}`} aria-hidden="true" class="cjm-pv is-head" style={box(0, corner)}>
            <b>{plan.laneNames[row] || t("Lane {n}", { n: all + at + 1 })}</b>
          </div>,
          ...plan.stages.map((stage, across) => {
            const column = columns.find((one) => one.stage === stage);
            return (
              column && (
                <div
                  key={`${row} ${stage}`}
                  aria-hidden="true"
                  class="cjm-pv"
                  style={box(corner + column.left, column.width)}
                >
                  {plan.rows[row]?.[across]?.text}
                </div>
              )
            );
          }),
        ];
      })}
    </>
  );
}
