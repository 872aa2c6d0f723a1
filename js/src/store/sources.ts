/**
 * The numbers a document keeps of its sources, as a kernel would send them: every measure at every stage and the
 * measured curve, for all respondents. Choosing among respondents takes a kernel.
 */
import { scaleOf } from "../document/document";
import type {
  Document,
  Figure,
  Legend,
  Measure,
  Measured,
  MeasureInfo,
  Point,
  Source,
  SourceInfo,
} from "../document/schema";
import makers from "./makers.json";

type Ends = readonly [number, number];
type Figures = Record<string, Record<string, Figure>>;

export function sourceNumbers(document: Document): Measured {
  const sources = (document.sources ?? []).flatMap((source) => asInfo(source, scaleOf(document)) ?? []);
  return sources.length ? { type: "measured", sources } : { type: "measured" };
}

function asInfo(source: Source, emotion: Ends): SourceInfo | null {
  const { id, name, rows = 0, read = "", note = "", scale, figures, transitions, off_map = 0 } = source;
  if (!figures || !scale) return null;
  const { measures = [], curve = null, respondents = null } = source.legend ?? usualLegend(source);
  const who = whoCounts(source);
  return {
    id,
    name,
    rows,
    read,
    note,
    ...(off_map ? { off_map } : {}),
    ...(who === "respondents" ? {} : { who }),
    ...(respondents === null ? {} : { everyone: respondents }),
    ...(source.per === "answer" ? { pooled: true } : {}),
    live: false,
    scale,
    measures,
    curve,
    reading: {
      respondents,
      figures: only(new Set(measures.map((measure) => measure.name)), figures),
      curve: curve ? curveOf(figures, curve.name, scale, emotion) : {},
      ...(transitions?.length ? { transitions } : {}),
    },
  };
}

/** Whom or what its numbers count; answers of long rows that name no respondent, or of questions that are pooled. */
function whoCounts({ stage, respondent, kind, per, note = "" }: Source): SourceInfo["who"] {
  if (kind === "events") return "cases";
  const unknown = stage != null && respondent == null && kind !== "counts";
  return unknown || per === "answer" || note.includes("answers pooled") ? "answers" : "respondents";
}

const only = (measures: ReadonlySet<string>, figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures).map(([stage, row]) => [
      stage,
      Object.fromEntries(Object.entries(row).filter(([measure]) => measures.has(measure))),
    ]),
  );

/** The mean at each stage, from the scale of the scores to that of the emotions. */
function curveOf(
  figures: Figures,
  mean: string,
  [low, high]: Ends,
  [bottom, top]: Ends,
): Record<string, Point> {
  const onto = (score: number | null | undefined) =>
    score == null ? null : bottom + ((score - low) / (high - low)) * (top - bottom);
  return Object.fromEntries(
    Object.entries(figures).flatMap(([stage, row]) => {
      const figure = row[mean];
      const value = onto(figure?.value);
      if (!figure || value === null) return [];
      return [[stage, { n: figure.n ?? 0, value, low: onto(figure.low), high: onto(figure.high) }]];
    }),
  );
}

// --- legends for files that have none

interface Maker {
  label: string;
  unit: MeasureInfo["unit"];
  level: number;
  /** The unit of each kind, where there is a choice. */
  units?: Record<string, MeasureInfo["unit"]>;
}
const MAKERS = makers as Record<string, Maker>;

function usualLegend(source: Source): Legend {
  const { scale, figures = {}, measures = [], kind } = source;
  const there = new Set(Object.values(figures).flatMap(Object.keys));
  const infos = new Map(measures.map((measure) => [measureName(measure), measure] as const));
  const legend = [...infos]
    .filter(([name]) => there.has(name))
    .map(([name, measure]) => usualInfo(name, measure, scale!));
  const mean = measures.find(({ name }) => name === "mean") ?? { name: "mean" };
  const curve = kind !== "amounts" && there.has(measureName(mean));
  return {
    measures: legend,
    curve: curve ? usualInfo(measureName(mean), mean, scale!) : null,
    respondents: respondentsOf(source),
  };
}

/** As Python names it: `top_box(boxes=1)`, `share(scores='4 to 5')`. */
function measureName({ name, options = {} }: Measure): string {
  const literal = (value: unknown) =>
    typeof value === "string"
      ? `'${value}'`
      : String(value).replace(/^[tf]/, (letter) => letter.toUpperCase());
  const each = Object.entries(options).map(([option, value]) => `${option}=${literal(value)}`);
  return each.length ? `${name}(${each.sort().join(", ")})` : name;
}

/** A measure with options is called as in Python, as only Python knows what they make of its label. */
function usualInfo(name: string, measure: Measure, scale: Ends): MeasureInfo {
  const maker = MAKERS[measure.name] ?? { label: measure.name, unit: "score", level: 0.95 };
  const { level = maker.level, ...options } = measure.options ?? {};
  const unit = maker.units?.[String(options.kind)] ?? maker.unit;
  const [low, high] = { nps: [-100, 100], share: [0, 1], score: scale, amount: scale, minutes: scale }[
    unit
  ] as Ends;
  const label = Object.keys(options).length ? name : maker.label;
  return { name, label, unit, low, high, level: Number(level) };
}

/** How many answered at all; null if that number is withheld. */
function respondentsOf({ counts }: Source): number | null {
  const whole = [counts, ...(counts?.coarser ?? [])].find(
    (one) => one && !one.withheld?.length && one.respondents?.length,
  );
  return whole?.respondents?.reduce((sum, n) => sum + n, 0) ?? null;
}
