/** A workshop at one screen, which is passed round: one votes after the other, and nobody sees the dots of the others. */
import { computed, type Signal, signal } from "@preact/signals";
import type { Shelf } from "../protocol/unsaved";
import type { Forum, Session, Share } from "../store/forum";
import { NOTHING, readSession, readShare } from "./session";

const PREFIX = "cjm:workshop";
const FIRST = "1";

export class OneScreen implements Forum {
  readonly self: Signal<string> = signal(FIRST);
  readonly session: Signal<Session | null> = signal(null);
  readonly shares: Signal<ReadonlyMap<string, Share>> = signal(new Map());
  /** Whoever has had a turn: there is nobody to be here or not. */
  readonly here = computed(
    () => new Map(Array.from({ length: Number(this.self.value) }, (_, at) => [String(at + 1), ""] as const)),
  );
  /** What is written at one screen is seen by all. */
  readonly ideas = signal(0);

  constructor(
    /** Where it is stored, so that the page can be loaded again; null where the browser has nothing for that. */
    readonly shelf: Shelf | null,
    /** Names the map among those of the browser. */
    readonly map: string,
  ) {
    const { session, self, shares = {} } = this.#read();
    this.session.value = readSession(JSON.stringify(session ?? null));
    if (!this.session.value) return;
    this.self.value = typeof self === "string" && Number(self) >= 1 ? self : FIRST;
    this.shares.value = new Map(
      Object.entries(shares as object).map(([name, share]) => [name, readShare(JSON.stringify(share))]),
    );
  }

  hold(session: Session | null): void {
    if (session?.id !== this.session.peek()?.id) {
      this.shares.value = new Map();
      this.self.value = FIRST;
    }
    this.session.value = session;
    this.#keep();
  }

  say(change: Partial<Share>): void {
    const self = this.self.peek();
    const share = { ...(this.shares.peek().get(self) ?? NOTHING), ...change };
    this.shares.value = new Map(this.shares.peek()).set(self, share);
    this.#keep();
  }

  passOn(): void {
    this.self.value = String(Number(this.self.peek()) + 1);
    this.#keep();
  }

  get #key(): string {
    return `${PREFIX}:${encodeURIComponent(this.map)}`;
  }

  #read(): { session?: unknown; self?: unknown; shares?: unknown } {
    try {
      return (JSON.parse(this.shelf?.getItem(this.#key) ?? "null") as object) ?? {};
    } catch {
      return {};
    }
  }

  #keep(): void {
    const session = this.session.peek();
    try {
      if (!session) this.shelf?.removeItem(this.#key);
      else {
        const shares = Object.fromEntries(this.shares.peek());
        this.shelf?.setItem(this.#key, JSON.stringify({ session, self: this.self.peek(), shares }));
      }
    } catch {
      // full or blocked: it lives as long as the page
    }
  }
}
