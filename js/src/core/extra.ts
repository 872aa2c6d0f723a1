/**
 * Keys of a newer minor version: in a file they stand among the others, in a document each part holds its own under
 * `extra`, so that they stay with it and are written back. The same in Python is cjm_widgets/document/extra.py.
 */
import { SHAPES } from "./defaults";
import { Refusal } from "./refusal";
import type { Shape } from "./shape";

type Fields = Record<string, unknown>;
type Change = (part: string, fields: Fields) => Fields;

const KEPT = "extra";
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isKnown = (part: string, key: string): boolean => key !== KEPT && Object.hasOwn(SHAPES[part]!, key);

/** A file's values with the keys not known here under `extra`; throws a `Refusal` where there may be none. */
export const folded = (value: unknown, newer: boolean): unknown =>
  eachPart(value, { part: "Document" }, (part, fields) => {
    const unknown = Object.keys(fields).filter((key) => !isKnown(part, key));
    if (!unknown.length) return fields;
    if (!newer) throw at(new Refusal(`a ${part.toLowerCase()} has no "${unknown[0]}"`), unknown[0]!);
    const entries = Object.entries(fields);
    const [known, kept] = [true, false].map((told) => entries.filter(([key]) => isKnown(part, key) === told));
    return { ...Object.fromEntries(known!), [KEPT]: Object.fromEntries(kept!) };
  });

/** A document's values as a file has them; what a file of this version cannot have is left out. */
export const unfolded = (document: object, newer: boolean): object =>
  eachPart(document, { part: "Document" }, (part, { [KEPT]: kept, ...fields }) => {
    const told = Object.entries(isObject(kept) && newer ? kept : {}).filter(([key]) => !isKnown(part, key));
    return { ...Object.fromEntries(told), ...fields };
  }) as object;

function at(refusal: Refusal, step: string | number): Refusal {
  refusal.path.unshift(step);
  return refusal;
}

/** The value with every part changed, innermost first; what is no part there is for others to refuse. */
function eachPart(value: unknown, shape: Shape, change: Change): unknown {
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
    const held = isKnown(part, key) ? SHAPES[part]![key]! : null;
    return held && holdsParts(held) ? held : null;
  };
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const held = inner(key);
    return [key, held ? within(key, item, held) : item];
  });
  return change(part, Object.fromEntries(entries));
}

const holdsParts = ({ part, list, map }: Shape): boolean =>
  part !== undefined || [list, map].some((inner) => inner !== undefined && holdsParts(inner));
