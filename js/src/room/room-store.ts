/**
 * The store of a map that several people have open: each has the whole journal and folds it. An edit is an entry at its
 * end at once; the server of the room seals it, and only then is it certain what became of it. One that met another by
 * then is a conflict, as it is with a kernel.
 */
import { batch, computed, type Signal, signal } from "@preact/signals";
import { applyAll } from "../document/apply";
import { checkOperation, Refusal } from "../document/check";
import { touchesOf } from "../document/links/touches";
import type { Document, HistoryEntry, Measured, Operation } from "../document/schema";
import { forced, News, part } from "../protocol/dispute";
import { inWords } from "../protocol/wording";
import type { Company } from "../store/company";
import type { Forum } from "../store/forum";
import { sourceNumbers } from "../store/sources";
import type { Leftover, Past, Selection, Status, Store } from "../store/store";
import { english, t, translate } from "../words/words";
import {
  type Clock,
  diskOf,
  type Fold,
  fileClock,
  type JournalEntry,
  type JournalState,
  keyOf,
  type RoomHead,
  type Turn,
} from "./journal";
import { checkSeen, needsSeen } from "./unseen";
import type { UnsentEdit } from "./unsent";

/** What is shared of a map, as far as one who edits it goes. */
export interface Room {
  /** Put an entry at the end of the journal; its words are for the reader, should it not be taken much later. */
  append(entry: string, words: string): void;
  /** Whether the page of a client is there. */
  isHere(client: string): boolean;
}

/** An edit of this page that the base has not yet. */
interface OpenEdit {
  readonly entry: JournalEntry;
  readonly before: Document;
  /** The document as the reader left it. */
  readonly after: Document;
}

/** An edit of this page that undo or redo takes back. */
interface Travel {
  readonly seq: number;
  readonly label: string;
}

/** What takes an edit back that the journal has no more, and what others did since, as far as that counts. */
interface WayBack {
  readonly inverses: readonly Operation[];
  readonly others: readonly JournalEntry[];
}

/** Steps that undo takes back, and lines that are listed. */
const LENGTH = 1000;
const LABEL = 200;

