/**
 * One browser's side of the protocol: edits go up numbered and are repeated until answered, transactions come down
 * and are taken in order, and no edit is sent into another life of the kernel than the one it was made in.
 */
import { batch, computed, type Signal, signal } from "@preact/signals";
import { checkPart, Refusal } from "../document/check";
import { cellText } from "../document/gestures";
import type * as S from "../document/schema";
import type { Document, Measured, Operation, Snapshot, Steps } from "../document/schema";
import type { Past, Selection, Status } from "../store/store";
import { english } from "../words/words";
import { type Courier, courier, GREETING, type LineState, type Transport } from "./courier";
import { clashDispute, forced, News, part } from "./dispute";
import { type PendingEdit, Replica } from "./replica";
import { editWords, type Shelf, Unsaved } from "./unsaved";
import { inWords } from "./wording";

export interface ExchangeOptions {
  transport: Transport;
  /** Names this copy among all the browsers of a journey; never used twice. */
  client: string;
  /** What to draw before the kernel answers; null where nothing is known. */
  snapshot: Snapshot | null;
  /** Where unconfirmed edits outlive the page; null where there is no such place. */
  shelf: Shelf | null;
  /** Where this page shows the map, such as the notebook's path; "" where that is not known. */
  place?(): string;
  /** Edits went out once more, since nothing answered. */
  onRepeat?(): void;
}

export class Exchange {
  readonly document: Signal<Document>;
  readonly confirmed: Signal<Document>;
  readonly revision: Signal<number>;
  readonly measured: Signal<Measured>;
  readonly steps: Signal<Steps>;
  readonly selection = signal<Selection>({ stages: [], lanes: [] });
  readonly findings = signal<S.Findings | null>(null);
  readonly templates = signal<Readonly<Record<string, S.Document>>>({});
  /** What the pages that show the map tell each other beside it, by names. */
  readonly relayed = signal<Readonly<Record<string, string>>>({});
  readonly past = signal<Past>({ entries: [], more: false, start: false });
  /** The revision at which the kernel last took an edit of ours. */
  readonly answered = signal<number | null>(null);
  readonly standing: Standing;
  readonly news: News;
  readonly unsaved: Unsaved;
  readonly replica: Replica;
  readonly courier: Courier;

  readonly #transport: Transport;
  readonly #off: () => void;
  /** Why edits were refused because of something that has not arrived here yet; until then they stay on screen. */
  readonly #puzzling = new Map<PendingEdit, string>();
  /** Edits that were refused and are made once more, over what has arrived since. */
  readonly #secondTries = new WeakSet<PendingEdit>();
  /** Chunks of the interface that have not come yet, and who takes them. */
  readonly #chunks = new Map<string, (chunk: S.Chunk) => void>();
  #late: ReturnType<typeof setTimeout> | undefined;
  #seq = 0;
  /** How many lost edits of this page have been asked about. */
  #losses = 0;

  constructor({ transport, client, snapshot, shelf, place = () => "", onRepeat }: ExchangeOptions) {
    const start = readableSnapshot(snapshot);
    this.#transport = transport;
    this.replica = new Replica(client, start?.document ?? { id: "map" }, (edit) => {
      this.#forget(edit);
      this.answered.value = this.replica.revision;
    });
    if (start) Object.assign(this.replica, { epoch: start.epoch, revision: start.revision });
    this.document = signal(this.replica.document);
    this.confirmed = signal(this.replica.confirmed);
    this.revision = signal(this.replica.revision);
    this.measured = signal(start?.measured ?? { type: "measured" });
    this.steps = signal(start?.steps ?? {});
    this.standing = new Standing();
    this.news = new News(this.document);
    this.unsaved = new Unsaved(this.replica, shelf, place);
    this.courier = courier(transport, {
      greet: () => this.#hello(),
      onLoss: (why) => this.#lose(why),
      onRepeat: () => {
        this.unsaved.keep(this.replica.pending);
        onRepeat?.();
      },
    });
    this.#off = transport.onMessage((message) => batch(() => this.#receive(message)));
    this.greet();
  }

  // --- outgoing messages

  post(
    operations: readonly Operation[],
    label: string,
    history: "undo" | "redo" | null,
    to?: number,
  ): PendingEdit {
    const edit = this.replica.add({
      seq: this.#seq + 1,
      label,
      operations,
      history,
      to,
      madeAt: performance.now(),
    });
    this.#seq = edit.seq;
    this.unsaved.keep([edit]);
    this.#send(edit);
    this.#publish();
    return edit;
  }

