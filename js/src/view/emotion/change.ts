/**
 * A score on its way to another value. While a point is dragged or its keys are pressed the map shows the
 * value but sends nothing; the whole gesture becomes one edit on release, or after a moment of quiet.
 */
import { type Signal, signal } from "@preact/signals";
import { scoreAt } from "../../core/gestures";
import type { Persona, Score, Stage } from "../../core/schema";
import type { Store } from "../../core/store";

const QUIET = 300;

export interface Preview {
  readonly persona: Persona;
  readonly stage: Stage;
  readonly value: number;
  /** The score when the gesture began; null where there was none. */
  readonly was: Score | null;
}

export interface Refusal {
  readonly persona: string;
  readonly stage: string;
  readonly why: string;
}

export class Change {
  readonly preview: Signal<Preview | null> = signal(null);
  /** Why the last edit of a point was not made. */
  readonly refusal: Signal<Refusal | null> = signal(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: Store) {}

  /** The unfinished gesture at a point, if there is one. */
  at(persona: Persona, stage: Stage): Preview | null {
    const shown = this.preview.value;
    return shown?.persona.id === persona.id && shown.stage.id === stage.id ? shown : null;
  }

  /** Show a value at a point. Another point's unfinished gesture is sent first. */
  show(persona: Persona, stage: Stage, value: number): void {
    clearTimeout(this.#timer);
    const here = this.at(persona, stage);
    if (!here) this.commit();
    this.refusal.value = null;
    this.preview.value = { persona, stage, value, was: here ? here.was : this.#score(persona, stage) };
  }

  /** Send what is shown once nothing has changed for a moment. */
  commitSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.commit(), QUIET);
  }

  /** Send what is shown, as one edit. Returns why it was refused, or null. */
  commit(): string | null {
    clearTimeout(this.#timer);
    const shown = this.preview.value;
    if (!shown) return null;
    const { persona, stage, value, was } = shown;
    const why = was?.value === value ? null : this.#edit(persona, stage, { ...was, value }, was);
    this.preview.value = null;
    return why;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.preview.value = null;
  }

  /** Give a point a value at once, as its number field does. */
  set(persona: Persona, stage: Stage, value: number): string | null {
    this.show(persona, stage, value);
    return this.commit();
  }

  /** Take a score away: a gap. */
  clear(persona: Persona, stage: Stage): string | null {
    if (this.at(persona, stage)) this.cancel();
    else this.commit();
    const was = this.#score(persona, stage);
    return was ? this.#edit(persona, stage, null, was) : null;
  }

  #score(persona: Persona, stage: Stage): Score | null {
    return scoreAt(this.store.document.value, stage.id, persona.id);
  }

  #edit(persona: Persona, stage: Stage, score: Score | null, was: Score | null): string | null {
    const verb = score === null ? "Clear" : was === null ? "Draw" : "Move";
    const operation = { op: "set_emotion" as const, persona: persona.id, stage: stage.id, score, was };
    const why = this.store.edit([operation], `${verb} ${persona.name} at ${stage.name}`);
    this.refusal.value = why === null ? null : { persona: persona.id, stage: stage.id, why };
    return why;
  }
}
