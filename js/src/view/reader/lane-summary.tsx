/** What the cells of a folded lane hold, in a line each. */
import { KINDS_OF_EVIDENCE } from "../../document/coverage/coverage";
import { entryAt, leafAt, rowAt, scaleOf, thingsOf } from "../../document/document";
import { cardsAt } from "../../document/gestures";
import { holdsNames, laneContent } from "../../document/lane-kinds";
import type { Lane, Stage } from "../../document/schema";
import { hiddenCards } from "../../interaction/cards/hidden-cards";
import type { ViewState } from "../../interaction/state";
import { sourceOfCurve } from "../../lanes/emotion/emotion-lane";
import { Icon, Marker } from "../../lanes/icon";
import { measuresOf, sourceOfMeasures } from "../../lanes/measure/measure-lane";
import { EVIDENCE_WORDS } from "../../scene/layout";
import { writeValue } from "../../scene/numbers";
import { personaLook } from "../../scene/personas";
import { makeScale, type Scale, writeDrawn, writeScore } from "../../scene/scale";
import { numeral, plural, t, texts, translate } from "../../words/words";

const TEXTS = texts({
  cards: (count: number) => plural(count, "{n} card", "{n} cards"),
  hidden: (count: number) => t("{n} hidden", { n: count }),
  measured: (value: string) => t("measured {value}", { value }),
  drawn: (value: string, persona: string) => t("{value} drawn by {persona}", { value, persona }),
});

export interface Summary {
  words: string;
  line: preact.JSX.Element | null;
}

/** What a folded cell says: for screen readers, and drawn. */
export function summaryOf(view: ViewState, lane: Lane, stage: Stage): Summary {
  switch (laneContent(lane)) {
    case "cards":
      return cardSummary(view, lane, stage);
    case "emotions":
      return emotionSummary(view, lane, stage);
    case "measures":
      return measureSummary(view, lane, stage);
  }
}

/** A mark for each claim; of names how many there are. */
function cardSummary(view: ViewState, lane: Lane, stage: Stage): Summary {
  const cards = cardsAt(view.reader.seen.value, stage.id, lane.id);
  const hidden = hiddenCards(view, lane.id, stage.id).length;
  const kinds = holdsNames(lane) ? [] : cards.map(({ evidence = "assumption" }) => evidence);
  const marks = kinds.filter((evidence) => evidence !== "none");
  const counts = KINDS_OF_EVIDENCE.flatMap((kind) => {
    const count = marks.filter((one) => one === kind).length;
    return count ? [`${count} ${EVIDENCE_WORDS[kind]}`] : [];
  });
  const words = [
    cards.length ? TEXTS.cards(cards.length) : "",
    ...counts,
    hidden ? TEXTS.hidden(hidden) : "",
  ];
  return {
    words: words.filter(Boolean).join(", "),
    line: (
      <span class="cjm-marks" aria-hidden="true">
        {marks.map((kind, at) => (
          <i key={`${at} ${kind}`} class={`cjm-ev is-${kind}`} />
        ))}
        {!marks.length && cards.length > 0 && <span class="cjm-n">{cards.length}</span>}
        {hidden > 0 && <span class="cjm-n">{TEXTS.hidden(hidden)}</span>}
      </span>
    ),
  };
}

const FACES = ["frown", "frown", "flat", "smile", "smile"] as const;

/** Which fifth of the scale a score lies in, from 0. */
function fifthOf({ low, high }: Scale, value: number): 0 | 1 | 2 | 3 | 4 {
  return Math.max(0, Math.min(4, Math.floor((5 * (value - low)) / (high - low)))) as 0 | 1 | 2 | 3 | 4;
}

/** The measured score on the ramp, and what the active persona was drawn to feel. */
function emotionSummary(view: ViewState, lane: Lane, stage: Stage): Summary {
  const document = view.store.document.value;
  const scale = makeScale(scaleOf(document));
  const source = sourceOfCurve(lane, view.store.measured.value.sources ?? []);
  const measured = entryAt(source?.reading.curve, stage.id)?.value;
  const personas = thingsOf(document, "persona");
  const at = personas.findIndex(({ id }) => id === view.persona.value && !view.hiddenCurves.value.has(id));
  const drawn = at < 0 ? undefined : leafAt(document.emotion, personas[at]!.id, stage.id)?.value;
  const look = personaLook(Math.max(0, at));
  const fifth = measured === undefined ? 2 : fifthOf(scale, measured);
  return {
    words: [
      measured === undefined ? "" : TEXTS.measured(writeScore(scale, measured, 2)),
      drawn === undefined ? "" : TEXTS.drawn(writeDrawn(scale, drawn), personas[at]!.name),
    ]
      .filter(Boolean)
      .join(", "),
    line: (
      <span class="cjm-heats" aria-hidden="true">
        {measured !== undefined && (
          <span class={`cjm-heat is-${fifth}`}>
            <Icon name={FACES[fifth]} size={14} />
            {writeScore(scale, measured, 2)}
          </span>
        )}
        {drawn !== undefined && (
          <span class={`cjm-mini ${look.class}`}>
            <Marker name={look.marker} size={12} />
            {writeDrawn(scale, drawn)}
          </span>
        )}
      </span>
    ),
  };
}

/** The leading measure, which never stands without its n. */
function measureSummary(view: ViewState, lane: Lane, stage: Stage): Summary {
  const source = sourceOfMeasures(lane, view.store.measured.value.sources ?? []);
  const [lead] = source ? measuresOf(source, lane.measures ?? []) : [];
  const figure = lead && entryAt(rowAt(source?.reading.figures, stage.id), lead.name);
  if (!lead || figure?.value == null) return { words: "", line: null };
  const value = writeValue(lead.unit, figure.value);
  const n = `n ${numeral(figure.n)}`;
  return {
    words: `${translate(lead.label)} ${value}, ${n}`,
    line: (
      <span class="cjm-marks" aria-hidden="true">
        <b>{value}</b>
        <span class="cjm-n">{n}</span>
      </span>
    ),
  };
}
