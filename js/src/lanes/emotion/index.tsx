/** Emotion lanes: the scores of the map's personas, as a curve. */
import { scaleOf } from "../../document/document";
import { scoreAt, setEmotion } from "../../document/gestures";
import type { Document } from "../../document/schema";
import { readNumber } from "../../document/tables/numerals";
import { toleranceOf } from "../../scene/picture";
import { makeScale, readScore, type ScoreInput, writeEnds } from "../../scene/scale";
import { t } from "../../words/words";
import type { LaneDescriptor } from "../lane";
import { EmotionLane, isOfScores } from "./emotion-lane";

/** What a text says, on the map's own scale; null where it says nothing. */
const read = (document: Document, text: string): ScoreInput | null =>
  text.trim() === "" ? null : readScore(makeScale(scaleOf(document)), text);

const isNumber = (text: string): boolean => readNumber(text, -Infinity, Infinity) !== null;

export const EMOTION: LaneDescriptor = {
  Row: EmotionLane,
  text(document, stage, _lane, persona) {
    const score = persona && scoreAt(document, stage, persona);
    return score ? String(score.value) : "";
  },
  takes: (text) => text.trim() === "" || isNumber(text),
  edits(document, stage, _lane, text, persona) {
    const score = read(document, text);
    if (!persona) return null;
    if (score === null) return setEmotion(document, stage, persona, null);
    return "why" in score ? null : setEmotion(document, stage, persona, score.value);
  },
  why(document, text) {
    const score = read(document, text);
    if (!score || !("why" in score)) return t("the map has no persona whose score it could be");
    return t("not a score from {ends}", { ends: writeEnds(makeScale(scaleOf(document))) });
  },
  words: (document, stage) =>
    (document.personas ?? [])
      .flatMap(({ id, name }) => {
        const score = scoreAt(document, stage, id);
        return score ? [`${name} ${score.value > 0 ? "+" : ""}${score.value}`] : [];
      })
      .join("\n"),
  showsConflict: (_lane, conflict) => isOfScores(conflict),
  Legend({ sources, document }) {
    const outside = sources.some(({ inside }) =>
      Object.values(inside ?? {}).some((stages) => Object.values(stages).includes(false)),
    );
    return outside ? (
      <span class="cjm-wide">
        <i class="cjm-outside" />{" "}
        {t("outside the measured interval, more than {tolerance} off", {
          tolerance: Number(toleranceOf(document).toPrecision(3)),
        })}
      </span>
    ) : null;
  },
};
