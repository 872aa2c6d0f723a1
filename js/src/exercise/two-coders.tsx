/** Two coders: the same quotes into stages twice, and why both agree as far as they do. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { CodingAnswer, CodingResult, CodingTask, Coefficient } from "../document/schema";
import { plain } from "../scene/numbers";
import { plural, t, texts } from "../words/words";
import type { ExerciseStore } from "./exercise-store";
import { ItemRows, withCode } from "./sort-items";

const NAMES = texts({
  per_cent: "Per cent",
  cohen_kappa: "Cohen’s kappa",
  krippendorff_alpha: "Krippendorff’s alpha",
  gwet_ac1: "Gwet’s AC1",
});

export const CODING = {
  title: () => t("Two coders"),
  words: ({ items }: CodingTask, { first }: CodingAnswer, isOver: boolean) => {
    if (isOver)
      return plural(
        items.length,
        "Two coders put {n} quote into a stage.",
        "Two coders put {n} quotes into stages.",
      );
    return Object.keys(first).length < items.length
      ? t("First coder: put each quote into the stage that it is about.")
      : t("Second coder: the same quotes, without seeing what the first did.");
  },
  progress: ({ items }: CodingTask, { first, second }: CodingAnswer) => ({
    left: 2 * items.length - Object.keys(first).length - Object.keys(second).length,
    of: 2 * items.length,
  }),
  reveal: () => t("Compare both"),
  hide: () => t("Hide the comparison"),
  remark: (_: CodingTask, { coefficients }: CodingResult) => {
    const { value, low, high } = coefficients.find(({ measure }) => measure === "cohen_kappa")!;
    if (typeof value !== "number") return t("put into one stage by both; Cohen’s kappa needs two stages");
    if (typeof low !== "number" || typeof high !== "number")
      return t("put into one stage by both; Cohen’s kappa {kappa}", { kappa: plain(value, 2) });
    return t("put into one stage by both; Cohen’s kappa {kappa} ({low} to {high})", {
      kappa: plain(value, 2),
      low: plain(low, 2),
      high: plain(high, 2),
    });
  },
  Body: TwoCoders,
};

function TwoCoders({ store }: { store: ExerciseStore }) {
  const task = store.state.value.task as CodingTask;
  const answer = store.answer.value as CodingAnswer;
  const result = store.state.value.result as CodingResult | null | undefined;
  const who = Object.keys(answer.first).length < task.items.length ? "first" : "second";
  return (
    <>
      <ItemRows
        key={who}
        items={task.items}
        stages={task.stages}
        codes={answer[who]}
        isOver={!!result}
        choose={(id, stage) => store.put({ ...answer, [who]: withCode(answer[who], id, stage) })}
        verdict={({ id }) => {
          const [first = "", second = ""] = [answer.first[id], answer.second[id]];
          return result?.apart.includes(id)
            ? t("{first} and {second}: talk about it", { first, second })
            : t("{stage}, both", { stage: first });
        }}
      />
      {result && <Why task={task} answer={answer} result={result} />}
    </>
  );
}

interface WhyProps {
  task: CodingTask;
  answer: CodingAnswer;
  result: CodingResult;
}

/** What is behind the number: each disagreement, and what each coefficient counts. */
function Why({ task, answer, result }: WhyProps) {
  const isOpen = useSignal(false);
  const id = useId();
  const { apart, points, of } = result;
  return (
    <>
      <div class="cjm-ex-lesson">
        <p>
          <b>
            {plural(of, "You agree on {points} of {n} quote.", "You agree on {points} of {n} quotes.", {
              points,
            })}
          </b>{" "}
          {apart.length > 0 && t("What you disagree on shows where the stages need a better definition.")}
        </p>
        <button
          type="button"
          class="cjm-btn"
          aria-expanded={isOpen.value}
          aria-controls={id}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          {t("Why?")}
        </button>
      </div>
      <div class="cjm-ex-why" id={id} hidden={!isOpen.value}>
        {apart.length > 0 && (
          <section>
            <h3>{t("Where you disagree")}</h3>
            <ul>
              {task.items
                .filter((item) => apart.includes(item.id))
                .map((item) => (
                  <li key={item.id}>
                    <q>{item.text}</q>
                    <span>
                      {t("First coder: {first}. Second coder: {second}.", {
                        first: answer.first[item.id] ?? "",
                        second: answer.second[item.id] ?? "",
                      })}
                    </span>
                    <span>{reasons(task, answer, apart, item.id).join(" ")}</span>
                  </li>
                ))}
            </ul>
          </section>
        )}
        <section>
          <h3>{t("How far you agree")}</h3>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("Coefficient")}</th>
                <th scope="col">{t("Value")}</th>
                <th scope="col">{t("95 % interval")}</th>
                <th scope="col">{t("What it says")}</th>
              </tr>
            </thead>
            <tbody>
              {result.coefficients.map((one) => (
                <tr key={one.measure}>
                  <th scope="row">{NAMES[one.measure]}</th>
                  <td class="cjm-n">{written(one, one.value)}</td>
                  <td class="cjm-n">
                    {typeof one.low === "number" && typeof one.high === "number"
                      ? t("{low} to {high}", { low: written(one, one.low), high: written(one, one.high) })
                      : t("none")}
                  </td>
                  <td>{meaning(one, task, answer)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            {result.coefficients.every(({ low }) => typeof low !== "number")
              ? t(
                  "There is no interval where nothing varies, with two quotes, and where no kernel draws samples.",
                )
              : t(
                  "The intervals come from drawing the quotes again 2,000 times: few quotes, wide intervals.",
                )}{" "}
            {t("Choose one coefficient before you look, and report its interval.")}
          </p>
        </section>
      </div>
    </>
  );
}

function written({ measure }: Coefficient, value: number | null | undefined): string {
  if (typeof value !== "number") return t("none");
  return measure === "per_cent" ? t("{n} %", { n: plain(value, 0) }) : plain(value, 2);
}

/** What may be behind a disagreement, as far as the codes tell. */
function reasons(
  { stages }: CodingTask,
  answer: CodingAnswer,
  apart: readonly string[],
  id: string,
): string[] {
  const { first, second } = answer;
  const [one, other] = [first[id]!, second[id]!];
  const isUsed = (codes: CodingAnswer["first"], stage: string) => Object.values(codes).includes(stage);
  const pairOf = (item: string) => [first[item], second[item]].sort().join("\n");
  const n = apart.filter((item) => pairOf(item) === pairOf(id)).length;
  const steps = Math.abs(stages.indexOf(one) - stages.indexOf(other));
  const pair = { one, other };
  return [
    !isUsed(second, one) && t("Only the first coder used {stage}: say what it is for.", { stage: one }),
    !isUsed(first, other) && t("Only the second coder used {stage}: say what it is for.", { stage: other }),
    n > 1 &&
      t("{n} quotes are between {one} and {other}: say where one ends and the other begins.", { n, ...pair }),
    steps === 1
      ? t("{one} and {other} are next to each other: it may be about the way from one to the other.", pair)
      : t("{one} and {other} are {steps} stages apart: it may say two things, or be too short to tell.", {
          steps,
          ...pair,
        }),
  ].filter((reason) => reason !== false);
}

function meaning(
  { measure, value }: Coefficient,
  { items, stages }: CodingTask,
  answer: CodingAnswer,
): string {
  switch (measure) {
    case "per_cent":
      return t("Of the quotes, those that both put into one stage. Some of that is chance.");
    case "cohen_kappa": {
      if (typeof value !== "number")
        return t("Both put everything into one stage: nothing tells agreement from chance.");
      const share = (codes: CodingAnswer["first"], stage: string) =>
        items.filter(({ id }) => codes[id] === stage).length / items.length;
      const chance = stages.reduce(
        (sum, stage) => sum + share(answer.first, stage) * share(answer.second, stage),
        0,
      );
      return t(
        "How much of what chance leaves open. Chance alone would give {n} %, as often as each of you used each stage.",
        { n: plain(100 * chance, 0) },
      );
    }
    case "krippendorff_alpha":
      return typeof value === "number"
        ? t(
            "The same with how often both together used each stage. Custom relies on .8 and more, and draws first conclusions from .667.",
          )
        : t("Both put everything into one stage: nothing tells agreement from chance.");
    case "gwet_ac1":
      return t("Chance counts for little where one stage has nearly everything; then it is far above kappa.");
  }
}
