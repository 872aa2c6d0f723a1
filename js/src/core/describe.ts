/** Edits in words, for the clipboard and for notices: stage / lane, what was there, what was meant. */
import { cardsAt, cellText } from "./cell";
import { listed } from "./document";
import type { Document, Operation } from "./schema";
import { leafAt } from "./sequence";

/** Where an edit is, what the place said before and what it says after; "" where there is nothing. */
export interface Words {
  place: string;
  old: string;
  new: string;
}

/** What a transaction did, one entry a place, from the documents before and after it. */
export function describe(operations: readonly Operation[], before: Document, after: Document): Words[] {
  const told = new Map<string, Words>();
  for (const operation of operations)
    for (const words of wordsOf(operation, before, after)) told.set(words.place, words);
  return [...told.values()].filter(({ old, new: meant }) => old !== meant);
}

export const inLine = ({ place, old, new: meant }: Words): string =>
  `${place}: ${quoted(old)} -> ${quoted(meant)}`;

const quoted = (text: string): string => (text === "" ? "(empty)" : JSON.stringify(text));

function wordsOf(edit: Operation, before: Document, after: Document): Words[] {
  switch (edit.op) {
    case "add_card":
    case "remove_card":
      return [cellWords(edit.stage, edit.lane, before, after)];
    case "set_card":
      return "text" in edit.changes || !Object.keys(edit.changes).length
        ? [cellWords(edit.stage, edit.lane, before, after)]
        : [fieldWords(edit, before)];
    case "move_card":
      return [
        cellWords(edit.stage, edit.lane, before, after),
        cellWords(edit.to_stage, edit.to_lane, before, after),
      ];
    case "set_emotion": {
      const place = `${nameOf(before, "stage", edit.stage)} / emotion of ${nameOf(before, "persona", edit.persona)}`;
      const score = (document: Document) => leafAt(document.emotion, edit.persona, edit.stage)?.value;
      return [{ place, old: printed(score(before)), new: printed(score(after)) }];
    }
    case "set_map":
      return Object.entries(edit.changes).map(([field, value]) => ({
        place: `map ${spaced(field)}`,
        old: printed((before as unknown as Record<string, unknown>)[field]),
        new: printed(value),
      }));
    default:
      return headerWords(edit, before, after);
  }
}

type CardEdit = Extract<Operation, { op: "set_card" }>;
type HeaderEdit = Exclude<
  Operation,
  { op: "add_card" | "remove_card" | "set_card" | "move_card" | "set_emotion" | "set_map" }
>;
const KINDS = ["stage", "phase", "lane", "persona", "source"] as const;

function fieldWords(edit: CardEdit, before: Document): Words {
  const card = cardsAt(before, edit.stage, edit.lane).find(({ id }) => id === edit.card);
  const here = (card ?? {}) as Record<string, unknown>;
  const fields = Object.entries(edit.changes);
  return {
    place: `${cellName(edit.stage, edit.lane, before)}, ${fields.map(([field]) => spaced(field)).join(", ")} of ${quoted(card?.text ?? "")}`,
    old: fields.map(([field]) => printed(here[field])).join(", "),
    new: fields.map(([, value]) => printed(value)).join(", "),
  };
}

function headerWords(edit: HeaderEdit, before: Document, after: Document): Words[] {
  const [verb, tag] = edit.op.split("_");
  const what = KINDS.find((kind) => kind === ("what" in edit ? edit.what : tag))!;
  const named = (edit as unknown as Record<string, unknown>)["what" in edit ? "id" : what];
  const id = typeof named === "string" ? named : (named as { id: string }).id;
  const order = (document: Document) =>
    listed(document, what)
      .map(({ name }) => name)
      .join(", ");
  if (verb === "move") return [{ place: `order of ${what}s`, old: order(before), new: order(after) }];
  if (!("changes" in edit))
    return [{ place: what, old: nameIn(before, what, id) ?? "", new: nameIn(after, what, id) ?? "" }];
  const here = (listed(before, what).find((thing) => thing.id === id) ?? {}) as Record<string, unknown>;
  return Object.entries(edit.changes).map(([field, value]) => ({
    place: `${spaced(field)} of ${what} ${nameOf(before, what, id)}`,
    old: printed(here[field]),
    new: printed(value),
  }));
}

const cellName = (stage: string, lane: string, document: Document): string =>
  `${nameOf(document, "stage", stage)} / ${nameOf(document, "lane", lane)}`;

const cellWords = (stage: string, lane: string, before: Document, after: Document): Words => ({
  place: cellName(stage, lane, before),
  old: cellText(before, stage, lane),
  new: cellText(after, stage, lane),
});

const nameIn = (document: Document, what: (typeof KINDS)[number], id: string): string | undefined =>
  listed(document, what).find((thing) => thing.id === id)?.name;

const nameOf = (document: Document, what: (typeof KINDS)[number], id: string): string =>
  nameIn(document, what, id) ?? id;

const spaced = (field: string): string => field.replaceAll("_", " ");

/** A field's value for a reader. */
export const printed = (value: unknown): string =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
