/**
 * The live store. The kernel's journey is the truth; here is a copy of it and the edits it has not answered.
 * Edits are carried out at once and sent until answered. How they travel is in exchange.ts, how messages are
 * repeated in courier.ts, what they do to the copy in replica.ts.
 */
import { batch, computed, type Signal, signal } from "@preact/signals";
import { applyAll } from "../document/apply";
import { checkOperation, Refusal, same } from "../document/check";
import type { Chunk, Operation, Snapshot, Steps } from "../document/schema";
import type { Question, Selection, Store } from "../store/store";
import { english } from "../words/words";
import type { LineState } from "./courier";
import { Exchange, type ExchangeOptions } from "./exchange";
import type { PendingEdit } from "./replica";

/** ms a selection rests before others hear of it. */
const REST = 100;

export class RemoteStore implements Store {
  readonly session;
  readonly document;
  readonly revision;
  readonly measured;
  readonly selection;
  readonly status;
  readonly editable;
  /** Whether there is anybody who could answer. */
  readonly hasKernel;
  readonly conflicts;
  readonly notices;
  readonly leftovers;
  readonly undoLabel;
  readonly redoLabel;
  readonly past;
  readonly templates;
  readonly findings;
  readonly client;
  /** Whether leaving the page would lose an edit. */
  readonly atRisk;
  /** The revision at which the kernel last took an edit of ours. */
  readonly answered;
  /** What is confirmed, for the model that other views and saved notebooks start from. */
  readonly snapshot;

  /** What the pages that show the map tell each other beside it, by names. */
  readonly relayed;
  /** What lies over it where people meet in the map, such as ideas that only this reader has; null until it is there. */
  readonly over: Signal<Store | null> = signal(null);
  /** The map as everyone has it, and edits of that. */
  readonly common;

