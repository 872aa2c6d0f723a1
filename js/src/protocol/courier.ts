/**
 * Sends what needs an answer until it has one, over whatever carries messages, and notices when nobody is left to answer.
 *
 * A send that returns proves nothing, and silence alone is a busy kernel. Only two things are certain: an
 * answer, and the kernel being through with a message ("idle") without one. Since the answer itself may be
 * lost on the way, the second is believed only when a greeting goes unanswered as well.
 *
 * Time is `performance.now`, here and wherever it passes within a page: a computer's clock may be set back.
 */
import type { Down, Up } from "../document/schema";
import { english } from "../words/words";

/** What the live store needs of whatever carries its messages. */
export interface Transport {
  /**
   * Send one message; throws where there is nothing to send to. `status` hears "busy" when the kernel starts
   * on this very message and "idle" when it is through with it. Not every front end tells.
   */
  send(message: Up, status?: (state: string) => void): void;
  /** Hear every message from the kernel; returns how to stop. */
  onMessage(handler: (message: Down) => void): () => void;
  /** Whether there is anybody to send to; left out where there always is. */
  hasKernel?(): boolean;
}

/** Whether messages get through: while it is closed they wait, and when the kernel is gone they never will. */
export type LineState = "open" | "closed" | "gone";

const FIRST = 2_000;
const LONGEST = 10_000;
const GRACE = 250;

/** The key of the greeting that asks whether anybody is there. */
export const GREETING = "hello";

interface Letter {
  compose: () => Up;
  /** When the kernel began on it, or 0 while it is not at it. */
  busySince: number;
}

export interface Courier {
  /** Send now, and again until `settle` is called with the same key. */
  post(key: string, compose: () => Up): void;
  /** Send this one again now. */
  repeat(key: string): void;
  /** The connection is down: repeat nothing, since what is sent waits in the front end. */
  pause(): void;
  /** The connection is back: repeat everything now. */
  resume(): void;
  /** The answer is here. */
  settle(key: string): void;
  /** Something came from the kernel, so somebody is there. */
  hear(): void;
  /** Send nothing more; what was posted is forgotten here. */
  stop(): void;
  /** Whether the front end tells when the kernel is at a message. */
  readonly tellsBusy: boolean;
}

export interface CourierEvents {
  /** Composes the greeting. */
  greet: () => Up;
  /** Nobody is there any more. */
  onLoss(why: string): void;
  /** What was posted went out once more. */
  onRepeat?(): void;
}

export function courier(transport: Transport, { greet, onLoss, onRepeat: repeated }: CourierEvents): Courier {
  const letters = new Map<string, Letter>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const graces = new Set<ReturnType<typeof setTimeout>>();
  let delay = FIRST;
  let doubts = 0;
  let heardAt = 0;
  let reportsState = false;
  let isPaused = false;
  /** Counts sends and arrivals, so that their order is known even within one millisecond. */
  let moment = 0;

  function send(key: string, letter: Letter): void {
    const sentAt = ++moment;
    try {
      transport.send(letter.compose(), (state) => watch(key, letter, sentAt, state));
    } catch {
      onLoss(english("The kernel is gone"));
    }
  }

  function watch(key: string, letter: Letter, sentAt: number, state: string): void {
    reportsState = true;
    if (state === "busy") letter.busySince = performance.now();
    if (state !== "idle") return;
    letter.busySince = 0;
    const grace = setTimeout(() => {
      graces.delete(grace);
      if (letters.get(key) === letter && heardAt < sentAt) doubt(key);
    }, GRACE);
    graces.add(grace);
  }

  function doubt(key: string): void {
    if (key !== GREETING && letters.has(GREETING)) return;
    doubts += 1;
    if (doubts > 1) onLoss(english("The kernel no longer knows this map"));
    else post(GREETING, greet);
  }

  function post(key: string, compose: () => Up): void {
    const letter = { compose, busySince: 0 };
    letters.set(key, letter);
    if (timer === undefined) arm(FIRST);
    send(key, letter);
  }

  function arm(next: number): void {
    clearTimeout(timer);
    delay = next;
    timer = letters.size && !isPaused ? setTimeout(repeatAll, delay) : undefined;
  }

  function repeatAll(): void {
    const now = performance.now();
    const busy = [...letters.values()].some(({ busySince }) => busySince && now - busySince < LONGEST);
    if (!busy) {
      sendAll();
      repeated?.();
    }
    arm(busy ? FIRST : Math.min(delay * 2, LONGEST));
  }

  function sendAll(): void {
    for (const [key, letter] of [...letters]) if (letters.get(key) === letter) send(key, letter);
  }

  return {
    post,
    repeat(key) {
      const letter = letters.get(key);
      if (letter) send(key, letter);
    },
    pause() {
      isPaused = true;
      arm(FIRST);
    },
    resume() {
      isPaused = false;
      // What the kernel said of them before went into the old connection.
      for (const letter of letters.values()) letter.busySince = 0;
      sendAll();
      arm(FIRST);
    },
    settle(key) {
      if (letters.delete(key)) arm(FIRST);
    },
    hear() {
      heardAt = ++moment;
      doubts = 0;
    },
    stop() {
      letters.clear();
      clearTimeout(timer);
      timer = undefined;
      for (const grace of graces) clearTimeout(grace);
      graces.clear();
    },
    get tellsBusy() {
      return reportsState;
    },
  };
}
