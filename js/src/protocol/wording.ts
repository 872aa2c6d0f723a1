/** Operations in words: where one is, and what it makes that place say. For the clipboard, notices and conflicts. */
import { defaultsOf } from "../document/check";
import { type Kind, leafAt, nameOfThing, PART, thingsOf } from "../document/document";
import { cardsAt, cardText } from "../document/gestures";
import type { Card, Document, Operation } from "../document/schema";

export type Changing = Extract<Operation, { changes: object }>;

/** The thing an operation is about, by what it is and its id; null for cards, scores and the map. */
function target(edit: Operation): [Kind, string] | null {
  if (edit.op === "replace" || edit.op === "restore") return null;
  if (edit.op === "remove" || edit.op === "move") return [edit.what, edit.id];
  if (edit.op === "take_snapshot") return ["snapshot", edit.id];
  const what = edit.op.slice(4) as Kind;
  if (!Object.hasOwn(PART, what)) return null;
  const thing = (edit as unknown as Record<string, string | { id: string }>)[what]!;
  return [what, typeof thing === "string" ? thing : thing.id];
}

export const cardIn = (document: Document, stage: string, lane: string, id: string): Card | undefined =>
  cardsAt(document, stage, lane).find((card) => card.id === id);

/** Where a card stands, whichever cell somebody put it into. */
export function placeOf(document: Document, id: string): { stage: string; lane: string; card: Card } | null {
  for (const [lane, row] of Object.entries(document.cells ?? {}))
    for (const [stage, cards] of Object.entries(row)) {
      const card = cards.find((other) => other.id === id);
      if (card) return { stage, lane, card };
    }
  return null;
}

/** The part that an operation changes, its defaults filled in. */
export function subjectOf(edit: Changing, document: Document): Record<string, unknown> | null {
  if (edit.op === "set_map") return { ...defaultsOf("Document"), ...document };
  if (edit.op === "set_card") {
    const here = placeOf(document, edit.card);
    return here && { ...defaultsOf("Card"), ...here.card };
  }
  const [what, id] = target(edit)!;
  const thing = thingsOf(document, what).find((other) => other.id === id);
  return thing ? { ...defaultsOf(PART[what]), ...thing } : null;
}

/** What the fields an operation is about say in a document; "" where it does not have them. */
export function wordsAt(edit: Operation, document: Document): string {
  if ("changes" in edit) {
    const here = subjectOf(edit, document);
    return here
      ? Object.keys(edit.changes)
          .map((field) => printed(here[field]))
          .join(", ")
      : "";
  }
  switch (edit.op) {
    case "set_emotion":
      return printed(leafAt(document.emotion, edit.persona, edit.stage)?.value);
    case "add_card":
      return printed(cardIn(document, edit.stage, edit.lane, edit.card.id)?.text);
    case "remove_card":
      return printed(placeOf(document, edit.card)?.card.text);
    case "replace":
    case "restore":
      return JSON.stringify(document);
    case "move_card": {
      const { card, stage, lane, to_stage, to_lane } = edit;
      if (cardIn(document, to_stage, to_lane, card)) return cellName(document, to_stage, to_lane);
      return cardIn(document, stage, lane, card) ? cellName(document, stage, lane) : "";
    }
    default: {
      const [what, id] = target(edit)!;
      const things = thingsOf(document, what);
      const thing = things.find((thing) => thing.id === id);
      if (edit.op !== "move")
        return thing ? (what === "link" ? JSON.stringify(thing) : nameOfThing(thing)) : "";
      return things.map(nameOfThing).join(", ");
    }
  }
}

/** What a gesture changed, one line an operation, from the documents before and after it. */
export const inWords = (operations: readonly Operation[], before: Document, after: Document): string =>
  operations
    .map((edit) => [whereabouts(edit, before), wordsAt(edit, before), wordsAt(edit, after)] as const)
    .filter(([, old, now]) => old !== now)
    .map(([where, old, now]) => `${where}: ${quoted(old)} -> ${quoted(now)}`)
    .join("\n");

/** What an operation would write, and where, whether or not it can be carried out. */
export function intent(edit: Operation, document: Document): string {
  const where = whereabouts(edit, document);
  if (edit.op === "remove_card" || edit.op === "remove") return `${where}: remove`;
  if (edit.op === "set_emotion") return `${where}: ${printed(edit.score?.value) || "remove"}`;
  if ("changes" in edit) return `${where}: ${quoted(Object.values(edit.changes).map(printed).join(", "))}`;
  if (edit.op === "add_card") return `${where}: ${quoted(edit.card.text ?? "")}`;
  const thing = Object.values(edit).find((value) => typeof value === "object" && value && "name" in value);
  return thing ? `${where}: ${quoted(thing.name)}` : where;
}

function whereabouts(edit: Operation, document: Document): string {
  const fields = "changes" in edit ? Object.keys(edit.changes).join(", ").replaceAll("_", " ") : "";
  switch (edit.op) {
    case "set_map":
      return fields;
    case "set_emotion":
      return `${nameOf(document, "stage", edit.stage)} / emotion of ${nameOf(document, "persona", edit.persona)}`;
    case "add_card":
    case "remove_card":
      return cellName(document, edit.stage, edit.lane);
    case "set_card":
      return cellName(document, edit.stage, edit.lane) + (fields === "text" ? "" : ` / ${fields}`);
    case "replace":
    case "restore":
      return "the whole map";
    case "move_card": {
      const card = cardIn(document, edit.stage, edit.lane, edit.card);
      return `card ${quoted(card ? cardText(card) : "")}`;
    }
    default: {
      const [what, id] = target(edit)!;
      if (edit.op === "move") return `order of ${what}s`;
      return fields ? `${what} ${nameOf(document, what, id)} / ${fields}` : what;
    }
  }
}

const cellName = (document: Document, stage: string, lane: string): string =>
  `${nameOf(document, "stage", stage)} / ${nameOf(document, "lane", lane)}`;

const nameOf = (document: Document, what: Kind, id: string): string =>
  nameOfThing(thingsOf(document, what).find((thing) => thing.id === id) ?? { id });

const quoted = (text: string): string => (text === "" ? "(empty)" : JSON.stringify(text));

const printed = (value: unknown): string =>
  typeof value === "object" && value ? JSON.stringify(value) : String(value ?? "");
