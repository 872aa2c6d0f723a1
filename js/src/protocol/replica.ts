/**
 * A copy of the kernel's document, and on top of it the edits the kernel has not answered yet. Transactions
 * count up by one; those that arrive early wait for their predecessors, those already in are passed over.
 */
import { applyAll } from "../document/apply";
import { checkPart, Refusal, same } from "../document/check";
import type { Applied, Document, Operation, Welcome } from "../document/schema";

export interface PendingEdit {
  readonly seq: number;
  /** The revision up to which its author has surely seen everything. */
  readonly base: number;
  readonly label: string;
  readonly operations: readonly Operation[];
  readonly history: "undo" | "redo" | null;
  /** With it undo takes back all that was done after this revision. */
  readonly to?: number;
  /** The document as its author saw it, and as they left it. */
  readonly before: Document;
  readonly after: Document;
  readonly madeAt: number;
  /** Whether it survives the page. */
  onShelf: boolean;
  /** The kernel decided on it, but the answer has not arrived: it is already in, or refused. */
  decided: boolean;
}

export class Replica {
  epoch = "";
  revision = -1;
  confirmed: Document;
  /** The confirmed document with every pending edit that still applies. */
  document: Document;
  pending: readonly PendingEdit[] = [];
  /** A transaction is missing; nothing can be added before it arrives. */
  behind = false;

  readonly #early = new Map<number, Applied>();
  /** The confirmed document has diverged; only a whole one repairs it. */
  #diverged = false;

  constructor(
    readonly client: string,
    /** In its lean form. */
    document: Document,
    /** Hears of each pending edit that the kernel took. */
    readonly onAnswer: (edit: PendingEdit) => void,
  ) {
    this.confirmed = this.document = document;
  }

  /** The revision to go on from, -1 where only a whole document helps. */
  get since(): number {
    return this.#diverged ? -1 : this.revision;
  }

  /** Carry out an edit at once; throws a `Refusal` and stays as it was if it cannot be. */
  add(edit: Pick<PendingEdit, "seq" | "label" | "operations" | "history" | "to" | "madeAt">): PendingEdit {
    const before = this.document;
    const { document: after } = applyAll(before, edit.operations);
    // What came since the oldest unanswered edit may be hidden below it: a stage that it removes has got a card.
    const base = this.pending[0]?.base ?? this.revision;
    const pending = { ...edit, base, before, after, onShelf: false, decided: false };
    this.pending = [...this.pending, pending];
    this.document = after;
    return pending;
  }

  /** Take an edit off the pending ones. */
  settle(seq: number): PendingEdit | undefined {
    const edit = this.#drop(seq);
    if (edit) this.#rebuild();
    return edit;
  }

  /** Put an edit back among the pending ones. */
  restore(edit: PendingEdit): void {
    this.pending = [...this.pending, edit].sort((a, b) => a.seq - b.seq);
    this.#rebuild();
  }

  /** A transaction from the kernel, in whatever order it comes. */
  take(message: Applied): void {
    const { revision } = message.transaction;
    if (revision <= this.revision && !this.#diverged) this.#answered(message);
    else {
      this.#early.set(revision, message);
      this.#catchUp();
    }
  }

  /** The kernel's whole document, or the transactions since ours. */
  renew({ epoch, revision, document, transactions = [], last }: Welcome): void {
    const reborn = epoch !== this.epoch;
    if (reborn) this.#early.clear();
    if (document && (reborn || this.#diverged || revision > this.revision)) {
      this.confirmed = checkPart(document, "Document");
      this.revision = revision;
      this.#diverged = false;
    }
    this.epoch = epoch;
    for (const edit of this.pending) if (edit.seq <= last) edit.decided = true;
    this.#rebuild();
    for (const transaction of transactions)
      if (transaction.revision > this.revision && !this.#early.has(transaction.revision))
        this.#early.set(transaction.revision, { type: "applied", epoch, transaction, steps: {} });
    this.#catchUp();
  }

  /** Take the transactions that came early, up to the next missing one. */
  #catchUp(): void {
    for (const [revision, message] of this.#early)
      if (revision <= this.revision && !this.#diverged) {
        this.#early.delete(revision);
        this.#answered(message);
      }
    for (let next = this.#next(); next; next = this.#next()) {
      if (!this.#advance(next)) break;
      this.#early.delete(next.transaction.revision);
    }
    this.behind = this.#diverged || this.#early.size > 0;
  }

  readonly #next = (): Applied | undefined => this.#early.get(this.revision + 1);

  #advance(message: Applied): boolean {
    const { transaction } = message;
    try {
      this.confirmed = applyAll(this.confirmed, transaction.operations).document;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#diverged = true;
      return false;
    }
    this.revision = transaction.revision;
    const [first] = this.pending;
    const edit = this.#drop(this.#seqOf(message));
    // Our oldest edit just as we made it: the document has it already, below the others.
    const had = edit && edit === first && !edit.decided && same(edit.operations, transaction.operations);
    if (!had) this.#rebuild();
    if (edit) this.onAnswer(edit);
    return true;
  }

  #answered(message: Applied): void {
    const edit = this.settle(this.#seqOf(message));
    if (edit) this.onAnswer(edit);
  }

  readonly #seqOf = ({ client, seq = 0 }: Applied): number => (client === this.client ? seq : 0);

  #drop(seq: number): PendingEdit | undefined {
    const edit = this.pending.find((other) => other.seq === seq);
    if (edit) this.pending = this.pending.filter((other) => other !== edit);
    return edit;
  }

  /** The pending edits again, on what is confirmed; one that does not apply waits for its answer. */
  #rebuild(): void {
    this.document = this.confirmed;
    for (const edit of this.pending)
      try {
        if (!edit.decided) this.document = applyAll(this.document, edit.operations).document;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
  }
}
