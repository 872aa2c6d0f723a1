/**
 * The numbers a document keeps of its sources, as a kernel would send them: every measure at every stage and the
 * measured curve, for all respondents. Choosing among respondents takes a kernel.
 */
import { scaleOf } from "../document/document";
import type {
  Document,
  Figure,
  Measure,
  Measured,
  MeasureInfo,
  Point,
  Source,
  SourceInfo,
} from "../document/schema";

type Ends = readonly [number, number];
type Figures = Record<string, Record<string, Figure>>;

export function sourceNumbers(document: Document): Measured {
  const sources = (document.sources ?? []).flatMap((source) => asInfo(source, scaleOf(document)) ?? []);
  return sources.length ? { type: "measured", sources } : { type: "measured" };
}

function asInfo(source: Source, emotion: Ends): SourceInfo | null {
  const { id, name, kind, rows = 0, read = "", scale, figures, measures = [] } = source;
  if (!figures || !scale) return null;
  const own = [...new Set(measures.map(measureName))].filter((measure) => namesIn(figures).includes(measure));
  return {
    id,
    name,
    rows,
    read,
    live: false,
    scale,
    measures: own.map((measure) => infoOf(measure, figures, scale)),
    reading: {
      respondents: respondentsOf(source),
      figures: only(own, figures),
      curve: kind === "events" ? {} : curveOf(figures, scale, emotion),
    },
  };
}

const namesIn = (figures: Figures): string[] => [...new Set(Object.values(figures).flatMap(Object.keys))];

const only = (measures: readonly string[], figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([stage, held]) => [
      stage,
      Object.fromEntries(Object.entries(held).filter(([measure]) => measures.includes(measure))),
    ]),
  );

/** As Python names it: `top_box(boxes=1)`, `share(scores='4 to 5')`. */
function measureName({ name, options = {} }: Measure): string {
  const written = (value: unknown) =>
    typeof value === "string"
      ? `'${value}'`
      : String(value).replace(/^[tf]/, (letter) => letter.toUpperCase());
  const told = Object.entries(options).map(([option, value]) => `${option}=${written(value)}`);
  return told.length ? `${name}(${told.sort().join(", ")})` : name;
}

/** `top_box(boxes=1)` is made by `top_box`. */
const makerOf = (measure: string): string => measure.replace(/\(.*$/, "");

/** A figure's method begins with what is measured and ends with its interval: "top-2 box, Wilson 95 %". */
function infoOf(measure: string, figures: Figures, scale: Ends): MeasureInfo {
  const methods = Object.values(figures).flatMap((stage) =>
    stage[measure]?.value == null ? [] : [stage[measure].method ?? ""],
  );
  const told = methods[0]
    ?.replace(/,[^,]*%.*$/, "")
    .replace(" as ", ", ")
    .replace(/^weighted /, "");
  const label = told || makerOf(measure).replaceAll("_", " ");
  const unit = unitOf(makerOf(measure), label);
  const [low, high] = { nps: [-100, 100], share: [0, 1], score: scale, amount: scale }[unit] as Ends;
  // "Mean", but "eNPS" stays.
  const shown = label.replace(/^\p{Ll}(?!\p{Lu})/u, (letter) => letter.toUpperCase());
  return { name: measure, label: shown, unit, low, high };
}

function unitOf(maker: string, label: string): MeasureInfo["unit"] {
  if (["nps", "enps", "net_box"].includes(maker)) return "nps";
  if (["total", "money"].includes(maker)) return "amount";
  return ["share", "rate"].includes(maker) || /\bbox\b/.test(label.replaceAll("_", " ")) ? "share" : "score";
}

/** How many answered at all; null where the document may not tell. */
function respondentsOf({ counts }: Source): number | null {
  const whole = [counts, ...(counts?.coarser ?? [])].find(
    (one) => one && !one.withheld?.length && one.respondents?.length,
  );
  return whole?.respondents?.reduce((sum, n) => sum + n, 0) ?? null;
}

/** The mean at each stage, from the scale of the scores to that of the emotions. */
function curveOf(figures: Figures, [low, high]: Ends, [bottom, top]: Ends): Record<string, Point> {
  const onto = (score: number | null | undefined) =>
    score == null ? null : bottom + ((score - low) / (high - low)) * (top - bottom);
  const mean = namesIn(figures).find((measure) => makerOf(measure) === "mean");
  return Object.fromEntries(
    Object.entries(figures).flatMap(([stage, measures]) => {
      const figure = mean === undefined ? undefined : measures[mean];
      const value = onto(figure?.value);
      if (!figure || value === null) return [];
      return [[stage, { n: figure.n ?? 0, value, low: onto(figure.low), high: onto(figure.high) }]];
    }),
  );
}
