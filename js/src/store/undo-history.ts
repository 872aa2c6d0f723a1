/**
 * What was done to a document, and the way back: transactions with their inverses, and a line for each. Kept as
 * cjm_widgets/document/history.py keeps it (tests/contract/histories.py), for stores without a kernel.
 */
import { applyAll } from "../document/apply";
import { Refusal } from "../document/check";
import { touchesOf } from "../document/links/touches";
import type { Document, HistoryEntry, Operation } from "../document/schema";
import { quoted } from "../document/sentences";
import { english } from "../words/words";

/** Steps that can be undone and lines that are listed, as in the kernel. */
const LENGTH = 1000;
/** Characters of a label in a list. */
const LABEL = 200;

/** A line of the history; undoing it, or going back over it, only marks it. */
interface Line {
  readonly revision: number;
  readonly label: string;
  readonly operations: readonly Operation[];
  readonly time: string;
  readonly who: HistoryEntry["who"];
  readonly client: string;
  readonly reverts: readonly Line[];
  undone: boolean;
}

/** What undo or redo would do; `client` made the transaction that it reverts. */
export interface Step {
  readonly label: string;
  readonly operations: readonly Operation[];
  readonly client: string;
  readonly line: Line;
}

/** What one transaction did. */
interface Transacted {
  readonly operations: readonly Operation[];
  readonly label: string;
}

export class History {
  #undo: Step[] = [];
  #redo: Step[] = [];
  #lines: Line[] = [];
  #isWhole = true;

  constructor(
    public document: Document,
    public revision = 0,
  ) {}

  /** The step that undo or redo would take. */
  next(what: "undo" | "redo"): Step | undefined {
    return (what === "undo" ? this.#undo : this.#redo).at(-1);
  }

  /** Carry out one gesture, whole or not at all; throws a `Refusal` that says why not. */
  do(
    operations: readonly Operation[],
    label: string,
    who: HistoryEntry["who"] = "screen",
    client = "",
    reverts: readonly Line[] = [],
  ): Transacted {
    const inverses = this.#apply(operations);
    const time = new Date().toISOString();
    const line = { revision: this.revision, label, operations, time, who, client, reverts, undone: false };
    for (const other of reverts) other.undone = true;
    this.#lines.push(line);
    if (this.#lines.length > LENGTH) {
      this.#lines.shift();
      this.#isWhole = false;
    }
    this.#undo = [...this.#undo, { label, operations: inverses, client, line }].slice(-LENGTH);
    this.#redo = [];
    return { operations, label };
  }

  /** Undo or redo; null when there is nothing to. */
  travel(what: "undo" | "redo", client = ""): Transacted | null {
    const step = this.next(what);
    if (!step) return null;
    const inverses = this.#apply(step.operations);
    const [from, to] = what === "undo" ? [this.#undo, this.#redo] : [this.#redo, this.#undo];
    from.pop();
    to.push({ ...step, operations: inverses, client });
    step.line.undone = what === "undo";
    for (const line of step.line.reverts) line.undone = what === "redo";
    return {
      operations: step.operations,
      label:
        what === "undo"
          ? english("Undo: {edit}", { edit: step.label })
          : english("Redo: {edit}", { edit: step.label }),
    };
  }

  /** What undo would take back one after the other, down to a revision. */
  stepsAfter(revision: number): Step[] {
    return this.#undo.filter(({ line }) => line.revision > revision).reverse();
  }

  /** Take back all that was done after a revision in one step, which undo takes back; null when nothing was. */
  undoTo(revision: number, who: HistoryEntry["who"] = "screen", client = ""): Transacted | null {
    const line = this.#lines.find((other) => other.revision === revision && !other.undone);
    if (revision === 0 ? !this.#isWhole : !line)
      throw new Refusal(`the history does not go back to revision ${quoted(revision)} any more`);
    const steps = this.stepsAfter(revision);
    if (!steps.length) return null;
    const label = english("Back to: {edit}", {
      edit: line ? line.label || english("an edit") : english("the start"),
    });
    const reverts = steps.flatMap((step) => (step.line.undone ? [] : [step.line]));
    return this.do(
      steps.flatMap((step) => step.operations),
      label,
      who,
      client,
      reverts,
    );
  }

  /** The last lines, the newest first. */
  list(most: number): { entries: HistoryEntry[]; more: boolean; start: boolean } {
    const last = this.#lines.slice(-most);
    const more = this.#lines.length > last.length;
    return { entries: last.reverse().map(entryOf), more, start: this.#isWhole && !more };
  }

  #apply(operations: readonly Operation[]): Operation[] {
    const { document, inverses } = applyAll(this.document, operations);
    this.document = document;
    this.revision += 1;
    return inverses;
  }
}

const entryOf = ({ revision, label, operations, time, who, client, undone }: Line): HistoryEntry => {
  const touches = touchesOf(operations);
  return {
    revision,
    label: label.slice(0, LABEL),
    who,
    time,
    ...(client && { client }),
    ...(operations.length !== 1 && { changes: operations.length }),
    ...(touches.length && { touches }),
    ...(undone && { undone }),
  };
};
