/**
 * A `.cjm.json` file: its text to a document and back. Reading is as strict as Python's (cjm_widgets/storage/file.py):
 * what it would refuse is refused here, with the line and the field, so that nobody saves what cannot be opened. Keys
 * of a newer minor version are read into the `extra` of their part and written back (cjm_widgets/storage/extra.py).
 */
import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode, visit } from "jsonc-parser";
import { canonicalText } from "./canonical";
import { checkPart, Refusal } from "./check";
import { SHAPES, type Shape, VERSION } from "./defaults";
import { checkDocument, isNewer, versionNumbers } from "./rules";
import type { Document } from "./schema";
import { didYouMean, quoted } from "./sentences";

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** Why a text is no map. */
export class FileProblem extends Error {
  override name = "FileProblem";

  constructor(
    sentence: string,
    /** The line and column of the fault, from 1; null where it is nowhere in particular. */
    readonly place: { line: number; column: number } | null,
    /** The field at fault, as in `stages[2].name`; "" for the whole. */
    readonly field: string,
  ) {
    super(sentence);
  }
}

/** The problem that `readText` reported; rethrows any other error. */
export function problemOf(error: unknown): FileProblem {
  if (error instanceof FileProblem) return error;
  throw error;
}

/** The document in a text; throws a `FileProblem`. */
export function readText(text: string): Document {
  const source = text.replace(/^\uFEFF/, "");
  if (!source.trim())
    throw new FileProblem("The file is empty; a map is at least an id and a version.", null, "");
  return readValue(parse(source), (path) => locate(source, path));
}

type Path = readonly (string | number)[];

/** The document in a file's values; `place` finds a field in the text they came from. */
export function readValue(
  value: unknown,
  place: (path: Path) => FileProblem["place"] = () => null,
): Document {
  if (!isVersioned(value)) throw new FileProblem('It is not a map: it has no "cjm" version.', null, "");
  const why = versionProblem(value.cjm);
  if (why) throw new FileProblem(why, place(["cjm"]), "cjm");
  try {
    const whole = fold(migrated(value), isNewer(value.cjm)) as Document;
    const document = checkPart(whole, "Document");
    checkDocument(whole); // with its empty cells, whose lanes and stages must exist as well
    return document;
  } catch (error) {
    if (!(error instanceof Refusal)) throw tooDeep(error);
    const sentence = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
    throw new FileProblem(sentence, place(error.path), fieldName(error.path));
  }
}

/** The canonical text of a document. */
export const fileText = (document: Document): string =>
  canonicalText(unfold(document, isNewer(document.cjm ?? VERSION)));

/** The document as an object that says just what its file would. */
export const asFile = (document: Document): { cjm: string } & Record<string, unknown> => ({
  cjm: VERSION,
  ...unfold(document, isNewer(document.cjm ?? VERSION)),
});

function parse(source: string): unknown {
  const [problem] = faults(source);
  if (problem) throw mergeProblem(source) ?? problem;
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new FileProblem(`It is not JSON: ${(error as Error).message}.`, null, "");
  }
}

const MARKERS = [/^<{7} /, /^={7}\s*$/, /^>{7} /];

/** What a merge of git left in a text, as cjm_widgets/storage/limits.py says it; null where there is nothing. */
function mergeProblem(source: string): FileProblem | null {
  const places: number[] = [];
  for (const [at, line] of source.split("\n").entries()) {
    if (MARKERS[places.length]?.test(line)) places.push(at + 1);
    const [first, middle, last] = places;
    if (first !== undefined && last !== undefined)
      return new FileProblem(
        `It has conflict markers of git at lines ${first}, ${middle} and ${last}: a merge left both versions in it. ` +
          '"git checkout --ours" with its name takes one, "--theirs" the other; cjm.merge(base, ours, theirs) joins two maps.',
        { line: first, column: 1 },
        "",
      );
  }
  return null;
}

/** What is wrong with the text as JSON; a key that is there twice is, since one of its values would be lost. */
function faults(source: string): FileProblem[] {
  const problems: FileProblem[] = [];
  const keys: Set<string>[] = [];
  const note = (sentence: string, offset: number, field: string) =>
    problems.push(new FileProblem(sentence, lineAndColumn(source, offset), field));
  try {
    visit(
      source,
      {
        onObjectBegin: () => void keys.push(new Set()),
        onObjectEnd: () => void keys.pop(),
        onObjectProperty(key, offset, _length, _line, _column, path) {
          if (keys.at(-1)?.has(key))
            note(`The key ${quoted(key)} is there twice.`, offset, fieldName([...path(), key]));
          keys.at(-1)?.add(key);
        },
        onError: (code: ParseError["error"], offset) =>
          note(`It is not JSON: ${spaceOut(printParseErrorCode(code))}.`, offset, ""),
      },
      STRICT,
    );
  } catch (error) {
    return [tooDeep(error)];
  }
  return problems;
}

/** `PropertyNameExpected` is "property name expected". */
const spaceOut = (code: string): string => code.replaceAll(/\B([A-Z])/g, " $1").toLowerCase();

function tooDeep(error: unknown): FileProblem {
  if (error instanceof RangeError)
    return new FileProblem("It is not a map: it is nested too deeply.", null, "");
  throw error;
}

