/** What the live store needs of whatever carries its messages. */
import type { Down, Up } from "./schema";

export interface Transport {
  /**
   * Send one message; throws where there is nothing to send to. `status` hears "busy" when the kernel starts
   * on this very message and "idle" when it is through with it. Not every front end tells.
   */
  send(message: Up, status?: (state: string) => void): void;
  /** Hear every message from the kernel; returns how to stop. */
  onMessage(handler: (message: Down) => void): () => void;
}
