/**
 * Every kind of lane by its name. A new kind has a folder here with its descriptor and one line below; its facts,
 * and the places it has in Python, are named in cjm_widgets/document/lane_kinds.py.
 */
import { kindOf, type LaneKind } from "../document/lane-kinds";
import type { Lane } from "../document/schema";
import { CARDS } from "./cards";
import { EMOTION } from "./emotion";
import type { LaneDescriptor } from "./lane";
import { MEASURE } from "./measure";

export const LANES: Readonly<Record<LaneKind, LaneDescriptor>> = {
  cards: CARDS,
  measure: MEASURE,
  emotion: EMOTION,
};

export const descriptorOf = (lane: Lane): LaneDescriptor => LANES[kindOf(lane)];
