/**
 * Which cards a reader wants to see. A filter hides and never changes the document; edits made under one leave the
 * cards it hides alone. Filters look at claims: touchpoints, channels and systems are names, and stay.
 */

import { texts } from "../../words/words";
import { claimLanes } from "../coverage/coverage";
import { cardIds, entryAt, rowAt, thingsOf } from "../document";
import { cardId } from "../names";
import type { Card, Document, Operation, Persona } from "../schema";

export const FILTER_KINDS = ["persona", "tag", "evidence", "owner"] as const;
export type FilterKind = (typeof FILTER_KINDS)[number];

/** The values chosen of each kind: any of them will do. Of several kinds a card needs all; an empty kind asks nothing. */
export type CardFilter = Readonly<Record<FilterKind, readonly string[]>>;

export const NO_FILTER: CardFilter = { persona: [], tag: [], evidence: [], owner: [] };
/** Chosen, it finds the cards without a tag or an owner. */
export const NOBODY = "";

/** Which kinds ask for something. */
export const kindsInUse = (filter: CardFilter): FilterKind[] =>
  FILTER_KINDS.filter((kind) => filter[kind].length > 0);

/** Take a value into a filter, or out of it. */
export function withValue(filter: CardFilter, kind: FilterKind, value: string): CardFilter {
  const values = filter[kind];
  const others = values.filter((one) => one !== value);
  return { ...filter, [kind]: others.length < values.length ? others : [...values, value] };
}

/** The personas a card names: as who said a quote, or as a tag. A card that names none is everyone's. */
export function personasNamed(card: Card, personas: readonly Persona[]): string[] {
  const who = (card.who ?? "").toLowerCase();
  const tags = (card.tags ?? []).map((tag) => tag.toLowerCase());
  return personas
    .filter(({ name }) => {
      const called = name.toLowerCase();
      return tags.includes(called) || standsIn(called, who);
    })
    .map(({ id }) => id);
}

/** Whether a name stands in a text as whole words. */
function standsIn(name: string, text: string): boolean {
  for (let at = text.indexOf(name); name && at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text[at - 1] ?? " ", text[at + name.length] ?? " "];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

const valuesOf = (card: Card, kind: FilterKind, personas: readonly Persona[]): readonly string[] => {
  switch (kind) {
    case "persona":
      return personasNamed(card, personas);
    case "tag":
      return card.tags?.length ? card.tags : [NOBODY];
    case "evidence":
      return [card.evidence ?? "assumption"];
    case "owner":
      return [card.owner ?? NOBODY];
  }
};

/** Whether a filter shows a card. */
export function shows(filter: CardFilter, card: Card, personas: readonly Persona[]): boolean {
  return kindsInUse(filter).every((kind) => {
    const own = valuesOf(card, kind, personas);
    const isEveryones = kind === "persona" && own.length === 0;
    return isEveryones || own.some((value) => filter[kind].includes(value));
  });
}

/** A value that a kind offers, and how many cards have it. */
export interface FilterChoice {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

const EVIDENCE_LABELS: Readonly<Record<string, string>> = texts({
  assumption: "Assumption",
  quote: "Quote",
  walkthrough: "Walkthrough",
  data: "Data",
  none: "None needed",
});
const NONE_LABELS = texts({ tag: "No tag", owner: "No owner yet" } as const);

/** What there is to choose of a kind in a map: personas in their order, evidence from the weakest, others by name. */
export function choicesOf(document: Document, kind: FilterKind): FilterChoice[] {
  const personas = thingsOf(document, "persona");
  const counts = new Map<string, number>();
  for (const card of claimCards(document))
    for (const value of valuesOf(card, kind, personas)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const choice = (value: string, label: string): FilterChoice => ({
    value,
    label,
    count: counts.get(value) ?? 0,
  });
  if (kind === "persona") return personas.map(({ id, name }) => choice(id, name));
  if (kind === "evidence")
    return Object.entries(EVIDENCE_LABELS)
      .filter(([value]) => counts.has(value))
      .map(([value, label]) => choice(value, label));
  const names = [...counts.keys()].filter((value) => value !== NOBODY).sort((a, b) => a.localeCompare(b));
  const none = counts.has(NOBODY) && names.length ? [choice(NOBODY, NONE_LABELS[kind])] : [];
  return [...names.map((name) => choice(name, name)), ...none];
}

/** Every card that a filter looks at. */
export const claimCards = (document: Document): Card[] =>
  claimLanes(document).flatMap(({ id }) => Object.values(rowAt(document.cells, id)).flat());

// --- what is seen while a map changes

/** The cards shown since a filter was chosen, and all that were in the map then. */
export interface Shown {
  readonly filter: CardFilter;
  readonly cards: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

/**
 * What a filter shows of a map. Until another filter is chosen a card that is shown stays so, whatever becomes of it,
 * and so does one that is new: nothing vanishes under the hands of who writes it.
 */
export function shownIn(document: Document, filter: CardFilter, last: Shown | null): Shown {
  const personas = thingsOf(document, "persona");
  const before = last?.filter === filter ? last : null;
  const cards = new Set<string>();
  const known = new Set<string>();
  for (const card of claimCards(document)) {
    const isOwn = before && (before.cards.has(card.id) || !before.known.has(card.id));
    if (isOwn || shows(filter, card, personas)) cards.add(card.id);
    known.add(card.id);
  }
  // What an undo brings back looks as it did before.
  for (const id of before?.known ?? []) known.add(id);
  for (const id of before?.cards ?? []) cards.add(id);
  return { filter, cards, known };
}

/** Show some cards besides, whatever the filter says of them. */
export const alsoShown = (shown: Shown, ids: readonly string[]): Shown => ({
  ...shown,
  cards: new Set([...shown.cards, ...ids]),
});

/** The document without the cards that are not shown. Rows and cells of which nothing is hidden are the same objects. */
export function withoutHidden(document: Document, { cards: shown }: Shown): Document {
  const cells = { ...document.cells };
  let isWhole = true;
  for (const { id } of claimLanes(document)) {
    const row = entryAt(cells, id);
    if (!row) continue;
    const entries = Object.entries(row).map(([stage, cards]) => {
      const seen = cards.filter((card) => shown.has(card.id));
      return [stage, seen.length === cards.length ? cards : seen] as const;
    });
    if (entries.every(([stage, cards]) => cards === row[stage])) continue;
    isWhole = false;
    cells[id] = Object.fromEntries(entries.filter(([, cards]) => cards.length));
  }
  return isWhole ? document : { ...document, cells };
}

/** Edits planned for what is seen, as the whole document takes them: no new card has the id of a hidden one. */
export function besidesHidden(document: Document, operations: readonly Operation[]): Operation[] {
  const inUse = new Set(cardIds(document));
  return operations.map((operation) => {
    if (operation.op === "remove_card") inUse.delete(operation.card);
    if (operation.op !== "add_card") return operation;
    const { card, lane, stage } = operation;
    const id = inUse.has(card.id) ? cardId(lane, stage, document, inUse) : card.id;
    inUse.add(id);
    return id === card.id ? operation : { ...operation, card: { ...card, id } };
  });
}
