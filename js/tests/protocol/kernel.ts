/**
 * A kernel for tests. It answers as the real one does (transcript.test.ts holds it to that), but throws on a message
 * with an unknown or missing field, on a sequence number used twice for different edits, and on a browser that skips
 * what it should have seen. Links to it take time, and lose, double and reorder messages as told.
 */
import { checkOperation, checkPart, Refusal, same } from "../../src/document/check";
import { thingsOf } from "../../src/document/document";
import type * as S from "../../src/document/schema";
import type { Transport } from "../../src/protocol/courier";
import { History } from "../../src/store/undo-history";

const FIELDS: Record<S.Up["type"], { needed: string[]; allowed: string[] }> = {
  hello: { needed: ["client"], allowed: ["epoch", "revision"] },
  edit: {
    needed: ["client", "seq", "base", "epoch"],
    allowed: ["operations", "label", "floor", "history", "to"],
  },
  filter: { needed: ["client"], allowed: ["choice"] },
  select: { needed: ["client"], allowed: ["stages", "lanes"] },
  list_history: { needed: ["client"], allowed: ["most"] },
  lint: { needed: ["client"], allowed: [] },
  mend: { needed: ["client", "code"], allowed: ["at"] },
  list_templates: { needed: ["client"], allowed: [] },
  draw: { needed: ["client"], allowed: [] },
  fetch: { needed: ["client", "chunk"], allowed: [] },
  relay: { needed: ["client", "seq"], allowed: ["texts"] },
};

interface Client {
  last: number;
  floor: number;
  answers: Map<number, S.Down>;
  held: Map<number, S.Edit>;
  sent: Map<number, string>;
}
export class Kernel {
  readonly links = new Set<Link>();
  readonly log: S.Transaction[] = [];
  /** Whose each transaction of the log is. */
  readonly #clientsOf: (string | undefined)[] = [];
  /** Every edit applied, as `client/seq`. */
  readonly applied: string[] = [];
  readonly heard: S.Up[] = [];
  filters: Record<string, string[]> = {};
  selected: Required<Pick<S.Selected, "stages" | "lanes">> = { stages: [], lanes: [] };
  /** What pages tell each other beside the map. */
  readonly relayed = new Map<string, string>();
  readonly #relays = new Map<string, number>();
  readonly #clients = new Map<string, Client>();
  #history: History;

  constructor(
    document: S.Document,
    public epoch = "first",
  ) {
    this.#history = new History(checkPart(document, "Document"));
  }

  get document(): S.Document {
    return this.#history.document;
  }

  get revision(): number {
    return this.#history.revision;
  }

  link(faults: Partial<Faults> = {}): Link {
    const link = new Link(this, faults);
    this.links.add(link);
    return link;
  }

  /** Another kernel in its place, with the same links: it knows no comm. */
  restart(): void {
    for (const link of this.links) link.knowsComm = false;
  }

  /** Another journey behind the same comm. */
  reincarnate(epoch: string): void {
    this.epoch = epoch;
    this.#history = new History(this.document);
    this.log.length = this.#clientsOf.length = 0;
    this.#clients.clear();
    this.relayed.clear();
  }

