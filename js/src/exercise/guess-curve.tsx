/** Guess the curve: a slider a stage, drawn by pointer or keys, and then the survey over it. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { CurveAnswer, CurveResult, CurveTask, Point } from "../document/schema";
import { Icon } from "../lanes/icon";
import { linePath } from "../scene/curve";
import { count, plain } from "../scene/numbers";
import {
  HEIGHT,
  heightOf,
  makeScale,
  type Scale,
  scoreAtHeight,
  snap,
  ticks,
  writeDrawn,
  writeScore,
} from "../scene/scale";
import { plural, t } from "../words/words";
import type { ExerciseStore } from "./exercise-store";

/** Of a column of the drawing, whose px are stretched with it. */
const WIDTH = 100;
const EVERYONE = "everyone";

export const CURVE = {
  title: () => t("Guess the curve"),
  words: (
    { respondents = {}, stages, rated: [low, high] = [1, 5] }: CurveTask,
    { segment = EVERYONE }: CurveAnswer,
    isOver: boolean,
  ) => {
    const n = respondents[segment];
    const who = n
      ? t("{n} respondents rated {stages} stages from {low} to {high}.", {
          n,
          stages: stages.length,
          low,
          high,
        })
      : t("Respondents rated {stages} stages from {low} to {high}.", { stages: stages.length, low, high });
    const end = isOver ? "" : ` ${t("Draw how you think they felt, then see.")}`;
    return `${segment === EVERYONE ? "" : `${segment}: `}${who}${end}`;
  },
  progress: ({ stages }: CurveTask, { scores }: CurveAnswer) => ({
    left: scores.filter((score) => score === null).length,
    of: stages.length,
  }),
  reveal: () => t("Reveal the survey"),
  hide: () => t("Hide the survey"),
  remark: (_: CurveTask, { off, flat_off, flat_points }: CurveResult) =>
    t("{off} off on average; a flat line would be {flat} off and get {points}", {
      off: plain(off, 2),
      flat: plain(flat_off, 2),
      points: flat_points,
    }),
  keys: () => (
    <>
      <kbd>←</kbd> <kbd>→</kbd> {t("stage")} <kbd>↑</kbd> <kbd>↓</kbd> {t("higher, lower")} <kbd>⇧</kbd>{" "}
      {t("by five")} <kbd>Ctrl Z</kbd> {t("takes a guess back")}
    </>
  ),
  Body: GuessCurve,
};

