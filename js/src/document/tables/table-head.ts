/** Whether a copied table says in its first line what its columns hold, as `journey.to_csv(tidy=True)` writes them. */

import { SHAPES } from "../defaults";
import type { BlockCell } from "./block";

/** Columns that say where a row belongs; "card" is an id, of which a map on screen makes its own. */
const PLACES: readonly string[] = ["stage", "lane", "persona", "score", "card"];
const STAGE: readonly string[] = [
  "phase",
  "goal",
  "duration",
  "timing",
  "moment_of_truth",
  "action",
  "notes",
];
const LANE: readonly string[] = ["kind", "role", "layer", "hint", "target", "measures"];
const NOT_CARD: readonly string[] = ["id", "extra"];

/** "Moment of truth" is the column "moment_of_truth". */
export const columnOf = (text: string): string => text.trim().toLowerCase().replaceAll(/[ -]+/g, "_");

export const isStageColumn = (column: string): boolean => STAGE.includes(column);
export const isLaneColumn = (column: string): boolean => LANE.includes(column);
export const isCardColumn = (column: string): boolean =>
  Object.hasOwn(SHAPES.Card!, column) && !NOT_CARD.includes(column);

const KNOWN = [(column: string) => PLACES.includes(column), isStageColumn, isLaneColumn, isCardColumn];

/** Whether every cell of the first line names a column, and one of them says what the rows are. */
export function namesColumns([head = [], ...body]: readonly (readonly BlockCell[])[]): boolean {
  const columns = head.map(({ text }) => columnOf(text));
  return (
    body.length > 0 &&
    columns.length > 1 &&
    ["stage", "lane", "text"].some((one) => columns.includes(one)) &&
    columns.every((one) => KNOWN.some((isOne) => isOne(one)))
  );
}
