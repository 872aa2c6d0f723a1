/** The drawing under the emotion lane's cells: guides, curves and the band, on the grid's own columns in px. */
import type { ColumnBox } from "../lane";
import { bandPath, linePath } from "./curve";
import type { Picture, Series } from "./picture";
import { HEIGHT, heightOf, ticks } from "./scale";

export function Plot({ picture, boxes }: { picture: Picture; boxes: readonly ColumnBox[] }) {
  const { scale, series, columns } = picture;
  const end = boxes.at(-1);
  if (!end) return null;
  const width = end.left + end.width;
  const centres = boxes.map((box) => box.left + box.width / 2);
  const line = (values: readonly (number | null | undefined)[]) =>
    linePath(centres.map((x, at) => (values[at] == null ? null : { x, y: heightOf(scale, values[at]) })));
  const band = bandPath(
    centres.map((x, at) => {
      const { low, high } = columns[at]?.measured ?? {};
      return low == null || high == null
        ? null
        : { x, low: heightOf(scale, low), high: heightOf(scale, high) };
    }),
  );
  const drawn = ({ persona, look }: Series, path: string, old = false) => (
    <path
      key={`${persona.id}${old ? " old" : ""}`}
      class={`cjm-line is-drawn ${look.class}${look.round ? " is-round" : ""}${old ? " is-old" : ""}`}
      stroke-dasharray={look.dash}
      d={path}
    />
  );
  return (
    <svg class="cjm-plot" width={width} height={HEIGHT} aria-hidden="true">
      {ticks(scale).map(({ value, end }) => {
        const y = heightOf(scale, value);
        return (
          <line
            key={value}
            class={`cjm-guide${end === "neutral" ? " is-zero" : ""}`}
            x1={0}
            x2={width}
            y1={y}
            y2={y}
          />
        );
      })}
      {[...series]
        .sort((a, b) => Number(a.active) - Number(b.active))
        .map((one) => [
          one.moving && drawn(one, line(one.scores.map((score) => score?.value)), true),
          drawn(one, line(one.values)),
        ])}
      <path class="cjm-band is-all" d={band} />
      <path class="cjm-line is-all" d={line(columns.map((column) => column.measured?.value))} />
    </svg>
  );
}
