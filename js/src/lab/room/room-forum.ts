/**
 * A workshop in a room of jupyter-collaboration. Where it is, and what each says, is shared beside the map, so that it
 * outlives the page of whoever leads it; who is here, pages tell each other while they are open. What other pages say
 * is not trusted.
 */
import { type Signal, signal } from "@preact/signals";
import type { Forum, Session, Share } from "../../store/forum";
import { randomName } from "../../view/client-name";
import { NOTHING, readSession, readShare } from "../../workshop/session";
import { readPerson, update } from "./room-company";
import type { SharedMap } from "./shared-map";

/** Under which a page says which participant its reader is. */
const PARTICIPANT = "cjm-participant";
const SESSION = "session";
const LENGTH = 200;

type Shelf = Pick<Storage, "getItem" | "setItem">;

export class RoomForum implements Forum {
  readonly self: Signal<string>;
  readonly session: Signal<Session | null> = signal(null);
  readonly shares: Signal<ReadonlyMap<string, Share>> = signal(new Map());
  readonly here: Signal<ReadonlyMap<string, string>> = signal(new Map());
  /** Settable by whoever has them. */
  readonly ideas = signal(0);

  constructor(
    readonly shared: SharedMap,
    readonly shelf: Shelf | null,
    readonly path: string,
    readonly handOut?: () => string,
  ) {
    const name = readName(shelf, this.#key) ?? randomName();
    this.self = signal(name);
    shared.workshop.observe(this.#read);
    shared.awareness.on("change", this.#look);
    shared.awareness.setLocalStateField(PARTICIPANT, name);
    this.#read();
    this.#look();
  }

  dispose(): void {
    this.shared.workshop.unobserve(this.#read);
    this.shared.awareness.off("change", this.#look);
  }

  get #key(): string {
    return `cjm:participant:${encodeURIComponent(this.path)}`;
  }

  hold(session: Session | null): void {
    const { workshop } = this.shared;
    this.#remember();
    this.shared.transact(() => {
      const isSame = session !== null && session.id === this.session.peek()?.id;
      if (!isSame) for (const key of [...workshop.keys()]) if (key !== SESSION) workshop.delete(key);
      if (session) workshop.set(SESSION, JSON.stringify(session));
      else workshop.delete(SESSION);
    }, false);
  }

  say(change: Partial<Share>): void {
    const session = this.session.peek();
    if (!session) return;
    this.#remember();
    const self = this.self.peek();
    const share = { ...(this.shares.peek().get(self) ?? NOTHING), ...change };
    this.shared.transact(() => this.shared.workshop.set(keyOf(session, self), JSON.stringify(share)), false);
  }

  /** Whoever takes part is the same participant on their next page. */
  #remember(): void {
    try {
      this.shelf?.setItem(this.#key, this.self.peek());
    } catch {
      // full or blocked: another one on the next page
    }
  }

  readonly #read = (): void => {
    const { workshop } = this.shared;
    const session = readSession(workshop.get(SESSION));
    const start = session && keyOf(session, "");
    const shares = start === null ? [] : [...workshop.keys()].filter((key) => key.startsWith(start));
    const every = shares.map((key) => [key.slice(start!.length), readShare(workshop.get(key))] as const);
    if (JSON.stringify(every) !== JSON.stringify([...this.shares.peek()])) this.shares.value = new Map(every);
    update(this.session, session);
  };

  readonly #look = (): void => {
    const pages = [...this.shared.awareness.getStates()];
    const here = pages.flatMap(([page, state]) => {
      const name: unknown = (state as Record<string, unknown> | null)?.[PARTICIPANT];
      const isName = typeof name === "string" && name !== "" && name.length <= LENGTH;
      return isName ? [[name, readPerson(page, state)?.name ?? ""] as const] : [];
    });
    if (JSON.stringify(here) !== JSON.stringify([...this.here.peek()])) this.here.value = new Map(here);
  };
}

const keyOf = (session: Session, self: string): string => `share:${session.id}:${self}`;

/** The name that this reader had on an earlier page of the file. */
function readName(shelf: Shelf | null, key: string): string | null {
  try {
    return shelf?.getItem(key) ?? null;
  } catch {
    return null; // blocked: another one on each page
  }
}
