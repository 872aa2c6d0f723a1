/** Copying, moving and deleting cards and cells; stages and lanes are copied here, too. */
import { thingsOf } from "../../../document/document";
import { cardsAt } from "../../../document/gestures";
import { english, plural, t } from "../../../words/words";
import { removeCards } from "../../cards/card-selection";
import { copyFrom } from "../../clipboard/clipboard";
import { pasteTo } from "../../clipboard/paste-command";
import { blockOf, idsOf } from "../../focus";
import { clearRange, fillRange } from "../../range";
import { startEditing } from "../../writing/editing";
import { openMove } from "../commands";
import {
  CARD,
  CARDS,
  CELLS,
  deleteCardsName,
  holdsText,
  isFilled,
  laneOf,
  makeOpportunity,
} from "./card-table";
import type { MapCommand } from "./map-command";

export const COPYING: readonly MapCommand[] = [
  {
    name: english("Copy"),
    icon: "copy",
    keys: ["Ctrl+C"],
    native: true,
    on: [...CARDS, ...CELLS, "stage", "lane"],
    part: "copy",
    help: english("copy; spreadsheets understand it"),
    run: (view, target) => copyFrom(view, target, false),
  },
  {
    name: english("Cut"),
    icon: "copy",
    keys: ["Ctrl+X"],
    native: true,
    on: ["cards", ...CELLS],
    part: "copy",
    edits: true,
    applies: (view, target) => target.what === "range" || isFilled(view, target),
    run: (view, target) => copyFrom(view, target, true),
  },
  {
    name: english("Paste"),
    icon: "table",
    keys: ["Ctrl+V"],
    native: true,
    on: CELLS,
    part: "copy",
    edits: true,
    help: english("paste; on a header names: rename from here on, and add"),
    run: (view, target) => pasteTo(view, target, false),
  },
  {
    name: english("Paste as one card"),
    icon: "table",
    keys: ["Ctrl+Shift+V"],
    native: true,
    on: ["cell"],
    part: "copy",
    edits: true,
    applies: holdsText,
    run: (view, target) => pasteTo(view, target, true),
  },
  {
    name: english("Card below"),
    icon: "plus",
    on: CARD,
    part: "copy",
    edits: true,
    run: (view, target) => {
      const cards = cardsAt(view.store.document.peek(), target.stage!, target.lane!);
      const next = cards[cards.findIndex(({ id }) => id === target.card) + 1];
      startEditing(view, target, { before: next?.id });
    },
  },
  {
    name: english("Move to …"),
    icon: "move",
    keys: ["Alt+Arrows"],
    on: CARDS,
    part: "copy",
    edits: true,
    help: english("move the cards, the stage or the lane"),
    run: (view, target) => openMove(view, "cards", target.card),
  },
  {
    name: english("Make an opportunity"),
    icon: "bulb",
    on: CARD,
    part: "copy",
    edits: true,
    applies: (view, target) =>
      laneOf(view, target)?.role !== "opportunities" &&
      thingsOf(view.store.document.peek(), "lane").some(({ role }) => role === "opportunities"),
    run: makeOpportunity,
  },
  {
    name: english("Fill right"),
    icon: "fillRight",
    keys: ["Ctrl+Shift+D"],
    on: CELLS,
    part: "copy",
    edits: true,
    help: english("copy right; adds below, never over"),
    run: (view) => fillRange(view, false),
  },
  {
    name: english("Fill down"),
    icon: "fillDown",
    keys: ["Ctrl+D"],
    on: CELLS,
    part: "copy",
    edits: true,
    help: english("copy down; adds below, never over"),
    run: (view) => fillRange(view, true),
  },
  {
    name: deleteCardsName,
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: CARDS,
    part: "delete",
    edits: true,
    help: english("delete the cards; empty the cells"),
    run: (view, target) => removeCards(view, target),
  },
  {
    name: (view, target) => {
      const block = target.what === "range" ? blockOf(view) : null;
      const { lanes, stages } = block
        ? idsOf(view, block)
        : { lanes: [target.lane!], stages: [target.stage!] };
      const document = view.reader.seen.peek();
      const cards = lanes.flatMap((lane) => stages.flatMap((stage) => cardsAt(document, stage, lane)));
      return cards.length ? plural(cards.length, "Clear, {n} card", "Clear, {n} cards") : t("Clear");
    },
    icon: "trash",
    keys: ["Delete", "Backspace"],
    on: CELLS,
    part: "delete",
    edits: true,
    applies: (view, target) => target.what === "range" || isFilled(view, target),
    run: clearRange,
  },
];
