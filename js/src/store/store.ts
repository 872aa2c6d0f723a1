/**
 * What a view may know and do: a document it can read, edits it can make, and the news it must show.
 * The live widget's store talks to a kernel; a document tab's keeps its own history. Views know only this.
 */
import type { ReadonlySignal } from "@preact/signals";
import type {
  Document,
  Findings,
  HistoryEntry,
  Lint,
  ListTemplates,
  Measured,
  Mend,
  Operation,
} from "../document/schema";
import type { Company } from "./company";
import type { Forum } from "./forum";

/**
 * Where edits stand. `gone` is read-only: the reader may copy what was not saved. Without a kernel a document is
 * `changed` until its file is saved, and `still` where it can only be looked at.
 */
export type Status =
  | { kind: "saved" }
  | { kind: "changed" }
  | { kind: "still"; how: string }
  | { kind: "waiting"; count: number; slow: boolean }
  | { kind: "connecting" }
  /** The kernel has them, the journey's file does not. */
  | { kind: "unkept"; why: string }
  /** `why` is a clause without its full stop. */
  | { kind: "gone"; why: string; unsaved: number };

/** An edit that met another one on the same field: what the reader wrote, what the other did, and which the map has. */
export interface Conflict {
  id: string;
  stage: string;
  lane: string | null;
  persona: string | null;
  card: string | null;
  field: string;
  mine: string;
  theirs: string;
  /** Whose text is in the map, and saved; the other's is not. */
  inMap: "mine" | "theirs";
  why: string;
}

/** A sentence for the reader that needs no answer (a refused edit, an undo that found nothing). */
export interface Notice {
  id: number;
  text: string;
  tone: "info" | "danger";
}

/** Edits made to this map in an earlier life (a closed tab, a kernel since restarted) and never confirmed. */
export interface Leftover {
  id: string;
  count: number;
  /** The other notebook in which they were made; "" if it was this one. */
  elsewhere: string;
  /** When the last was made, in ms since 1970. */
  at: number;
  /** The edits in words, one line a place. */
  words: string;
}

export interface Selection {
  stages: string[];
  lanes: string[];
}

/** What was done to the map, the newest first, as far as it was asked for. */
export interface Past {
  readonly entries: readonly HistoryEntry[];
  /** Whether there is more before these. */
  readonly more: boolean;
  /** Whether the map as it was opened can be gone back to. */
  readonly start: boolean;
}

/** What is asked of a kernel, which answers whom it knows by the name in `client`. */
export type Question = Omit<Lint, "client"> | Omit<Mend, "client"> | Omit<ListTemplates, "client">;

export interface Store {
  /** What all views of this map share and no other map has: its life in a kernel, or its file. Empty until it is known. */
  readonly session: ReadonlySignal<string>;
  /** The document with the reader's unanswered edits already in it. */
  readonly document: ReadonlySignal<Document>;
  readonly revision: ReadonlySignal<number>;
  readonly status: ReadonlySignal<Status>;
  readonly editable: ReadonlySignal<boolean>;
  readonly conflicts: ReadonlySignal<readonly Conflict[]>;
  readonly notices: ReadonlySignal<readonly Notice[]>;
  /** Labels of what undo and redo would do; null when there is nothing. */
  readonly undoLabel: ReadonlySignal<string | null>;
  readonly redoLabel: ReadonlySignal<string | null>;
  readonly measured: ReadonlySignal<Measured>;
  readonly selection: ReadonlySignal<Selection>;
  readonly leftovers: ReadonlySignal<readonly Leftover[]>;
  /** Who has the map open; missing where that cannot be known. */
  readonly company?: Company;
  /** Where several people can hold a workshop in the map; missing where there is but one screen. */
  readonly forum?: Forum;
  /** Whether comments can be written where nothing else can be edited. */
  readonly commentable?: ReadonlySignal<boolean>;

  /** Carry out one gesture at once, whole or not at all. Returns why not, as a sentence, or null. */
  edit(operations: readonly Operation[], label: string): string | null;
  /** Keep an edit that a map without its kernel could not make, to be offered when the map is shown again. */
  shelve(operations: readonly Operation[], label: string): void;
  undo(): void;
  redo(): void;
  /** What `recall` asked for; empty until it arrives. */
  readonly past: ReadonlySignal<Past>;
  /** The name that this reader's edits have in it. */
  readonly client: string;
  /** Bring `past` up to date, with at most so many lines. */
  recall(most: number): void;
  /** Take back all that was done after a revision, as one step that undo takes back; 0 is the map as it was opened. */
  undoTo(revision: number): void;
  /** What the kernel last said that the rules find; null until then. Missing where no kernel could be asked. */
  readonly findings?: ReadonlySignal<Findings | null>;
  /** Ask the kernel for findings or templates, or have it mend a finding; nothing where there is no kernel. */
  ask(message: Question): void;
  /** One's own templates by name: empty until they are asked for. */
  readonly templates: ReadonlySignal<Readonly<Record<string, Document>>>;
  /** Show only rows with one of these values in these columns; `{}` shows all. */
  filter(choice: Record<string, string[]>): void;
  select(selection: Selection): void;
  resolve(conflict: string, keep: "mine" | "theirs"): void;
  dismiss(notice: number): void;
  /** The edits no kernel has confirmed, as text for the clipboard. */
  unsaved(): string;
  /** Make the leftover edits again, now; those that meet others become conflicts. */
  replay(leftover: string): void;
  /** Let the leftover edits go. */
  discard(leftover: string): void;
}