export class RoomStore implements Store {
  readonly session: Signal<string>;
  readonly document: Signal<Document>;
  readonly revision = signal(0);
  readonly status: Signal<Status> = signal({ kind: "saved" });
  /** Settable by whoever opened the file. */
  readonly editable = signal(true);
  readonly measured: Signal<Measured>;
  readonly selection = signal<Selection>({ stages: [], lanes: [] });
  readonly leftovers = signal<readonly Leftover[]>([]);
  readonly templates = signal<Readonly<Record<string, Document>>>({});
  readonly past = signal<Past>({ entries: [], more: false, start: false });
  readonly conflicts;
  readonly notices;
  readonly undoLabel = computed(() => this.#undo.value.at(-1)?.label ?? null);
  readonly redoLabel = computed(() => this.#redo.value.at(-1)?.label ?? null);

  readonly #news: News;
  readonly #undo = signal<readonly Travel[]>([]);
  readonly #redo = signal<readonly Travel[]>([]);
  readonly #open = new Map<number, OpenEdit>();
  readonly #archive = new Map<number, WayBack>();
  /** The refused edits of others that this page has seen. */
  readonly #refusedOthers = new Set<string>();
  /** Edits of earlier pages of this reader of which it is not certain yet, or not to them, what became. */
  readonly #adopted = new Map<string, UnsentEdit>();
  #steps: readonly Turn[] = [];
  #head: RoomHead;
  #seq = 0;

  constructor(
    readonly room: Room,
    readonly fold: Fold,
    state: JournalState,
    /** Names this page among all that ever edit the map. */
    readonly client: string,
    session: string,
    readonly company?: Company,
    readonly forum?: Forum,
  ) {
    const document = fold.document!;
    this.session = signal(session);
    this.document = signal(document);
    this.measured = signal(sourceNumbers(document));
    this.#news = new News(this.document);
    this.conflicts = this.#news.conflicts;
    this.notices = this.#news.notices;
    this.#head = state.head;
    for (const { entry } of this.#refusals()) this.#refusedOthers.add(keyOf(entry));
    this.take(state);
  }

  /** What is shared has changed, and was folded. */
  take(state: JournalState): void {
    const { fold } = this;
    const document = fold.document;
    if (!document) return;
    if (state.head.base !== this.#head.base) this.#archiveEdits();
    const disk = diskOf(state.head.life);
    const isOutside = (state.head.upto?.[disk] ?? 0) > (this.#head.upto?.[disk] ?? Number.POSITIVE_INFINITY);
    this.#head = state.head;
    this.#steps = fold.steps;
    const before = this.document.peek();
    batch(() => {
      this.document.value = document;
      this.revision.value = this.#before + fold.steps.length;
      this.status.value = { kind: this.#isSaved(fileClock(state)) ? "saved" : "changed" };
      if (before.sources !== document.sources || before.scale !== document.scale)
        this.measured.value = sourceNumbers(document);
    });
    if (isOutside)
      this.notify(
        t("The file was changed on disk. The map shows that, with the edits that were not saved yet."),
      );
    this.#judge(state);
  }

  edit(operations: readonly Operation[], label: string): string | null {
    if (!this.editable.value) return t("This map is read-only.");
    if (!operations.length) return null;
    try {
      const lean = operations.map(checkOperation);
      const seq = this.#append(lean, { label });
      this.#undo.value = [...this.#undo.value, { seq, label }].slice(-LENGTH);
      this.#redo.value = [];
      this.#news.supersede(operations);
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!error.conflict) return error.message;
      // The map changed during typing: the text must stay, so it becomes a dispute.
      this.#contest(operations, label, null, Number.POSITIVE_INFINITY);
      return null;
    }
  }

  /** Say of edits that an earlier page of this reader made what becomes of them, where they are not taken. */
  adopt(edits: readonly UnsentEdit[], state: JournalState): void {
    for (const edit of edits) {
      this.#adopted.set(keyOf(edit.entry), edit);
      this.#refusedOthers.add(keyOf(edit.entry));
    }
    this.#judge(state);
  }

  /** Nothing comes after a map that is only looked at. */
  shelve(_operations: readonly Operation[], _label: string): void {}

  undo(): void {
    this.#travel(this.#undo, this.#redo, (edit) => english("Undo: {edit}", { edit }));
  }

  redo(): void {
    this.#travel(this.#redo, this.#undo, (edit) => english("Redo: {edit}", { edit }));
  }

  recall(most: number): void {
    const undone = this.#undone();
    const lines = this.fold.steps.flatMap(({ entry, refusal }, at) =>
      refusal || entry.isStep ? [] : [this.#line(entry, this.#before + at + 1, undone)],
    );
    const entries = lines.slice(-most).reverse();
    const more = lines.length > entries.length;
    this.past.value = { entries, more, start: !more && this.#before === 0 };
  }

  undoTo(revision: number): void {
    if (!this.editable.value) return;
    const first = revision - this.#before;
    if (first < 0 || first > this.fold.steps.length) {
      this.notify(t("The history does not go back that far any more."));
      return;
    }
    const after = this.fold.steps.slice(first);
    const operations = [...after].reverse().flatMap(({ inverses }) => inverses);
    if (!operations.length) return;
    const last = first ? this.fold.steps[first - 1]!.entry.label || english("an edit") : english("the start");
    const label = english("Back to: {edit}", { edit: last });
    const reverts = after.filter(({ refusal }) => !refusal).map(({ entry }) => keyOf(entry));
    const seq = this.#append(operations, { label, reverts });
    this.#undo.value = [...this.#undo.value, { seq, label }].slice(-LENGTH);
    this.#redo.value = [];
  }

  /** Findings and one's own templates come from a kernel. */
  ask(): void {}

  filter(choice: Record<string, string[]>): void {
    this.measured.value = { ...this.measured.value, filters: choice };
  }

  select(selection: Selection): void {
    this.selection.value = selection;
  }

  resolve(conflict: string, keep: "mine" | "theirs"): void {
    const dispute = this.#news.disputeAt(conflict);
    if (!dispute) return;
    this.#news.drop(conflict);
    const why = this.edit(dispute.keep(keep, this.document.peek()), "Resolve conflict");
    if (!why) return;
    this.#news.ask(dispute);
    this.#news.notify(why, "danger");
  }

  /** Say something to the reader that needs no answer. */
  notify(text: string): void {
    this.#news.notify(text, "info");
  }

  dismiss(notice: number): void {
    this.#news.dismiss(notice);
  }

  /** Nothing waits for a kernel here. */
  unsaved(): string {
    return "";
  }

  replay(_leftover: string): void {}

  discard(_leftover: string): void {}

  // --- entries

  #append(
    operations: readonly Operation[],
    more: Pick<JournalEntry, "label" | "isStep" | "reverts">,
  ): number {
    const before = this.document.peek();
    const { document: after } = applyAll(before, operations);
    const seq = ++this.#seq;
    const entry: JournalEntry = {
      client: this.client,
      seq,
      operations,
      time: new Date().toISOString(),
      ...more,
      ...(operations.some(needsSeen) && { seen: this.fold.seenBy(this.client) }),
    };
    this.#open.set(seq, { entry, before, after });
    this.room.append(
      JSON.stringify(entry),
      inWords(operations, before, after).replaceAll("\n", "; ") || (entry.label ?? ""),
    );
    return seq;
  }

  /** How many edits came before those of the journal. */
  get #before(): number {
    return Object.values(this.fold.upto).reduce((sum, seq) => sum + seq, 0);
  }

  #isSaved(file: Clock): boolean {
    return this.fold.steps.every(({ entry }) => entry.seq <= (file[entry.client] ?? 0));
  }

  /** See what became of the edits of this page, and of those of pages that are gone. */
  #judge(state: JournalState): void {
    const { fold } = this;
    const certain = new Map(
      fold.steps.slice(0, fold.certain).map((step) => [keyOf(step.entry), step] as const),
    );
    for (const [seq, edit] of [...this.#open].sort(([one], [other]) => one - other)) {
      if (!this.#open.has(seq)) continue; // an entry made here has had it judged
      const key = keyOf(edit.entry);
      const isInBase = seq <= (fold.upto[this.client] ?? 0);
      const refusal = certain.get(key)?.refusal;
      if (refusal || isInBase) this.#open.delete(seq);
      if (refusal || (isInBase && state.refusals.includes(key))) this.#lose(edit, refusal ?? null);
    }
    for (const [key, { entry, words }] of this.#adopted) {
      const step = certain.get(key);
      const isInBase = entry.seq <= (fold.upto[entry.client] ?? 0);
      if (step?.refusal || isInBase) this.#adopted.delete(key);
      if (!step?.refusal && !(isInBase && state.refusals.includes(key))) continue;
      const why = step?.refusal ? translate(step.refusal.message) : t("the map was changed meanwhile");
      this.#news.notify(
        t("An edit that was not sent before this page was closed was not taken: {why}", {
          why: `${why} (${words})`,
        }),
        "danger",
      );
    }
    for (const { entry, refusal } of this.#refusals()) {
      if (this.#refusedOthers.has(keyOf(entry))) continue;
      this.#refusedOthers.add(keyOf(entry));
      if (!this.room.isHere(entry.client)) {
        const why = this.#whyInWords(refusal!.message, entry);
        this.#news.notify(t("An edit of somebody who has left was not taken: {why}", { why }), "danger");
      }
    }
  }

  /** The refused edits of others. */
  #refusals(): Turn[] {
    const { steps, certain } = this.fold;
    return steps.slice(0, certain).filter(({ entry, refusal }) => refusal && entry.client !== this.client);
  }

  #whyInWords(why: string, { operations = [] }: JournalEntry): string {
    const document = this.document.peek();
    const words = inWords(operations, document, forced(operations, document)).replaceAll("\n", "; ");
    return translate(why) + (words && ` (${words})`);
  }

  /** An edit of this page was not taken: the reader decides, or hears of it. */
  #lose({ entry, before, after }: OpenEdit, refusal: Refusal | null): void {
    const { seq, operations, label = "" } = entry;
    const isOther = (travel: Travel) => travel.seq !== seq;
    this.#undo.value = this.#undo.value.filter(isOther);
    this.#redo.value = this.#redo.value.filter(isOther);
    if (entry.isStep || entry.reverts) this.notify(refusal?.message ?? label);
    else if (refusal ? !refusal.conflict : operations.some(needsSeen)) {
      // Not to be made again unseen.
      const words = inWords(operations, before, after).replaceAll("\n", "; ") || label;
      const why = refusal ? translate(refusal.message) : t("the map was changed meanwhile");
      this.#news.notify(`${why} (${words})`, "danger");
    } else this.#contest(operations, label, after, seq);
  }

  /** Part a gesture that met another: what still applies is made again, the rest is the reader's to decide. */
  #contest(operations: readonly Operation[], label: string, after: Document | null, seq: number): void {
    const { fitting, disputes, refusals } = part(operations, after, this.document.peek(), seq);
    for (const dispute of disputes) this.#news.ask(dispute);
    for (const why of refusals) this.#news.notify(why, "danger");
    if (!fitting.length) return;
    const again = this.#append(fitting, { label });
    this.#undo.value = [...this.#undo.value, { seq: again, label }].slice(-LENGTH);
  }

  // --- back and forth

  #travel(
    from: Signal<readonly Travel[]>,
    to: Signal<readonly Travel[]>,
    name: (label: string) => string,
  ): void {
    const travel = from.value.at(-1);
    if (!travel || !this.editable.value) return;
    from.value = from.value.slice(0, -1);
    try {
      const { inverses, others } = this.#wayBack(travel.seq);
      checkSeen(this.document.peek(), inverses, others);
      const key = keyOf({ client: this.client, seq: travel.seq });
      const seq = this.#append(inverses, { label: name(travel.label), isStep: true, reverts: [key] });
      to.value = [...to.value, { seq, label: travel.label }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.notify(error.message);
    }
  }

  #wayBack(seq: number): WayBack {
    const { inverses, others } = wayBack(this.fold.steps, this.client, seq) ?? { inverses: [], others: [] };
    const old = this.#archive.get(seq);
    if (!old) return { inverses, others };
    return { inverses: old.inverses, others: [...old.others, ...othersIn(this.fold.steps, this.client)] };
  }

