/**
 * Frames around what others have selected or are editing, with their initials. They are attributes, drawn by a
 * stylesheet: the grid draws its cells without knowing of them.
 */
import { effect } from "@preact/signals";
import type { ViewState } from "../../interaction/state";
import type { Company, Person } from "../../store/company";
import { plural, t } from "../../words/words";
import { colorOf, initialsOf, shortOf } from "./person-looks";
import { elementsAt } from "./whereabouts";

const TAG = "data-person";
const COLOR = "--person";

/** Mark where the others are, from now on. Returns how to stop. */
export function markPeople(view: ViewState, company: Company): () => void {
  const marked = new Set<HTMLElement>();
  const mark = () => {
    const next = byElement(view, company.others.peek());
    for (const element of marked) if (!next.has(element)) clear(element);
    marked.clear();
    for (const [element, people] of next) {
      set(element, people);
      marked.add(element);
    }
  };
  let frame = 0;
  const soon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      mark();
    });
  };
  const stop = effect(() => {
    void [company.others.value, view.store.document.value, view.lanes.value, view.window.value];
    void [view.reader.folded.value, view.editing.value];
    soon();
  });
  // Cells come and go while a large map scrolls, and cards as they are moved.
  const observer = new MutationObserver(soon);
  observer.observe(view.root!, { childList: true, subtree: true });
  return () => {
    stop();
    observer.disconnect();
    cancelAnimationFrame(frame);
    for (const element of marked) clear(element);
  };
}

function byElement(view: ViewState, people: readonly Person[]): Map<HTMLElement, Person[]> {
  const elements = new Map<HTMLElement, Person[]>();
  for (const person of people)
    for (const element of person.at ? elementsAt(view, person.at) : [])
      elements.set(element as HTMLElement, [...(elements.get(element as HTMLElement) ?? []), person]);
  return elements;
}

/** Those who do something come first, and it is their colour. */
function set(element: HTMLElement, people: readonly Person[]): void {
  const busy = people.filter(({ at }) => at!.deed !== "looks");
  const others = people.filter((person) => !busy.includes(person));
  const words = [...sentences(busy), others.map(initialsOf).join(" ")].filter(Boolean).join(" · ");
  if (element.getAttribute(TAG) !== words) element.setAttribute(TAG, words);
  element.style.setProperty(COLOR, colorOf((busy[0] ?? others[0])!));
}

function sentences(people: readonly Person[]): string[] {
  const short = shortOf(people);
  const names = (deed: string) => short.filter((_, at) => people[at]!.at!.deed === deed);
  const [writers, movers] = [names("types"), names("drags")];
  return [
    writers.length
      ? plural(writers.length, "{names} is typing", "{names} are typing", { names: writers.join(", ") })
      : "",
    movers.length ? t("moved by {names}", { names: movers.join(", ") }) : "",
  ];
}

function clear(element: HTMLElement): void {
  element.removeAttribute(TAG);
  element.style.removeProperty(COLOR);
}
