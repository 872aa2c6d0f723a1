/**
 * A workshop of people who meet in a map. Where it is, and what each says, is shared beside the map, so that it outlives
 * the page of whoever leads it; who is here, pages tell each other while they are open. Somebody who is alone may pass
 * their screen round. What other pages say is not trusted.
 */
import { effect, type Signal, signal } from "@preact/signals";
import type { Shelf } from "../protocol/unsaved";
import { randomName } from "../store/client-name";
import type { Forum, Session, Share } from "../store/forum";
import type { Meeting } from "../store/meeting";
import { readPerson, update } from "./meeting-company";
import { lead, NOTHING, readSession, readShare, turnOf } from "./session";

/** Under which a page says which participant its reader is. */
const PARTICIPANT = "cjm-participant";
const SESSION = "session";
const LENGTH = 200;

export class MeetingForum implements Forum {
  readonly self: Signal<string>;
  readonly session: Signal<Session | null> = signal(null);
  readonly shares: Signal<ReadonlyMap<string, Share>> = signal(new Map());
  readonly here: Signal<ReadonlyMap<string, string>> = signal(new Map());
  /** Settable by whoever has them. */
  readonly ideas = signal(0);
  readonly #name: string;
  readonly #stops: readonly (() => void)[];

  constructor(
    readonly meeting: Meeting,
    readonly shelf: Pick<Shelf, "getItem" | "setItem"> | null,
    readonly path: string,
    readonly handOut?: () => string,
  ) {
    this.#name = readName(shelf, this.#key) ?? randomName();
    this.self = signal(this.#name);
    this.#stops = [
      effect(() => this.#read(meeting.board.value)),
      effect(() => this.#look(meeting.pages.value)),
      effect(() => meeting.say(PARTICIPANT, this.self.value)),
    ];
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }

  get #key(): string {
    return `cjm:participant:${encodeURIComponent(this.path)}`;
  }

  hold(session: Session | null): void {
    this.#remember();
    const isSame = session !== null && session.id === this.session.peek()?.id;
    const old = isSame ? [] : [...this.meeting.board.peek().keys()];
    if (!isSame) this.self.value = this.#name;
    this.meeting.post({
      ...Object.fromEntries(old.map((key) => [key, null])),
      [SESSION]: session && JSON.stringify(session),
    });
  }

  say(change: Partial<Share>): void {
    const session = this.session.peek();
    if (!session) return;
    this.#remember();
    const self = this.self.peek();
    const share = { ...(this.shares.peek().get(self) ?? NOTHING), ...change };
    this.meeting.post({ [keyOf(session, self)]: JSON.stringify(share) });
  }

  /** The next person at the screen of one who is alone. */
  get passOn(): (() => void) | undefined {
    if (this.here.value.size > 1) return undefined;
    return () => {
      const [session, self] = [this.session.peek(), this.self.peek()];
      this.self.value = `${this.#name}/${turnOf(self) + 1}`;
      if (session?.lead === self) this.hold(lead(session, this.self.peek()));
    };
  }

  /** Whoever takes part is the same participant on their next page. */
  #remember(): void {
    try {
      this.shelf?.setItem(this.#key, this.#name);
    } catch {
      // full or blocked: another one on the next page
    }
  }

  #read(board: ReadonlyMap<string, string>): void {
    const session = readSession(board.get(SESSION));
    const start = session && keyOf(session, "");
    const shares = start === null ? [] : [...board].filter(([key]) => key.startsWith(start));
    const every = shares.map(([key, text]) => [key.slice(start!.length), readShare(text)] as const);
    if (JSON.stringify(every) !== JSON.stringify([...this.shares.peek()])) this.shares.value = new Map(every);
    update(this.session, session);
  }

  #look(pages: ReadonlyMap<string, unknown>): void {
    const here = [...pages].flatMap(([page, state]) => {
      const name: unknown = (state as Record<string, unknown> | null)?.[PARTICIPANT];
      const isName = typeof name === "string" && name !== "" && name.length <= LENGTH;
      return isName ? [[name, readPerson(page, state)?.name ?? ""] as const] : [];
    });
    if (JSON.stringify(here) !== JSON.stringify([...this.here.peek()])) this.here.value = new Map(here);
  }
}

const keyOf = (session: Session, self: string): string => `share:${session.id}:${self}`;

/** The name that this reader had on an earlier page of the file. */
function readName(shelf: Pick<Shelf, "getItem"> | null, key: string): string | null {
  try {
    return shelf?.getItem(key) ?? null;
  } catch {
    return null; // blocked: another one on each page
  }
}
