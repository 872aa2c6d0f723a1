/**
 * What must hold between the parts of a map: one set of rules, for whole documents and for single operations, so that
 * every map an operation makes can be saved and read again. The same in Python is cjm_widgets/document/check.py.
 */
import { Refusal } from "./check";
import { checkCounts } from "./coverage/tallies";
import { VERSION } from "./defaults";
import { cardIds, type Kind, scaleOf, thingsOf } from "./document";
import { holdsCards, laneContent } from "./lane-kinds";
import type { Card, Document, Image, Lane, Link, MapSnapshot, Persona, Score, Source, Stage } from "./schema";
import { compare, inOrder, quoted, unknown } from "./sentences";

const NARROWEST = 1e-300;
const WIDEST = 1e305;

type Path = readonly (string | number)[];

/** The two numbers of a version; null for a text that is no version. */
export function versionNumbers(version: string): [number, number] | null {
  const match = /^(\d{1,6})\.(\d{1,6})$/.exec(version);
  return match && [Number(match[1]), Number(match[2])];
}

/** Whether a file of that version may have keys that this one does not know. */
export function isNewer(version: string): boolean {
  const [numbers, ours] = [versionNumbers(version), versionNumbers(VERSION)!];
  return !!numbers && (numbers[0] > ours[0] || (numbers[0] === ours[0] && numbers[1] > ours[1]));
}

function checkVersion(version: string): void {
  const numbers = versionNumbers(version);
  if (!numbers) throw new Refusal(`${quoted(version)} is not a version such as ${quoted(VERSION)}`);
  const ours = versionNumbers(VERSION)!;
  if (numbers[0] !== ours[0] || numbers[1] < ours[1])
    throw new Refusal(`this is of format ${version}; this version reads ${VERSION}`);
}

/** Refuse the id of a thing that is not there. */
export function checkIds(document: Document, what: Kind, ids: Iterable<string>): void {
  const every = thingsOf(document, what).map(({ id }) => id);
  const known = new Set(every);
  for (const id of [...ids].sort(compare)) if (!known.has(id)) refuse(unknown(what, id, every), id);
}

export function checkPhase(document: Document, { phase }: Stage): void {
  const ids = thingsOf(document, "phase").map(({ id }) => id);
  if (phase != null && !ids.includes(phase)) throw new Refusal(unknown("phase", phase, ids));
}

/** Refuse cards in a lane that shows something else. */
export function checkLaneOfCards(lane: Lane): void {
  if (!holdsCards(lane))
    throw new Refusal(`lane ${quoted(lane.name)} shows ${laneContent(lane)} and holds no cards`);
}

/** Refuse cells of lanes that are not there or hold no cards. */
export function checkCells(document: Document, lanes: readonly string[]): void {
  checkIds(document, "lane", lanes);
  const byId = new Map(thingsOf(document, "lane").map((lane) => [lane.id, lane]));
  for (const id of lanes.toSorted(compare)) within(() => checkLaneOfCards(byId.get(id)!), id);
}

/** Refuse emotions off the scale, by what they are of. */
export function checkScores(document: Document, scores: Readonly<Record<string, Score>> = {}): void {
  for (const [stage, { value }] of inOrder(scores)) checkOnScale(document, value, stage, "value");
}

/** Refuse emotions of a future state off the scale, by what they are of. */
export function checkFuture(document: Document, values: Readonly<Record<string, number>> = {}): void {
  for (const [stage, value] of inOrder(values)) checkOnScale(document, value, stage);
}

function checkOnScale(document: Document, value: number, ...path: Path): void {
  const [low, high] = scaleOf(document);
  if (value < low || value > high)
    refuse(
      `an emotion is a number from ${quoted(low)} to ${quoted(high)}, not ${quoted(value)}; the nearest is ${quoted(value < low ? low : high)}`,
      ...path,
    );
}

export function checkScale(document: Document): void {
  const [low, high] = scaleOf(document);
  if (!(low < high))
    throw new Refusal(`the scale must run from low to high, not from ${quoted(low)} to ${quoted(high)}`);
  if (!(high - low >= NARROWEST && high - low <= WIDEST))
    throw new Refusal(`no picture can show a scale from ${quoted(low)} to ${quoted(high)}`);
}

/** Refuse a source whose scale runs downwards, or whose counts do not fit one another. */
export function checkSource(source: Source): void {
  const [low, high] = source.scale ?? [0, 0];
  if (!(high - low >= 0 && high - low <= WIDEST))
    throw new Refusal(
      `the scale of ${quoted(source.name)} must run from low to high, not ${quoted(low)} to ${quoted(high)}`,
    );
  checkCounts(source);
}

const RANGES = ["confidence", "ease", "effort", "impact", "reach"] as const;
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const IMAGE = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Refuse a range that does not run from low to high, a day that is none, and an image of another kind. */
export function checkCard(card: Card): void {
  for (const name of RANGES) {
    const value = card[name];
    if (Array.isArray(value) && !(value[0] < value[1]))
      refuse(
        `the ${name} must run from low to high, not from ${quoted(value[0])} to ${quoted(value[1])}`,
        name,
      );
  }
  checkDay("due", card.due);
  checkImage("image", card.image);
}

/** Refuse a text that is neither a day nor empty. */
export function checkDay(what: string, day: string | undefined): void {
  if (day && !DAY.test(day)) refuse(`the ${what} is a day such as '2026-06-30', not ${quoted(day)}`, what);
}

