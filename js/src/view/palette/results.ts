/** What the palette can find: the commands, cards, stages, lanes and personas of a map, and which of them answer a query, best first. */
import { thingsOf } from "../../document/document";
import { cardText } from "../../document/gestures";
import { laneIcon, singular } from "../../document/lane-kinds";
import { placesOf } from "../../document/links/link-edits";
import type { Document } from "../../document/schema";
import { COMMANDS, nameOfCommand } from "../../interaction/commands/command-table";
import { isOffered } from "../../interaction/commands/key-commands";
import { showPersona } from "../../interaction/panel-focus";
import type { Target, ViewState } from "../../interaction/state";
import { takeTarget } from "../../interaction/target";
import type { IconName } from "../../scene/icons";
import { english, t } from "../../words/words";
import { fold, marksIn, rank, type Stretch, wordsOf } from "./rank";

export type PaletteSection = "Cards" | "Stages" | "Lanes" | "Personas" | "Commands";
export const SECTIONS = [
  english("Cards"),
  english("Stages"),
  english("Lanes"),
  english("Personas"),
  english("Commands"),
] as readonly PaletteSection[];

/** One thing that can be found. */
export interface PaletteItem {
  readonly section: PaletteSection;
  readonly icon: IconName;
  readonly text: string;
  /** Where it is. */
  readonly note: string;
  /** What of it is searched besides its text, and the note where it was that. */
  readonly also?: { readonly text: string; readonly words: (query: string) => string };
  readonly tags?: readonly string[];
  readonly keys?: string;
  /** What Enter does; the palette is closed by then, and the focus back in the map. */
  readonly take: () => void;
  /** Whether its details can be opened. */
  readonly hasDetails: boolean;
}

/** What of a kind answers, best first. */
export interface PaletteAnswer {
  readonly section: PaletteSection;
  readonly items: readonly PaletteItem[];
}

/** What begins a query that asks for one kind only. */
const ONLY: Record<string, PaletteSection> = { ">": "Commands", "@": "Stages", "#": "Cards" };

const NOWHERE: Target = { what: "map", lane: null, stage: null, card: null, persona: null };

/** Commands for what has the focus, then those of the map. */
export function commandItems(view: ViewState, target: Target): PaletteItem[] {
  const item = (text: string, icon: IconName, keys: string | undefined, take: () => void): PaletteItem => ({
    section: "Commands",
    icon,
    text,
    note: "",
    keys,
    take,
    hasDetails: false,
  });
  const offered = COMMANDS.filter(
    (command) =>
      (!command.on || command.anywhere || command.on.includes(target.what)) &&
      isOffered(command, view, target) &&
      !command.keys?.includes("Ctrl+K"),
  );
  const own = offered.filter(({ on }) => on?.includes(target.what));
  return [...own, ...offered.filter((command) => !own.includes(command))].flatMap((command) => {
    const name = nameOfCommand(command, view, target);
    const { icon, keys } = command;
    if (command.choices)
      return command
        .choices(view, target)
        .map((choice) => item(`${name}: ${choice.name}`, icon, undefined, choice.run));
    return [item(name, icon, keys?.[0], () => void command.run!(view, target))];
  });
}

