/** The exercise of a kernel, which alone knows what is right. The answer here is ahead of the kernel's by what is on its way. */
import { signal } from "@preact/signals";
import type { ExerciseAsk, ExerciseState } from "../document/schema";
import { randomName } from "../store/client-name";
import { hearDirectly } from "../store/jupyter-model";
import { t } from "../words/words";
import { type Answer, type Ask, ExerciseStore } from "./exercise-store";

/** What a front end gives a widget, as little of it as is used. */
export interface ExerciseModel {
  get(trait: "_state"): ExerciseState | null;
  set?(none: Record<string, never>): unknown;
  widget_manager?: { create_view?: unknown };
  send(content: ExerciseAsk, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  on(event: "msg:custom", handler: (message: ExerciseState) => void): void;
  off(event: "msg:custom", handler: (message: ExerciseState) => void): void;
}

export class KernelExercise extends ExerciseStore {
  /** Whether the kernel has answered: without one nothing can be shown or handed in. */
  readonly isLive = signal(false);
  readonly #model: ExerciseModel;
  readonly #client = randomName();
  #seq = 0;
  /** Of the last message that had an answer in it. */
  #answerSeq = 0;

  constructor(model: ExerciseModel, state: ExerciseState) {
    super(state);
    this.#model = model;
    hearDirectly(model);
    model.on("msg:custom", this.#hear);
    this.#send("state");
  }

  override stop(): void {
    this.#model.off("msg:custom", this.#hear);
  }

  override ask(ask: Ask): void {
    this.note.value = this.isLive.value
      ? ""
      : t("The kernel has not answered yet. Where it was started anew, run the cell again.");
    this.#send(ask, ask === "hide" ? undefined : this.answer.peek());
  }

  protected override begin(answer: Answer): void {
    this.#send("hide", answer);
  }

  protected override keep(answer: Answer): void {
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