function GuessCurve({ store }: { store: ExerciseStore }) {
  const task = store.state.value.task as CurveTask;
  const answer = store.answer.value as CurveAnswer;
  const result = store.state.value.result as CurveResult | null | undefined;
  const scale = makeScale(task.scale);
  const { stages } = task;
  const at = useSignal(0);
  const plot = useRef<HTMLDivElement>(null);
  const isDrawing = useRef(false);
  const first = answer.scores.indexOf(null);

  const withScore = (place: number, score: number | null): CurveAnswer => ({
    ...answer,
    scores: answer.scores.map((old, i) => (i === place ? score : old)),
  });
  const focus = (place: number) => {
    at.value = Math.min(Math.max(place, 0), stages.length - 1);
    plot.current?.querySelectorAll<HTMLElement>("[role=slider]")[at.value]?.focus();
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) store.undo();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const isBack =
        (event.key === "ArrowLeft") !==
        (getComputedStyle(event.currentTarget as Element).direction === "rtl");
      focus(at.value + (isBack ? -1 : 1));
    } else if (event.key === "Home" || event.key === "End")
      focus(event.key === "Home" ? 0 : stages.length - 1);
    else if (event.key === "Delete" || event.key === "Backspace") store.put(withScore(at.value, null));
    else {
      const by = stepsOf(event);
      if (!by) return;
      const old = answer.scores[at.value] ?? null;
      store.put(withScore(at.value, old === null ? scale.neutral : snap(scale, old + by * scale.step)));
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const draw = (event: PointerEvent) => {
    const box = plot.current!.getBoundingClientRect();
    const isRtl = getComputedStyle(plot.current!).direction === "rtl";
    const part = (isRtl ? box.right - event.clientX : event.clientX - box.left) / box.width;
    const place = Math.min(Math.max(Math.floor(part * stages.length), 0), stages.length - 1);
    at.value = place;
    return withScore(place, scoreAtHeight(scale, event.clientY - box.top));
  };

  return (
    <>
      <div class="cjm-ex-scroll" tabIndex={-1}>
        <div class="cjm-ex-grid" style={{ "--n": stages.length }}>
          <div class="cjm-ex-lane">
            <b>
              <Icon name="curve" /> {t("Emotion")}
            </b>
            <Axis scale={scale} />
          </div>
          <div
            ref={plot}
            class="cjm-ex-plot"
            role="group"
            aria-label={t("Your guess")}
            style={{ height: `${HEIGHT}px`, "--zero": `${heightOf(scale, scale.neutral)}px` }}
            onPointerDown={(event) => {
              if (result || event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              isDrawing.current = true;
              store.put(draw(event));
            }}
            onPointerMove={(event) => {
              if (isDrawing.current) store.change(draw(event));
            }}
            onPointerUp={() => {
              isDrawing.current = false;
              focus(at.value);
            }}
            onPointerCancel={() => {
              isDrawing.current = false;
            }}
          >
            <Lines scale={scale} scores={answer.scores} measured={result?.measured} />
            {stages.map((stage, place) => {
              const score = answer.scores[place] ?? null;
              return (
                <div
                  key={stage}
                  class={`cjm-ex-stage${place === first && !result ? " is-first" : ""}`}
                  role="slider"
                  tabIndex={place === at.value ? 0 : -1}
                  aria-label={stage}
                  aria-orientation="vertical"
                  aria-valuemin={scale.low}
                  aria-valuemax={scale.high}
                  aria-valuenow={score ?? scale.neutral}
                  aria-valuetext={score === null ? t("no guess yet") : writeDrawn(scale, score)}
                  aria-readonly={!!result}
                  onFocus={() => {
                    at.value = place;
                  }}
                  onKeyDown={onKey}
                >
                  {score === null ? (
                    <span class="cjm-ex-ask" aria-hidden="true">
                      {place === 0 && first === 0 ? (
                        <>
                          {t("Click or press")} <kbd>↑</kbd> <kbd>↓</kbd>
                        </>
                      ) : place === first ? (
                        t("{stage}?", { stage })
                      ) : (
                        ""
                      )}
                    </span>
                  ) : (
                    <Marks scale={scale} score={score} point={result?.measured[place]} />
                  )}
                </div>
              );
            })}
          </div>
          <div class="cjm-ex-lane">{result && <LinesKey />}</div>
          {stages.map((stage) => (
            <div key={stage} class="cjm-ex-name" aria-hidden="true">
              {stage}
            </div>
          ))}
          {result && <Distances stages={stages} result={result} scale={scale} />}
        </div>
      </div>
      {result && <Lesson store={store} task={task} answer={answer} result={result} scale={scale} />}
    </>
  );
}

function LinesKey() {
  return (
    <span class="cjm-ex-key">
      <span>
        <i class="cjm-ex-square" />
        {t("Measured")}
      </span>
      <span>
        <i class="cjm-ex-dot" />
        {t("Your guess")}
      </span>
    </span>
  );
}

/** How many steps of the scale a key adds. */
function stepsOf({ key, shiftKey }: KeyboardEvent): number {
  const five = shiftKey ? 5 : 1;
  return { ArrowUp: five, ArrowDown: -five, PageUp: 5, PageDown: -5 }[key] ?? 0;
}

function Axis({ scale }: { scale: Scale }) {
  const ENDS = { high: t("Delighted"), neutral: t("Neutral"), low: t("Miserable") };
  return (
    <span class="cjm-ex-axis" aria-hidden="true">
      {ticks(scale).map(({ value, text, end }) => (
        <span key={value} class={end ? `is-${end}` : ""} style={{ top: `${heightOf(scale, value)}px` }}>
          {end && <em>{ENDS[end]}</em>} {text}
        </span>
      ))}
    </span>
  );
}

interface LinesProps {
  scale: Scale;
  scores: readonly (number | null)[];
  measured: readonly Point[] | undefined;
}

function Lines({ scale, scores, measured }: LinesProps) {
  const spots = (values: readonly (number | null)[]) =>
    values.map((value, at) => (value === null ? null : { x: (at + 0.5) * WIDTH, y: heightOf(scale, value) }));
  const width = scores.length * WIDTH;
  return (
    <svg
      class="cjm-ex-lines"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {ticks(scale).map(({ value, end }) => (
        <line
          key={value}
          class={end === "neutral" ? "is-zero" : ""}
          x1={0}
          x2={width}
          y1={heightOf(scale, value)}
          y2={heightOf(scale, value)}
        />
      ))}
      <path class="is-guess" d={linePath(spots(scores))} />
      {measured && <path class="is-measured" d={linePath(spots(measured.map(({ value }) => value)))} />}
    </svg>
  );
}

/** A hollow circle for what is believed, a filled square for what was measured, and the way between them. */
function Marks({ scale, score, point }: { scale: Scale; score: number; point: Point | undefined }) {
  const y = heightOf(scale, score);
  const other = point && heightOf(scale, point.value);
  const isAbove = other !== undefined && y < other;
  return (
    <>
      {point && Math.abs(y - other!) > 24 && (
        <i
          class="cjm-ex-way"
          style={{ top: `${Math.min(y, other!) + 9}px`, height: `${Math.abs(y - other!) - 18}px` }}
        />
      )}
      <i class="cjm-ex-dot" style={{ top: `${y}px` }} />
      <span
        class={`cjm-ex-value is-guess${isAbove ? " is-above" : ""}`}
        style={{ top: `${y}px` }}
        aria-hidden="true"
      >
        {writeDrawn(scale, score)}
      </span>
      {point && (
        <>
          <i class="cjm-ex-square" style={{ top: `${other}px` }} />
          <span
            class={`cjm-ex-value${isAbove ? "" : " is-above"}`}
            style={{ top: `${other}px` }}
            aria-hidden="true"
          >
            {writeScore(scale, point.value, 2)}
          </span>
        </>
      )}
    </>
  );
}

function Distances({
  stages,
  result,
  scale,
}: {
  stages: readonly string[];
  result: CurveResult;
  scale: Scale;
}) {
  const step = plain((scale.high - scale.low) / 20, 1);
  return (
    <>
      <div class="cjm-ex-lane">
        <b>
          <Icon name="gauge" /> {t("Off by")}
        </b>
        <small>{t("from the interval")}</small>
      </div>
      {stages.map((stage, at) => {
        const { value, low = value, high = value, n } = result.measured[at]!;
        const off = plain(result.apart[at]!, 2);
        const half = plain((high! - low!) / 2, 2);
        const widest = 0.75 * (scale.high - scale.low);
        return (
          <div key={stage} class="cjm-ex-cell">
            <span class="cjm-sr">
              {t("{stage}: the survey has {value}, plus or minus {half}, n {n}; your guess is off by {off}", {
                stage,
                value: writeScore(scale, value, 2),
                half,
                n,
                off,
              })}
            </span>
            <span class="cjm-ex-off" aria-hidden="true">
              <b>{off}</b> <small>±{half}</small> <span class="cjm-n">{`n ${count(n)}`}</span>
            </span>
            <span class="cjm-ex-bar" aria-hidden="true">
              <i style={{ width: `${Math.min(100, (result.apart[at]! / widest) * 100)}%` }} />
            </span>
          </div>
        );
      })}
      <div class="cjm-ex-lane">
        <b>
          <Icon name="flag" /> {t("Points")}
        </b>
        <small>{t("10 inside, 1 less per {step}", { step })}</small>
      </div>
      {stages.map((stage, at) => {
        const points = result.stage_points[at]!;
        return (
          <div key={stage} class="cjm-ex-cell">
            <span class="cjm-sr">{t("{stage}: {n} of 10 points", { stage, n: points })}</span>
            <span class="cjm-ex-points" aria-hidden="true">
              <b>{points}</b>
              {Array.from({ length: 10 }, (_, k) => (
                <i key={k} class={k < points ? "on" : ""} />
              ))}
            </span>
          </div>
        );
      })}
    </>
  );
}

interface LessonProps {
  store: ExerciseStore;
  task: CurveTask;
  answer: CurveAnswer;
  result: CurveResult;
  scale: Scale;
}

/** What is to be learned from it, and what to try next. */
function Lesson({ store, task, answer, result, scale }: LessonProps) {
  const { segment = EVERYONE } = answer;
  const others = Object.keys(task.respondents ?? {}).filter((one) => one !== segment);
  return (
    <div class="cjm-ex-lesson">
      <p>
        <b>
          {plural(
            result.turns,
            "You read {right} of {n} turn right that the survey tells apart.",
            "You read {right} of {n} turns right that the survey tells apart.",
            { right: result.right_turns },
          )}
        </b>{" "}
        {lowestWords(task, answer, result, scale)}
      </p>
      {others.map((one) => (
        <button
          key={one}
          type="button"
          class="cjm-btn"
          onClick={() => store.restart({ ...answer, segment: one, scores: answer.scores.map(() => null) })}
        >
          {one === EVERYONE ? t("Try with everyone") : t("Try with {segment}", { segment: one })}
        </button>
      ))}
    </div>
  );
}

/** Whether the stage that was drawn lowest is one of those that the survey cannot tell from its lowest. */
function lowestWords(
  task: CurveTask,
  { scores }: CurveAnswer,
  { measured }: CurveResult,
  scale: Scale,
): string {
  const lowest = (values: readonly number[]) => values.indexOf(Math.min(...values));
  const [mine, real] = [lowest(scores as number[]), lowest(measured.map(({ value }) => value))];
  const [here, there] = [measured[mine]!, measured[real]!];
  const stage = task.stages[mine]!;
  if ((here.low ?? here.value) <= (there.high ?? there.value))
    return t("You drew {stage} lowest, and the survey has nothing lower.", { stage });
  return t("You drew {stage} lowest; there it is {value}, and lowest is {other} with {lowest}.", {
    stage,
    value: writeScore(scale, here.value, 2),
    other: task.stages[real]!,
    lowest: writeScore(scale, there.value, 2),
  });
}
