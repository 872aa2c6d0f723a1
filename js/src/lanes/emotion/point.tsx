/**
 * One drawn score as a slider: moved by keys, cleared, or typed; the cell around it hears the pointer. A stage
 * without a score keeps its slider at the lane's foot, so that the element with the focus stays the same when
 * a score comes or goes.
 */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Persona, Stage } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import type { Unfinished } from "../../interaction/state";
import type { PersonaLook } from "../../scene/personas";
import type { State } from "../../scene/picture";
import { GAP, heightOf, readScore, type Scale, snap, writeDrawn } from "../../scene/scale";
import { t } from "../../words/words";
import { Marker } from "../icon";
import { pointOf, type ScoreChange } from "./score-gesture";

export interface PointProps {
  scale: Scale;
  persona: Persona;
  state: State;
  look: PersonaLook;
  stage: Stage;
  /** The score, or what it is being changed to; null in a gap. */
  value: number | null;
  /** ", measured +0.96", or nothing. */
  measured: string;
  active: boolean;
  /** Of a future state, ", from −1.0 now" where there is a score now. */
  from: string;
  /** How far up a gap stands, in px, where another one is at the lane's foot. */
  lift: number;
  /** Whether the score lies inside the measured interval, where there is one. */
  inside: boolean | undefined;
  editable: boolean;
  change: ScoreChange;
  activate: () => void;
  /** Open the number field; with a key, that key is its text. */
  open: (key?: string) => void;
}

