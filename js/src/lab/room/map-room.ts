/** The map of a tab that others may have open too: what is shared is folded, and each page has a store over it. */
import { batch, type Signal, signal } from "@preact/signals";
import { type FileProblem, problemOf, readText } from "../../document/file";
import type { Document } from "../../document/schema";
import { baseClock, Fold } from "../../room/journal";
import { RoomStore } from "../../room/room-store";
import { fileStatus, type OpenMap } from "../open-map";
import { RoomCompany } from "./room-company";
import type { SharedMap } from "./shared-map";

export class MapRoom implements OpenMap {
  readonly store: Signal<RoomStore | null> = signal(null);
  readonly problem: Signal<FileProblem | null> = signal(null);
  readonly followsFile = true;

  readonly #fold = new Fold();
  readonly #client = randomName();
  readonly #company: RoomCompany;
  #isWritable = true;

  constructor(
    readonly shared: SharedMap,
    /** Names the map among those of the page. */
    readonly path: string,
  ) {
    shared.announce(this.#client);
    this.#company = new RoomCompany(shared.awareness);
  }

  get text(): string {
    return this.shared.getSource();
  }

  get begin(): ((document: Document) => void) | null {
    return this.shared.journal?.head.broken ? null : this.#begin;
  }

  read(): void {
    const state = this.shared.journal;
    if (!state) return;
    const fold = this.#fold;
    fold.renew(state.base, baseClock(state), state.entries, state.seals);
    batch(() => {
      this.problem.value = state.head.broken ? problemIn(this.shared.brokenText) : this.#baseProblem();
      const store = this.store.peek();
      if (store) {
        store.take(state);
        this.#show(store);
      } else if (fold.document)
        this.#show(new RoomStore(this.shared, fold, state, this.#client, this.path, this.#company));
    });
  }

  tell(isWritable: boolean): void {
    if (isWritable === this.#isWritable) return;
    this.#isWritable = isWritable;
    this.read();
  }

  dispose(): void {
    this.#company.dispose();
  }

  #show(store: RoomStore): void {
    store.editable.value = this.#isWritable;
    if (!this.#isWritable) store.status.value = fileStatus(false, true);
    this.store.value = store;
  }

  readonly #begin = (document: Document): void => {
    const operations = [{ op: "replace", document }];
    this.shared.append(JSON.stringify({ client: randomName(), seq: 1, operations }));
  };

  #baseProblem(): FileProblem | null {
    return this.#fold.document ? null : this.#fold.problem;
  }
}

function problemIn(text: string): FileProblem | null {
  try {
    readText(text);
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

/** Not `randomUUID`, which pages served over plain HTTP do not have. */
const randomName = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
