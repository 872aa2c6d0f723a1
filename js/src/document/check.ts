/**
 * What types cannot say about a value: finite numbers, whole text, lengths, ranges; and the refusal that says which of
 * them does not hold. The lean form, in which a field that holds its default is absent, makes equal values alike.
 */
import { OPERATIONS, SHAPES, type Shape } from "./defaults";
import type { Operation } from "./schema";
import { compare, didYouMean, inOrder, quoted } from "./sentences";

export class Refusal extends Error {
  override name = "Refusal";
  /** Where in the refused value the fault is: keys and positions, outermost first. */
  readonly path: (string | number)[] = [];

  constructor(
    sentence: string,
    /** Whether the field was changed meanwhile, rather than the edit being wrong in itself. */
    readonly conflict = false,
    /** What the field holds now, where that is the reason. */
    readonly now: unknown = null,
  ) {
    super(sentence);
  }
}

type Fields = Record<string, unknown>;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ANY_SURROGATE = /[\uD800-\uDFFF]/; // finds halves of whole characters too, but much faster
/** Levels within levels of what a newer version wrote; beyond them Python could not write what it reads. */
const DEEPEST = 100;
/** Counts within counts. */
const MOST_COARSER = 20;

/** Of each part: its defaults, and the fields that may not be missing. */
const DEFAULTS: Record<string, Fields> = {};
const REQUIRED: Record<string, string[]> = {};
for (const [part, shapes] of Object.entries(SHAPES)) {
  const fields = Object.entries(shapes);
  const usual = fields.filter(([, shape]) => shape.default !== undefined);
  DEFAULTS[part] = Object.fromEntries(usual.map(([field, shape]) => [field, shape.default]));
  REQUIRED[part] = fields.filter(([, shape]) => shape.required).map(([field]) => field);
}

/** The defaults of this part's fields; empty for a part whose fields are all required. */
export const defaultsOf = (part: string): Readonly<Fields> => DEFAULTS[part] ?? {};

/** The operation in its lean form; throws a `Refusal` if no map could hold what it says. */
export function checkOperation(operation: Operation): Operation {
  const { op, ...fields } = asFields(operation, "edit") as unknown as Operation;
  const part = typeof op === "string" ? partOf(op) : "";
  if (opOf(part) !== op || !OPERATIONS.includes(part)) {
    const hint = typeof op === "string" ? didYouMean(op, OPERATIONS.map(opOf).sort()) : "";
    throw new Refusal(`there is no edit called ${quoted(op)}${hint}`);
  }
  const lean = checkFields(fields, part, `edit ${op}`, 0);
  return lean === fields ? operation : ({ op, ...(lean as Fields) } as Operation);
}

/** `set_map` is a `SetMap`. */
const partOf = (op: string): string =>
  op.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
const opOf = (part: string): string => part.replaceAll(/\B([A-Z])/g, "_$1").toLowerCase();

/** The part (`"Document"`, `"Card"` ...) in its lean form; throws a `Refusal` where it is not one. */
export function checkPart<T>(value: T, part: string): T {
  return checkFields(value, part, titleOf(part), 0) as T;
}

/** A function of a name that remembers its answers: a large map asks for the same ones with each of its cards. */
function once(answer: (name: string) => string): (name: string) => string {
  const answers = new Map<string, string>();
  return (name) => {
    if (!answers.has(name)) answers.set(name, answer(name));
    return answers.get(name)!;
  };
}

/** `StageChanges` are those of a stage. */
const titleOf = once((part) =>
  part
    .replaceAll(/\B([A-Z])/g, " $1")
    .toLowerCase()
    .replace(/ changes$/, ""),
);

function checkValue(value: unknown, shape: Shape, where: string, depth: number): unknown {
  if (value === null && shape.nullable) return null;
  if (shape.part !== undefined) return checkFields(value, shape.part, where, depth);
  if (shape.text !== undefined) return checkText(value, shape, where);
  if (shape.number) return checkNumber(value, shape, where);
  if (shape.flag) return must(typeof value === "boolean", value, where, "must be true or false");
  if (shape.one)
    return must(shape.one.includes(value), value, where, `must be one of: ${shape.one.join(", ")}`);
  if (shape.list) return checkList(value, shape.list, shape.length, where, depth);
  if (shape.map) return checkMap(value, shape.map, where, depth);
  if (shape.free) return checkFree(value, where, depth);
  const fitting = shape.any?.find((kind) => fits(value, kind));
  if (!fitting) throw new Refusal(`${where} cannot be ${quoted(value)}`);
  return checkValue(value, fitting, where, depth);
}