export function DrawnPoint(props: PointProps) {
  const { scale, persona, state, look, stage, value, active, editable, change, open } = props;
  const isFuture = state === "future";
  const moving = change.at(props) !== null;

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (isComposing(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      // A shortcut such as undo must find the value that is on the screen.
      change.commit();
      return;
    }
    const next = valueAfterKey(scale, value, event.key, event.shiftKey);
    const neighbour = event.shiftKey ? null : beside(event.currentTarget, event.key);
    if (event.key === "Escape" && moving) change.cancel();
    else if (neighbour) neighbour.focus();
    else if (event.key === " ") otherState(event.currentTarget)?.focus();
    else if (!editable) return;
    else if (next !== null) {
      change.show(props, next);
      change.commitSoon();
    } else if (event.key === "Delete" || event.key === "Backspace") change.clear(props);
    else if (event.key === "Enter" || event.key === "F2") open();
    else if (beginsNumber(event)) open(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const borneOut = value === null || props.inside === undefined ? null : insideWords(props.inside);
  const gap = isFuture ? t("no future drawn") : t("no score drawn");
  const drawn = isFuture ? t("future") : t("drawn");
  const words = value === null ? gap : `${writeDrawn(scale, value)}, ${drawn}`;
  const classes = ["cjm-pt", look.class];
  if (isFuture) classes.push("is-future");
  if (active) classes.push("is-active");
  if (moving) classes.push("is-drag");
  if (value === null) classes.push("is-gap");
  if (borneOut && !props.inside) classes.push("is-outside");
  return (
    <span
      class={classes.join(" ")}
      style={{ top: value === null ? GAP - props.lift : heightOf(scale, value) }}
      role="slider"
      tabIndex={-1}
      data-inner={active ? "first" : ""}
      data-persona={persona.id}
      data-state={state}
      aria-label={
        isFuture
          ? t("{persona}, future, {stage}", { persona: persona.name, stage: stage.name })
          : `${persona.name}, ${stage.name}`
      }
      aria-orientation="vertical"
      aria-valuemin={scale.low}
      aria-valuemax={scale.high}
      aria-valuenow={value ?? scale.neutral}
      aria-valuetext={[words, borneOut, props.from, props.measured].filter(Boolean).join(", ")}
      title={borneOut ?? undefined}
      aria-readonly={!editable}
      onKeyDown={onKeyDown}
      onFocus={props.activate}
      onBlur={() => change.commit()}
    >
      <Marker name={look.marker} size={value === null || isFuture ? 12 : 14} />
      {look.number !== null && value !== null && <span class="cjm-pt-n">{look.number}</span>}
      {value === null && <span class="cjm-gap">{gap}</span>}
    </span>
  );
}

/** How the data judge a drawn score. */
export const insideWords = (inside: boolean) =>
  inside ? t("inside the measured interval") : t("outside the measured interval");

/** Where a key moves a value; null for keys that move nothing. A gap starts at the neutral point. */
function valueAfterKey(scale: Scale, value: number | null, key: string, shift: boolean): number | null {
  if (key === "Home") return scale.low;
  if (key === "End") return scale.high;
  const way = key === "ArrowUp" || key === "PageUp" ? 1 : key === "ArrowDown" || key === "PageDown" ? -1 : 0;
  if (way === 0) return null;
  const steps = shift || key.startsWith("Page") ? 5 : 1;
  return snap(scale, value === null ? scale.neutral : value + way * steps * scale.step);
}

/** Whether a key on a point or its cell is the first of a typed score. */
export function beginsNumber(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && /^[\d+\-−.,]$/.test(event.key);
}

/** The point at the neighbouring stage, if it is drawn: left and right lead there, as they do from cell to cell. */
function beside(point: HTMLElement, key: string): HTMLElement | null {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  const forward = (key === "ArrowRight") === (getComputedStyle(point).direction !== "rtl");
  const cell = point.closest(".cjm-ecell");
  const next = forward ? cell?.nextElementSibling : cell?.previousElementSibling;
  const { persona, state } = point.dataset;
  return pointOf(next ?? null, persona!, state as State);
}

/** The point of the same persona in the other state, where both are drawn. */
function otherState(point: HTMLElement): HTMLElement | null {
  const { persona, state } = point.dataset;
  return pointOf(point.closest(".cjm-ecell"), persona!, state === "now" ? "future" : "now");
}

export interface EntryProps {
  scale: Scale;
  /** What the field is for, e.g. "Maya Torres, Security". */
  label: string;
  top: number;
  /** What it holds at first: the score, or the key that opened it. */
  text: string;
  /** Whether the text is selected, so that typing replaces it. */
  replace: boolean;
  unfinished: Set<Unfinished>;
  take: (value: number) => string | null;
  /** Take a value of which nothing can be said any more: the field goes away with its map. */
  leave: (value: number) => void;
  close: () => void;
  /** The point it is of. */
  point: (cell: Element | null) => HTMLElement | null;
  /** Open the field of the same curve at the next stage or the one before; false where there is none. */
  next: (by: 1 | -1) => boolean;
}

/**
 * The number field of a point: type a score, Enter takes it, Tab takes it and goes on to the next stage, Escape leaves
 * it. A refusal is said in the field.
 */
export function Entry({ scale, label, top, text, replace, unfinished, take, close, ...props }: EntryProps) {
  const input = useRef<HTMLInputElement>(null);
  const why = useSignal<string | null>(null);
  const open = useRef(true);

  // Before the next key can come, and with the caret behind the key that opened the field.
  useLayoutEffect(() => {
    const field = input.current!;
    field.focus({ preventScroll: true });
    field.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    field.setSelectionRange(replace ? 0 : field.value.length, field.value.length);
  }, [replace]);

  useLayoutEffect(() => {
    const field = input.current!;
    return () => {
      const score =
        open.current && field.value !== (replace ? text : "") ? readScore(scale, field.value) : null;
      if (score && "value" in score) props.leave(score.value);
    };
  }, []);

  // The field stays in the page until the key that saves the notebook has been handled.
  useLayoutEffect(() => {
    const one: Unfinished = {
      finish: () => {
        if (accept()) setTimeout(() => leave(true));
      },
      isChanged: () => open.current && input.current!.value !== (replace ? text : ""),
    };
    unfinished.add(one);
    return () => void unfinished.delete(one);
  });

  /** Close the field; `back` gives the focus to the point again. */
  const leave = (back: boolean) => {
    open.current = false;
    const point = props.point(input.current?.closest(".cjm-ecell") ?? null);
    close();
    if (back) point?.focus({ preventScroll: true });
  };
  /** Make what is typed an edit; whether that was possible, or nothing was typed. */
  const accept = (): boolean => {
    if (!open.current) return false;
    const entry = input.current?.value ?? "";
    if (entry === text && replace) return true;
    const score = readScore(scale, entry);
    why.value = "why" in score ? score.why : take(score.value);
    open.current = why.value !== null;
    return !open.current;
  };
  const finish = (back: boolean) => {
    if (accept()) leave(back);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === "Enter") finish(true);
    else if (event.key === "Tab") {
      if (accept()) {
        open.current = false;
        if (!props.next(event.shiftKey ? -1 : 1)) leave(true);
      }
    } else if (event.key === "Escape") leave(true);
    // All other keys belong to the field, or are the map's wherever the focus is.
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span
      class={top > 200 ? "cjm-entry is-low" : "cjm-entry"}
      style={{ top }}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <input
        ref={input}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={text}
        aria-label={t("{name}, a score", { name: label })}
        aria-invalid={why.value !== null}
        onKeyDown={onKeyDown}
        onBlur={() => finish(false)}
      />
      <span class="cjm-entry-why" role="alert">
        {why.value}
      </span>
    </span>
  );
}
