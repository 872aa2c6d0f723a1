/** Measure lanes: numbers estimated from a joined source, which no reader writes. */
import type { LaneDescriptor } from "../lane";
import { MeasureLane } from "./measure-lane";

export const MEASURE: LaneDescriptor = {
  Row: MeasureLane,
  text: () => "",
  takes: (text) => text.trim() === "",
  edits: () => null,
  words: () => "",
  showsConflict: () => false,
  Legend: ({ sources }) =>
    sources.some(({ marks }) => Object.keys(marks ?? {}).length > 0) ? (
      <span class="cjm-wide">
        <span class="cjm-sig">≠</span> segments differ
      </span>
    ) : null,
};
