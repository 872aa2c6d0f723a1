/** What the frame needs to know of each kind of exercise. */
import type { ComponentType } from "preact";
import type { ExerciseState } from "../document/schema";
import type { Answer, ExerciseStore } from "./exercise-store";
import { CURVE } from "./guess-curve";

export type Task = ExerciseState["task"];
export type Result = NonNullable<ExerciseState["result"]>;

export interface ExerciseKind {
  title(): string;
  /** What is to be done, in a sentence or two. */
  words(task: Task, answer: Answer, isOver: boolean): string;
  progress(task: Task, answer: Answer): { left: number; of: number };
  reveal(): string;
  hide(): string;
  /** What stands beside the points. */
  remark(task: Task, result: Result): string;
  keys?(): preact.ComponentChildren;
  readonly Body: ComponentType<{ store: ExerciseStore }>;
}

export const KINDS: Record<Task["kind"], ExerciseKind> = {
  "guess-the-curve": CURVE as unknown as ExerciseKind,
};
