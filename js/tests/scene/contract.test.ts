/** TypeScript's half of the contract on pictures: every call in scenes.json gets the answer that Python gives. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { linkWords } from "../../src/document/links/link-edits";
import { allLinks, linkCounts, wholeLinks } from "../../src/document/links/links";
import type {
  Card,
  Document,
  Figure,
  MeasureInfo,
  Point,
  SourceInfo,
  Transition,
} from "../../src/document/schema";
import { bandPath, linePath } from "../../src/scene/curve";
import { leastRoom, nearestFree, passing, room, type Side, sides } from "../../src/scene/labels";
import { lineBetween, phasesOf, spansOf } from "../../src/scene/layout";
import { sharedAxis, verdictOn } from "../../src/scene/measure";
import * as numbers from "../../src/scene/numbers";
import { pathPicture, type Route } from "../../src/scene/path";
import {
  initials,
  type MarkerName,
  numbered,
  OUTLINES,
  personaLook,
  shortNames,
} from "../../src/scene/personas";
import { largestDifference, lowestStage, lowestWords, picture } from "../../src/scene/picture";
import {
  drawnPairs,
  leftBefore,
  placeRibbons,
  rareWords,
  ribbonsOf,
  shareWords,
  transitionWords,
} from "../../src/scene/ribbons";
import { heightOf, makeScale, ticks, writeDrawn } from "../../src/scene/scale";

type Ends = [value: number | null, low: number | null, high: number | null];
type Band = [x: number, low: number, high: number];
type Block = [top: number, bottom: number, firm: boolean];

const CALLS = JSON.parse(
  readFileSync(new URL("../../../tests/contract/files/scenes.json", import.meta.url), "utf8"),
) as Record<string, [unknown[], unknown][]>;

const figure = ([value, low, high]: Ends): Figure => ({ n: 40, value, low, high, method: "", why: "" });

const points = (measured: readonly (Ends | null)[]): (Point | null)[] =>
  measured.map((one) => one && { n: 40, value: one[0]!, low: one[1], high: one[2] });

const obstacles = (blocks: readonly Block[]) => blocks.map(([from, to, firm]) => ({ from, to, firm }));

const stages = (n: number) => Array.from({ length: n }, (_, at) => ({ id: `s${at}`, name: `Stage ${at}` }));

/** What Python calls each function, with its arguments. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments are whatever the file holds
const FUNCTIONS: Record<string, (...args: any[]) => unknown> = {
  plain: numbers.plain,
  signed: numbers.signed,
  compact: numbers.compact,
  count: numbers.count,
  duration: numbers.duration,
  round_step: numbers.roundStep,
  decimals_of: numbers.decimalsOf,
  clock: numbers.clock,
  write_value: numbers.writeValue,
  write_interval: numbers.writeInterval,
  write_mark: numbers.writeMark,
  write_drawn: (low, high, value) => writeDrawn(makeScale([low, high]), value),
  place: (low, high, value) => heightOf(makeScale([low, high]), value),
  ticks: (low, high) => ticks(makeScale([low, high])).map(({ value, text, end }) => [value, text, end ?? ""]),
  shared_axis: (figures: Ends[], target, [low, high]) => {
    const axis = sharedAxis(figures.map(figure), target, { low, high } as MeasureInfo);
    return axis && [axis.low, axis.high, axis.step];
  },
  standing: (low, high, target) => verdictOn(figure([0, low, high]), target),
  line_path: (spots: ([number, number] | null)[]) =>
    spaced(linePath(spots.map((one) => one && { x: one[0], y: one[1] }))),
  band_path: (spans: (Band | null)[]) =>
    spaced(bandPath(spans.map((one) => one && { x: one[0], low: one[1], high: one[2] }))),
  sides: (...args: Parameters<typeof sides>) => both(sides(...args)),
  nearest_free: (blocks: Block[], y, height) => nearestFree(obstacles(blocks), y, height),
  least_room: leastRoom,
  room: (blocks: Block[], y, height) => room(obstacles(blocks), y, height),
  passing: (heights, at) => {
    const one = passing(heights, at);
    return one && [one.from, one.to, one.firm];
  },
  largest_mismatch: (drawn, measured, least) => {
    const one = largestDifference(drawn, points(measured), least);
    return one && [one.at, one.distance, one.higher];
  },
  lowest_stage: (measured) => {
    const one = lowestStage(points(measured));
    return one && [one.at, lowestWords(one)];
  },
  short_names: shortNames,
  initials,
  persona_look: (place) => {
    const look = personaLook(place);
    return [
      look.class.slice("is-".length),
      look.marker,
      look.dash,
      look.round,
      look.number,
      numbered(look, "Ana"),
    ];
  },
  marker: (name: MarkerName) => OUTLINES[name],
  spans: (wanted: number[][]) => {
    const cells = wanted.map((spans, at) => [`s${at}`, spans.map((span) => ({ span }) as Card)]);
    return spansOf(Object.fromEntries(cells), stages(wanted.length));
  },
  phase_runs: ({ stages, phases }: Required<Document>) =>
    phasesOf(stages, phases).map((run) => [run.phase?.id ?? null, run.from, run.count, run.minutes]),
  line_between: lineBetween,
  emotion_lane: (document: Required<Document>, measured: (Ends | null)[], level: string, width: number) => {
    const curve = points(measured).flatMap((point, at) => (point ? [[`s${at}`, point]] : []));
    const reading = { curve: Object.fromEntries(curve) };
    const mean = level ? { level: Number.parseFloat(level) / 100 } : undefined;
    const { columns } = picture({
      document,
      stages: document.stages,
      source: { reading, curve: mean } as unknown as SourceInfo,
      filterWords: "",
      persona: null,
      hidden: new Set(),
      states: null,
      preview: null,
      width,
    });
    return columns.map(({ sides, shift, ends, difference, lowest }) => [
      both(sides),
      shift && [shift.top, shift.height, shift.up],
      ends.map(({ name, details, marker, apart, y, height }) => [name, details, marker, apart, y, height]),
      difference && [difference.words, difference.from, difference.to],
      lowest && [lowest.words, lowest.top, ...lowest.leader],
    ]);
  },
  path_lines: (routes: [string, number, number | null, Route["kind"], string][], count, width) => {
    const picture = pathPicture(
      routes.map(([link, start, end, kind, label]) => ({ link, start, end, kind, label })),
      count,
      width,
    );
    const lines = picture.lines.map(({ way, level, strokes, gate, heads, ring, label }) => [
      ...[way, level, strokes, gate, heads],
      ...[ring, label],
    ]);
    return [lines, picture.middle, picture.height];
  },
  ribbons: (
    transitions: Transition[],
    cases: number | null,
    links: [string, string][],
    stages: string[],
    width: number,
    least: [number, number],
  ) => {
    const { ribbons, rare } = ribbonsOf(transitions, cases, drawnPairs(links, transitions, stages), stages);
    const { lines, middle, height } = placeRibbons(ribbons, width, least);
    const names = new Map(stages.map((id) => [id, id.charAt(0).toUpperCase() + id.slice(1)]));
    return [
      lines.map(({ ribbon, thickness, stroke, head, label }) => [
        ...[ribbon.start, ribbon.end, ribbon.share, ribbon.drawn, ribbon.seen],
        ...[thickness, stroke, head, label, shareWords(ribbon)],
      ]),
      ...[middle, height, rareWords(rare), leftBefore(transitions, cases, names)],
      transitions
        .filter(({ start, end }) => names.has(start) && names.has(end))
        .map((one) => transitionWords(names.get(one.start)!, names.get(one.end)!, one, cases)),
    ];
  },
  links: (document: Document) => [
    wholeLinks(document).map((link) => linkWords(document, link)),
    Object.fromEntries(linkCounts(document, allLinks(document))),
  ],
};

/** A path with spaces for d3's commas. */
const spaced = (path: string) => path.replaceAll(",", " ");

const both = ({ measured, drawn }: { measured: Side; drawn: Side }) => [measured, drawn];

/** Numbers to twelve digits, as the two halves need not add in the same order. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item: unknown) =>
      typeof item === "number" ? Number(item.toPrecision(12)) : item,
    ),
  );

describe("the contract on pictures", () => {
  it("names the same functions in both halves", () => {
    expect(Object.keys(FUNCTIONS)).toEqual(Object.keys(CALLS));
  });

  for (const [name, calls] of Object.entries(CALLS)) {
    it(`${name} answers as Python does`, () => {
      for (const [args, answer] of calls) {
        expect(rounded(FUNCTIONS[name]!(...args)), JSON.stringify(args)).toEqual(rounded(answer));
      }
    });
  }
});
