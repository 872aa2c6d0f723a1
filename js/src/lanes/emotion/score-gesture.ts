/**
 * A score on its way to another value, by keys or by pointer. While a point is dragged or its keys are pressed the map
 * shows the value but sends nothing; the whole gesture becomes one edit on release, or after a moment of quiet.
 */
import { type Signal, signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { scoreAt } from "../../document/gestures";
import type { Persona, Score, Stage } from "../../document/schema";
import { scaleOf } from "../../interaction/drag";
import type { Preview } from "../../scene/picture";
import { heightOf, type Scale, scoreAtHeight } from "../../scene/scale";
import type { Store } from "../../store/store";

const QUIET = 300;

export interface ScoreRefusal {
  readonly persona: string;
  readonly stage: string;
  readonly why: string;
}

export class ScoreChange {
  readonly preview: Signal<Preview | null> = signal(null);
  /** Why the last edit of a point was not made. */
  readonly refusal: Signal<ScoreRefusal | null> = signal(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: Store) {}

  /** The unfinished gesture at a point, if there is one. */
  at(persona: Persona, stage: Stage): Preview | null {
    const now = this.preview.value;
    return now?.persona.id === persona.id && now.stage.id === stage.id ? now : null;
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
    const now = this.preview.value;
    if (!now) return null;
    const { persona, stage, value, was } = now;
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

  /** The same from a number field that goes away with its map. */
  leave(persona: Persona, stage: Stage, value: number): void {
    if (this.store.editable.peek()) this.set(persona, stage, value);
    else this.store.shelve(...this.#asEdit(persona, stage, { value }, this.#score(persona, stage)));
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
    const why = this.store.edit(...this.#asEdit(persona, stage, score, was));
    this.refusal.value = why === null ? null : { persona: persona.id, stage: stage.id, why };
    return why;
  }

  #asEdit(persona: Persona, stage: Stage, score: Score | null, was: Score | null) {
    const verb = score === null ? "Clear" : was === null ? "Draw" : "Move";
    const operation = { op: "set_emotion" as const, persona: persona.id, stage: stage.id, score, was };
    return [[operation], `${verb} ${persona.name} at ${stage.name}`] as const;
  }
}

/** Pointer travel, in px of the window, that makes a press on a point a drag. */
const SLACK = 3;

interface Candidate {
  persona: Persona;
  value: number | null;
  active: boolean;
}

interface PointerTarget<T extends Candidate> {
  scale: Scale;
  stage: Stage;
  points: readonly T[];
  editable: boolean;
  change: ScoreChange;
  activate: (persona: Persona) => void;
  /** Pressed twice. */
  open: (point: T) => void;
}

interface Grip {
  pointer: number;
  persona: Persona;
  /** Where the pointer went down, in px of the window, and the height of what it took hold of. */
  from: number;
  height: number;
  isDrag: boolean;
}

type CellPointerEvent = PointerEvent & { currentTarget: HTMLElement };

/** The pointer's gestures in one stage: dragging a point, and drawing one by pressing in a column that has none. */
export function useDrag<T extends Candidate>(place: PointerTarget<T>) {
  const { scale, stage, points, editable, change, activate } = place;
  const grip = useRef<Grip | null>(null);
  // The cell captures the pointer, so a double click no longer says which point it was on.
  const last = useRef<string | undefined>();

  const onPointerDown = (event: CellPointerEvent) => {
    if (event.button !== 0 || grip.current) return;
    const cell = event.currentTarget;
    const mark = (event.target as Element).closest<HTMLElement>("[data-persona]");
    const target = points.find(({ persona, value, active }) =>
      mark ? persona.id === mark.dataset.persona : active && value === null && editable,
    );
    last.current = mark?.dataset.persona;
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    activate(target.persona);
    const slider = mark ?? cell.querySelector<HTMLElement>(".cjm-pt.is-active");
    slider?.focus({ preventScroll: true });
    if (!editable) return;
    cell.setPointerCapture(event.pointerId);
    const pointed = (event.clientY - cell.getBoundingClientRect().top) / scaleOf(cell);
    const height = mark && target.value !== null ? heightOf(scale, target.value) : pointed;
    grip.current = {
      pointer: event.pointerId,
      persona: target.persona,
      from: event.clientY,
      height,
      isDrag: !mark,
    };
    if (!mark) change.show(target.persona, stage, scoreAtHeight(scale, height));
  };

  const onPointerMove = (event: CellPointerEvent) => {
    const hold = grip.current;
    if (event.pointerId !== hold?.pointer) return;
    // Escape has taken the gesture back.
    if (hold.isDrag && !change.at(hold.persona, stage)) {
      grip.current = null;
      return;
    }
    const travel = event.clientY - hold.from;
    hold.isDrag ||= Math.abs(travel) >= SLACK;
    const height = hold.height + travel / scaleOf(event.currentTarget);
    if (hold.isDrag) change.show(hold.persona, stage, scoreAtHeight(scale, height));
  };

  const release = (finish: () => void) => (event: CellPointerEvent) => {
    if (event.pointerId !== grip.current?.pointer) return;
    const { isDrag } = grip.current;
    grip.current = null;
    if (isDrag) finish();
  };

  const onDblClick = (event: MouseEvent) => {
    const point = points.find(({ persona }) => persona.id === last.current);
    if (!point || !editable) return;
    place.open(point);
    event.stopPropagation();
  };

  return {
    onDblClick,
    onPointerDown,
    onPointerMove,
    onPointerUp: release(() => change.commit()),
    onPointerCancel: release(() => change.cancel()),
  };
}
