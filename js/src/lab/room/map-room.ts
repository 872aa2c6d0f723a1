/** The map of a tab that others may have open too: what is shared is folded, and each page has a store over it. */

import { batch, type Signal, signal } from "@preact/signals";
import { type FileProblem, problemOf, readText } from "../../document/file";
import type { Document } from "../../document/schema";
import { baseClock, Fold, fileClock, type JournalState, keyOf } from "../../room/journal";
import { type Room, RoomStore } from "../../room/room-store";
import { Unsent } from "../../room/unsent";
import { randomName } from "../../store/client-name";
import { plural } from "../../words/words";
import { IdeaShelf } from "../../workshop/idea-shelf";
import { MeetingCompany } from "../../workshop/meeting-company";
import { MeetingForum } from "../../workshop/meeting-forum";
import { SilentStore } from "../../workshop/silent-store";
import { fileStatus, type OpenMap } from "../open-map";
import { RoomMeeting } from "./room-meeting";
import type { SharedMap } from "./shared-map";

export class MapRoom implements OpenMap {
  readonly store: Signal<SilentStore<RoomStore> | null> = signal(null);
  readonly problem: Signal<FileProblem | null> = signal(null);
  readonly followsFile = true;

  readonly #fold = new Fold();
  readonly #client = randomName();
  readonly #meeting: RoomMeeting;
  readonly #company: MeetingCompany;
  readonly #forum: MeetingForum;
  readonly #unsent: Unsent;
  /** The room of the store, whose entries are stored until the file has them. */
  readonly #room: Room = {
    append: (entry, words) => {
      this.#unsent.keep(entry, words);
      this.shared.append(entry);
    },
    isHere: (client) => this.shared.isHere(client),
  };
  #isWritable = true;

  constructor(
    readonly shared: SharedMap,
    /** Names the map among those of the page. */
    readonly path: string,
    /** Where entries are stored that were not sent; null where the browser has nothing for that. */
    readonly shelf: Unsent["shelf"] = null,
    /** Where others find the hand-out of this map. */
    handOut?: () => string,
  ) {
    this.#unsent = new Unsent(shelf, path);
    shared.announce(this.#client);
    this.#meeting = new RoomMeeting(shared);
    this.#company = new MeetingCompany(this.#meeting);
    this.#forum = new MeetingForum(this.#meeting, shelf, path, handOut);
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
    this.#unsent.settle(fileClock(state));
    batch(() => {
      this.problem.value = state.head.broken ? problemIn(this.shared.brokenText) : this.#baseProblem();
      const store = this.store.peek()?.base;
      if (store) {
        store.take(state);
        this.#restrict(store);
      } else if (fold.document) this.#open(state);
    });
  }

  tell(isWritable: boolean): void {
    if (isWritable === this.#isWritable) return;
    this.#isWritable = isWritable;
    this.read();
  }

  dispose(): void {
    this.store.peek()?.dispose();
    this.#company.dispose();
    this.#forum.dispose();
    this.#meeting.dispose();
  }

  #restrict(store: RoomStore): void {
    store.editable.value = this.#isWritable;
    if (!this.#isWritable) store.status.value = fileStatus(false, true);
  }

  #open(state: JournalState): void {
    const [company, forum] = [this.#company, this.#forum];
    const store = new RoomStore(this.#room, this.#fold, state, this.#client, this.path, company, forum);
    this.#restrict(store);
    this.store.value = new SilentStore(store, forum, new IdeaShelf(this.shelf, this.path));
    this.#sendLeftovers(state, store);
  }

  /** Send what earlier pages could not. */
  #sendLeftovers(state: JournalState, store: RoomStore): void {
    const left = this.#unsent.takeOver();
    store.adopt(left, state);
    const { steps, upto } = store.fold;
    const isHere = new Set(steps.map(({ entry }) => keyOf(entry)));
    const lacking = left.filter(
      ({ entry }) => !isHere.has(keyOf(entry)) && entry.seq > (upto[entry.client] ?? 0),
    );
    this.#unsent.settle(fileClock(state));
    for (const { text } of lacking) this.shared.append(text);
    if (lacking.length)
      store.notify(
        plural(
          lacking.length,
          "{n} edit that was not sent before this page was closed is sent now.",
          "{n} edits that were not sent before this page was closed are sent now.",
        ),
      );
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
