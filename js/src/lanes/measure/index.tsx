/** Measure lanes: numbers estimated from a joined source, which no reader writes. */

import { t, translate } from "../../words/words";
import type { LaneDescriptor } from "../lane";
import { MeasureLane } from "./measure-lane";

export const MEASURE: LaneDescriptor = {
  Row: MeasureLane,
  text: () => "",
  takes: (text) => text.trim() === "",
  edits: () => null,
  why: () => t("the lane shows what was measured"),
  words: () => "",
  showsConflict: () => false,
  Legend({ sources }) {
    const differing = sources.find(({ marks }) => Object.keys(marks ?? {}).length > 0);
    return differing ? (
      <span class="cjm-wide cjm-tests" title={differing.tests && translate(differing.tests)}>
        <span class="cjm-sig">≠</span>{" "}
        {differing.tests
          ? t("segments differ: {tests}", { tests: translate(differing.tests) })
          : t("segments differ")}
      </span>
    ) : null;
  },
};
