/** An exercise as one component: what is to be done, what was done, and what can be asked of the kernel. */
import { useEffect, useRef } from "preact/hooks";
import { useTheme } from "../view/surroundings";
import { plural, t, texts, translate } from "../words/words";
import type { ExerciseStore } from "./exercise-store";
import { KINDS } from "./kinds";

const STATES = texts({
  blank: "Not started",
  busy: "Under way",
  done: "All done",
  over: "Revealed",
  correct: "All right",
});
const SUPPRESS = "data-lm-suppress-shortcuts";

export function ExerciseApp({ store }: { store: ExerciseStore }) {
  const root = useRef<HTMLElement>(null);
  useTheme(root);
  useSaving(root);
  const { task, result, correct } = store.state.value;
  const kind = KINDS[task.kind];
  const title = task.title || kind.title();
  const { left, of } = kind.progress(task, store.answer.value);
  const state = result
    ? STATES.over
    : correct
      ? STATES.correct
      : left === of
        ? STATES.blank
        : left
          ? STATES.busy
          : STATES.done;
  const { Body, keys } = kind;
  return (
    <section
      class="cjm cjm-ex"
      ref={root}
      aria-label={t("Exercise: {title}", { title })}
      {...{ [SUPPRESS]: "true" }}
    >
      <header class="cjm-ex-head">
        <h2>{title}</h2>
        <span class="cjm-ex-badge">{state}</span>
        <p>{task.words || kind.words(task, store.answer.value, !!result)}</p>
        {result ? (
          <div class="cjm-ex-score">
            <b>{plainPoints(result.points)}</b>
            <span>
              {t("of {n}", { n: result.of })}
              <small>{kind.remark(task, result)}</small>
            </span>
          </div>
        ) : (
          <Progress left={left} of={of} />
        )}
      </header>
      <Body store={store} />
      <footer class="cjm-ex-foot">
        <Buttons store={store} left={left} />
        <span class="cjm-ex-note" role="status">
          {store.note.value ? translate(store.note.value) : said(store, left)}
        </span>
        {!result && keys && <span class="cjm-ex-keys">{keys()}</span>}
      </footer>
    </section>
  );
}

function Buttons({ store, left }: { store: ExerciseStore; left: number }) {
  const { task, result, locked, checks, log } = store.state.value;
  const kind = KINDS[task.kind];
  const isChecked = !!locked && !!checks;
  return (
    <>
      {result ? (
        <button type="button" class="cjm-btn" onClick={() => store.ask("hide")}>
          {kind.hide()}
        </button>
      ) : (
        <button
          type="button"
          class="cjm-btn"
          disabled={left > 0 || (!!locked && !isChecked)}
          onClick={() => store.ask(isChecked ? "check" : "reveal")}
        >
          {isChecked ? t("Check the answer") : kind.reveal()}
        </button>
      )}
      {log && (result || locked) && (
        <button type="button" class="cjm-btn" disabled={left > 0} onClick={() => store.ask("hand_in")}>
          {result
            ? t("Hand in {points} of {of}", { points: plainPoints(result.points), of: result.of })
            : t("Hand in")}
        </button>
      )}
    </>
  );
}

/** What stands beside the buttons while nothing went wrong. */
function said(store: ExerciseStore, left: number): string {
  const { result, locked, checks, correct, log = "", handed_in } = store.state.value;
  if (handed_in) return t("Handed in: your answer and its time are in {log}, never what is right", { log });
  if (left && !result) return plural(left, "{n} left to do", "{n} left to do");
  if (correct) return t("All of it is right");
  if (correct === false) return t("Not all of it is right yet");
  if (locked && checks) return t("Checking tells whether all of it is right, and nothing else");
  return locked
    ? t("What is right is with the teacher: hand in the answer, or put the key beside the exercise")
    : "";
}

function Progress({ left, of }: { left: number; of: number }) {
  return (
    <>
      {of <= 20 && (
        <span class="cjm-ex-pips" aria-hidden="true">
          {Array.from({ length: of }, (_, at) => (
            <i key={at} class={at < of - left ? "on" : ""} />
          ))}
        </span>
      )}
      <span class="cjm-n">{t("{n} of {of} done", { n: of - left, of })}</span>
    </>
  );
}

/** Points are halves at times. */
const plainPoints = (points: number): number => Math.round(points * 100) / 100;

/** Saving is the one shortcut of a notebook that readers want here: see view/surroundings.ts. */
function useSaving(root: { current: HTMLElement | null }): void {
  useEffect(() => {
    const letSave = (event: KeyboardEvent) => {
      const element = root.current;
      if (!element || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      if (!event.composedPath().includes(element)) return;
      element.removeAttribute(SUPPRESS);
      setTimeout(() => element.setAttribute(SUPPRESS, "true"));
    };
    window.addEventListener("keydown", letSave, true);
    return () => window.removeEventListener("keydown", letSave, true);
  }, [root]);
}
