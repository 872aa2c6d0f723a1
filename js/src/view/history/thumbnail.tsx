/** A map at the size of a stamp: its curve, and a line for each card. */

import { scaleOf, thingsOf } from "../../document/document";
import { cardsAt } from "../../document/gestures";
import { laneContent } from "../../document/lane-kinds";
import type { Document } from "../../document/schema";
import { linePath } from "../../scene/curve";

const WIDTH = 96;
const HEIGHT = 48;
const CURVE = 20;
/** Lanes and stages of it that are drawn. */
const MOST = 12;

export function Thumbnail({ document }: { document: Document }) {
  const stages = thingsOf(document, "stage").slice(0, MOST);
  const lanes = thingsOf(document, "lane")
    .filter((lane) => laneContent(lane) === "cards")
    .slice(0, MOST);
  const width = WIDTH / Math.max(1, stages.length);
  const height = (HEIGHT - CURVE - 4) / Math.max(1, lanes.length);
  const [low, high] = scaleOf(document);
  const scores = document.emotion?.[thingsOf(document, "persona")[0]?.id ?? ""] ?? {};
  const points = stages.map(({ id }, at) => {
    const value = scores[id]?.value;
    return value === undefined
      ? null
      : { x: (at + 0.5) * width, y: 3 + ((high - value) / (high - low)) * (CURVE - 6) };
  });
  return (
    <svg class="cjm-thumb" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path class="is-curve" d={linePath(points)} />
      {lanes.flatMap((lane, row) =>
        stages.map((stage, column) =>
          cardsAt(document, stage.id, lane.id).length ? (
            <rect
              key={`${lane.id} ${stage.id}`}
              x={column * width + 1.5}
              y={CURVE + 2 + row * height + 0.75}
              width={width - 3}
              height={Math.max(1, height - 1.5)}
              rx={0.75}
            />
          ) : null,
        ),
      )}
    </svg>
  );
}