/** Everything of a document that one can go to. */
export function placeItems(view: ViewState, document: Document): PaletteItem[] {
  const stages = thingsOf(document, "stage");
  const lanes = thingsOf(document, "lane");
  const order = new Map(stages.map(({ id }, at) => [id, at]));
  const stageWords = (stage: string, span: number): string => {
    const from = order.get(stage)!;
    const names = stages.slice(from, from + span).map(({ name }) => name);
    return names.length > 2
      ? t("{first} to {last}", { first: names[0]!, last: names.at(-1)! })
      : names.join(` ${t("and")} `);
  };
  const laneOf = new Map(
    lanes.map((lane) => [lane.id, { icon: laneIcon(lane) as IconName, one: singular(lane.name) }]),
  );
  const go = (place: Partial<Target>) => () => takeTarget(view, { ...NOWHERE, ...place });
  const cards = placesOf(document).map(({ lane, stage, card }): PaletteItem => {
    const { icon, one } = laneOf.get(lane)!;
    return {
      section: "Cards",
      icon,
      text: cardText(card),
      note: `${one}, ${stageWords(stage, card.span ?? 1)}`,
      tags: card.tags,
      take: go({ what: "card", lane, stage, card: card.id }),
      hasDetails: true,
    };
  });
  return [
    ...cards,
    ...stages.map(
      ({ id: stage, name, goal }, at): PaletteItem => ({
        section: "Stages",
        icon: "stage",
        text: name,
        note: t("{at} of {all}", { at: at + 1, all: stages.length }),
        ...(goal && {
          also: {
            text: goal,
            words: (query) =>
              t("{at} of {all}, goal mentions {query}", { at: at + 1, all: stages.length, query }),
          },
        }),
        take: go({ what: "stage", stage }),
        hasDetails: true,
      }),
    ),
    ...lanes.map(
      ({ id: lane, name }, at): PaletteItem => ({
        section: "Lanes",
        icon: laneOf.get(lane)!.icon,
        text: name,
        note: t("{at} of {all}", { at: at + 1, all: lanes.length }),
        take: go({ what: "lane", lane }),
        hasDetails: true,
      }),
    ),
    ...thingsOf(document, "persona").map(
      ({ id, name }, at, all): PaletteItem => ({
        section: "Personas",
        icon: "person",
        text: name,
        note: t("{at} of {all}", { at: at + 1, all: all.length }),
        take: () => showPersona(view, id),
        hasDetails: false,
      }),
    ),
  ];
}

/** Folded texts, so that they are folded once however often one types. */
const FOLDED = new WeakMap<PaletteItem, string>();

function textOf(item: PaletteItem): string {
  let text = FOLDED.get(item);
  if (text === undefined) {
    text = fold(item.text);
    FOLDED.set(item, text);
  }
  return text;
}

/** A query as it is typed: the words to look for, and whether only some are asked for. */
interface Query {
  readonly words: readonly string[];
  readonly only: PaletteSection | undefined;
  readonly byTag: boolean;
}

function read(query: string): Query {
  const typed = query.trimStart();
  const only = ONLY[typed[0] ?? ""];
  return { only, byTag: typed[0] === "#", words: wordsOf(only ? typed.slice(1) : typed) };
}

/**
 * The items that answer a query, section by section, the one with the best answer first. Without a query all but the cards
 * are listed, commands first.
 */
export function answer(items: readonly PaletteItem[], query: string): PaletteAnswer[] {
  const { words, only, byTag } = read(query);
  const sections = new Map<PaletteSection, { item: PaletteItem; score: number }[]>();
  for (const item of items) {
    const { section } = item;
    if (only ? section !== only : !words.length && section === "Cards") continue;
    const score = byTag ? rankTags(item, words) : rankItem(item, words);
    if (score === null) continue;
    const like = sections.get(section);
    if (like) like.push({ item, score });
    else sections.set(section, [{ item, score }]);
  }
  const ranked = [...SECTIONS].flatMap((section) => {
    const like = sections.get(section);
    return like ? [{ section, like: words.length ? like.sort((a, b) => b.score - a.score) : like }] : [];
  });
  const inTurn = words.length ? ranked.sort((a, b) => b.like[0]!.score - a.like[0]!.score) : ranked.reverse();
  return inTurn.map(({ section, like }) => ({ section, items: like.map(({ item }) => item) }));
}

function rankItem(item: PaletteItem, words: readonly string[]): number | null {
  if (!words.length) return 0;
  const own = rank(textOf(item), words);
  if (own !== null || !item.also) return own;
  const other = rank(fold(item.also.text), words);
  return other === null ? null : other / 2;
}

function rankTags({ tags = [] }: PaletteItem, words: readonly string[]): number | null {
  let best: number | null = null;
  for (const tag of tags) {
    const own = rank(fold(tag), words);
    if (own !== null && (best === null || own > best)) best = own;
  }
  return best;
}

/** What an item says as the answer to a query: what of its text is marked, and what stands at its end. */
export function wordsOfAnswer(item: PaletteItem, query: string): { marks: readonly Stretch[]; note: string } {
  const { words, byTag } = read(query);
  if (byTag) {
    const tag = item.tags?.find((one) => rank(fold(one), words) !== null);
    return { marks: [], note: `#${tag}, ${item.note}` };
  }
  const isOwn = rank(textOf(item), words) !== null;
  if (!isOwn && item.also) return { marks: [], note: item.also.words(words.join(" ")) };
  return { marks: marksIn(textOf(item), words), note: item.note };
}
