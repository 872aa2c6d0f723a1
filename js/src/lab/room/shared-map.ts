/**
 * What is shared of a map in a room of jupyter-collaboration. The server's half, which says what the parts are, is
 * cjm_widgets/collaboration/shared_map.py. It is no text that several people write: those merge into what is no map,
 * and double when they meet again.
 */
import { type FileChange, YDocument } from "@jupyter/ydoc";
import { fileText } from "../../document/file";
import { baseClock, type Clock, Fold, type JournalState, type RoomHead } from "../../room/journal";
import type { Room } from "../../room/room-store";

const [HEAD, ON_DISK, REFUSALS] = ["head:", "disk:", "refusals:"] as const;

export class SharedMap extends YDocument<FileChange> implements Room {
  readonly version = "1.0.0";
  readonly #file = this.ydoc.getMap<string>("file");
  readonly #journal = this.ydoc.getArray<string>("journal");
  readonly #seals = this.ydoc.getArray<string>("seals");
  /** What people who hold a workshop share, as JSON texts; no file has it, and no journal. */
  readonly workshop = this.ydoc.getMap<string>("workshop");
  #last: Pick<JournalState, "head" | "base"> | null = null;
  readonly #tell = (): void => this._changed.emit({ sourceChange: [] });

  constructor(options?: YDocument.IOptions) {
    super(options);
    for (const part of [this.#file, this.#journal, this.#seals]) part.observe(this.#tell);
  }

  override dispose(): void {
    for (const part of [this.#file, this.#journal, this.#seals]) part.unobserve(this.#tell);
    super.dispose();
  }

  /** All that is shared; null before it has arrived. */
  get journal(): JournalState | null {
    const life = this.#keys(HEAD).sort().at(-1); // the latest counts
    const now = life && this.#json<RoomHead>(life);
    const text = now && this.#file.get(now.base);
    // Where a new head is still on its way, and what it replaces is gone already, the last one holds.
    if (now && text !== undefined) this.#last = { head: now, base: text };
    if (!this.#last) return null;
    const { head, base } = this.#last;
    const onDisk = Object.fromEntries(
      this.#keys(ON_DISK).map((key) => [key.slice(ON_DISK.length), this.#json<Clock>(key)!]),
    );
    const refusals = this.#keys(REFUSALS).flatMap((key) => this.#json<string[]>(key)!);
    return { head, base, onDisk, refusals, entries: this.#journal.toArray(), seals: this.#seals.toArray() };
  }

  /** The text of a file that is no map now. */
  get brokenText(): string {
    return this.#file.get("broken") ?? "";
  }

  append(entry: string): void {
    this.transact(() => {
      this.#journal.push([entry]);
      this.setState("dirty", true);
    }, false);
  }

  /** Let the others know that the page of a client is here. */
  announce(client: string): void {
    this.awareness.setLocalStateField("cjm", client);
  }

  isHere(client: string): boolean {
    return [...this.awareness.getStates().values()].some((state) => state.cjm === client);
  }

  override getSource(): string {
    const state = this.journal;
    if (!state) return "";
    if (state.head.broken) return this.brokenText;
    const fold = new Fold();
    fold.renew(state.base, baseClock(state), state.entries, state.seals);
    return fold.document && fold.document !== fold.base ? fileText(fold.document) : state.base;
  }

  /** The server alone takes up the text of the file. */
  override setSource(): void {}

  /** That of YDocument would delete entries, on which those of others were built. */
  override undo(): boolean {
    return false;
  }

  override redo(): boolean {
    return false;
  }

  #keys(prefix: string): string[] {
    return [...this.#file.keys()].filter((key) => key.startsWith(prefix));
  }

  #json<T>(key: string): T | undefined {
    const text = this.#file.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}
