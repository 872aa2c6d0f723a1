/** Finding a text in what a map says: pure, from a document to matches. */
import { thingsOf } from "../document";
import { cardsAt } from "../gestures";
import type { Document } from "../schema";

export interface Search {
  readonly text: string;
  readonly matchCase: boolean;
  /** Whether only whole words match. */
  readonly words: boolean;
}

/** The lanes and stages to look in, by id; null for all of the map with its headers. */
export type SearchArea = { readonly lanes: readonly string[]; readonly stages: readonly string[] } | null;

/** Where a text stands: a card's words, its tags, which are a line each, its source, or a field of a header. */
export interface TextPlace {
  readonly what: "card" | "stage" | "lane" | "phase";
  readonly field: "text" | "tags" | "source" | "name" | "goal" | "hint";
  readonly lane: string | null;
  readonly stage: string | null;
  /** Of a card or a phase, its id. */
  readonly id: string | null;
}

/** One match; `from` and `to` are positions in the whole text of its place. */
export interface Match extends TextPlace {
  readonly from: number;
  readonly to: number;
}

const LETTER = "[\\p{L}\\p{N}_]";

/** The search as a pattern; null where there is nothing to look for. */
export function patternOf({ text, matchCase, words }: Search): RegExp | null {
  if (!text) return null;
  const literal = text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replaceAll("\\-", "\\x2d");
  return new RegExp(words ? `(?<!${LETTER})${literal}(?!${LETTER})` : literal, matchCase ? "gu" : "giu");
}

/** Where a match is only found: tags are used by other cards, and a source says what it is called elsewhere. */
export const isFindOnly = ({ field }: TextPlace): boolean => field === "tags" || field === "source";

/** Every match: of phases and stages, then lane by lane, each lane's header before its cards from the first stage on. */
export function findAll(document: Document, search: Search, area: SearchArea = null): Match[] {
  const pattern = patternOf(search);
  if (!pattern) return [];
  const matches: Match[] = [];
  const look = (place: TextPlace, text: string | undefined) => {
    for (const { 0: own, index } of text?.matchAll(pattern) ?? [])
      matches.push({ ...place, from: index, to: index + own.length });
  };
  const inArea = (ids: readonly string[] | undefined, id: string) => !ids || ids.includes(id);
  const stages = thingsOf(document, "stage");
  if (!area) {
    for (const { id, name } of thingsOf(document, "phase"))
      look({ what: "phase", field: "name", lane: null, stage: null, id }, name);
    for (const { id: stage, name, goal } of stages) {
      look({ what: "stage", field: "name", lane: null, stage, id: null }, name);
      look({ what: "stage", field: "goal", lane: null, stage, id: null }, goal);
    }
  }
  for (const { id: lane, name, hint } of thingsOf(document, "lane")) {
    if (!inArea(area?.lanes, lane)) continue;
    if (!area) {
      look({ what: "lane", field: "name", lane, stage: null, id: null }, name);
      look({ what: "lane", field: "hint", lane, stage: null, id: null }, hint);
    }
    for (const { id: stage } of stages)
      if (inArea(area?.stages, stage))
        for (const { id, text, tags, source } of cardsAt(document, stage, lane)) {
          look({ what: "card", field: "text", lane, stage, id }, text);
          look({ what: "card", field: "tags", lane, stage, id }, tags?.join("\n"));
          look({ what: "card", field: "source", lane, stage, id }, source);
        }
  }
  return matches;
}

export const isSamePlace = (a: TextPlace, b: TextPlace): boolean =>
  a.what === b.what && a.field === b.field && a.lane === b.lane && a.stage === b.stage && a.id === b.id;
