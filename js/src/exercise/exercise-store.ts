/**
 * The exercise as the kernel has it, and the answer as this screen has it, which is ahead of the kernel's by what is on its
 * way. What is right is here only while the kernel shows it.
 */

import { type Signal, signal } from "@preact/signals";
import type { ExerciseAsk, ExerciseState } from "../document/schema";
import { randomName } from "../store/client-name";
import { t } from "../words/words";

export type Answer = ExerciseState["answer"];

/** What a front end gives a widget, as little of it as is used. */
export interface ExerciseModel {
  get(trait: "_state"): ExerciseState | null;
  send(content: ExerciseAsk, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  on(event: "msg:custom", handler: (message: ExerciseState) => void): void;
  off(event: "msg:custom", handler: (message: ExerciseState) => void): void;
}

export class ExerciseStore {
  readonly state: Signal<ExerciseState>;
  readonly answer: Signal<Answer>;
  /** Whether the kernel has answered: without one nothing can be shown or handed in. */
  readonly isLive = signal(false);
  /** A sentence for the reader about what they asked for. */
  readonly note = signal("");
  readonly #model: ExerciseModel;
  readonly #client = randomName();
  #seq = 0;
  /** Of the last message that had an answer in it. */
  #answerSeq = 0;
  #before: Answer[] = [];

  constructor(model: ExerciseModel, state: ExerciseState) {
    this.#model = model;
    this.state = signal(state);
    this.answer = signal(state.answer);
    model.on("msg:custom", this.#hear);
    this.#send("state");
  }

  stop(): void {
    this.#model.off("msg:custom", this.#hear);
  }

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
    this.state.value = { ...this.state.peek(), result: null };
    this.answer.value = answer;
    this.#send("hide", answer);
  }

  ask(ask: "reveal" | "hide" | "hand_in"): void {
    this.note.value = this.isLive.value
      ? ""
      : t("The kernel has not answered yet. Where it was started anew, run the cell again.");
    this.#send(ask, ask === "hide" ? undefined : this.answer.peek());
  }

  #have(answer: Answer): void {
    this.note.value = "";
    this.answer.value = answer;
    this.#send("answer", answer);
  }

  #send(ask: ExerciseAsk["ask"], answer?: Answer): void {
    this.#seq += 1;
    if (answer) this.#answerSeq = this.#seq;
    const message = { type: "exercise_ask", client: this.#client, seq: this.#seq, ask } as const;
    this.#model.send(answer ? { ...message, answer } : message, undefined, []);
  }

  readonly #hear = (state: ExerciseState): void => {
    if (state.type !== "exercise_state") return;
    this.isLive.value = true;
    this.state.value = state;
    if (state.note) this.note.value = state.note;
    const isBehind = state.client === this.#client && (state.seq ?? 0) < this.#answerSeq;
    if (!isBehind || state.note) this.answer.value = state.answer;
  };
}
