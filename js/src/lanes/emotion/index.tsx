/** Emotion lanes: the scores of the map's personas, as a curve. */
import { scoreAt, setEmotion } from "../../document/gestures";
import type { LaneDescriptor } from "../lane";
import { EmotionLane, isOfScores } from "./emotion-lane";

/** The number in a text, with a point or a comma; null for an empty text, NaN for words. */
const numberIn = (text: string): number | null =>
  text.trim() === "" ? null : Number(text.trim().replace(",", "."));

export const EMOTION: LaneDescriptor = {
  Row: EmotionLane,
  text(document, stage, _lane, persona) {
    const score = persona && scoreAt(document, stage, persona);
    return score ? String(score.value) : "";
  },
  takes: (text) => !Number.isNaN(numberIn(text)),
  edits(document, stage, _lane, text, persona) {
    const value = numberIn(text);
    return persona && !Number.isNaN(value) ? setEmotion(document, stage, persona, value) : null;
  },
  words: (document, stage) =>
    (document.personas ?? [])
      .flatMap(({ id, name }) => {
        const score = scoreAt(document, stage, id);
        return score ? [`${name} ${score.value > 0 ? "+" : ""}${score.value}`] : [];
      })
      .join("\n"),
  showsConflict: (_lane, conflict) => isOfScores(conflict),
  Legend({ sources }) {
    const outside = sources.some(({ inside }) =>
      Object.values(inside ?? {}).some((stages) => Object.values(stages).includes(false)),
    );
    return outside ? (
      <span class="cjm-wide">
        <i class="cjm-outside" /> outside the measured interval
      </span>
    ) : null;
  },
};