function must<T>(holds: boolean, value: T, where: string, sentence: string): T {
  if (!holds) throw new Refusal(`${where} ${sentence}, not ${quoted(value)}`);
  return value;
}

const fits = (value: unknown, kind: Shape): boolean =>
  kind.list
    ? Array.isArray(value)
    : kind.number === "integer"
      ? Number.isInteger(value)
      : typeof value === (kind.text !== undefined ? "string" : kind.number ? "number" : "boolean");

function checkText(value: unknown, { text: most = 0, least = 0 }: Shape, where: string): unknown {
  if (typeof value !== "string") throw new Refusal(`${where} must be text, not ${quoted(value)}`);
  const half = LONE_SURROGATE.exec(value);
  if (half) {
    const code = half[0].charCodeAt(0).toString(16).toUpperCase();
    const position = [...value.slice(0, half.index)].length;
    throw new Refusal(
      `the ${where} has half a character (U+${code} at position ${position}); it cannot be saved`,
    );
  }
  if (most && value.length > most) {
    const length = [...value].length;
    if (length > most)
      throw new Refusal(`the ${where} has ${length} characters; a map takes at most ${most} in one place`);
  }
  if (value.length < least) throw new Refusal(`the ${where} must not be empty`);
  return value;
}

function checkNumber(value: unknown, { number, above, least, most }: Shape, where: string): unknown {
  if (typeof value !== "number") return must(false, value, where, "must be a number");
  if (!Number.isFinite(value)) throw new Refusal(`${where}: ${value} is not a number a map can hold`);
  if (number === "integer") must(Number.isInteger(value), value, where, "must be a whole number");
  if (above !== undefined) must(value > above, value, where, `must be more than ${quoted(above)}`);
  if (least !== undefined) must(value >= least, value, where, `must be at least ${quoted(least)}`);
  if (most !== undefined) must(value <= most, value, where, `must be at most ${quoted(most)}`);
  return value;
}

function checkList(
  value: unknown,
  item: Shape,
  length: number | undefined,
  where: string,
  depth: number,
): unknown {
  if (!Array.isArray(value)) return must(false, value, where, "must be a list");
  if (length !== undefined) must(value.length === length, value, where, `must be ${length} values`);
  const list = value.map((entry, at) => inside(at, () => checkValue(entry, item, where, depth)));
  return list.every((entry, index) => entry === value[index]) ? value : list;
}

function checkMap(value: unknown, leaf: Shape, where: string, depth: number): unknown {
  const fields = asFields(value, where);
  checkKeys(fields, where);
  const clean = new Map<string, unknown>();
  const deeper = leaf.free ? depth + 1 : depth;
  for (const key of Object.keys(fields).sort(compare))
    clean.set(
      key,
      inside(key, () => checkValue(fields[key], leaf, where, deeper)),
    );
  // An empty cell, or a row of them, says nothing.
  const isNested = (leaf.list ?? leaf.map) && isOfCells(leaf);
  const isAbsent = (entry: unknown) => isNested && isEmpty(entry);
  const keys = Object.keys(fields);
  if (keys.every((key) => clean.get(key) === fields[key] && !isAbsent(fields[key]))) return value;
  return Object.fromEntries(
    keys.filter((key) => !isAbsent(clean.get(key))).map((key) => [key, clean.get(key)]),
  );
}

/** Whether a value is made of cards or scores. */
const isOfCells = ({ part, list, map }: Shape): boolean => {
  const inner = list ?? map;
  return inner ? isOfCells(inner) : part === "Card" || part === "Score";
};

function checkKeys(fields: Fields, where: string): void {
  const keys = Object.keys(fields);
  if (keys.some((key) => LONE_SURROGATE.test(key)))
    for (const key of keys.sort(compare)) checkText(key, {}, where);
}

/** What a newer version wrote: its numbers must be finite and its text whole, or it could not be saved again. */
function checkFree(value: unknown, where: string, depth: number): unknown {
  if (depth > DEEPEST) throw new Refusal(`the ${where} is nested too deeply`);
  if (typeof value === "string") return checkText(value, {}, where);
  if (typeof value === "number") return checkNumber(value, {}, where);
  if (Array.isArray(value)) for (const entry of value) checkFree(entry, where, depth + 1);
  else if (typeof value === "object" && value !== null) {
    checkKeys(value as Fields, where);
    for (const [, entry] of inOrder(value as Fields)) checkFree(entry, where, depth + 1);
  }
  return value;
}