  get steps(): S.Steps {
    const [undo, redo] = [this.#history.next("undo"), this.#history.next("redo")];
    return { ...(undo && { undo: undo.label }), ...(redo && { redo: redo.label }) };
  }

  snapshot(): S.Snapshot {
    const { epoch, revision, document, steps } = this;
    return structuredClone({ epoch, revision, document, steps, measured: this.measured() });
  }

  measured(): S.Measured {
    const chosen = Object.keys(this.filters).length > 0;
    return { type: "measured", epoch: this.epoch, ...(chosen && { filters: this.filters }) };
  }

  /** An edit made in Python. */
  python(operations: S.Operation[], label = "Python"): void {
    this.#do(operations, label, undefined);
  }

  broadcast(message: S.Down): void {
    for (const link of this.links) link.down(message);
  }

  receive(link: Link, sent: unknown): void {
    const message = strict(sent);
    this.heard.push(message);
    if (message.type === "hello") this.#welcome(link, message);
    else if (message.type === "edit") this.#take(link, message);
    else if (message.type === "filter") this.#filter(link, message);
    else if (message.type === "select") this.#select(link, message);
    else if (message.type === "list_history") this.#listHistory(link, message);
    else if (message.type === "list_templates")
      link.down({ type: "template_list", epoch: this.epoch, client: message.client });
    else if (message.type === "lint")
      link.down({ type: "findings", epoch: this.epoch, client: message.client, revision: this.revision });
    else if (message.type === "relay") this.#relay(message);
    else if (message.type === "fetch")
      link.down({ type: "chunk", epoch: this.epoch, chunk: message.chunk, script: `// ${message.chunk}` });
    else link.down({ type: "picture", epoch: this.epoch });
  }

  /** What overtook an earlier message holds; who is silent for long is no matter of these tests. */
  #relay({ client, seq, texts = {} }: S.Relay): void {
    const news = Object.entries(texts).filter(([name, text]) => {
      const key = JSON.stringify([client, name]);
      if ((this.#relays.get(key) ?? 0) >= seq) return false;
      this.#relays.set(key, seq);
      return (this.relayed.get(name) ?? null) !== text;
    });
    for (const [name, text] of news)
      if (text === null) this.relayed.delete(name);
      else this.relayed.set(name, text);
    if (news.length) this.broadcast({ type: "relayed", epoch: this.epoch, texts: Object.fromEntries(news) });
  }

  #listHistory(link: Link, { client, most = 50 }: S.ListHistory): void {
    const { entries, more, start } = this.#history.list(most);
    link.down({
      type: "history_list",
      epoch: this.epoch,
      client,
      ...(entries.length && { entries }),
      ...(more && { more }),
      ...(start && { start }),
    });
  }

  #filter(link: Link, { client, choice = {} }: S.Filter): void {
    for (const [column, values] of Object.entries(choice)) {
      const options = this.#optionsOf(column);
      const unknown = options && values.find((value) => !options.has(value));
      if (options && unknown === undefined) continue;
      const why = options ? `no value of ${column} "${unknown}"` : `no column "${column}"`;
      link.down({ type: "rejected", epoch: this.epoch, client, seq: 0, why });
      link.down(this.measured());
      return;
    }
    this.filters = choice;
    this.broadcast(this.measured());
  }

