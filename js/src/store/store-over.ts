/** A store that lies over another one, and is it in all that a class derived from this does not say otherwise. */
import type { Operation } from "../document/schema";
import type { Question, Selection, Store } from "./store";

export class StoreOver<S extends Store> implements Store {
  readonly session;
  readonly revision;
  readonly status;
  readonly conflicts;
  readonly notices;
  readonly measured;
  readonly selection;
  readonly leftovers;
  readonly past;
  readonly findings;
  readonly templates;
  readonly client;
  readonly company;
  readonly forum: Store["forum"];
  readonly document: Store["document"];
  readonly editable: Store["editable"];
  readonly undoLabel: Store["undoLabel"];
  readonly redoLabel: Store["redoLabel"];

  constructor(readonly base: S) {
    ({
      session: this.session,
      revision: this.revision,
      status: this.status,
      conflicts: this.conflicts,
      notices: this.notices,
      measured: this.measured,
      selection: this.selection,
      leftovers: this.leftovers,
      past: this.past,
      findings: this.findings,
      templates: this.templates,
      client: this.client,
      company: this.company,
      forum: this.forum,
      document: this.document,
      editable: this.editable,
      undoLabel: this.undoLabel,
      redoLabel: this.redoLabel,
    } = base as Store);
  }

  edit(operations: readonly Operation[], label: string): string | null {
    return this.base.edit(operations, label);
  }
  shelve(operations: readonly Operation[], label: string): void {
    this.base.shelve(operations, label);
  }
  undo(): void {
    this.base.undo();
  }
  redo(): void {
    this.base.redo();
  }
  recall(most: number): void {
    this.base.recall(most);
  }
  undoTo(revision: number): void {
    this.base.undoTo(revision);
  }
  ask(message: Question): void {
    this.base.ask(message);
  }
  filter(choice: Record<string, string[]>): void {
    this.base.filter(choice);
  }
  select(selection: Selection): void {
    this.base.select(selection);
  }
  resolve(conflict: string, keep: "mine" | "theirs"): void {
    this.base.resolve(conflict, keep);
  }
  dismiss(notice: number): void {
    this.base.dismiss(notice);
  }
  unsaved(): string {
    return this.base.unsaved();
  }
  replay(leftover: string): void {
    this.base.replay(leftover);
  }
  discard(leftover: string): void {
    this.base.discard(leftover);
  }
}
