/** Lanes of cards: texts of their own. */
import { cellText, setCellText } from "../../document/gestures";
import type { Lane } from "../../document/schema";
import type { IconName } from "../../scene/icons";
import type { LaneDescriptor } from "../lane";
import { CardsLane, showsCardConflict } from "./cards-lane";

const ICONS: Record<NonNullable<Lane["role"]>, IconName> = {
  actions: "steps",
  thoughts: "speech",
  touchpoints: "nodes",
  channels: "screen",
  pain_points: "bolt",
  opportunities: "bulb",
  goals: "target",
  systems: "server",
  emotion: "curve",
  measure: "gauge",
  other: "table",
};

export const CARDS: LaneDescriptor = {
  Row: CardsLane,
  icon: ({ role = "other" }) => ICONS[role],
  text: (document, stage, { id }) => cellText(document, stage, id),
  takes: () => true,
  edits: (document, stage, { id }, text, _persona, taken) =>
    setCellText(document, stage, id, text.replaceAll(/\r\n?/g, "\n"), taken),
  words: (document, stage, { id }) => cellText(document, stage, id),
  showsConflict: showsCardConflict,
};
