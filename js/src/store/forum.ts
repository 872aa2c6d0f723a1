/**
 * What people who hold a workshop in a map share while it lasts: none of it is in the document, its file or its journal.
 * Its results become cards, tags and a decision, which are edits like any others.
 */
import type { ReadonlySignal } from "@preact/signals";

/** In their order: cards that only their author sees; groups of cards; dots on cards; what is chosen. */
export const STEPS = ["ideas", "groups", "votes", "decision"] as const;
export type WorkshopStep = (typeof STEPS)[number];

/** Running until a time, or stopped with so much left; in ms. */
export type Timer = { readonly ends: number } | { readonly left: number };

/** Where the workshop is, as its facilitator says. */
export interface Session {
  readonly id: string;
  /** The facilitator, by the name of a participant. */
  readonly lead: string;
  readonly step: WorkshopStep;
  /** Counts the changes of step: who is ready is so for one of them. */
  readonly round: number;
  /** How many dots each has. */
  readonly dots: number;
  readonly timer: Timer | null;
}

/** What one participant says; others read it only. */
export interface Share {
  /** How many cards of theirs nobody else has seen. */
  readonly ideas: number;
  /** The round that they are ready with; 0 for none. */
  readonly ready: number;
  /** Dots by the ids of cards. */
  readonly votes: Readonly<Record<string, number>>;
}

export interface Forum {
  /** This reader's name as a participant, which their next page has too; on one screen, of whoever's turn it is. */
  readonly self: ReadonlySignal<string>;
  /** Null while there is no workshop. */
  readonly session: ReadonlySignal<Session | null>;
  readonly shares: ReadonlySignal<ReadonlyMap<string, Share>>;
  /** What those who are here are called, by their names as participants. */
  readonly here: ReadonlySignal<ReadonlyMap<string, string>>;
  /** Cards of this reader that nobody else has. */
  readonly ideas: ReadonlySignal<number>;
  /** Begin a workshop, change it, or end it for everyone. */
  hold(session: Session | null): void;
  /** Say something else of this reader. */
  say(change: Partial<Share>): void;
  /** On one screen that is passed round: let the next person have their turn. */
  readonly passOn?: () => void;
  /** The address at which others can vote and comment, and do nothing else. */
  readonly handOut?: () => string;
}