  /** The values of a column that some source was counted by; null where there is no such column. */
  #optionsOf(column: string): Set<string | null> | null {
    const counted = thingsOf(this.document, "source").flatMap(({ counts }) =>
      counts?.by?.includes(column) ? [counts] : [],
    );
    const options = counted.flatMap(({ by = [], segments = [] }) =>
      segments.map((segment) => segment[by.indexOf(column)] ?? null),
    );
    return counted.length ? new Set(options) : null;
  }

  /** Heard by the others where it says something new of stages and lanes there are. */
  #select(link: Link, { stages = [], lanes = [] }: S.Select): void {
    const shown = (selected: Kernel["selected"]) =>
      (["stage", "lane"] as const).map((what) => {
        const ids = new Set(thingsOf(this.document, what).map(({ id }) => id));
        return selected[`${what}s`].filter((id) => ids.has(id));
      });
    const before = shown(this.selected);
    this.selected = { stages, lanes };
    if (same(shown(this.selected), before)) return;
    for (const other of this.links)
      if (other !== link)
        other.down({
          type: "selected",
          epoch: this.epoch,
          ...(stages.length && { stages }),
          ...(lanes.length && { lanes }),
        });
  }

  #client(name: string): Client {
    const known = this.#clients.get(name) ?? {
      last: 0,
      floor: 0,
      answers: new Map(),
      held: new Map(),
      sent: new Map(),
    };
    this.#clients.set(name, known);
    return known;
  }

  #welcome(link: Link, { client, epoch = "", revision = -1 }: S.Hello): void {
    if (epoch === this.epoch && revision > this.revision)
      throw new Error("the browser is ahead of the kernel");
    const behind = epoch === this.epoch && revision >= 0 ? this.log.slice(revision) : null;
    link.down({
      type: "welcome",
      epoch: this.epoch,
      client,
      revision: this.revision,
      last: this.#client(client).last,
      steps: this.steps,
      measured: this.measured(),
      ...(behind ? behind.length && { transactions: behind } : { document: this.document }),
      ...(this.relayed.size && { relayed: Object.fromEntries(this.relayed) }),
    });
  }

  #take(link: Link, edit: S.Edit): void {
    const client = this.#client(edit.client);
    if (edit.epoch !== this.epoch) {
      link.down({
        type: "rejected",
        epoch: this.epoch,
        client: edit.client,
        seq: edit.seq,
        why: "restarted",
      });
      return;
    }
    const unreadable = refusalOf(edit.operations);
    if (unreadable) {
      this.#refuseUnread(link, client, edit, unreadable.message);
      return;
    }
    const { floor: _, ...content } = edit;
    const said = JSON.stringify(content);
    if ((client.sent.get(edit.seq) ?? said) !== said)
      throw new Error(`edit ${edit.seq} was changed on resending`);
    client.sent.set(edit.seq, said);
    if ((edit.floor ?? 0) > client.last) throw new Error("the browser forgets what was never answered");
    if (edit.base > this.revision) throw new Error("the edit is based on a revision that never was");
    client.floor = Math.max(client.floor, edit.floor ?? 0);
    for (const seq of client.answers.keys()) if (seq <= client.floor) client.answers.delete(seq);
    const answer = client.answers.get(edit.seq);
    if (edit.seq <= client.last) {
      if (answer) link.down(answer);
      else if (edit.seq > client.floor) throw new Error(`no answer is kept for edit ${edit.seq}`);
      return;
    }
    client.held.set(edit.seq, edit);
    if (edit.seq > client.last + 1)
      link.down({ type: "held", epoch: this.epoch, client: edit.client, seq: edit.seq });
    this.#carryOn(link, client);
  }

  /** An edit that could not be read takes its place in its author's order, but is not kept until its turn. */
  #refuseUnread(link: Link, client: Client, { client: author, seq }: S.Edit, why: string): void {
    const rejected: S.Rejected = { type: "rejected", epoch: this.epoch, client: author, seq, why };
    if (seq === client.last + 1) {
      client.last = seq;
      client.answers.set(seq, rejected);
      link.down(rejected);
      this.#carryOn(link, client);
    } else if (seq > client.last) link.down({ type: "held", epoch: this.epoch, client: author, seq });
    else link.down(client.answers.get(seq) ?? rejected);
  }

  #carryOn(link: Link, client: Client): void {
    for (let next = client.held.get(client.last + 1); next; next = client.held.get(client.last + 1)) {
      client.held.delete(next.seq);
      client.last = next.seq;
      this.#carryOut(link, client, next);
    }
  }

  #carryOut(link: Link, client: Client, edit: S.Edit): void {
    const author = { client: edit.client, seq: edit.seq };
    try {
      this.#checkSeen(edit);
      const applied = edit.history
        ? this.#travel(edit.history, author, edit.to)
        : this.#do(edit.operations ?? [], edit.label ?? "", author);
      client.answers.set(edit.seq, applied);
      this.applied.push(`${edit.client}/${edit.seq}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message: why, conflict } = error;
      const now = typeof error.now === "string" || typeof error.now === "number" ? { now: error.now } : {};
      const rejected: S.Rejected = {
        type: "rejected",
        epoch: this.epoch,
        ...author,
        why,
        ...now,
        ...(conflict && { conflict }),
      };
      client.answers.set(edit.seq, rejected);
      link.down(rejected);
    }
  }

  /** What others did since the author of an edit last looked is not taken away by it. */
  #checkSeen({ client, base, operations = [], history, to }: S.Edit): void {
    const unseen = this.log.filter(({ revision }, at) => revision > base && this.#clientsOf[at] !== client);
    const back = to === undefined ? [] : this.#history.stepsAfter(to!);
    if (back.some(({ line }) => unseen.some(({ revision }) => revision === line.revision)))
      throw new Refusal("another edit was done meanwhile and would be taken back too");
    const step = history && to === undefined && this.#history.next(history);
    if (step && unseen.length && step.client !== client) throw new Refusal("another edit was done meanwhile");
    const others = unseen.flatMap((transaction) => transaction.operations);
    for (const edit of operations)
      if (others.some((other) => isTakenAway(edit, other))) throw new Refusal("it was changed meanwhile");
  }

  #travel(history: "undo" | "redo", author: Author, to?: number | null): S.Applied {
    const { client } = author;
    const done =
      to == null ? this.#history.travel(history, client) : this.#history.undoTo(to, "screen", client);
    if (!done) throw new Refusal(`there is nothing to ${history}`);
    return this.#commit(done.operations, done.label, author);
  }

  #do(sent: S.Operation[], label: string, author: Author | undefined): S.Applied {
    const operations = sent.map(checkOperation);
    this.#history.do(operations, label, author ? "screen" : "python", author?.client);
    return this.#commit(operations, label, author);
  }

  #commit(operations: readonly S.Operation[], label: string, author?: Author): S.Applied {
    const transaction = { revision: this.revision, operations: [...operations], ...(label && { label }) };
    this.log.push(transaction);
    this.#clientsOf.push(author?.client);
    const applied: S.Applied = {
      type: "applied",
      epoch: this.epoch,
      transaction,
      steps: this.steps,
      ...author,
    };
    this.broadcast(applied);
    return applied;
  }
}

/** Whether an edit would take away what another did: a thing removed that it wrote into, or moved that it moved. */
function isTakenAway(edit: S.Operation, other: S.Operation): boolean {
  if (edit.op === "move") return other.op === "move" && other.what === edit.what && other.id === edit.id;
  if (edit.op === "move_card") return other.op === "move_card" && other.card === edit.card;
  if (edit.op !== "remove") return false;
  const { what, id } = edit;
  const fields = other as unknown as Record<string, unknown>;
  if (fields[what] === id || fields[`to_${what}`] === id) return true;
  const holds = (field: string) => Object.hasOwn((fields[field] ?? {}) as object, id);
  if (other.op === "add_stage")
    return (what === "lane" && holds("cells")) || (what === "persona" && holds("emotion"));
  return (
    what === "stage" &&
    ((other.op === "add_lane" && holds("cells")) || (other.op === "add_persona" && holds("emotion")))
  );
}

interface Author {
  client: string;
  seq: number;
}

export interface Faults {
  /** ms a message takes, each way. */
  delay: (message: S.Up | S.Down) => number;
  loses: (message: S.Up | S.Down) => boolean;
  doubles: (message: S.Up | S.Down) => boolean;
  /** Whether the kernel runs a cell and leaves everything in its queue. */
  busy: () => boolean;
  /** Whether "busy" and "idle" are told. */
  tells: boolean;
}

/** One browser's way to the kernel. */
export class Link implements Transport {
  knowsComm = true;
  /** Set, every send throws it. */
  cannotSend: string | null = null;
  readonly faults: Faults;
  readonly #handlers = new Set<(message: S.Down) => void>();
  readonly #queue: (() => void)[] = [];

  constructor(
    readonly kernel: Kernel,
    faults: Partial<Faults>,
  ) {
    this.faults = {
      delay: () => 10,
      loses: () => false,
      doubles: () => false,
      busy: () => false,
      tells: true,
      ...faults,
    };
  }

  send(message: S.Up, status?: (state: string) => void): void {
    if (this.cannotSend) throw new Error(this.cannotSend);
    const sent = structuredClone(message);
    this.#carry(sent, () => {
      this.#queue.push(() => this.#handle(sent, status));
      this.work();
    });
  }

  onMessage(handler: (message: S.Down) => void): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  down(message: S.Down): void {
    const sent = structuredClone(message);
    this.#carry(sent, () => {
      for (const handler of this.#handlers) handler(structuredClone(sent));
    });
  }

  /** Let the kernel see to what has queued up. */
  work(): void {
    while (!this.faults.busy() && this.#queue.length) this.#queue.shift()!();
  }

  #handle(message: S.Up, status?: (state: string) => void): void {
    const tell = (state: string) => {
      if (this.faults.tells) setTimeout(() => status?.(state), this.faults.delay(message));
    };
    tell("busy");
    if (this.knowsComm) this.kernel.receive(this, message);
    tell("idle");
  }

  #carry(message: S.Up | S.Down, arrive: () => void): void {
    if (this.faults.loses(message)) return;
    setTimeout(arrive, this.faults.delay(message));
    if (this.faults.doubles(message)) setTimeout(arrive, this.faults.delay(message) + 1);
  }
}

/** Why one of the operations is none; null where all are. */
function refusalOf(operations: readonly S.Operation[] = []): Refusal | null {
  try {
    operations.map(checkOperation);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function strict(sent: unknown): S.Up {
  const message = sent as S.Up;
  const fields = FIELDS[message.type];
  if (!fields) throw new Error(`no message is called ${message.type}`);
  const given = Object.keys(message).filter((key) => key !== "type");
  for (const field of fields.needed) if (!given.includes(field)) throw new Error(`${field} is missing`);
  for (const field of given)
    if (![...fields.needed, ...fields.allowed].includes(field)) throw new Error(`${field} is not known`);
  if (message.type === "edit") {
    if (message.seq < 1 || message.base < 0) throw new Error("seq counts from 1, revisions from 0");
    if (!message.operations?.length === !message.history)
      throw new Error("an edit either says what or travels");
    for (const operation of message.operations ?? [])
      if (!same(operation, JSON.parse(JSON.stringify(operation)))) throw new Error("this is no JSON");
  }
  return message;
}

export const MAP: S.Document = {
  id: "visit",
  title: "A visit",
  personas: [{ id: "maya", name: "Maya" }],
  stages: [
    { id: "arrive", name: "Arrive" },
    { id: "wait", name: "Wait" },
    { id: "leave", name: "Leave" },
  ],
  lanes: [
    { id: "emotion", name: "Emotion", kind: "emotion", role: "emotion" },
    { id: "actions", name: "Actions" },
    { id: "pain", name: "Pain points" },
  ],
  cells: {
    actions: { arrive: [{ id: "a1", text: "Parks" }] },
    pain: { wait: [{ id: "p1", text: "Too long", severity: 2 }] },
  },
  emotion: { maya: { arrive: { value: -1 } } },
};

export const stageIds = (document: S.Document): string[] => thingsOf(document, "stage").map(({ id }) => id);
