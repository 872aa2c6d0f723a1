/**
 * Writes js/src/document/defaults.ts from js/src/document/wire.schema.json: what a missing field means, which may not
 * be missing, and what a field may hold. Only what a document or an operation is made of; the messages around them need neither.
 */
import { readFile, writeFile } from "node:fs/promises";

const { $defs: definitions } = JSON.parse(await readFile("js/src/document/wire.schema.json", "utf8"));
const named = (schema) => schema.$ref?.slice("#/$defs/".length);

/** A field's schema in the few words of `Shape` (js/src/document/check.ts). */
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
    return trimmed({ number: schema.type, least: schema.minimum, most: schema.maximum });
  if (!schema.type) return { free: true };
  throw new Error(`no shape for ${JSON.stringify(schema)}`);
}

const trimmed = (entries) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

const parts = new Map();
function reach(name) {
  if (!parts.has(name)) {
    parts.set(name, {});
    for (const [field, schema] of Object.entries(definitions[name].properties))
      if (field !== "op") parts.get(name)[field] = shape(schema);
  }
  return name;
}

reach("Document");
const operations = definitions.Operation.anyOf.map(named).map(reach);

const defaults = {};
const required = {};
for (const name of [...parts.keys()].sort()) {
  const needed = (definitions[name].required ?? []).filter((field) => field !== "op");
  if (needed.length) required[name] = needed;
  const fields = Object.entries(definitions[name].properties).filter(([, schema]) => "default" in schema);
  if (fields.length)
    defaults[name] = Object.fromEntries(fields.map(([field, schema]) => [field, schema.default]));
}

/** Shapes that fields share are written once. */
const texts = [...parts.values()].flatMap((fields) =>
  Object.values(fields).map((shape) => JSON.stringify(shape)),
);
const shared = [...new Set(texts.filter((text, at) => texts.indexOf(text) !== at))].sort();
const names = new Map(shared.map((text, at) => [text, `shape${at + 1}`]));

const code = (value) => JSON.stringify(value).replaceAll(/"(\w+)":/g, "$1:");
const fieldCode = ([field, shape]) => `    ${field}: ${names.get(JSON.stringify(shape)) ?? code(shape)},\n`;
const partCode = ([name, fields]) => `  ${name}: {\n${Object.entries(fields).map(fieldCode).join("")}  },\n`;
const constants = [...names].map(([text, name]) => `const ${name}: Shape = ${code(JSON.parse(text))};\n`);

await writeFile(
  "js/src/document/defaults.ts",
  `/** Made by js/defaults.mjs from wire.schema.json; do not edit. */
/** What a value may be, in the few words a map needs. */
export interface Shape {
  nullable?: true;
  /** The most characters, 0 for no limit. */
  text?: number;
  number?: "number" | "integer";
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
}

/** What a missing field means: neither the wire nor a file says what is as usual. */
export const DEFAULTS = {
${Object.entries(defaults)
  .map(([name, fields]) => `  ${name}: ${code(fields)},\n`)
  .join("")}} as const;

/** The parts that are operations. */
export const OPERATIONS: readonly string[] = ${JSON.stringify(operations)};

/** Fields that may not be missing. */
export const REQUIRED: Record<string, readonly string[]> = {
${Object.entries(required)
  .map(([name, fields]) => `  ${name}: ${code(fields)},\n`)
  .join("")}};

${constants.join("")}
/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
${[...parts]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(partCode)
  .join("")}};
`,
);
