/**
 * What types cannot say about a value: finite numbers, whole text, lengths, ranges; and the refusal that says which of
 * them does not hold. The lean form, in which a field that holds its default is absent, makes equal values alike.
 */
import { DEFAULTS, REQUIRED, SHAPES, type Shape } from "./defaults";
import type { Operation } from "./schema";

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
/** Levels within levels; beyond them Python could not write what it reads. */
const DEEPEST = 100;
let depth = 0;

/** The defaults of this part's fields; empty for a part whose fields are all required. */
export const defaultsOf = (part: string): Readonly<Fields> =>
  (DEFAULTS as Record<string, Fields>)[part] ?? {};

/** The operation in its lean form; throws a `Refusal` if no map could hold what it says. */
export function checkOperation(operation: Operation): Operation {
  const { op, ...fields } = operation;
  const part = typeof op === "string" ? partOf(op) : "";
  if (!Object.hasOwn(SHAPES, part)) throw new Refusal(`there is no edit called "${op}"`);
  const lean = checkPart(fields, part);
  return lean === fields ? operation : ({ op, ...lean } as Operation);
}

/** `set_map` is a `SetMap`. */
const partOf = (op: string): string =>
  op.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The part (`"Document"`, `"Card"` ...) in its lean form; throws a `Refusal` where it is not one. */
export function checkPart<T>(value: T, part: string): T {
  return checkValue(value, { part }, part.toLowerCase()) as T;
}

function checkValue(value: unknown, shape: Shape, where: string): unknown {
  if (value === null && shape.nullable) return null;
  if (shape.part !== undefined) return checkFields(value, shape.part, where);
  if (shape.text !== undefined) return checkText(value, shape, where);
  if (shape.number) return checkNumber(value, shape, where);
  if (shape.flag) return must(typeof value === "boolean", value, where, "must be true or false");
  if (shape.one)
    return must(shape.one.includes(value), value, where, `must be one of: ${shape.one.join(", ")}`);
  if (shape.list) return checkList(value, shape.list, shape.length, where);
  if (shape.map) return checkMap(value, shape.map, where);
  if (shape.free) return checkFree(value, where);
  const fitting = shape.any?.find((kind) => fits(value, kind));
  if (!fitting) throw new Refusal(`${where} cannot be ${value}`);
  return checkValue(value, fitting, where);
}

function must<T>(holds: boolean, value: T, where: string, sentence: string): T {
  if (!holds) throw new Refusal(`${where} ${sentence}, not ${String(value)}`);
  return value;
}

const fits = (value: unknown, kind: Shape): boolean =>
  kind.number === "integer"
    ? Number.isInteger(value)
    : typeof value === (kind.text !== undefined ? "string" : kind.number ? "number" : "boolean");

function checkText(value: unknown, { text: most = 0, least = 0 }: Shape, where: string): unknown {
  if (typeof value !== "string") throw new Refusal(`${where} must be text, not ${String(value)}`);
  if (LONE_SURROGATE.test(value)) {
    const half = value.match(LONE_SURROGATE)!;
    const code = half[0].charCodeAt(0).toString(16).toUpperCase();
    throw new Refusal(
      `the ${where} has half a character (U+${code} at position ${half.index}); it cannot be saved`,
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

function checkNumber(value: unknown, { number, least, most }: Shape, where: string): unknown {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Refusal(`${where}: ${String(value)} is not a number a map can hold`);
  if (number === "integer") must(Number.isInteger(value), value, where, "must be a whole number");
  if (least !== undefined) must(value >= least, value, where, `must be at least ${least}`);
  if (most !== undefined) must(value <= most, value, where, `must be at most ${most}`);
  return value;
}

function checkList(value: unknown, item: Shape, length: number | undefined, where: string): unknown {
  if (!Array.isArray(value)) throw new Refusal(`${where} must be a list, not ${String(value)}`);
  if (length !== undefined) must(value.length === length, value, where, `must be ${length} values`);
  const list = value.map((entry, at) => inside(at, () => checkValue(entry, item, where)));
  return list.every((entry, index) => entry === value[index]) ? value : list;
}

function checkMap(value: unknown, leaf: Shape, where: string): unknown {
  const fields = asFields(value, where);
  const lean: [string, unknown][] = [];
  let alike = true;
  for (const [key, entry] of Object.entries(fields)) {
    checkText(key, { text: 0 }, where);
    const clean = inside(key, () => checkValue(entry, leaf, where));
    // An empty cell, or a row of them, says nothing.
    if (isEmpty(clean) && (leaf.list || leaf.map)) alike = false;
    else lean.push([key, clean]);
    alike &&= clean === entry;
  }
  return alike ? value : Object.fromEntries(lean);
}

/** What a newer version wrote: its numbers must be finite and its text whole, or it could not be saved again. */
function checkFree(value: unknown, where: string): unknown {
  if (typeof value === "string") return checkText(value, {}, where);
  if (typeof value === "number") return checkNumber(value, {}, where);
  if (typeof value === "object" && value !== null)
    for (const [key, entry] of Object.entries(value)) {
      checkText(key, {}, where);
      inside(key, () => checkFree(entry, where));
    }
  return value;
}

function checkFields(value: unknown, part: string, where: string): unknown {
  const fields = asFields(value, where);
  const shapes = SHAPES[part]!;
  const defaults = defaultsOf(part);
  const absent = REQUIRED[part]?.find((field) => fields[field] === undefined);
  const title = part.replaceAll(/\B([A-Z])/g, " $1").toLowerCase();
  if (absent) throw new Refusal(`the ${title} has no ${absent.replaceAll("_", " ")}`);
  const lean: Fields = {};
  let alike = true;
  for (const [field, entry] of Object.entries(fields)) {
    const shape = Object.hasOwn(shapes, field) ? shapes[field] : undefined;
    const name = field.replaceAll("_", " ");
    const clean = inside(field, () => {
      if (!shape) throw new Refusal(`a ${title} has no ${name}`);
      return entry === undefined ? undefined : checkValue(entry, shape, name);
    });
    if (clean === undefined || (field in defaults && same(clean, defaults[field]))) alike = false;
    else lean[field] = clean;
    alike &&= clean === entry;
  }
  return alike ? value : lean;
}

/** Runs the check; adds this step to the path of a refusal. */
function inside<T>(step: string | number, check: () => T): T {
  depth += 1;
  try {
    if (depth > DEEPEST) throw new Refusal("it is nested too deeply");
    return check();
  } catch (error) {
    if (error instanceof Refusal) error.path.unshift(step);
    throw error;
  } finally {
    depth -= 1;
  }
}

function asFields(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal(`${where} must be an object, not ${String(value)}`);
  return value as Fields;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

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