  #send({ seq, base, operations, label, history, to }: PendingEdit): void {
    const { client, epoch } = this.replica;
    this.courier.post(keyOf(seq), (): S.Edit => {
      const floor = (this.replica.pending[0]?.seq ?? seq) - 1;
      return {
        type: "edit",
        client,
        seq,
        base,
        epoch,
        ...(operations.length && { operations: operations as Operation[] }),
        ...(label && { label }),
        ...(floor && { floor }),
        ...(history && { history }),
        ...(to !== undefined && { to }),
      };
    });
  }

  /** Keep an edit that cannot be made now for the reader's next view of the map. */
  shelve(operations: readonly Operation[], label: string): void {
    const { document } = this.replica;
    const words = inWords(operations, document, forced(operations, document));
    this.unsaved.shelve({ label, operations, words });
  }

  greet(): void {
    this.standing.hasKernel.value = this.#transport.hasKernel?.() ?? true;
    if (this.standing.hasKernel.value) this.courier.post(GREETING, () => this.#hello());
  }

  /** The line has become so. */
  connect(line: LineState): void {
    if (line === "closed") this.courier.pause();
    else if (line === "gone") this.#lose(english("The kernel is gone"));
    else {
      this.courier.resume();
      this.greet();
    }
  }

  #hello(): S.Hello {
    const { client, epoch, since } = this.replica;
    return { type: "hello", client, ...(epoch && { epoch }), ...(since >= 0 && { revision: since }) };
  }

  /**
   * Have the kernel send a chunk. It is not the courier's: a kernel that is busy for hours would answer each repetition
   * with the whole chunk. The greeting is, and where it is answered and the chunk is not, a message was lost.
   */
  fetch(chunk: string, take: (chunk: S.Chunk) => void): void {
    this.#chunks.set(chunk, take);
    if (this.standing.editable.peek()) this.#ask([chunk]);
  }

  #ask(chunks: Iterable<string>): void {
    this.greet();
    for (const chunk of chunks) this.sendOnce({ type: "fetch", client: this.replica.client, chunk });
  }

  #expectChunks(): void {
    clearTimeout(this.#late);
    if (!this.#chunks.size) return;
    this.#late = setTimeout(() => {
      if (this.standing.editable.peek()) this.#ask(this.#chunks.keys());
    }, LATEST);
  }

  sendOnce(message: S.Up): void {
    try {
      this.#transport.send(message);
    } catch {
      this.#lose(english("The kernel is gone"));
    }
  }

  // --- incoming messages

  #receive(message: S.Down): void {
    this.courier.hear();
    if (message.type === "welcome") {
      if (message.client === this.replica.client) this.#welcome(message);
    } else if (message.epoch !== this.replica.epoch) this.#meetAnotherLife();
    else {
      if (this.standing.loss.value !== null) this.#revive();
      this.#hear(message);
    }
    this.#publish();
  }

  #hear(message: Exclude<S.Down, S.Welcome>): void {
    switch (message.type) {
      case "applied":
        this.#applied(message);
        break;
      case "rejected":
        this.#rejected(message);
        break;
      case "clash":
        this.#clashed(message);
        break;
      case "lost":
        this.#lost(message);
        break;
      case "relayed":
        this.#relay(message.texts ?? {});
        break;
      case "measured":
        this.measured.value = message;
        break;
      case "selected":
        this.selection.value = { stages: message.stages ?? [], lanes: message.lanes ?? [] };
        break;
      case "history_list":
        if (message.client === this.replica.client) this.past.value = pastOf(message);
        break;
      case "findings":
        if (message.client === this.replica.client) this.findings.value = message;
        break;
      case "template_list":
        if (message.client === this.replica.client) this.templates.value = message.templates ?? {};
        break;
      case "kept":
        this.standing.whyUnsaved.value = message.why ?? "";
        if (message.why) this.news.notify(message.why, "danger");
        if (message.note) this.news.notify(message.note, "info");
        break;
      case "chunk":
        this.#chunks.get(message.chunk)?.(message);
        this.#chunks.delete(message.chunk);
        break;
      case "picture": // for whoever asked, and nothing of the map's
      case "held": // having been heard is all it says: the edit is there, and the map's kernel alive
    }
  }

  #welcome(message: S.Welcome): void {
    this.courier.settle(GREETING);
    const reborn = message.epoch !== this.replica.epoch;
    if (reborn && this.replica.pending.length) {
      this.#meetAnotherLife();
      return;
    }
    const hadLoss = this.standing.loss.value !== null;
    const wasThere = this.standing.editable.peek();
    this.standing.loss.value = null;
    this.relayed.value = message.relayed ?? {};
    this.standing.welcomed.value = true;
    this.standing.whyUnsaved.value = "";
    this.replica.renew(message);
    if (reborn) this.#seq = message.last;
    this.steps.value = message.steps;
    this.measured.value = message.measured;
    for (const edit of this.replica.pending)
      if (hadLoss) this.#send(edit);
      else if (edit.decided) this.courier.repeat(keyOf(edit.seq)); // for its answer, kept until we say it came
    if (!wasThere && this.#chunks.size) this.#ask(this.#chunks.keys());
    this.#expectChunks();
    if (this.replica.behind) this.greet();
    else this.#solvePuzzles();
    this.unsaved.offer();
  }

  #applied(message: S.Applied): void {
    const before = this.replica.revision;
    this.replica.take(message);
    if (message.transaction.revision > before) this.steps.value = message.steps;
    if (this.replica.behind) this.greet();
  }

  #rejected({ client, seq, why, conflict }: S.Rejected): void {
    const edit =
      client === this.replica.client ? this.replica.pending.find((other) => other.seq === seq) : undefined;
    if (edit) this.#refused(edit, why, conflict ?? false);
    else if (!seq && (client === "" || client === this.replica.client)) this.news.notify(why, "danger");
  }

  /** Python and the reader wrote the same place: a dispute for a cell's text, a notice with both values elsewhere. */
  #clashed(clash: S.Clash): void {
    const { stage, lane, theirs, now = "", where } = clash;
    if (now === cellText(this.replica.confirmed, stage, lane)) this.news.ask(clashDispute(clash));
    else
      this.news.notify(
        english("Python wrote “{theirs}” to {where}; the map keeps “{now}”.", {
          theirs,
          where: where ?? "",
          now,
        }),
        "info",
      );
  }

  #relay(texts: NonNullable<S.Relayed["texts"]>): void {
    const every = Object.entries({ ...this.relayed.peek(), ...texts });
    this.relayed.value = Object.fromEntries(every.filter((entry): entry is [string, string] => !!entry[1]));
  }

  /** An edit that the kernel had taken met another one after all. */
  #lost({ client, number, operations, label = "" }: S.Lost): void {
    if (client !== this.replica.client || number <= this.#losses) return;
    this.#losses = number;
    if (!this.dispute(operations, label, null)) this.makeAgain(operations, label);
  }

  /**
   * Take an edit back without losing it: as a dispute, or as a notice with its words. It stays on screen until what it
   * met has arrived here.
   */
  #refused(edit: PendingEdit, why: string, conflict: boolean): void {
    this.replica.settle(edit.seq);
    this.courier.settle(keyOf(edit.seq));
    if (conflict && !this.dispute(edit.operations, edit.label, edit.after, edit.seq)) {
      this.replica.restore(edit);
      this.#puzzling.set(edit, why);
      this.greet();
      return;
    }
    this.#forget(edit);
    if (!conflict) this.#tellRefusal(edit, why);
  }

  /** Everything is here by now: refused edits that met something become disputes, the others are made once more. */
  #solvePuzzles(): void {
    const puzzling = [...this.#puzzling].sort(([a], [b]) => a.seq - b.seq);
    this.#puzzling.clear();
    for (const [edit] of puzzling) {
      this.replica.settle(edit.seq);
      this.#forget(edit);
    }
    for (const [edit, why] of puzzling) {
      const { operations, label, after, seq } = edit;
      if (this.dispute(operations, label, after, seq)) continue;
      if (this.#secondTries.has(edit)) this.#tellRefusal(edit, why);
      else this.#secondTries.add(this.makeAgain(operations, label));
    }
  }

  /** Make operations that all apply by now. */
  makeAgain(operations: readonly Operation[], label: string): PendingEdit {
    return this.post(part(operations, null, this.replica.document).fitting, label, null);
  }

  #tellRefusal(edit: PendingEdit, why: string): void {
    if (edit.history) this.news.notify(why, "info");
    else this.news.notify(`${why} (${editWords(edit).replaceAll("\n", "; ")})`, "danger");
  }

  /**
   * Part a refused gesture: what still applies is made again, the rest is the reader's to decide. False if all of
   * it applies here.
   */
  dispute(operations: readonly Operation[], label: string, after: Document | null, seq?: number): boolean {
    const { fitting, disputes, refusals } = part(operations, after, this.replica.document, seq);
    if (!disputes.length && !refusals.length) return false;
    for (const dispute of disputes) this.news.ask(dispute);
    for (const why of refusals) this.news.notify(why, "danger");
    if (fitting.length) this.post(fitting, label, null);
    return true;
  }

  // --- loss and return of the kernel

  #lose(why: string): void {
    this.courier.stop();
    this.standing.loss.value = why;
  }

  /** The kernel was there all along. */
  #revive(): void {
    this.standing.loss.value = null;
    this.greet();
    for (const edit of this.replica.pending) this.#send(edit);
  }

  /** A message from a kernel that does not know our edits: they are not for it. */
  #meetAnotherLife(): void {
    if (this.replica.pending.length) this.#lose(english("The kernel was restarted"));
    else this.greet();
  }

  #forget(edit: PendingEdit): void {
    this.courier.settle(keyOf(edit.seq));
    this.unsaved.forget(edit);
  }

  // --- news for the reader

  #publish(): void {
    this.document.value = this.replica.document;
    this.confirmed.value = this.replica.confirmed;
    this.revision.value = this.replica.revision;
    this.standing.update(this.replica.pending);
  }

  stop(): void {
    this.#off();
    clearTimeout(this.#late);
    this.courier.stop();
    this.unsaved.stop();
    this.standing.stop();
  }
}

