/** Who has a map open besides this reader. None of it is ever in the document, its file or its journal. */
import type { ReadonlySignal } from "@preact/signals";

/** Where somebody is: in a cell or a header, with cards where some are selected, and what they are doing there. */
export interface Whereabouts {
  readonly lane: string | null;
  readonly stage: string | null;
  readonly cards: readonly string[];
  readonly deed: "looks" | "types" | "drags";
}

export interface Person {
  /** Names one page of one person: of somebody with two pages each is listed. */
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  /** A CSS colour. */
  readonly color: string;
  /** Null before they have been anywhere in the map. */
  readonly at: Whereabouts | null;
}

export interface Company {
  /** This reader, as the others see them; null while nobody knows who that is. */
  readonly self: ReadonlySignal<Person | null>;
  readonly others: ReadonlySignal<readonly Person[]>;
  /** Let the others know where this reader is. */
  show(at: Whereabouts): void;
}
