/**
 * An exercise of a file alone, with no kernel: an answer is checked by the file's digest, and what is right is told by the
 * teacher's file once that lies beside it. Attempts are lines of the student's own file.
 */
import { effect } from "@preact/signals";
import type { Attempt, ExerciseState, KeyFile, TaskFile } from "../document/schema";
import { english } from "../words/words";
import { isKeyOf, isRight } from "./answer-check";
import { type Answer, type Ask, ExerciseStore } from "./exercise-store";
import { KINDS, type Result, type Task } from "./kinds";
import { score } from "./scoring";

/** What lies beside an exercise, and what this browser keeps of it. */
export interface FilesBeside {
  /** The teacher's file; null where it is not there. */
  key(): Promise<string | null>;
  readonly attempts: string;
  /** Adds a line to the file of the attempts. */
  append(line: string): Promise<void>;
  /** The answer as it was left on this page; it belongs to one seal. */
  readonly draft: Pick<Storage, "getItem" | "setItem"> | null;
}

export const NO_EXERCISE = english("This is not an exercise");
const OTHER_KEY = english("The key beside it is of another exercise, or was changed");
const LOCKED = english(
  "What is right is with the teacher: hand in the answer, or put the key beside the exercise",
);

/** The exercise in the text of a students' file. */
export function readExercise(text: string): TaskFile {
  try {
    const file: TaskFile = JSON.parse(text);
    if (file.cjm_exercise === 1 && KINDS[file.task.kind] && typeof file.seal === "string") {
      KINDS[file.task.kind].progress(file.task, blankOf(file.task)); // whatever else is missing is noticed here
      return file;
    }
  } catch {
    // Said below.
  }
  throw new Error(NO_EXERCISE);
}

/** The answer before anything is done. */
export function blankOf(task: Task): Answer {
  switch (task.kind) {
    case "guess-the-curve":
      return { kind: task.kind, scores: task.stages.map(() => null) };
    case "order-the-touchpoints":
      return { kind: task.kind, order: task.items.map(({ id }) => id), touched: false };
    case "sort-cards":
      return { kind: task.kind, stages: {} };
    case "find-the-faults":
      return { kind: task.kind, marks: [] };
    case "fill-a-lane":
      return { kind: task.kind, cards: {} };
    case "two-coders":
      return { kind: task.kind, first: {}, second: {} };
  }
}

export class FileExercise extends ExerciseStore {
  readonly #file: TaskFile;
  readonly #beside: FilesBeside;
  readonly #draft: string;
  readonly #stop: () => void;
  #seen = 0;
  /** What is asked for is done one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(file: TaskFile, beside: FilesBeside) {
    const { task, check, seal } = file;
    const draft = `cjm-exercise:${seal}`;
    const state: ExerciseState = {
      type: "exercise_state",
      task,
      answer: draftOf(task, beside.draft?.getItem(draft)) ?? blankOf(task),
      checks: !!check,
      locked: task.kind !== "two-coders",
      log: beside.attempts,
    };
    super(state);
    this.#file = file;
    this.#beside = beside;
    this.#draft = draft;
    this.#stop = effect(() => this.#remember(this.answer.value));
    void this.look();
  }

  override stop(): void {
    this.#stop();
  }

  /** The key may have been put beside the exercise, or taken away. */
  async look(): Promise<void> {
    if (this.#file.task.kind === "two-coders") return;
    const key = await this.#beside.key().catch(() => null);
    if (this.state.peek().locked !== (key === null)) this.#tell({ locked: key === null });
  }

  override ask(ask: Ask): void {
    this.note.value = "";
    this.#last = this.#last
      .then(() => this.#do(ask))
      .catch((reason: unknown) => {
        this.note.value = reason instanceof Error ? reason.message : String(reason);
      });
  }

  protected override begin(answer: Answer): void {
    this.keep(answer);
  }

  protected override keep(_: Answer): void {
    const state = this.state.peek();
    if (state.handed_in) this.state.value = { ...state, handed_in: false };
  }

  async #do(ask: Ask): Promise<void> {
    const { task } = this.#file;
    const answer = this.answer.peek();
    if (ask === "hide") return this.#tell({ result: null });
    if (KINDS[task.kind].progress(task, answer).left) return;
    if (ask === "check") {
      const correct = await isRight(task, this.#file.check!, answer);
      if (this.answer.peek() !== answer) return;
      this.#tell({ correct });
      return this.#write(answer, { correct });
    }
    if (ask === "reveal") {
      const key = await this.#key();
      if (!key) throw new Error(LOCKED);
      const result = score(task, key, answer);
      if (this.answer.peek() !== answer) return;
      this.#tell({ result, correct: null });
      const seen = this.#seen++;
      return this.#write(answer, { result, seen });
    }
    const { result = null, correct = null } = this.state.peek();
    await this.#write(answer, { result, correct: result ? null : correct, handed_in: true });
    this.#tell({ handed_in: true });
  }

  #tell(change: Partial<ExerciseState>): void {
    this.state.value = { ...this.state.peek(), ...change };
  }

  async #write(
    answer: Answer,
    {
      result = null,
      seen = this.#seen,
      handed_in = false,
      correct = null,
    }: { result?: Result | null; seen?: number; handed_in?: boolean; correct?: boolean | null },
  ): Promise<void> {
    const { task, seal } = this.#file;
    const attempt: Attempt = {
      time: localTime(new Date()),
      exercise: task.kind,
      title: task.title || KINDS[task.kind].title(),
      seal,
      answer,
      points: result?.points ?? 0,
      of: result?.of ?? 0,
      seen,
      handed_in,
      correct,
    };
    await this.#beside.append(`${JSON.stringify(attempt)}\n`);
  }

  /** What is right; null while the teacher has it. */
  async #key(): Promise<KeyFile["key"] | null> {
    if (this.#file.task.kind === "two-coders") return { kind: "two-coders" };
    const text = await this.#beside.key();
    if (text === null) return null;
    let file: KeyFile;
    try {
      file = JSON.parse(text);
      if (!(await isKeyOf(this.#file, text, file))) throw new Error(OTHER_KEY);
    } catch (error) {
      throw error instanceof SyntaxError || error instanceof TypeError ? new Error(OTHER_KEY) : error;
    }
    return file.key;
  }

  #remember(answer: Answer): void {
    try {
      this.#beside.draft?.setItem(this.#draft, JSON.stringify(answer));
    } catch {
      // A browser that keeps nothing for pages, or has no room: the answer is lost with the page, as a form's is.
    }
  }
}

/** The answer that was left, if it is one to this task. */
function draftOf(task: Task, text: string | null | undefined): Answer | null {
  if (!text) return null;
  try {
    const answer: Answer = JSON.parse(text);
    KINDS[task.kind].progress(task, answer);
    return answer.kind === task.kind ? answer : null;
  } catch {
    return null;
  }
}

/** As Python writes it: local time with its distance from UTC, to the second. */
function localTime(now: Date): string {
  const two = (number: number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const ahead = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + ahead * 60_000).toISOString().slice(0, 19);
  return `${local}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}
