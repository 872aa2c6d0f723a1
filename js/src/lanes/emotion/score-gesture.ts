/**
 * A score on its way to another value, by keys or by pointer. While a point is dragged or its keys are pressed the map
 * shows the value but sends nothing; the whole gesture becomes one edit on release, or after a moment of quiet.
 */
import { type Signal, signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { futureAt, scoreAt } from "../../document/gestures";
import type { Operation, Persona, Score, Stage } from "../../document/schema";
import { hearFirst, holdKey, scaleOf } from "../../interaction/drag";
import type { Preview, State } from "../../scene/picture";
import { heightOf, type Scale, scoreAtHeight } from "../../scene/scale";
import type { Store } from "../../store/store";
import { english, type Values } from "../../words/words";

const QUIET = 300;

export interface ScoreRefusal {
  readonly stage: string;
  readonly why: string;
}

/** Which score it is: whose, where, and of which state. */
export interface ScorePlace {
  readonly persona: Persona;
  readonly stage: Stage;
  readonly state: State;
}

export class ScoreChange {
  readonly preview: Signal<Preview | null> = signal(null);
  /** Why the last edit of a point was not made. */
  readonly refusal: Signal<ScoreRefusal | null> = signal(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: Store) {}

  /** The unfinished gesture at a point, if there is one. */
  at({ persona, stage, state }: ScorePlace): Preview | null {
    const now = this.preview.value;
    const isHere = now?.persona.id === persona.id && now.stage.id === stage.id && now.state === state;
    return isHere ? now : null;
  }

  /** Show a value at a point. Another point's unfinished gesture is sent first. */
  show(place: ScorePlace, value: number): void {
    clearTimeout(this.#timer);
    const here = this.at(place);
    if (!here) this.commit();
    this.refusal.value = null;
    const { persona, stage, state } = place;
    this.preview.value = { persona, stage, state, value, was: here ? here.was : this.#score(place) };
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
    const { value, was } = now;
    const why = was?.value === value ? null : this.#edit(now, { ...was, value }, was);
    this.preview.value = null;
    return why;
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.preview.value = null;
  }

  /** Give a point a value at once, as its number field does. */
  set(place: ScorePlace, value: number): string | null {
    this.show(place, value);
    return this.commit();
  }

  /** The same from a number field that goes away with its map. */
  leave(place: ScorePlace, value: number): void {
    if (this.store.editable.peek()) this.set(place, value);
    else this.store.shelve(...asEdit(place, { value }, this.#score(place)));
  }

  /** Take a score away: a gap. */
  clear(place: ScorePlace): string | null {
    if (this.at(place)) this.cancel();
    else this.commit();
    const was = this.#score(place);
    return was ? this.#edit(place, null, was) : null;
  }

  #score({ persona, stage, state }: ScorePlace): Score | null {
    const document = this.store.document.value;
    if (state === "now") return scoreAt(document, stage.id, persona.id);
    const value = futureAt(document, stage.id, persona.id);
    return value === null ? null : { value };
  }

  #edit(place: ScorePlace, score: Score | null, was: Score | null): string | null {
    const why = this.store.edit(...asEdit(place, score, was));
    this.refusal.value = why === null ? null : { stage: place.stage.id, why };
    return why;
  }
}

interface Names extends Values {
  readonly persona: string;
  readonly stage: string;
}

function scoreLabel(names: Names, score: Score | null, was: Score | null): string {
  if (score === null) return english("Clear {persona} at {stage}", names);
  if (was === null) return english("Draw {persona} at {stage}", names);
  return english("Move {persona} at {stage}", names);
}

function futureLabel(names: Names, score: Score | null, was: Score | null): string {
  if (score === null) return english("Clear the future of {persona} at {stage}", names);
  if (was === null) return english("Draw the future of {persona} at {stage}", names);
  return english("Move the future of {persona} at {stage}", names);
}

/** The operations of a new score, and what undo calls them. */
function asEdit(
  { persona, stage, state }: ScorePlace,
  score: Score | null,
  was: Score | null,
): [Operation[], string] {
  const at = { persona: persona.id, stage: stage.id };
  const names = { persona: persona.name, stage: stage.name };
  return state === "now"
    ? [[{ op: "set_emotion", ...at, score, was }], scoreLabel(names, score, was)]
    : [
        [{ op: "set_future", ...at, value: score?.value ?? null, was: was?.value ?? null }],
        futureLabel(names, score, was),
      ];
}

/** The point of a persona and a state in a cell. */
export const pointOf = (cell: Element | null, persona: string, state: State): HTMLElement | null =>
  [...(cell?.querySelectorAll<HTMLElement>(".cjm-pt[data-persona]") ?? [])].find(
    ({ dataset }) => dataset.persona === persona && dataset.state === state,
  ) ?? null;

/** Pointer travel, in px of the window, that makes a press on a point a drag. */
const SLACK = 3;

interface Candidate {
  persona: Persona;
  state: State;
  value: number | null;
  /** Whether a press in the column draws it where it is a gap. */
  drawable: boolean;
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
  place: ScorePlace;
  /** Where the pointer went down, in px of the window, and the height of what it took hold of. */
  from: number;
  height: number;
  isDrag: boolean;
}

type CellPointerEvent = PointerEvent & { currentTarget: HTMLElement };

/** The pointer's gestures in one stage: dragging a point, and drawing one by pressing in a column that has none. */
export function useDrag<T extends Candidate>(cell: PointerTarget<T>) {
  const { scale, stage, points, editable, change, activate } = cell;
  const grip = useRef<Grip | null>(null);
  // The cell captures the pointer, so a double click no longer says which point it was on.
  const last = useRef<T | undefined>();

  const onPointerDown = (event: CellPointerEvent) => {
    if (event.button !== 0 || grip.current) return;
    const element = event.currentTarget;
    const mark = (event.target as Element).closest<HTMLElement>("[data-persona]");
    const target = points.find(({ persona, state, value, drawable }) =>
      mark
        ? persona.id === mark.dataset.persona && state === mark.dataset.state
        : drawable && value === null && editable,
    );
    last.current = mark ? target : undefined;
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    activate(target.persona);
    const slider = mark ?? pointOf(element, target.persona.id, target.state);
    slider?.focus({ preventScroll: true });
    if (!editable) return;
    element.setPointerCapture(event.pointerId);
    const pointed = (event.clientY - element.getBoundingClientRect().top) / scaleOf(element);
    const height = mark && target.value !== null ? heightOf(scale, target.value) : pointed;
    const place = { persona: target.persona, stage, state: target.state };
    grip.current = {
      pointer: event.pointerId,
      place,
      from: event.clientY,
      height,
      isDrag: !mark,
    };
    // Also where the point goes away under the pointer, and no end of its own is told.
    const stopHearing = hearFirst({
      keydown: (key) => {
        if (grip.current?.isDrag && holdKey(key)) change.cancel();
      },
      pointerup: () => stopHearing(),
      pointercancel: () => stopHearing(),
    });
    if (!mark) change.show(place, scoreAtHeight(scale, height));
  };

  const onPointerMove = (event: CellPointerEvent) => {
    const hold = grip.current;
    if (event.pointerId !== hold?.pointer) return;
    // Escape has taken the gesture back.
    if (hold.isDrag && !change.at(hold.place)) {
      grip.current = null;
      return;
    }
    const travel = event.clientY - hold.from;
    hold.isDrag ||= Math.abs(travel) >= SLACK;
    const height = hold.height + travel / scaleOf(event.currentTarget);
    if (hold.isDrag) change.show(hold.place, scoreAtHeight(scale, height));
  };

  const release = (finish: () => void) => (event: CellPointerEvent) => {
    if (event.pointerId !== grip.current?.pointer) return;
    const { isDrag } = grip.current;
    grip.current = null;
    if (isDrag) finish();
  };

  const onDblClick = (event: MouseEvent) => {
    const point = points.find(
      ({ persona, state }) => persona.id === last.current?.persona.id && state === last.current.state,
    );
    if (!point || !editable) return;
    cell.open(point);
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