/** Refuse what a card of some cells cannot say. */
export function checkCards(row: Readonly<Record<string, readonly Card[]>> = {}): void {
  for (const [stage, cards] of inOrder(row))
    for (const [at, card] of cards.entries()) within(() => checkCard(card), stage, at);
}

/** Refuse a photo that is no image of a kind that every browser shows and none runs. */
export const checkPersona = (persona: Persona): void => checkImage("photo", persona.photo);

function checkImage(what: string, image: Image | null | undefined): void {
  if (image && !IMAGE.test(image.data))
    refuse(
      `the ${what} must be a PNG, JPEG or WebP as a data URL, not ${quoted([...image.data].slice(0, 40).join(""))}`,
      what,
      "data",
    );
}

/** Refuse a link that starts or ends at nothing or at two things; only an open one may end nowhere. */
export function checkLink({ start, end, kind }: Link): void {
  for (const [what, anchor] of Object.entries({ start, end }))
    if (anchor && (anchor.card == null) === (anchor.stage == null))
      refuse(`the ${what} of a link is one card or one stage`, what);
  if (!end && kind !== "open") throw new Refusal("only an open link ends nowhere; say where this one ends");
}

/** Of a map, each of which is as large as the map was. */
const MOST_SNAPSHOTS = 50;

/** Refuse a snapshot that holds snapshots, or of what is no map. */
export function checkSnapshot({ map }: MapSnapshot): void {
  if (map.snapshots?.length) refuse("a snapshot holds no snapshots", "map", "snapshots");
  within(() => checkDocument(map), "map");
}

/** Refuse more snapshots than a map keeps. */
export function checkNumberOfSnapshots(number: number): void {
  if (number > MOST_SNAPSHOTS)
    throw new Refusal(
      `a map keeps at most ${MOST_SNAPSHOTS} snapshots; remove one that is not needed any more`,
    );
}

/** Refuse card ids that other cards have, or that are there twice. */
export function checkFree(ids: readonly string[], inUse: ReadonlySet<string>): void {
  const earlier = new Set<string>();
  const taken = ids.filter((id) => inUse.has(id) || earlier.has(id) || !earlier.add(id)).sort(compare)[0];
  if (taken !== undefined) throw new Refusal(`the card id ${quoted(taken)} is taken`);
}

/** Refuse a document whose ids repeat, whose references point nowhere, or whose file could not be read. */
export function checkDocument(document: Document): void {
  within(() => checkVersion(document.cjm ?? VERSION), "cjm");
  for (const what of ["stage", "lane", "persona", "phase", "source", "link", "snapshot"] as const) {
    const ids = thingsOf(document, what).map(({ id }) => id);
    checkOnce(what, ids, (at) => [`${what}s`, at]);
  }
  checkOnce("card", cardIds(document), () => ["cells"]);
  const stages = [...thingsOf(document, "stage").entries()];
  for (const [at, stage] of stages.sort(([, a], [, b]) => compare(a.phase ?? "", b.phase ?? "")))
    within(() => checkPhase(document, stage), "stages", at, "phase");
  within(() => checkScale(document), "scale");
  checkDay("review", document.review);
  const { cells = {}, emotion = {}, future = {} } = document;
  within(() => checkCells(document, Object.keys(cells)), "cells");
  for (const [lane, row] of inOrder(cells))
    within(
      () => {
        checkIds(document, "stage", Object.keys(row));
        checkCards(row);
      },
      "cells",
      lane,
    );
  within(() => checkIds(document, "persona", Object.keys(emotion)), "emotion");
  for (const [persona, scores] of inOrder(emotion)) {
    within(() => checkIds(document, "stage", Object.keys(scores)), "emotion", persona);
    within(() => checkScores(document, scores), "emotion", persona);
  }
  within(() => checkIds(document, "persona", Object.keys(future)), "future");
  for (const [persona, values] of inOrder(future)) {
    within(() => checkIds(document, "stage", Object.keys(values)), "future", persona);
    within(() => checkFuture(document, values), "future", persona);
  }
  for (const [at, source] of thingsOf(document, "source").entries())
    within(() => checkSource(source), "sources", at);
  for (const [at, persona] of thingsOf(document, "persona").entries())
    within(() => checkPersona(persona), "personas", at);
  for (const [at, link] of thingsOf(document, "link").entries()) within(() => checkLink(link), "links", at);
  const snapshots = thingsOf(document, "snapshot");
  within(() => checkNumberOfSnapshots(snapshots.length), "snapshots");
  for (const [at, snapshot] of snapshots.entries()) within(() => checkSnapshot(snapshot), "snapshots", at);
}

function checkOnce(what: string, ids: readonly string[], path: (at: number) => Path): void {
  const earlier = new Set<string>();
  const twice = ids.filter((id) => earlier.has(id) || !earlier.add(id)).sort(compare)[0];
  if (twice !== undefined)
    refuse(`two ${what}s have the id ${quoted(twice)}`, ...path(ids.lastIndexOf(twice)));
}

function refuse(sentence: string, ...path: Path): never {
  const refusal = new Refusal(sentence);
  refusal.path.push(...path);
  throw refusal;
}

/** Runs a check; what it refuses is at this place of the document. */
function within(check: () => void, ...path: Path): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal) error.path.unshift(...path);
    throw error;
  }
}
