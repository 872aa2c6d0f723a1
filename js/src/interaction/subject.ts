/** What the details are about: the selected cards, or else the header, persona or map that was chosen. */

import { thingsOf } from "../document/document";
import { cardsAt, cardText, change, changeCard, changeMap, setPhase } from "../document/gestures";
import { singular } from "../document/lane-kinds";
import { placesOf } from "../document/links/link-edits";
import type { Anchor, Card, Comment, Document, Lane, Operation, Persona, Stage } from "../document/schema";
import { plural, t } from "../words/words";
import { go, goCard } from "./focus";
import { showPersona } from "./panel-focus";
import type { Place, ViewState } from "./state";

type Fields = Readonly<Record<string, unknown>>;

interface Common {
  /** Tells one subject from the next. */
  readonly key: string;
  readonly label: string;
  /** Where it stands among its like, from 0, and how many there are. */
  readonly at: number;
  readonly of: number;
  /** Its fields; of several cards those that all have alike. */
  readonly fields: Fields;
  /** The edit that changes fields, as seen in a document. */
  readonly change: (document: Document, changes: Fields) => Operation[];
  /** Go to the one before or behind it. */
  readonly step: (by: number) => void;
  readonly comments: readonly Comment[];
  /** What links to it lead to; null where none can. */
  readonly anchor: Anchor | null;
}

export type Topic = Common &
  (
    | { readonly what: "cards"; readonly cards: readonly Card[]; readonly lane: Lane; readonly stage: Stage }
    | { readonly what: "stage"; readonly stage: Stage }
    | { readonly what: "lane"; readonly lane: Lane }
    | { readonly what: "persona"; readonly persona: Persona; readonly index: number }
    | { readonly what: "map" }
  );

export function subjectOf(view: ViewState): Topic {
  const document = view.store.document.value;
  const chosen = view.panel.value?.persona ?? null;
  const personas = thingsOf(document, "persona");
  const index = personas.findIndex(({ id }) => id === chosen);
  if (index >= 0) return ofPersona(view, personas, index);
  const cards = view.cards.value;
  if (cards.size) {
    const subject = ofCards(view, document, cards);
    if (subject) return subject;
  }
  const { lane, stage } = view.focus.value;
  const stages = thingsOf(document, "stage");
  const lanes = thingsOf(document, "lane");
  const column = stages.findIndex(({ id }) => id === stage);
  const row = lanes.findIndex(({ id }) => id === lane);
  if (column >= 0 && row < 0) return ofStage(view, stages, column);
  if (row >= 0 && column < 0) return ofLane(view, lanes, row);
  const first = row >= 0 && column >= 0 ? cardsAt(document, stage!, lane!)[0] : undefined;
  return (first && ofCards(view, document, new Set([first.id]))) || ofMap(document);
}

function ofMap(document: Document): Topic {
  return {
    what: "map",
    key: "map",
    label: t("Journey map"),
    at: 0,
    of: 1,
    fields: document as unknown as Fields,
    change: (now, changes) => changeMap(now, changes),
    step: () => {},
    comments: document.comments ?? [],
    anchor: null,
  };
}

function ofCards(view: ViewState, document: Document, ids: ReadonlySet<string>): Topic | null {
  const places = placesOf(document).filter(({ card }) => ids.has(card.id));
  const [first] = places;
  if (!first) return null;
  const lane = thingsOf(document, "lane").find(({ id }) => id === first.lane)!;
  const stage = thingsOf(document, "stage").find(({ id }) => id === first.stage)!;
  const cell = cardsAt(document, first.stage, first.lane);
  const at = cell.findIndex(({ id }) => id === first.card.id);
  const place: Place = { lane: first.lane, stage: first.stage };
  const one = places.length === 1;
  return {
    what: "cards",
    key: `cards ${[...ids].join(" ")}`,
    label: one
      ? t("{card} in {stage}", { card: singular(lane.name), stage: stage.name })
      : plural(places.length, "{n} card", "{n} cards"),
    at,
    of: one ? cell.length : 1,
    cards: places.map(({ card }) => card),
    lane,
    stage,
    fields: common(places.map(({ card }) => card as unknown as Fields)),
    change: (now, changes) =>
      placesOf(now)
        .filter(({ card }) => ids.has(card.id))
        .flatMap((at) => changeCard(at.stage, at.lane, at.card, changes)),
    step: (by) => {
      const next = cell[at + by];
      if (!next) return;
      view.cards.value = new Set([next.id]);
      goCard(view, place, next.id);
    },
    comments: one ? (first.card.comments ?? []) : [],
    anchor: one ? { card: first.card.id } : null,
  };
}

/** The fields that all have alike. */
function common(all: readonly Fields[]): Fields {
  const [first = {}, ...others] = all;
  if (!others.length) return first;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every((other) => JSON.stringify(other[name]) === JSON.stringify(value)),
    ),
  );
}

function ofStage(view: ViewState, stages: readonly Stage[], at: number): Topic {
  const stage = stages[at]!;
  return {
    what: "stage",
    key: `stage ${stage.id}`,
    label: t("Stage {at} of {all}", { at: at + 1, all: stages.length }),
    at,
    of: stages.length,
    stage,
    fields: stage as unknown as Fields,
    change: (now, { phase, ...changes }) => [
      ...(phase === undefined ? [] : setPhase(now, stage.id, phase as string | null)),
      ...change(now, "stage", stage.id, changes),
    ],
    step: (by) => {
      const next = stages[at + by];
      if (next) go(view, { lane: null, stage: next.id });
    },
    comments: stage.comments ?? [],
    anchor: { stage: stage.id },
  };
}

function ofLane(view: ViewState, lanes: readonly Lane[], at: number): Topic {
  const lane = lanes[at]!;
  return {
    what: "lane",
    key: `lane ${lane.id}`,
    label: t("Lane {at} of {all}", { at: at + 1, all: lanes.length }),
    at,
    of: lanes.length,
    lane,
    fields: lane as unknown as Fields,
    change: (now, changes) => change(now, "lane", lane.id, changes),
    step: (by) => {
      const next = lanes[at + by];
      if (next) go(view, { lane: next.id, stage: null });
    },
    comments: lane.comments ?? [],
    anchor: null,
  };
}

function ofPersona(view: ViewState, personas: readonly Persona[], at: number): Topic {
  const persona = personas[at]!;
  return {
    what: "persona",
    key: `persona ${persona.id}`,
    label: t("Persona {at} of {all}", { at: at + 1, all: personas.length }),
    at,
    of: personas.length,
    persona,
    index: at,
    fields: persona as unknown as Fields,
    change: (now, changes) => change(now, "persona", persona.id, changes),
    step: (by) => {
      const next = personas[at + by];
      if (next) showPersona(view, next.id);
    },
    comments: persona.comments ?? [],
    anchor: null,
  };
}

/** What a subject is called, in a sentence. */
export const nameOfSubject = (subject: Topic): string =>
  subject.what === "cards"
    ? subject.cards.map(cardText).join(", ")
    : String(subject.fields[subject.what === "map" ? "title" : "name"] ?? "");
