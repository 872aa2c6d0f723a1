/** A map in which a reader votes and comments, and does nothing else. Who may write its file, the server decides. */
import { signal } from "@preact/signals";
import type { Operation } from "../document/schema";
import type { Store } from "../store/store";
import { StoreOver } from "../store/store-over";
import { t } from "../words/words";

export class HandOut<S extends Store> extends StoreOver<S> {
  override readonly editable = signal(false);
  override readonly undoLabel = signal(null);
  override readonly redoLabel = signal(null);
  readonly commentable;

  constructor(base: S) {
    super(base);
    this.commentable = base.editable;
  }

  override edit(operations: readonly Operation[], label: string): string | null {
    return areComments(operations)
      ? this.base.edit(operations, label)
      : t("This view of the map is for votes and comments.");
  }

  /** Nothing that was done in other views is this one's to take back. */
  override undo(): void {}
  override redo(): void {}
  override undoTo(): void {}
  override resolve(): void {}
  override replay(): void {}
}

/** Whether operations do nothing but write comments. */
export const areComments = (operations: readonly Operation[]): boolean =>
  operations.every((operation) => {
    const fields = "changes" in operation ? Object.keys(operation.changes as object) : [];
    return fields.length > 0 && fields.every((field) => field === "comments");
  });
