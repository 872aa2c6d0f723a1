/** The map of a tab, whether its text is this page's alone or what is shared in a room. */
import type { ReadonlySignal } from "@preact/signals";
import type { FileProblem } from "../document/file";
import type { Document } from "../document/schema";
import type { Status, Store } from "../store/store";
import { english } from "../words/words";

/** A store whose document somebody else saves. */
export interface TabStore extends Store {
  notify(text: string): void;
}

/** Where edits of a file stand; of one that the server lets nobody write there are none. */
export const fileStatus = (isWritable: boolean, isSaved: boolean): Status =>
  isWritable ? { kind: isSaved ? "saved" : "changed" } : { kind: "still", how: english("Read-only") };

export interface OpenMap {
  /** The map, once there has been one. */
  readonly store: ReadonlySignal<TabStore | null>;
  /** Why the file is no map now. */
  readonly problem: ReadonlySignal<FileProblem | null>;
  /** Whether somebody else takes up what other programs write to the file. */
  readonly followsFile: boolean;
  /** The text of the file, as far as it is known here. */
  readonly text: string;
  /** What is read may have changed. */
  read(): void;
  /** Begin a map in an empty file; null where that cannot be done. */
  readonly begin: ((document: Document) => void) | null;
  /** Whether the file may be written, and lacks an edit. */
  tell(isWritable: boolean, isDirty: boolean): void;
  dispose(): void;
}
