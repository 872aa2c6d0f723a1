/** Lanes of cards: texts of their own. */
import { addCard, addCopies, cellText, setCellText } from "../../document/gestures";
import { t } from "../../words/words";
import type { LaneDescriptor } from "../lane";
import { CardsLane } from "./cards-lane";
import { showsCardConflict } from "./live-cells";

export const CARDS: LaneDescriptor = {
  Row: CardsLane,
  text: (document, stage, { id }) => cellText(document, stage, id),
  takes: () => true,
  edits: (document, stage, { id }, text, _persona, inUse) =>
    setCellText(document, stage, id, text.replaceAll(/\r\n?/g, "\n"), inUse),
  adds(document, stage, { id }, { text, cards }, inUse, before) {
    if (cards) return addCopies(document, stage, id, cards, before, inUse);
    const lines = text ? text.split(/\r\n?|\n/) : [];
    return lines.map((line) => addCard(document, stage, id, line, before, inUse));
  },
  why: () => t("the cell takes no text"),
  words: (document, stage, { id }) => cellText(document, stage, id),
  showsConflict: showsCardConflict,
};
