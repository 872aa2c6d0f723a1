/**
 * The page's connection to a kernel, opened again as soon as the server can be reached. JupyterLab tries by itself, but
 * waits longer after each failure, up to a minute, and gives up after seven; a connection that went silent is never
 * tried at all. So the server is asked for the kernel every second while the connection is down or in doubt, and
 * once it answers, JupyterLab is told to try now. A server that was started anew does not know the kernel: then it is gone.
 *
 * Hazard: JupyterLab's kernel is reached through the widget manager, by no contract, so each part of it may be missing;
 * then nothing is watched.
 */
import type { LineState } from "../protocol/courier";

interface Signal {
  connect(slot: (sender: unknown, news: string) => void): void;
  disconnect(slot: (sender: unknown, news: string) => void): void;
}

/** JupyterLab's kernel, as much of it as is used. */
export interface Kernel {
  readonly statusChanged?: Signal;
  readonly status?: string;
  readonly connectionStatusChanged?: Signal;
  /** "connected", "connecting" or "disconnected". */
  readonly connectionStatus?: string;
  reconnect?(): Promise<void>;
  readonly id?: string;
  readonly serverSettings?: {
    readonly baseUrl: string;
    readonly token: string;
    readonly init: RequestInit;
    readonly fetch: (input: RequestInfo, init?: RequestInit) => Promise<Response>;
  };
}

/** ms between two questions to the server. */
const EVERY = 1_000;
/** ms it has for an answer; a lost question is not waited for any longer. */
const PATIENCE = 2_000;
/** ms an attempt is left to itself; browsers hold back the attempts of a page that failed often, by up to five seconds. */
const ATTEMPT = 6_000;

export class Connection {
  readonly #kernel: Kernel;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether a question is on its way. */
  #asks = false;
  /** Whether the server could not be reached since the connection last opened. */
  #outage = false;
  /** Whether the server answered that it has no such kernel. */
  #isGone = false;
  #attemptAt = Number.NEGATIVE_INFINITY;
  /** Whether it was ever open: before, the server takes its time to start the kernel. */
  #wasOpen: boolean;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#wasOpen = this.isOpen;
  }

  get state(): LineState {
    return this.isOpen ? "open" : this.#isGone ? "gone" : "closed";
  }

  get isOpen(): boolean {
    return this.#kernel.connectionStatus === "connected";
  }

  /** Hear when its state has changed; returns how to stop. */
  subscribe(listener: () => void): () => void {
    if (!this.#listeners.size) this.#start();
    this.#listeners.add(listener);
    return () => {
      if (this.#listeners.delete(listener) && !this.#listeners.size) this.#stop();
    };
  }

  /** Messages are not answered: find out whether it is for the connection. */
  doubt(): void {
    if (this.#wasOpen && this.#timer === undefined) void this.#ask();
  }

  #start(): void {
    this.#kernel.connectionStatusChanged?.connect(this.#hear);
    window.addEventListener("offline", this.#suspect);
    window.addEventListener("online", this.#look);
    document.addEventListener("visibilitychange", this.#look);
    if (this.#wasOpen && !this.isOpen) this.#askLater();
  }

  #stop(): void {
    this.#kernel.connectionStatusChanged?.disconnect(this.#hear);
    window.removeEventListener("offline", this.#suspect);
    window.removeEventListener("online", this.#look);
    document.removeEventListener("visibilitychange", this.#look);
    this.#rest();
  }

  readonly #hear = (): void => {
    if (this.isOpen) {
      this.#wasOpen = true;
      this.#outage = false;
      this.#isGone = false;
      this.#attemptAt = Number.NEGATIVE_INFINITY;
      this.#rest();
    } else if (this.#wasOpen && this.#timer === undefined) this.#askLater();
    this.#tell();
  };

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  readonly #suspect = (): void => {
    this.#outage = true;
  };

  /** Something changed for the better, or the reader looks: do not wait for the next turn. */
  readonly #look = (): void => {
    if (this.#wasOpen && (this.#outage || !this.isOpen)) void this.#ask();
  };

  #askLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), EVERY);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #ask(): Promise<void> {
    if (this.#asks) return;
    this.#asks = true;
    this.#rest();
    const status = await this.#statusOfKernel();
    this.#asks = false;
    if (!this.#listeners.size || this.#kernel.status === "dead") return;
    if (status === 404) {
      this.#isGone = true;
      this.#tell();
      return;
    }
    // A server of many people answers so while this reader's own is not there.
    if (status === null || status === 424 || status >= 500) this.#outage = true;
    else if (this.#outage || !this.isOpen) this.#attempt();
    if (this.#outage || !this.isOpen) this.#askLater();
  }

  /** What the server says of the kernel, as the status of its answer; null where it does not answer. */
  async #statusOfKernel(): Promise<number | null> {
    const { serverSettings: server, id } = this.#kernel;
    if (!server) return null;
    const end = new AbortController();
    const patience = setTimeout(() => end.abort(), PATIENCE);
    try {
      const headers = new Headers(server.init.headers);
      if (server.token) headers.set("Authorization", `token ${server.token}`);
      const request = { ...server.init, headers, cache: "no-store", signal: end.signal } as const;
      const { fetch } = server; // the browser's own refuses to be a method of anything else
      return (await fetch(`${server.baseUrl}api/kernels/${id}`, request)).status;
    } catch {
      return null; // whatever kept the answer away
    } finally {
      clearTimeout(patience);
    }
  }

  #attempt(): void {
    const now = performance.now();
    if (now - this.#attemptAt < ATTEMPT) return;
    this.#attemptAt = now;
    this.#outage = false;
    // It reports how it went by `connectionStatusChanged`, too.
    this.#kernel.reconnect?.().catch(() => {});
  }
}

/** Each map of a page has this module to itself, but a kernel's connection is one. */
const REGISTRY = Symbol.for("cjm:connections");

/** The connection to this kernel, the same for every map on the page; null where a front end does not show it. */
export function connectionTo(kernel: Kernel | null | undefined): Connection | null {
  if (!kernel?.connectionStatusChanged || !kernel.reconnect) return null;
  const page = globalThis as { [REGISTRY]?: WeakMap<Kernel, Connection> };
  page[REGISTRY] ??= new WeakMap();
  const connections = page[REGISTRY];
  const connection = connections.get(kernel) ?? new Connection(kernel);
  connections.set(kernel, connection);
  return connection;
}