const isVersioned = (value: unknown): value is { cjm: string } =>
  typeof value === "object" && value !== null && typeof (value as { cjm?: unknown }).cjm === "string";

/** Why a file of this version cannot be read at all; null where it can. */
function versionProblem(version: string): string | null {
  const numbers = versionNumbers(version);
  if (!numbers) return `${quoted(version)} is not a version such as ${quoted(VERSION)}.`;
  const ours = versionNumbers(VERSION)![0];
  if (numbers[0] > ours)
    return `It was written by a newer version (format ${version}; this one reads ${VERSION}). Update cjm_widgets to open it.`;
  return numbers[0] < ours ? `It is of format ${version}, which was never released.` : null;
}

/** `["stages", 2, "name"]` is `stages[2].name`. */
function fieldName(path: readonly (string | number)[]): string {
  return path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : `${at ? "." : ""}${step}`))
    .join("");
}

/** Where in the text a field is, or the innermost thing around it that is there. */
function locate(source: string, path: readonly (string | number)[]): FileProblem["place"] {
  const root = parseTree(source);
  for (let length = path.length; root && length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return lineAndColumn(source, node.offset);
  }
  return null;
}

function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

type Fields = Record<string, unknown>;
type PartChange = (part: string, fields: Fields) => Fields;

const EXTRA = "extra";
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const declares = (part: string, key: string): boolean => key !== EXTRA && Object.hasOwn(SHAPES[part]!, key);

const LEVELS: Readonly<Record<number, [number, number]>> = { 1: [1, 3], 2: [4, 7], 3: [8, 10] };

/**
 * The values as this version has them. In 1.0 impact and effort were levels, which are thirds of 1 to 10 since, and
 * amounts were called events, which are something else since.
 */
function migrated(value: { cjm: string }): unknown {
  const numbers = versionNumbers(value.cjm)!;
  if (numbers[0] !== 1 || numbers[1] >= 1) return value;
  const level = (entry: unknown) => (typeof entry === "number" && LEVELS[entry]) || entry;
  const changed = (part: string, fields: Fields): Fields => {
    if (part === "Source" && fields.kind === "events") return { ...fields, kind: "amounts" };
    if (part !== "Card") return fields;
    return Object.fromEntries(
      Object.entries(fields).map(([name, entry]) => [
        name,
        name === "impact" || name === "effort" ? level(entry) : entry,
      ]),
    );
  };
  return { ...(eachPart(value, { part: "Document" }, changed) as Fields), cjm: VERSION };
}

/** A file's values with the keys not known here under `extra`; throws a `Refusal` where there may be none. */
export const fold = (value: unknown, newer: boolean): unknown =>
  eachPart(value, { part: "Document" }, (part, fields) => {
    const unknown = Object.keys(fields).filter((key) => !declares(part, key));
    if (!unknown.length) return fields;
    if (!newer)
      throw at(
        new Refusal(
          `the ${part.toLowerCase()} has no field ${quoted(unknown[0])}${didYouMean(unknown[0]!, Object.keys(SHAPES[part]!).sort())}`,
        ),
        unknown[0]!,
      );
    const entries = Object.entries(fields);
    const [own, extra] = [true, false].map((ours) => entries.filter(([key]) => declares(part, key) === ours));
    return { ...Object.fromEntries(own!), [EXTRA]: Object.fromEntries(extra!) };
  });

/** A document's values as a file has them; what a file of this version cannot have is left out. */
export const unfold = (document: object, newer: boolean): object =>
  eachPart(document, { part: "Document" }, (part, { [EXTRA]: extra, ...fields }) => {
    const newKeys = Object.entries(isObject(extra) && newer ? extra : {}).filter(
      ([key]) => !declares(part, key),
    );
    return { ...Object.fromEntries(newKeys), ...fields };
  }) as object;

function at(refusal: Refusal, step: string | number): Refusal {
  refusal.path.unshift(step);
  return refusal;
}

/** The value with every part changed, innermost first; leaves a value that is not a part for the check to reject. */
function eachPart(value: unknown, shape: Shape, change: PartChange): unknown {
  const within = (step: string | number, item: unknown, inner: Shape): unknown => {
    try {
      return eachPart(item, inner, change);
    } catch (error) {
      throw error instanceof Refusal ? at(error, step) : error;
    }
  };
  if (shape.list && Array.isArray(value))
    return holdsParts(shape.list) ? value.map((item, step) => within(step, item, shape.list!)) : value;
  if (!isObject(value)) return value;
  if (shape.map && holdsParts(shape.map))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, within(key, item, shape.map!)]),
    );
  const { part } = shape;
  if (!part) return value;
  const inner = (key: string): Shape | null => {
    const shape = declares(part, key) ? SHAPES[part]![key]! : null;
    return shape && holdsParts(shape) ? shape : null;
  };
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const shape = inner(key);
    return [key, shape ? within(key, item, shape) : item];
  });
  return change(part, Object.fromEntries(entries));
}

const holdsParts = ({ part, list, map }: Shape): boolean =>
  part !== undefined || [list, map].some((inner) => inner !== undefined && holdsParts(inner));
