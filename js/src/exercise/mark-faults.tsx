/** Find the faults: the map as a table, every place of which is a button that marks it. */
import type { FaultAnswer, FaultPlace, FaultResult, FaultTask, PlaceCard } from "../document/schema";
import { EVIDENCE } from "../scene/layout";
import { count, signed } from "../scene/numbers";
import { plural, t, translate } from "../words/words";
import type { ExerciseStore } from "./exercise-store";

export const FAULTS = {
  title: () => t("Find the faults"),
  words: ({ faults }: FaultTask) =>
    plural(
      faults,
      "{n} place of this map goes against good practice. Mark what you believe: a point for each, less one for a false alarm.",
      "{n} places of this map go against good practice. Mark what you believe: a point for each, less one for a false alarm.",
    ),
  progress: (_: FaultTask, { marks }: FaultAnswer) => ({ left: marks.length ? 0 : 1, of: 1 }),
  reveal: () => t("Show the faults"),
  hide: () => t("Hide the faults"),
  remark: (_: FaultTask, { hits, alarms }: FaultResult) =>
    t("{hits} found, {alarms} false alarms", { hits: hits.length, alarms: alarms.length }),
  Body: MarkFaults,
};

function MarkFaults({ store }: { store: ExerciseStore }) {
  const task = store.state.value.task as FaultTask;
  const answer = store.answer.value as FaultAnswer;
  const result = store.state.value.result as FaultResult | null | undefined;
  const toggle = (id: string) => {
    const others = answer.marks.filter((one) => one !== id);
    store.put({ ...answer, marks: others.length < answer.marks.length ? others : [...answer.marks, id] });
  };
  const spot = (place: FaultPlace, name: string) => (
    <Spot
      place={place}
      name={name}
      isMarked={answer.marks.includes(place.id)}
      faults={result ? (result.faults[place.id] ?? []) : null}
      toggle={() => toggle(place.id)}
    />
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by keys
    <section class="cjm-ex-scroll" tabIndex={0} aria-label={t("The map")}>
      <table class="cjm-ex-map">
        <thead>
          <tr>
            <td>{spot(task.whole, t("The map itself"))}</td>
            {task.stages.map((stage) => (
              <th key={stage.id} scope="col">
                {spot(stage, stage.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {task.rows.map(({ head, cells }) => (
            <tr key={head.id}>
              <th scope="row">{spot(head, head.name)}</th>
              {cells.map((cell) => (
                <td key={cell.id}>{spot(cell, "")}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface SpotProps {
  place: FaultPlace;
  /** What is shown of its name; a cell's is only read out. */
  name: string;
  isMarked: boolean;
  /** What is wrong there; null until it is revealed. */
  faults: readonly string[] | null;
  toggle: () => void;
}

function Spot({ place, name, isMarked, faults, toggle }: SpotProps) {
  const verdict = faults && (faults.length ? (isMarked ? "hit" : "missed") : isMarked ? "alarm" : "");
  const VERDICTS = { hit: t("Found"), missed: t("Missed"), alarm: t("False alarm") };
  const content = (
    <>
      {name ? <b>{name}</b> : <span class="cjm-sr">{place.name}</span>}
      {(place.texts ?? []).map((text) => (
        <span key={text}>{text}</span>
      ))}
      {(place.cards ?? []).map(drawCard)}
      {!name && !place.texts?.length && !place.cards?.length && <span class="cjm-ex-none">{t("empty")}</span>}
    </>
  );
  if (faults === null)
    return (
      <button type="button" class="cjm-ex-spot" aria-pressed={isMarked} onClick={toggle}>
        {content}
        {isMarked && (
          <span class="cjm-ex-mark" aria-hidden="true">
            ▲
          </span>
        )}
      </button>
    );
  return (
    <div class={`cjm-ex-spot is-${verdict || "plain"}`}>
      {content}
      {verdict && <em>{VERDICTS[verdict]}</em>}
      {faults.map((fault) => (
        <em key={fault}>{translate(fault)}</em>
      ))}
    </div>
  );
}

/** A card as the map shows it, or a persona's score. */
function drawCard({ text, score, evidence = "none", about, n }: PlaceCard, at: number) {
  const details = [about, n == null ? "" : `n\u00a0${count(n)}`].filter(Boolean).join(" · ");
  const isBacked = evidence === "quote" || evidence === "data";
  return (
    <span key={at} class={`cjm-card is-${evidence}`}>
      {evidence !== "none" && <span class="cjm-sr">{EVIDENCE[evidence]}: </span>}
      {evidence === "quote" ? <q>{text}</q> : text}
      {score != null && ` ${signed(score, 1)}`}
      {details && (
        <span class="cjm-meta">
          {isBacked && <i class={`cjm-ev is-${evidence}`} />}
          <span>{details}</span>
        </span>
      )}
    </span>
  );
}
