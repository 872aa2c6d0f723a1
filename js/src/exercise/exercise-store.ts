/**
 * The exercise as it stands, and the answer as this screen has it. What is right is here only while it is shown. Whoever
 * answers what a screen asks for, a kernel or the file alone, extends this.
 */

import { type Signal, signal } from "@preact/signals";
import type { ExerciseAsk, ExerciseState } from "../document/schema";

export type Answer = ExerciseState["answer"];
export type Ask = Exclude<ExerciseAsk["ask"], "state" | "answer">;

export abstract class ExerciseStore {
  readonly state: Signal<ExerciseState>;
  readonly answer: Signal<Answer>;
  /** A sentence for the reader about what they asked for. */
  readonly note = signal("");
  #before: Answer[] = [];

  constructor(state: ExerciseState) {
    this.state = signal(state);
    this.answer = signal(state.answer);
  }

  /** Check, reveal, hide, or hand in. */
  abstract ask(ask: Ask): void;

  /** Take what is right off, and have this answer. */
  protected abstract begin(answer: Answer): void;

  /** The answer is another. */
  protected abstract keep(answer: Answer): void;

  stop(): void {}

  get isOver(): boolean {
    return !!this.state.value.result;
  }

  /** Have this answer; `undo` brings the one before back. */
  put(answer: Answer): void {
    if (this.isOver) return;
    this.#before.push(this.answer.peek());
    this.#have(answer);
  }

  /** A gesture of several steps, such as drawing, is one answer to undo. */
  change(answer: Answer): void {
    if (!this.isOver) this.#have(answer);
  }

  undo(): void {
    const before = this.#before.pop();
    if (before && !this.isOver) this.#have(before);
  }

  /** Take what is right off the screen, and begin with this answer. */
  restart(answer: Answer): void {
    this.#before = [];
    this.note.value = "";
    this.state.value = { ...this.state.peek(), result: null, correct: null };
    this.answer.value = answer;
    this.begin(answer);
  }

  #have(answer: Answer): void {
    this.note.value = "";
    this.answer.value = answer;
    const state = this.state.peek();
    if (typeof state.correct === "boolean") this.state.value = { ...state, correct: null };
    this.keep(answer);
  }
}
