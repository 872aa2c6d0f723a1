/** People in a room of jupyter-collaboration: pages tell what they say of themselves by its awareness, JupyterLab who reads them. */
import { type Signal, signal } from "@preact/signals";
import type { Meeting } from "../../store/meeting";
import type { SharedMap } from "./shared-map";

export class RoomMeeting implements Meeting {
  readonly page: string;
  readonly pages: Signal<ReadonlyMap<string, unknown>> = signal(new Map());
  readonly board: Signal<ReadonlyMap<string, string>> = signal(new Map());

  constructor(readonly shared: SharedMap) {
    this.page = String(shared.awareness.clientID);
    shared.awareness.on("change", this.#look);
    shared.workshop.observe(this.#read);
    this.#look();
    this.#read();
  }

  dispose(): void {
    this.shared.awareness.off("change", this.#look);
    this.shared.workshop.unobserve(this.#read);
  }

  say(field: string, value: unknown): void {
    this.shared.awareness.setLocalStateField(field, value);
  }

  post(texts: Readonly<Record<string, string | null>>): void {
    const { workshop } = this.shared;
    this.shared.transact(() => {
      for (const [name, text] of Object.entries(texts))
        if (text === null) workshop.delete(name);
        else workshop.set(name, text);
    }, false);
  }

  readonly #look = (): void => {
    const { awareness } = this.shared;
    this.pages.value = new Map([...awareness.getStates()].map(([page, state]) => [String(page), state]));
  };

  readonly #read = (): void => {
    this.board.value = new Map(this.shared.workshop.entries());
  };
}
