/** Numbers as the kernel would send them for the airport template: from the SFO survey of 2017, to look at. */
import type { Figure, Measured, Point, Reading } from "../src/document/schema";

const STAGES = [
  "getting-there",
  "roads-parking-shuttle",
  "finding-the-way",
  "security",
  "waiting-airside",
  "cleanliness",
  "overall",
] as const;

/** Per stage: n, mean, half of its interval, share of top-2, half of its interval. */
type Row = readonly [n: number, mean: number, half: number, top: number, topHalf: number];

const ALL: readonly Row[] = [
  [2319, 4.21, 0.036, 0.77, 0.017],
  [2193, 4.0, 0.031, 0.74, 0.018],
  [2766, 4.17, 0.029, 0.8, 0.015],
  [2407, 4.31, 0.036, 0.82, 0.015],
  [2790, 3.93, 0.027, 0.69, 0.017],
  [2778, 4.25, 0.027, 0.83, 0.014],
  [2688, 4.06, 0.028, 0.82, 0.015],
];

function reading(respondents: number, rows: readonly Row[]): Reading {
  const figures: Record<string, Record<string, Figure>> = {};
  const curve: Record<string, Point> = {};
  for (const [at, stage] of STAGES.entries()) {
    const [n, mean, half, top, topHalf] = rows[at]!;
    if (n < 10) {
      const withheld: Figure = {
        n: 0,
        why: "withheld",
        method: "withheld: fewer than 10 respondents, here or in what this would give away",
      };
      figures[stage] = { mean: withheld, top_box: withheld };
      continue;
    }
    figures[stage] = {
      mean: { n, value: mean, low: mean - half, high: mean + half, method: "mean, t interval 95 %" },
      top_box: { n, value: top, low: top - topHalf, high: top + topHalf, method: "top-2 box, Wilson 95 %" },
    };
    curve[stage] = { n, value: mean - 3, low: mean - half - 3, high: mean + half - 3 };
  }
  return { respondents, figures, curve };
}

const scaled = (share: number, by: number, shift: number): Row[] =>
  ALL.map(([n, mean, half, top, topHalf]) => [
    Math.round(n * share),
    mean + shift,
    half * by,
    Math.min(1, top + shift / 4),
    topHalf * by,
  ]);

const DOMESTIC = reading(1775, scaled(0.627, 1.26, 0.02));
const INTERNATIONAL = reading(1056, scaled(0.373, 1.64, -0.04));
/** Few respondents, and at the smallest stages too few to be told. */
const CHARTER = reading(28, scaled(0.0045, 8, -0.1));
CHARTER.respondents = null;

/** The measured message under a filter. */
export function sample(filters: Record<string, string[]> = {}, live = true): Measured {
  const [type] = filters.flight_type ?? [];
  const readings = { domestic: DOMESTIC, international: INTERNATIONAL, charter: CHARTER };
  const chosen = readings[type as keyof typeof readings] ?? reading(2831, ALL);
  return {
    type: "measured",
    filters,
    choices: [
      {
        column: "flight_type",
        options: [
          { value: "domestic", n: 1775 },
          { value: "international", n: 1056 },
          { value: "charter", n: null },
        ],
      },
    ],
    sources: [
      {
        id: "sfo-customer-survey-2017",
        name: "SFO customer survey 2017",
        live,
        read: "2026-11-21T10:42:00",
        rows: 2831,
        scale: [1, 5],
        measures: [
          { name: "mean", label: "Mean", unit: "score", low: 3.8, high: 4.4, level: 0.95 },
          { name: "top_box", label: "Top-2 box", unit: "share", low: 0, high: 1, level: 0.95 },
        ],
        curve: { name: "mean", label: "Mean", unit: "score", low: 1, high: 5, level: 0.95 },
        reading: chosen,
        personas: { "maya-torres": DOMESTIC, "kenji-sato": INTERNATIONAL },
        marks: type
          ? {}
          : { security: ["mean by flight_type: domestic 0.13 higher than international, Holm p 0.006"] },
        inside: {
          "maya-torres": Object.fromEntries(STAGES.map((stage) => [stage, stage === "cleanliness"])),
          "kenji-sato": Object.fromEntries(STAGES.map((stage) => [stage, false])),
        },
      },
    ],
  };
}
