/**
 * A document as a value: reading what it may leave out, changing one field of it, and what must hold
 * between its parts. Documents are lean (see shape.ts) and stay so.
 */
import { Refusal } from "./refusal";
import type { Document, Lane, Operation, Persona, Phase, Score, Source, Stage } from "./schema";
import { position } from "./sequence";
import { defaultsOf, same } from "./shape";

export type Kind = "stage" | "phase" | "lane" | "persona" | "source";
export type Things = { stage: Stage; phase: Phase; lane: Lane; persona: Persona; source: Source };

/** What each kind of thing is called in the schema. */
export const PART = {
  stage: "Stage",
  phase: "Phase",
  lane: "Lane",
  persona: "Persona",
  source: "Source",
} as const;

type Fields = Record<string, unknown>;

export const listed = <K extends Kind>(document: Document, what: K): Things[K][] =>
  (document[`${what}s`] ?? []) as Things[K][];

/** The document with these fields, those that hold nothing left out. */
export function having(document: Document, fields: Partial<Document>): Document {
  const changed: Document = { ...document, ...fields };
  for (const field of Object.keys(fields) as (keyof Document)[])
    if (same(changed[field], defaultsOf("Document")[field])) delete changed[field];
  return changed;
}

/** The ends of the emotion scale. */
export const scaleOf = (document: Document): [number, number] =>
  document.scale ?? (defaultsOf("Document").scale as [number, number]);

/** The id of every card, lane by lane. */
export const cardIds = (document: Document): string[] =>
  Object.values(document.cells ?? {}).flatMap((row) =>
    Object.values(row).flatMap((cards) => cards.map((c) => c.id)),
  );

export function checkScores(document: Document, scores: Score[]): void {
  const [low, high] = scaleOf(document);
  for (const { value } of scores)
    if (value < low || value > high)
      throw new Refusal(
        `an emotion of ${value} is off the scale of ${low} to ${high}; the nearest is ${value < low ? low : high}`,
      );
}

export function checkPhase(document: Document, { phase }: Stage): void {
  if (phase != null) position(listed(document, "phase"), "phase", phase);
}

export function checkKnown(document: Document, what: Kind, leaves: object = {}): void {
  for (const id of Object.keys(leaves)) position(listed(document, what), what, id);
}

/** The ids of the cards an operation brings into the document. */
export function newCards(operation: Operation): string[] {
  if (operation.op === "add_card") return [operation.card.id];
  if (operation.op !== "add_stage" && operation.op !== "add_lane") return [];
  return Object.values(operation.cells ?? {}).flatMap((cards) => cards.map((card) => card.id));
}

// --- changing some fields

export interface Change {
  changes: object;
  was?: object;
}

/** The thing with the changes, and the changes and `was` of the inverse. */
export function withChanges<T extends object>(
  thing: T,
  part: string,
  name: string,
  { changes, was }: Change,
) {
  const defaults = defaultsOf(part);
  const changed = { ...thing } as Fields;
  const old: Fields = {};
  for (const [field, value] of Object.entries(changes)) {
    const here = (thing as unknown as Fields)[field] ?? defaults[field];
    const seen = was && (was as Fields)[field];
    if (seen !== undefined && !same(seen, here) && !same(value, here)) {
      const called = field.replaceAll("_", " ");
      throw new Refusal(
        `the ${called} of ${name} was changed meanwhile: it is now ${said(here)}`,
        true,
        here,
      );
    }
    old[field] = here;
    if (same(value, defaults[field])) delete changed[field];
    else changed[field] = value;
  }
  if (!Object.keys(changes).length) throw new Refusal(`an edit of ${name} changes nothing`);
  return { changed: changed as T, back: { changes: old, was: changes } };
}

const said = (value: unknown): string => (value === null || value === "" ? "empty" : JSON.stringify(value));

/** The changes that would change something, beside what stands there now; null where none would. */
export function differences(thing: object, part: string, wanted: object): Required<Change> | null {
  const here: Fields = { ...defaultsOf(part), ...thing };
  const changes = Object.entries(wanted).filter(([field, value]) => !same(here[field], value));
  if (!changes.length) return null;
  return {
    changes: Object.fromEntries(changes),
    was: Object.fromEntries(changes.map(([field]) => [field, here[field]])),
  };
}