const pastOf = ({ entries = [], more = false, start = false }: S.HistoryList): Past => ({
  entries,
  more,
  start,
});

/** ms that a chunk may come after an answer to a greeting. */
const LATEST = 2_000;

const keyOf = (seq: number): string => `edit ${seq}`;

/** A snapshot saved by another version may hold what this one cannot read; then the kernel's own is waited for. */
function readableSnapshot(snapshot: Snapshot | null): Snapshot | null {
  try {
    return snapshot && { ...snapshot, document: checkPart(snapshot.document, "Document") };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** After so many ms without an answer the reader is told that this takes long. */
const SLOW = 5_000;

/** Where the edits stand: whether there is a kernel, what it has not answered, and since when. */
export class Standing {
  /** Whether there is anybody who could answer. */
  readonly hasKernel = signal(true);
  /** Whether the kernel has ever answered. */
  readonly welcomed = signal(false);
  /** Why the kernel is gone, or null while it may be there. */
  readonly loss = signal<string | null>(null);
  /** Why the journey's file does not hold what the kernel does; "" while it does, or where there is none. */
  readonly whyUnsaved = signal("");
  readonly editable = computed(() => this.welcomed.value && this.loss.value === null);
  readonly status = computed(() => this.#status());
  /** Whether leaving the page would lose an edit. */
  readonly atRisk = computed(() =>
    this.pending.value.some((edit) => !edit.history && !(this.loss.value !== null && edit.onShelf)),
  );
  readonly pending = signal<readonly PendingEdit[]>([]);

  readonly #slow = signal(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  update(pending: readonly PendingEdit[]): void {
    this.pending.value = pending;
    const [oldest] = pending;
    const left = oldest ? oldest.madeAt + SLOW - performance.now() : 0;
    this.#slow.value = oldest !== undefined && left <= 0;
    clearTimeout(this.#timer);
    if (left > 0) this.#timer = setTimeout(() => this.update(this.pending.value), left);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #status(): Status {
    const count = this.pending.value.length;
    const why = this.loss.value;
    if (why !== null) return { kind: "gone", why, unsaved: count };
    if (!this.welcomed.value)
      return this.hasKernel.value ? { kind: "connecting" } : { kind: "still", how: english("Read-only") };
    if (count) return { kind: "waiting", count, slow: this.#slow.value };
    const whyUnsaved = this.whyUnsaved.value;
    return whyUnsaved ? { kind: "unkept", why: whyUnsaved } : { kind: "saved" };
  }
}
