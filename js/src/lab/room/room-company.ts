/**
 * Who is in a room of jupyter-collaboration, by what each page says of itself to the others while it is open (its
 * awareness): JupyterLab says who the reader is, the map where they are. What comes from other pages is not trusted.
 */
import type { YDocument } from "@jupyter/ydoc";
import { type Signal, signal } from "@preact/signals";
import type { Company, Person, Whereabouts } from "../../store/company";

/** Under which a map says where its reader is. */
const PLACE = "cjm-place";
const DEEDS: readonly unknown[] = ["looks", "types", "drags"];
/** ms between two messages about where this reader is: a held arrow key is many moves. */
const PAUSE = 100;
/** Characters of a name, or of an id, and cards that are read. */
const LENGTH = 200;
const MOST_CARDS = 200;

type Fields = Readonly<Record<string, unknown>>;
type Awareness = YDocument<never>["awareness"];

export class RoomCompany implements Company {
  readonly self: Signal<Person | null> = signal(null);
  readonly others: Signal<readonly Person[]> = signal([]);
  #place = "";
  #next: Whereabouts | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly awareness: Awareness) {
    awareness.on("change", this.#read);
    this.#read();
  }

  dispose(): void {
    clearTimeout(this.#pause);
    this.awareness.off("change", this.#read);
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
    this.awareness.setLocalStateField(PLACE, next);
    this.#pause = setTimeout(() => this.#send(), PAUSE);
  }

  readonly #read = (): void => {
    const people = [...this.awareness.getStates()].flatMap(([page, state]) => readPerson(page, state) ?? []);
    const own = String(this.awareness.clientID);
    update(this.self, people.find(({ id }) => id === own) ?? null);
    // In one order on all pages, whoever came first.
    const others = people.filter(({ id }) => id !== own);
    update(
      this.others,
      others.sort((one, other) => one.name.localeCompare(other.name) || Number(one.id) - Number(other.id)),
    );
  };
}

/** Pages renew what they say every few seconds, mostly without news. */
export function update<T>(target: Signal<T>, value: T): void {
  if (JSON.stringify(target.peek()) !== JSON.stringify(value)) target.value = value;
}

/** Somebody, by what their page says of itself; null where it does not say who they are. */
export function readPerson(page: number, state: unknown): Person | null {
  const { user, [PLACE]: place } = fieldsOf(state);
  const { display_name, name, username, initials, color } = fieldsOf(user);
  const shown = textOf(display_name) || textOf(name) || textOf(username);
  if (!shown) return null;
  return {
    id: String(page),
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
