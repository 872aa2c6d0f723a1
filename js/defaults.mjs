/**
 * Writes js/src/document/defaults.ts from js/src/document/wire.schema.json: what a field may hold, what it means where
 * it is missing, and whether it may be. Only what a document or an operation is made of; the messages around them need neither.
 */
import { readFile, writeFile } from "node:fs/promises";

const { $defs: definitions } = JSON.parse(await readFile("js/src/document/wire.schema.json", "utf8"));
const named = (schema) => schema.$ref?.slice("#/$defs/".length);

/** A field's schema in the few words of `Shape` (below). */
function shape(schema) {
  if (named(schema)) return { part: reach(named(schema)) };
  if (schema.anyOf) {
    const kinds = schema.anyOf.filter((kind) => kind.type !== "null");
    const nullable = kinds.length < schema.anyOf.length ? { nullable: true } : {};
    return kinds.length === 1 ? { ...shape(kinds[0]), ...nullable } : { any: kinds.map(shape), ...nullable };
  }
  if (schema.enum) return { one: schema.enum };
  if (schema.type === "string") return trimmed({ text: schema.maxLength ?? 0, least: schema.minLength });
  if (schema.type === "boolean") return { flag: true };
  if (schema.type === "array") {
    const item = shape(Array.isArray(schema.items) ? schema.items[0] : schema.items);
    return trimmed({ list: item, length: schema.maxItems });
  }
  if (schema.type === "object") return { map: shape(schema.additionalProperties ?? {}) };
  if (schema.type === "number" || schema.type === "integer")
    return trimmed({
      number: schema.type,
      above: schema.exclusiveMinimum,
      least: schema.minimum,
      most: schema.maximum,
    });
  if (!schema.type) return { free: true };
  throw new Error(`no shape for ${JSON.stringify(schema)}`);
}

const trimmed = (entries) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

const parts = new Map();
function reach(name) {
  if (!parts.has(name)) {
    parts.set(name, {});
    const { properties, required = [] } = definitions[name];
    // What may not be missing comes first, in the order in which it is missed.
    for (const field of new Set([...required, ...Object.keys(properties)])) {
      if (field === "op") continue;
      const schema = properties[field];
      parts.get(name)[field] = {
        ...shape(schema),
        ...("default" in schema && { default: schema.default }),
        ...(required.includes(field) && { required: true }),
      };
    }
  }
  return name;
}

reach("Document");
const operations = definitions.Operation.anyOf.map(named).map(reach);

/** What an edit changes a part by is the part's own fields, some left out. */
const partOf = (name) => (name === "MapChanges" ? "Document" : name.replace("Changes", ""));
const isOfChanges = (name) => name.endsWith("Changes");
const anyway = ({ default: _, required: __, ...shape }) => JSON.stringify(shape);
for (const [name, fields] of [...parts].filter(([name]) => isOfChanges(name)))
  for (const [field, shape] of Object.entries(fields)) {
    const own = parts.get(partOf(name))[field];
    if (!own || anyway(own) !== anyway(shape) || shape.default !== undefined || shape.required)
      throw new Error(`${name}.${field} is not what a ${partOf(name)} has`);
  }

/** Shapes that fields share are written once. */
const written = [...parts].filter(([name]) => !isOfChanges(name)).sort(([a], [b]) => (a < b ? -1 : 1));
const texts = written.flatMap(([, fields]) => Object.values(fields).map((shape) => JSON.stringify(shape)));
const shared = [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))].sort();
const names = new Map(shared.map((text, at) => [text, `shape${at + 1}`]));

const code = (value) => JSON.stringify(value).replaceAll(/"(\w+)":/g, "$1:");
const fieldCode = ([field, shape]) => `    ${field}: ${names.get(JSON.stringify(shape)) ?? code(shape)},\n`;
const partCode = ([name, fields]) => `  ${name}: {\n${Object.entries(fields).map(fieldCode).join("")}  },\n`;
const constants = [...names].map(([text, name]) => `const ${name}: Shape = ${code(JSON.parse(text))};\n`);
const changesCode = ([name, fields]) => {
  const others = Object.keys(parts.get(partOf(name))).filter((field) => !(field in fields));
  return `  ${name}: changesOf(OWN.${partOf(name)}, ${code(others)}),\n`;
};

await writeFile(
  "js/src/document/defaults.ts",
  `/** Made by js/defaults.mjs from wire.schema.json; do not edit. */
/** What a value may be, in the few words a map needs. */
export interface Shape {
  nullable?: true;
  /** The most characters, 0 for no limit. */
  text?: number;
  number?: "number" | "integer";
  /** Less than any value. */
  above?: number;
  least?: number;
  most?: number;
  flag?: true;
  one?: readonly unknown[];
  list?: Shape;
  length?: number;
  map?: Shape;
  part?: string;
  any?: readonly Shape[];
  /** Whatever JSON can say. */
  free?: true;
  /** Of a field: what it means where it is missing; neither the wire nor a file says what is as usual. */
  default?: unknown;
  /** Of a field: whether it may not be missing. */
  required?: true;
}

type Shapes = Record<string, Shape>;

/** Of the file format. */
export const VERSION = ${JSON.stringify(definitions.Document.properties.cjm.default)};

/** The parts that are operations. */
export const OPERATIONS: readonly string[] = ${JSON.stringify(operations)};

${constants.join("")}
const OWN = {
${written.map(partCode).join("")}} satisfies Record<string, Shapes>;

/** The fields of a part that an edit may change: none of them has a default, or need be there. */
const changesOf = (shapes: Shapes, others: readonly string[]): Shapes =>
  Object.fromEntries(
    Object.entries(shapes)
      .filter(([field]) => !others.includes(field))
      .map(([field, { default: _, required: __, ...shape }]) => [field, shape]),
  );

/** What each field of a part may hold. */
export const SHAPES: Record<string, Shapes> = {
  ...OWN,
${[...parts]
  .filter(([name]) => isOfChanges(name))
  .map(changesCode)
  .join("")}};
`,
);