  /** Keep what takes the edits of this page back, as their entries leave the journal. */
  #archiveEdits(): void {
    const every = new Set([...this.#undo.peek(), ...this.#redo.peek()].map(({ seq }) => seq));
    for (const seq of this.#archive.keys()) if (!every.has(seq)) this.#archive.delete(seq);
    const here = new Set(this.fold.steps.map(({ entry }) => keyOf(entry)));
    const gone = this.#steps.filter(({ entry }) => !here.has(keyOf(entry)));
    for (const [seq, old] of this.#archive)
      if (old.inverses.some(needsSeen))
        this.#archive.set(seq, { ...old, others: [...old.others, ...othersIn(gone, this.client)] });
    for (const seq of every) {
      const way = wayBack(gone, this.client, seq);
      if (way) this.#archive.set(seq, way);
    }
  }

  // --- the history

  /** The entries that later ones took back. */
  #undone(): Set<string> {
    const undone = new Set<string>();
    for (const { entry, refusal } of [...this.fold.steps].reverse())
      if (!refusal && !undone.has(keyOf(entry))) for (const key of entry.reverts ?? []) undone.add(key);
    return undone;
  }

  #line(entry: JournalEntry, revision: number, undone: ReadonlySet<string>): HistoryEntry {
    const { operations, label = "", client, time = "" } = entry;
    const touches = touchesOf(operations);
    return {
      revision,
      label: label.slice(0, LABEL),
      who: "screen",
      time,
      client,
      ...(operations.length !== 1 && { changes: operations.length }),
      ...(touches.length && { touches }),
      ...(undone.has(keyOf(entry)) && { undone: true }),
    };
  }
}

const othersIn = (steps: readonly Turn[], client: string): JournalEntry[] =>
  steps.filter(({ entry, refusal }) => !refusal && entry.client !== client).map(({ entry }) => entry);

/** What takes an edit back, and what others did after it; null where it is not among the steps. */
function wayBack(steps: readonly Turn[], client: string, seq: number): WayBack | null {
  const at = steps.findIndex(({ entry }) => entry.client === client && entry.seq === seq);
  if (at < 0) return null;
  return { inverses: steps[at]!.inverses, others: othersIn(steps.slice(at + 1), client) };
}
