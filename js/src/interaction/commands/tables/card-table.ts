/** Commands on cards, cells and ranges of cells: their words and their properties. */
import { KINDS_OF_EVIDENCE } from "../../../document/coverage/coverage";
import { thingsOf } from "../../../document/document";
import { addCard, cardText, changeCard, idOf } from "../../../document/gestures";
import { holdsCards, holdsNames } from "../../../document/lane-kinds";
import { addLink, linksAt } from "../../../document/links/link-edits";
import type { Card, Lane } from "../../../document/schema";
import { EVIDENCE, LEVEL_NAMES } from "../../../scene/layout";
import { english, t } from "../../../words/words";
import { showField } from "../../panel-focus";
import type { Target, TargetKind, ViewState } from "../../state";
import { cardsOf } from "../../target";
import { makeEdit, startEditing } from "../../writing/editing";
import { edit } from "../commands";
import { cardsIn, commentsIn, deletes, linksIn, type MapCommand, type MenuChoice } from "./map-command";

export const laneOf = (view: ViewState, { lane }: Target): Lane | undefined =>
  thingsOf(view.store.document.peek(), "lane").find(({ id }) => id === lane);

/** Change fields of all the cards a target stands for, as one edit. */
function changeCards(view: ViewState, target: Target, changes: Partial<Card>, label: string): void {
  const operations = cardsOf(view, target).flatMap(({ stage, lane, card }) =>
    changeCard(stage, lane, card, changes),
  );
  makeEdit(view, operations, label);
}

/** What all the cards of a target have alike in a field; undefined where they differ. */
function common<F extends keyof Card>(view: ViewState, target: Target, field: F): Card[F] | undefined {
  const values = new Set(cardsOf(view, target).map(({ card }) => card[field]));
  return values.size === 1 ? [...values][0] : undefined;
}

function owners(view: ViewState, target: Target): MenuChoice[] {
  const { cells = {} } = view.store.document.peek();
  const cards = Object.values(cells).flatMap((row) => Object.values(row).flat());
  const names = [...new Set(cards.map(({ owner }) => owner ?? "").filter(Boolean))].sort().slice(0, 12);
  const now = common(view, target, "owner") ?? "";
  return [
    ...names.map((owner) => ({
      name: owner,
      on: now === owner,
      run: () => changeCards(view, target, { owner }, english("Set owner")),
    })),
    {
      name: t("No one"),
      on: !now,
      run: () => changeCards(view, target, { owner: "" }, english("Set owner")),
    },
    { name: t("Another …"), run: () => showField(view, t("Owner")) },
  ];
}

/** The card of an opportunity that answers a card, in the same stage and linked to it; its words are the reader's to change. */
export function makeOpportunity(view: ViewState, target: Target): void {
  const document = view.store.document.peek();
  const lane = thingsOf(document, "lane").find(({ role }) => role === "opportunities");
  const [from] = cardsOf(view, target);
  if (!lane || !from) return;
  const added = addCard(document, from.stage, lane.id, cardText(from.card));
  const id = idOf([added])!;
  const linked = addLink(document, { card: from.card.id }, { card: id });
  if (makeEdit(view, [added, ...linked], english("Make an opportunity")))
    startEditing(view, { lane: lane.id, stage: from.stage }, { card: id });
}

export function deleteCardsName(view: ViewState, target: Target): string {
  const cards = cardsOf(view, target).map(({ card }) => card);
  const document = view.store.document.peek();
  const links = cards.flatMap(({ id }) => linksAt(document, { card: id }));
  const comments = cards.flatMap((card) => card.comments ?? []);
  return deletes(
    cardsIn(target.what === "cards" ? cards.length : 0),
    linksIn(links.length),
    commentsIn(comments.length),
  );
}

export const CARD: readonly TargetKind[] = ["card"];
export const CARDS: readonly TargetKind[] = ["card", "cards"];
export const CELLS: readonly TargetKind[] = ["cell", "range"];
const hasClaims = (view: ViewState, target: Target): boolean => {
  const lane = laneOf(view, target);
  return !!lane && holdsCards(lane) && !holdsNames(lane);
};
export const holdsText = (view: ViewState, target: Target): boolean => {
  const lane = laneOf(view, target);
  return !!lane && holdsCards(lane);
};
export const isFilled = (view: ViewState, target: Target): boolean => cardsOf(view, target).length > 0;

export const CARD_COMMANDS: readonly MapCommand[] = [
  {
    name: english("Edit"),
    icon: "pencil",
    keys: ["F2", "Enter"],
    on: CARDS,
    part: "edit",
    edits: true,
    help: english("edit the card, or the first one of the cell; in an empty cell a new one"),
    run: (view, target) => edit(view, target, target.card),
  },
  {
    name: (view, target) => (isFilled(view, target) ? t("Edit the first card") : t("New card")),
    icon: "pencil",
    keys: ["F2", "Enter"],
    on: CELLS,
    part: "edit",
    edits: true,
    applies: holdsText,
    run: (view, target) => edit(view, target, null),
  },
  {
    name: english("New card"),
    icon: "plus",
    on: CELLS,
    part: "edit",
    edits: true,
    applies: (view, target) => holdsText(view, target) && isFilled(view, target),
    run: (view, target) => startEditing(view, target),
  },
];

export const CARD_PROPERTIES: readonly MapCommand[] = [
  {
    name: english("Evidence"),
    icon: "data",
    on: CARDS,
    part: "properties",
    edits: true,
    applies: hasClaims,
    choices: (view, target) => {
      const now = common(view, target, "evidence") ?? "assumption";
      return KINDS_OF_EVIDENCE.toReversed().map((evidence) => ({
        name: EVIDENCE[evidence],
        on: now === evidence,
        run: () => changeCards(view, target, { evidence }, english("Set evidence")),
      }));
    },
  },
  {
    name: english("Severity"),
    icon: "bolt",
    on: CARDS,
    part: "properties",
    edits: true,
    applies: (view, target) =>
      laneOf(view, target)?.role === "pain_points" ||
      cardsOf(view, target).some(({ card }) => card.severity != null),
    choices: (view, target) => {
      const now = common(view, target, "severity") ?? 0;
      return [3, 2, 1, 0].map((level) => ({
        name: LEVEL_NAMES[level]!,
        on: now === level,
        run: () => changeCards(view, target, { severity: level || null }, english("Set severity")),
      }));
    },
  },
  { name: english("Owner"), icon: "person", on: CARDS, part: "properties", edits: true, choices: owners },
  {
    name: english("Tags"),
    icon: "tag",
    on: CARDS,
    part: "properties",
    edits: true,
    run: (view) => showField(view, t("New tag")),
  },
];