  readonly #exchange: Exchange;
  readonly #top;
  #relays = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ExchangeOptions) {
    const exchange = new Exchange(options);
    this.#exchange = exchange;
    this.client = options.client;
    const { standing, news, steps } = exchange;
    ({
      relayed: this.relayed,
      revision: this.revision,
      measured: this.measured,
      selection: this.selection,
      past: this.past,
      templates: this.templates,
      findings: this.findings,
      answered: this.answered,
    } = exchange);
    ({
      status: this.status,
      editable: this.editable,
      hasKernel: this.hasKernel,
      atRisk: this.atRisk,
    } = standing);
    ({ conflicts: this.conflicts, notices: this.notices } = news);
    this.leftovers = exchange.unsaved.leftovers;
    const next = computed(() => nextSteps(standing.pending.value, steps.value));
    this.common = {
      document: exchange.document,
      undoLabel: computed(() => next.value.undo),
      redoLabel: computed(() => next.value.redo),
      edit: (operations: readonly Operation[], label: string) => this.#edit(operations, label),
      undo: () => this.#travel("undo"),
      redo: () => this.#travel("redo"),
    };
    const top = computed(() => this.over.value ?? this.common);
    this.document = computed(() => top.value.document.value);
    this.undoLabel = computed(() => top.value.undoLabel.value);
    this.redoLabel = computed(() => top.value.redoLabel.value);
    this.#top = top;
    this.snapshot = computed<Snapshot>(() => ({
      epoch: exchange.replica.epoch,
      revision: exchange.revision.value,
      document: exchange.confirmed.value,
      steps: steps.value,
      measured: exchange.measured.value,
    }));
    this.session = computed(() => this.snapshot.value.epoch);
  }

  get company(): Store["company"] {
    return this.over.value?.company;
  }

  get forum(): Store["forum"] {
    return this.over.value?.forum;
  }

  edit(operations: readonly Operation[], label: string): string | null {
    return this.#top.peek().edit(operations, label);
  }

  #edit(operations: readonly Operation[], label: string): string | null {
    if (!this.editable.value) return english("The kernel is not connected, so nothing can be changed now.");
    if (!operations.length) return null;
    return batch(() => {
      try {
        this.#exchange.post(operations.map(checkOperation), label, null);
        this.#exchange.news.supersede(operations);
        return null;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (!error.conflict) return error.message;
        // The map changed during typing: the text must stay, so it becomes a dispute.
        if (!this.#exchange.dispute(operations, label, null)) this.#exchange.makeAgain(operations, label);
        return null;
      }
    });
  }

  shelve(operations: readonly Operation[], label: string): void {
    this.#exchange.shelve(operations, label);
  }

  undo(): void {
    this.#top.peek().undo();
  }

  redo(): void {
    this.#top.peek().redo();
  }

  recall(most: number): void {
    if (this.editable.value) this.#exchange.sendOnce({ type: "list_history", client: this.client, most });
  }

  ask(message: Question): void {
    if (this.editable.value) this.#exchange.sendOnce({ ...message, client: this.client });
  }

  undoTo(revision: number): void {
    if (this.editable.value) batch(() => this.#exchange.post([], "", "undo", revision));
  }

  filter(choice: Record<string, string[]>): void {
    if (this.editable.value)
      this.#exchange.sendOnce({ type: "filter", client: this.#exchange.replica.client, choice });
    else
      this.#exchange.news.notify(
        english("The kernel is not connected, so there are no rows to filter."),
        "info",
      );
  }

  select(selection: Selection): void {
    this.selection.value = selection;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      // Unless another selection has arrived meanwhile.
      if (this.editable.value && this.selection.value === selection)
        this.#exchange.sendOnce({ type: "select", client: this.#exchange.replica.client, ...selection });
    }, REST);
  }

  resolve(conflict: string, keep: "mine" | "theirs"): void {
    const dispute = this.#exchange.news.disputeAt(conflict);
    if (!dispute) return;
    const { news, replica } = this.#exchange;
    news.drop(conflict);
    const why = this.#edit(dispute.keep(keep, replica.document), english("Resolve conflict"));
    if (!why) return;
    news.ask(dispute);
    news.notify(why, "danger");
  }

  dismiss(notice: number): void {
    this.#exchange.news.dismiss(notice);
  }

  unsaved(): string {
    return this.#exchange.unsaved.words;
  }

  replay(leftover: string): void {
    if (!this.editable.value) return;
    for (const { operations, label } of this.#exchange.unsaved.editsOf(leftover)) {
      if (this.#isDone(operations)) continue;
      const why = this.#edit(operations, label);
      if (why) this.#exchange.news.notify(why, "danger");
    }
    this.discard(leftover);
  }

  discard(leftover: string): void {
    this.#exchange.unsaved.discard(leftover);
  }

  /** Have a chunk of the interface sent by the kernel, as soon as it is there and free. */
  fetch(chunk: string, take: (chunk: Chunk) => void): void {
    this.#exchange.fetch(chunk, take);
  }

  /** Change what the pages that show the map tell each other beside it; null takes a text away. */
  relay(texts: Readonly<Record<string, string | null>>): void {
    if (this.editable.peek())
      this.#exchange.sendOnce({ type: "relay", client: this.client, seq: ++this.#relays, texts });
  }

  /** Say something to the reader that needs no answer. */
  notify(text: string): void {
    this.#exchange.news.notify(text, "info");
  }

  /** Ask whether the kernel is there, after a sign that it has come or gone. */
  probe(): void {
    this.#exchange.greet();
  }

  /** Whether messages get through has changed. */
  connect(line: LineState): void {
    this.#exchange.connect(line);
  }

  /** Whether the front end tells when the kernel is at a message, as Jupyter's do. */
  get tellsBusy(): boolean {
    return this.#exchange.courier.tellsBusy;
  }

  dispose(): void {
    this.#exchange.stop();
    clearTimeout(this.#resting);
  }

  /** Whether the map is already as these operations would leave it: they did arrive, or somebody did the same. */
  #isDone(operations: readonly Operation[]): boolean {
    const { document } = this.#exchange.replica;
    try {
      return same(applyAll(document, operations).document, document);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  }

  #travel(history: "undo" | "redo"): void {
    if (this.editable.value && this.common[`${history}Label`].value !== null)
      batch(() => this.#exchange.post([], "", history));
  }
}

/**
 * What the next undo and redo are of, with what is on its way counted in, so that pressed twice in a row they are two,
 * however late the answers; beyond that, what the kernel told last.
 */
function nextSteps(pending: readonly PendingEdit[], { undo = null, redo = null }: Steps) {
  const undos: string[] = [];
  let redos: string[] = [];
  let told = redo;
  for (const { history, label } of pending)
    if (history === "undo") redos.push(undos.pop() ?? undo ?? "");
    else if (history === "redo") undos.push(redos.pop() ?? redo ?? "");
    else {
      undos.push(label);
      redos = [];
      told = null;
    }
  return { undo: undos.at(-1) || undo, redo: redos.at(-1) ?? told };
}
