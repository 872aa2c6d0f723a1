/** What the frame needs to know of each kind of exercise. */
import type { ComponentType } from "preact";
import type { ExerciseState } from "../document/schema";
import type { Answer, ExerciseStore } from "./exercise-store";
import { CURVE } from "./guess-curve";
import { FAULTS } from "./mark-faults";
import { ORDER } from "./order-items";
import { SORT } from "./sort-items";
import { CODING } from "./two-coders";
import { LANE } from "./write-cards";

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

/** Each knows its own task, answer and result, which the kernel sends together. */
const ofAny = (kind: unknown): ExerciseKind => kind as ExerciseKind;

export const KINDS: Record<Task["kind"], ExerciseKind> = {
  "guess-the-curve": ofAny(CURVE),
  "order-the-touchpoints": ofAny(ORDER),
  "sort-cards": ofAny(SORT),
  "find-the-faults": ofAny(FAULTS),
  "fill-a-lane": ofAny(LANE),
  "two-coders": ofAny(CODING),
};
