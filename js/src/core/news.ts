/** What the reader is told: sentences that need no answer, and conflicts that do. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Dispute, disputeOf } from "./conflict";
import type { Document, Operation } from "./schema";
import type { Conflict, Notice } from "./store";

export class News {
  readonly notices = signal<readonly Notice[]>([]);
  /** Those on which both sides still differ. */
  readonly conflicts: ReadonlySignal<readonly Conflict[]>;

  readonly #disputes = signal<readonly Dispute[]>([]);
  #count = 0;

  constructor(document: ReadonlySignal<Document>) {
    this.conflicts = computed(() =>
      this.#disputes.value.map((dispute) => dispute.shown(document.value)).filter((shown) => shown !== null),
    );
  }

  notify(text: string, tone: Notice["tone"]): void {
    this.notices.value = [...this.notices.value, { id: ++this.#count, text, tone }];
  }

  dismiss(notice: number): void {
    this.notices.value = this.notices.value.filter(({ id }) => id !== notice);
  }

  /** Ask the reader; a newer dispute about the same thing takes the place of the older. */
  ask(dispute: Dispute): void {
    this.#disputes.value = [...this.#without(dispute.id), dispute];
  }

  asked(id: string): Dispute | undefined {
    return this.#disputes.value.find((dispute) => dispute.id === id);
  }

  drop(id: string): void {
    this.#disputes.value = this.#without(id);
  }

  /** The reader has written there again, which answers the question. */
  overtaken(operations: readonly Operation[]): void {
    if (!this.#disputes.value.length) return;
    for (const operation of operations) this.drop(disputeOf(operation));
  }

  #without(id: string): Dispute[] {
    return this.#disputes.value.filter((dispute) => dispute.id !== id);
  }
}
