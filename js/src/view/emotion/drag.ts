/** The pointer's gestures in one stage: dragging a point, and drawing one by pressing in a column that has none. */
import { useRef } from "preact/hooks";
import type { Persona, Stage } from "../../core/schema";
import type { Change } from "./change";
import { heightOf, type Scale, scoreAt } from "./scale";

/** Pointer travel in px that makes a press on a point a drag. */
const SLACK = 3;

interface Taken {
  persona: Persona;
  value: number | null;
  active: boolean;
}

interface Place<T extends Taken> {
  scale: Scale;
  stage: Stage;
  drawn: readonly T[];
  editable: boolean;
  change: Change;
  activate: (persona: Persona) => void;
  /** Pressed twice. */
  open: (point: T) => void;
}

interface Grip {
  pointer: number;
  persona: Persona;
  /** Where the pointer went down, and the height of what it took hold of. */
  from: number;
  height: number;
  moved: boolean;
}

type CellPointerEvent = PointerEvent & { currentTarget: HTMLElement };

export function useDrag<T extends Taken>(place: Place<T>) {
  const { scale, stage, drawn, editable, change, activate } = place;
  const grip = useRef<Grip | null>(null);
  // The cell captures the pointer, so a double click no longer says which point it was on.
  const last = useRef<string | undefined>();

  const onPointerDown = (event: CellPointerEvent) => {
    if (event.button !== 0 || grip.current) return;
    const cell = event.currentTarget;
    const pressed = (event.target as Element).closest<HTMLElement>("[data-persona]");
    const taken = drawn.find(({ persona, value, active }) =>
      pressed ? persona.id === pressed.dataset.persona : active && value === null && editable,
    );
    last.current = pressed?.dataset.persona;
    if (!taken) return;
    event.preventDefault();
    event.stopPropagation();
    activate(taken.persona);
    const slider = pressed ?? cell.querySelector<HTMLElement>(".cjm-pt.is-active");
    slider?.focus({ preventScroll: true });
    if (!editable) return;
    cell.setPointerCapture(event.pointerId);
    const pointed = event.clientY - cell.getBoundingClientRect().top;
    const height = pressed && taken.value !== null ? heightOf(scale, taken.value) : pointed;
    grip.current = {
      pointer: event.pointerId,
      persona: taken.persona,
      from: event.clientY,
      height,
      moved: !pressed,
    };
    if (!pressed) change.show(taken.persona, stage, scoreAt(scale, height));
  };

  const onPointerMove = (event: CellPointerEvent) => {
    const held = grip.current;
    if (event.pointerId !== held?.pointer) return;
    // Escape has taken the gesture back.
    if (held.moved && !change.at(held.persona, stage)) {
      grip.current = null;
      return;
    }
    const travel = event.clientY - held.from;
    held.moved ||= Math.abs(travel) >= SLACK;
    if (held.moved) change.show(held.persona, stage, scoreAt(scale, held.height + travel));
  };

  const release = (finish: () => void) => (event: CellPointerEvent) => {
    if (event.pointerId !== grip.current?.pointer) return;
    const { moved } = grip.current;
    grip.current = null;
    if (moved) finish();
  };

  const onDblClick = (event: MouseEvent) => {
    const point = drawn.find(({ persona }) => persona.id === last.current);
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