/**
 * Whether a value is plainly right and lean. It answers for the thousands of cards of a large map at little cost; what it
 * does not know is left to the check, which says what is wrong, or brings the value into its lean form.
 */
function isLean(value: unknown, shape: Shape, depth: number): boolean {
  if (value === null) return shape.nullable === true;
  if (shape.part !== undefined) return isLeanPart(value, shape.part, depth);
  const { text: longest, number, above, least, most } = shape;
  // A limit that there is none of is undefined, which nothing is less or more than.
  if (longest !== undefined)
    return (
      typeof value === "string" &&
      isWhole(value) &&
      !(longest && value.length > longest) &&
      !(value.length < least!)
    );
  if (number) {
    const isNumber = number === "integer" ? Number.isInteger(value) : Number.isFinite(value);
    const size = value as number;
    return isNumber && !(size <= above! || size < least! || size > most!);
  }
  if (shape.flag) return typeof value === "boolean";
  if (shape.one) return shape.one.includes(value);
  const { list, map, length } = shape;
  if (list) {
    if (!Array.isArray(value) || (length !== undefined && value.length !== length)) return false;
    for (const entry of value) if (!isLean(entry, list, depth)) return false;
    return true;
  }
  if (!map || map.free || typeof value !== "object" || Array.isArray(value)) return false;
  const isNested = (map.list ?? map.map) && isOfCells(map);
  for (const key of Object.keys(value)) {
    const entry = (value as Fields)[key];
    if (!isWhole(key) || !isLean(entry, map, depth) || (isNested && isEmpty(entry))) return false;
  }
  return true;
}

function isLeanPart(value: unknown, part: string, depth: number): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const shapes = SHAPES[part]!;
  for (const field of REQUIRED[part]!) if ((value as Fields)[field] === undefined) return false;
  for (const field of Object.keys(value)) {
    if (!Object.hasOwn(shapes, field)) return false;
    const shape = shapes[field]!;
    const deeper = field === "coarser" ? depth + 1 : depth;
    if (deeper > MOST_COARSER) return false;
    const entry = (value as Fields)[field];
    if (!isLean(entry, shape, deeper)) return false;
    if (shape.default !== undefined && same(entry, shape.default)) return false;
  }
  return true;
}

const isWhole = (text: string): boolean => !ANY_SURROGATE.test(text) || !LONE_SURROGATE.test(text);

function checkFields(value: unknown, part: string, where: string, depth: number): unknown {
  if (isLeanPart(value, part, depth)) return value;
  const fields = asFields(value, where);
  const shapes = SHAPES[part]!;
  const defaults = defaultsOf(part);
  const title = OPERATIONS.includes(part) ? where : titleOf(part);
  const keys = Object.keys(fields);
  if (!keys.every((name) => Object.hasOwn(shapes, name))) {
    checkKeys(fields, title);
    const stray = keys.sort(compare).find((name) => !Object.hasOwn(shapes, name))!;
    const hint = didYouMean(stray, Object.keys(shapes).sort());
    throw inStep(stray, new Refusal(`the ${title} has no field ${quoted(stray)}${hint}`));
  }
  const absent = REQUIRED[part]!.find((field) => fields[field] === undefined);
  if (absent) throw new Refusal(`the ${title} has no ${wordsOf(absent)}`);
  const clean: Fields = {};
  for (const field of keys.toSorted()) {
    const deeper = field === "coarser" ? depth + 1 : depth;
    if (deeper > MOST_COARSER && field === "coarser") throw new Refusal("the coarser is nested too deeply");
    const entry = fields[field];
    if (entry !== undefined)
      clean[field] = inside(field, () => checkValue(entry, shapes[field]!, wordsOf(field), deeper));
  }
  const isAbsent = (field: string) =>
    clean[field] === undefined || (field in defaults && same(clean[field], defaults[field]));
  if (keys.every((field) => clean[field] === fields[field] && !isAbsent(field))) return value;
  return Object.fromEntries(keys.filter((field) => !isAbsent(field)).map((field) => [field, clean[field]]));
}

const wordsOf = once((field) => field.replaceAll("_", " "));

/** Runs the check; adds this step to the path of a refusal. */
function inside<T>(step: string | number, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof Refusal ? inStep(step, error) : error;
  }
}

function inStep(step: string | number, refusal: Refusal): Refusal {
  refusal.path.unshift(step);
  return refusal;
}

function asFields(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return must(false, value as Fields, where, "must be an object");
  return value as Fields;
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length === 0
    : typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** Whether two lean values say the same; the order of keys says nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same((a as Fields)[key], (b as Fields)[key]))
  );
}
