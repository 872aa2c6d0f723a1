/** Where people are in a map: telling the others where this reader is, in words, and going along with somebody. */
import { effect, type Signal, signal } from "@preact/signals";
import type { Document } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import type { Company, Person, Whereabouts } from "../../store/company";
import { t } from "../../words/words";

/** The elements of the map that stand for where somebody is, as far as they are drawn. */
export function elementsAt(view: ViewState, { lane, stage, cards }: Whereabouts): Element[] {
  const place = { lane, stage };
  const own = cards.map((card) => view.cardElement(place, card)).filter((element) => element !== null);
  if (own.length) return own;
  const cell = lane === null && stage === null ? null : view.element(place);
  return cell ? [cell] : [];
}

/** "Arrive, Actions"; "" where that is not in the map. */
export function placeInWords({ stages = [], lanes = [] }: Document, { lane, stage }: Whereabouts): string {
  const nameIn = (things: readonly { id: string; name: string }[], id: string | null) =>
    things.find((thing) => thing.id === id)?.name;
  return [nameIn(stages, stage), nameIn(lanes, lane)].filter(Boolean).join(", ");
}

/** What somebody does, and where. */
export function whereaboutsInWords(document: Document, { name, at }: Person): string {
  const place = at && placeInWords(document, at);
  if (!place) return name;
  if (at.deed === "types") return t("{name} is typing in {place}", { name, place });
  if (at.deed === "drags") return t("{name} is moving cards of {place}", { name, place });
  return t("{name} is in {place}", { name, place });
}

/** Let the others know where this reader is, from the first time that the map has the focus. Returns how to stop. */
export function showOwn(view: ViewState, company: Company): () => void {
  const isIn = signal(false);
  const isTyping = signal(false);
  const listeners: Readonly<Record<string, () => void>> = {
    focusin: () => {
      isIn.value = true;
    },
    input: () => {
      isTyping.value = true;
    },
    focusout: () => {
      isTyping.value = false;
    },
  };
  for (const [type, listener] of Object.entries(listeners)) view.root!.addEventListener(type, listener);
  const stop = effect(() => {
    if (!isIn.value) return;
    const editing = view.editing.value;
    const { lane, stage } = editing ?? view.focus.value;
    const cards = editing ? [editing.card].filter((card) => card !== null) : [...view.cards.value];
    const isDragging = view.dragging.value?.kind === "cards";
    company.show({
      lane,
      stage,
      cards,
      deed: isDragging ? "drags" : editing || isTyping.value ? "types" : "looks",
    });
  });
  return () => {
    stop();
    for (const [type, listener] of Object.entries(listeners)) view.root?.removeEventListener(type, listener);
  };
}

/** Keys that press a button. */
const PRESSES: ReadonlySet<string> = new Set(["Enter", " "]);

/** The part of the map on which people are listed, and followed; pressing there is no press of one's own. */
export const PEOPLE = "cjm-people";

/** Bring whatever the followed one does into sight, until the reader presses a key, a button or turns the wheel. */
export function follow(view: ViewState, company: Company, followed: Signal<string | null>): () => void {
  const leave = (event: Event) => {
    const isOnPeople = (event.composedPath()[0] as Element | undefined)?.closest?.(`.${PEOPLE}`);
    const isTheirs = event.type === "pointerdown" || PRESSES.has((event as KeyboardEvent).key);
    if (followed.peek() === null || (isOnPeople && isTheirs)) return;
    followed.value = null;
  };
  const types = ["keydown", "pointerdown", "wheel"] as const;
  const options = { capture: true, passive: true };
  for (const type of types) window.addEventListener(type, leave, options);
  let last = "";
  const stop = effect(() => {
    const id = followed.value;
    const person = company.others.value.find((one) => one.id === id);
    if (id !== null && !person) followed.value = null;
    void view.window.value;
    const now = JSON.stringify([id, person?.at]);
    const isNew = now !== last;
    last = now;
    const at = person?.at;
    if (!at) return;
    const frame = requestAnimationFrame(() => bringIntoSight(view, at, isNew));
    return () => cancelAnimationFrame(frame);
  });
  return () => {
    stop();
    for (const type of types) window.removeEventListener(type, leave, options);
  };
}

function bringIntoSight(view: ViewState, at: Whereabouts, isNew: boolean): void {
  const [element] = elementsAt(view, at);
  if (element) element.scrollIntoView({ block: "nearest", inline: "nearest" });
  // A column far away is drawn once it has been scrolled to.
  else if (isNew) {
    view.row(at.lane)?.scrollIntoView({ block: "nearest" });
    const scroller = view.grid?.parentElement;
    const column = view.columns.peek().find(({ stage }) => stage === at.stage);
    if (!scroller || !column) return;
    const isRtl = getComputedStyle(scroller).direction === "rtl";
    scroller.scrollLeft = isRtl ? -column.left : column.left;
  }
}

/** Follow somebody, or no longer. */
export function toggle(followed: Signal<string | null>, id: string): void {
  followed.value = followed.peek() === id ? null : id;
}
