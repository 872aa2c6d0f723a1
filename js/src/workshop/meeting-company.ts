/**
 * Who is here, by what each page says of itself to the others while it is open: who its reader is, and the map where they
 * are. What comes from other pages is not trusted.
 */
import { effect, type Signal, signal } from "@preact/signals";
import type { Company, Person, Whereabouts } from "../store/company";
import type { Meeting } from "../store/meeting";

/** Under which a map says where its reader is. */
const PLACE = "cjm-place";
const DEEDS: readonly unknown[] = ["looks", "types", "drags"];
/** ms between two messages about where this reader is: a held arrow key is many moves. */
const PAUSE = 100;
/** Characters of a name, or of an id, and cards that are read. */
const LENGTH = 200;
const MOST_CARDS = 200;

type Fields = Readonly<Record<string, unknown>>;

export class MeetingCompany implements Company {
  readonly self: Signal<Person | null> = signal(null);
  readonly others: Signal<readonly Person[]> = signal([]);
  readonly #stop: () => void;
  #place = "";
  #next: Whereabouts | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly meeting: Meeting) {
    this.#stop = effect(() => this.#read(meeting.pages.value));
  }

  dispose(): void {
    clearTimeout(this.#pause);
    this.#stop();
  }

  show(at: Whereabouts): void {
    this.#next = at;
    if (this.#pause === undefined) this.#send();
  }

  #send(): void {
    this.#pause = undefined;
    const [next, place] = [this.#next, JSON.stringify(this.#next)];
    if (!next || place === this.#place) return;
    this.#place = place;
    this.meeting.say(PLACE, next);
    this.#pause = setTimeout(() => this.#send(), PAUSE);
  }

  #read(pages: ReadonlyMap<string, unknown>): void {
    const people = [...pages].flatMap(([page, state]) => readPerson(page, state) ?? []);
    const own = this.meeting.page;
    update(this.self, people.find(({ id }) => id === own) ?? null);
    // In one order on all pages, whoever came first.
    const others = people.filter(({ id }) => id !== own);
    update(
      this.others,
      others.sort((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id)),
    );
  }
}

/** Pages renew what they say every few seconds, mostly without news. */
export function update<T>(target: Signal<T>, value: T): void {
  if (JSON.stringify(target.peek()) !== JSON.stringify(value)) target.value = value;
}

/** Somebody, by what their page says of itself; null where it does not say who they are. */
export function readPerson(page: string, state: unknown): Person | null {
  const { user, [PLACE]: place } = fieldsOf(state);
  const { display_name, name, username, initials, color } = fieldsOf(user);
  const shown = textOf(display_name) || textOf(name) || textOf(username);
  if (!shown) return null;
  return {
    id: page,
    name: shown,
    initials: textOf(initials).slice(0, 3),
    color: textOf(color),
    at: readPlace(place),
  };
}

function readPlace(value: unknown): Whereabouts | null {
  const { lane, stage, cards, deed } = fieldsOf(value);
  if (![lane, stage].every(isPlaceId) || !Array.isArray(cards) || !DEEDS.includes(deed)) return null;
  return {
    lane: lane as string | null,
    stage: stage as string | null,
    cards: cards.filter((card) => typeof card === "string").slice(0, MOST_CARDS),
    deed: deed as Whereabouts["deed"],
  };
}

const isPlaceId = (value: unknown): boolean =>
  value === null || (typeof value === "string" && value.length <= LENGTH);

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value ? (value as Fields) : {});

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim().slice(0, LENGTH) : "");
