/** A template at the size of a card: its stages, its lanes, its curve, and each cell by what stands in it. */
import { scaleOf, thingsOf } from "../../document/document";
import { cardsAt } from "../../document/gestures";
import { holdsNames, laneContent } from "../../document/lane-kinds";
import type { Document } from "../../document/schema";
import { linePath } from "../../scene/curve";

const WIDTH = 200;
const HEIGHT = 104;
const LEFT = 20;
const TOP = 18;
const CURVE = 30;

export function TemplatePicture({ document }: { document: Document }) {
  const stages = thingsOf(document, "stage");
  const every = thingsOf(document, "lane");
  const lanes = every.filter((lane) => laneContent(lane) === "cards");
  const curve = every.some((lane) => laneContent(lane) === "emotions") ? CURVE : 0;
  const width = (WIDTH - LEFT - 2) / Math.max(1, stages.length);
  const top = TOP + 4 + curve;
  const height = (HEIGHT - top - 4) / Math.max(1, lanes.length);
  const [low, high] = scaleOf(document);
  const scores = document.emotion?.[thingsOf(document, "persona")[0]?.id ?? ""] ?? {};
  const middle = (at: number) => LEFT + (at + 0.5) * width;
  const points = stages.map(({ id }, at) => {
    const value = scores[id]?.value;
    return value === undefined
      ? null
      : { x: middle(at), y: TOP + 2 + ((high - value) / (high - low)) * (CURVE - 4) };
  });
  const line = linePath(points);
  return (
    <svg class="cjm-tp-pic" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect class="is-phase" x={LEFT} y={6} width={WIDTH - LEFT - 4} height={5} rx={2} />
      {stages.map(({ id }, at) => (
        <rect
          key={id}
          class="is-stage"
          x={LEFT + at * width + 1}
          y={14}
          width={width * 0.55}
          height={2.5}
          rx={1}
        />
      ))}
      {curve > 0 &&
        (line ? (
          <path class="is-curve" d={line} />
        ) : (
          <path class="is-nothing" d={`M${middle(0)} ${TOP + CURVE / 2}H${middle(stages.length - 1)}`} />
        ))}
      {lanes.flatMap((lane, row) => {
        const y = top + row * height;
        return [
          <rect key={lane.id} class="is-lane" x={4} y={y + height / 2 - 1.5} width={10} height={3} rx={1} />,
          ...stages.map((stage, at) => {
            const [first] = cardsAt(document, stage.id, lane.id);
            if (!first && !lane.guidance?.[stage.id]) return null;
            const kind = !first
              ? "is-guide"
              : holdsNames(lane)
                ? "is-quote"
                : `is-${first.evidence ?? "assumption"}`;
            return (
              <rect
                key={`${lane.id} ${stage.id}`}
                class={`is-cell ${kind}`}
                x={LEFT + at * width + 1.5}
                y={y + 1}
                width={width - 3}
                height={Math.max(3, height - 2.5)}
                rx={1.5}
              />
            );
          }),
        ];
      })}
    </svg>
  );
}
