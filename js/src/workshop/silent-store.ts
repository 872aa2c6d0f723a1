/**
 * The store of one who takes part in a workshop. While ideas are gathered, new cards stay on this page: they lie over the
 * document that everyone has, and are edited, moved and taken back as any card. When the facilitator goes on, they are
 * added to it, as one edit.
 */
import { batch, computed, effect, type Signal, signal, untracked } from "@preact/signals";
import { applyAll } from "../document/apply";
import { checkOperation, Refusal } from "../document/check";
import { cardIds } from "../document/document";
import type { Document, Operation } from "../document/schema";
import type { Forum } from "../store/forum";
import type { Store } from "../store/store";
import { StoreOver } from "../store/store-over";
import { english } from "../words/words";
import type { IdeaShelf } from "./idea-shelf";
import { additionsOf, type Idea, ideasIn, partOf, withIdeas, withoutIdeas } from "./ideas";

/** A step back: of ideas what they were before and after, of the document its own. */
interface Change {
  readonly ideas: { readonly before: readonly Idea[]; readonly after: readonly Idea[] } | null;
  /** Whether the document was edited, too. */
  readonly isOpen: boolean;
  readonly label: string;
}

const idsOf = (ideas: readonly Idea[]): Set<string> => new Set(ideas.map(({ card }) => card.id));

/** A store that can say something to its reader. */
interface Speaker extends Store {
  notify(text: string): void;
}

export class SilentStore<S extends Speaker> extends StoreOver<S> {
  /** Cards that nobody else has. */
  readonly ideas = signal<readonly Idea[]>([]);
  override readonly document;
  override readonly undoLabel;
  override readonly redoLabel;

  readonly #undo = signal<readonly Change[]>([]);
  readonly #redo = signal<readonly Change[]>([]);
  readonly #stop: () => void;

  constructor(
    base: S,
    override readonly forum: Forum & { readonly ideas: Signal<number> },
    readonly shelf: IdeaShelf,
  ) {
    super(base);
    this.document = computed<Document>(() => withIdeas(base.document.value, this.ideas.value));
    this.undoLabel = computed(() => labelOf(this.#undo.value.at(-1), base.undoLabel.value));
    this.redoLabel = computed(() => labelOf(this.#redo.value.at(-1), base.redoLabel.value));
    this.ideas.value = shelf.read();
    const stops = [
      effect(() => {
        const isDue = !this.isSilent && this.ideas.value.length > 0 && base.editable.value;
        if (isDue) untracked(() => this.#reveal());
      }),
      effect(() => {
        const ideas = this.ideas.value.length;
        forum.ideas.value = ideas;
        // What another page of this reader says is no reason to say it again.
        if (forum.session.value) untracked(() => this.#tell(ideas));
      }),
    ];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
  }

  /** Whether new cards are ideas now. */
  get isSilent(): boolean {
    return this.forum.session.value?.step === "ideas";
  }

  dispose(): void {
    this.#stop();
  }

  override edit(operations: readonly Operation[], label: string): string | null {
    const ids = idsOf(this.ideas.peek());
    const { ids: every, open } = partOf(operations, ids, this.isSilent && this.base.editable.peek());
    if (!every.size) return this.#editBase(operations, label, null);
    let after: Document;
    try {
      after = applyAll(this.document.peek(), operations.map(checkOperation)).document;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Of what everyone has, the base knows whether to refuse it or to ask.
      return open.length === operations.length ? this.#editBase(open, label, null) : error.message;
    }
    return batch(() => {
      const before = this.ideas.peek();
      const now = this.document.peek();
      const steps = { before, after: ideasIn(after, every) };
      const isSame = JSON.stringify(steps.before) === JSON.stringify(steps.after);
      const shared = open.map((operation) => withoutIdeas(now, every, operation));
      if (shared.length) {
        const why = this.#editBase(shared, label, isSame ? null : steps);
        if (why !== null) return why;
      } else this.#note({ ideas: steps, isOpen: false, label });
      if (!isSame) this.#keep(steps.after);
      return null;
    });
  }

  override undo(): void {
    this.#travel("undo");
  }

  override redo(): void {
    this.#travel("redo");
  }

  /** Say something to the reader that needs no answer. */
  notify(text: string): void {
    this.base.notify(text);
  }

  #tell(ideas: number): void {
    const { self, shares } = this.forum;
    if ((shares.value.get(self.value)?.ideas ?? 0) !== ideas) this.forum.say({ ideas });
  }

  #editBase(operations: readonly Operation[], label: string, ideas: Change["ideas"]): string | null {
    const why = this.base.edit(operations, label);
    if (why === null) this.#note({ ideas, isOpen: true, label });
    return why;
  }

  /** As long as there are no ideas to take back, undo is the base's alone. */
  #note(step: Change): void {
    const steps = [...this.#undo.peek(), step];
    this.#undo.value = steps.some(({ ideas }) => ideas) ? steps : [];
    this.#redo.value = [];
  }

  #travel(way: "undo" | "redo"): void {
    const [from, to] = way === "undo" ? [this.#undo, this.#redo] : [this.#redo, this.#undo];
    const step = from.peek().at(-1);
    batch(() => {
      if (!step || step.isOpen) this.base[way]();
      if (!step) return;
      from.value = from.peek().slice(0, -1);
      to.value = [...to.peek(), step];
      if (step.ideas) this.#keep(way === "undo" ? step.ideas.before : step.ideas.after);
    });
  }

  #keep(ideas: readonly Idea[]): void {
    this.shelf.keep(ideas);
    this.ideas.value = ideas;
  }

  /** Add what nobody else has to the document. What cannot be added stays an idea. */
  #reveal(): void {
    const ideas = this.shelf.take(this.ideas.peek());
    const document = this.base.document.peek();
    const operations = additionsOf(document, ideas);
    const label = english("Reveal {n} ideas", { n: operations.length });
    batch(() => {
      this.#undo.value = [];
      this.#redo.value = [];
      const why = operations.length ? this.base.edit(operations, label) : null;
      const present = new Set(cardIds(why === null ? this.base.document.peek() : document));
      const left = ideas.filter(({ card }) => !present.has(card.id));
      this.shelf.keep(left);
      if (left.length < this.ideas.peek().length) this.ideas.value = left;
    });
  }
}

function labelOf(step: Change | undefined, base: string | null): string | null {
  if (!step || (step.isOpen && !step.ideas)) return base;
  return step.label;
}
