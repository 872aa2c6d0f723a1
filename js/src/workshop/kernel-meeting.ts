/**
 * People who show the map of one kernel, in outputs of a notebook: the kernel relays what they say, as texts by their
 * names, and keeps none of it. A page renews what it says of itself; the kernel lets a page go that falls silent while
 * others do not.
 */
import { computed, effect, signal, untracked } from "@preact/signals";
import type { RemoteStore } from "../protocol/remote";
import type { Meeting } from "../store/meeting";

/** Begins the names under which pages speak of themselves. */
const PAGE = "page:";
/** ms between two signs of life of a page that is not alone. */
const RENEWAL = 10_000;

export class KernelMeeting implements Meeting {
  readonly pages;
  readonly board;
  readonly #own = signal<Readonly<Record<string, unknown>>>({});
  /** What was written here and has not come back yet: any message may be lost. */
  readonly #posts = signal<ReadonlyMap<string, string | null>>(new Map());
  readonly #clock: ReturnType<typeof setInterval>;
  readonly #stop: () => void;

  constructor(
    readonly store: RemoteStore,
    readonly page: string,
  ) {
    const texts = store.relayed;
    const isPage = ([name]: readonly [string, string]) => name.startsWith(PAGE);
    this.pages = computed<ReadonlyMap<string, unknown>>(() => {
      const others = Object.entries(texts.value).filter(isPage);
      const every = new Map(others.map(([name, text]) => [name.slice(PAGE.length), read(text)] as const));
      return every.set(page, this.#own.value);
    });
    this.board = computed(() => {
      const board = new Map(Object.entries(texts.value).filter((entry) => !isPage(entry)));
      for (const [name, text] of this.#posts.value)
        if (text === null) board.delete(name);
        else board.set(name, text);
      return board;
    });
    this.#stop = effect(() => {
      const now = texts.value;
      const isOnItsWay = ([name, text]: readonly [string, string | null]) => (now[name] ?? null) !== text;
      const posts = [...this.#posts.peek()].filter(isOnItsWay);
      if (posts.length < this.#posts.peek().size) this.#posts.value = new Map(posts);
      // Another map of this page, or the kernel, may have thought that the page is gone.
      if (store.editable.value && now[this.#key] === undefined) untracked(() => this.#renew());
    });
    this.#clock = setInterval(() => {
      if (this.pages.peek().size > 1 || this.#posts.peek().size) this.#renew();
    }, RENEWAL);
  }

  say(field: string, value: unknown): void {
    this.#own.value = { ...this.#own.peek(), [field]: value };
    this.#renew();
  }

  post(texts: Readonly<Record<string, string | null>>): void {
    this.#posts.value = new Map([...this.#posts.peek(), ...Object.entries(texts)]);
    this.store.relay(texts);
  }

  /** The page is closed, or shows this map no more. */
  leave(): void {
    this.store.relay({ [this.#key]: null });
  }

  dispose(): void {
    this.#stop();
    clearInterval(this.#clock);
    this.leave();
  }

  get #key(): string {
    return PAGE + this.page;
  }

  #renew(): void {
    this.store.relay({
      ...Object.fromEntries(this.#posts.peek()),
      [this.#key]: JSON.stringify(this.#own.peek()),
    });
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
