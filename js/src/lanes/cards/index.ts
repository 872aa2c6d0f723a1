/** Lanes of cards: texts of their own. */
import { cellText, setCellText } from "../../document/gestures";
import type { LaneDescriptor } from "../lane";
import { CardsLane, showsCardConflict } from "./cards-lane";

export const CARDS: LaneDescriptor = {
  Row: CardsLane,
  text: (document, stage, { id }) => cellText(document, stage, id),
  takes: () => true,
  edits: (document, stage, { id }, text, _persona, inUse) =>
    setCellText(document, stage, id, text.replaceAll(/\r\n?/g, "\n"), inUse),
  words: (document, stage, { id }) => cellText(document, stage, id),
  showsConflict: showsCardConflict,
};
