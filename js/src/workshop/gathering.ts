/**
 * What lies over the store of a kernel's map where people meet in it: who is here, and what a workshop shares. It comes
 * as a chunk, so the store begins without it.
 */
import type { Operation } from "../document/schema";
import type { RemoteStore } from "../protocol/remote";
import type { Shelf } from "../protocol/unsaved";
import { randomName } from "../store/client-name";
import { sharedReader } from "../store/reader";
import { StoreOver } from "../store/store-over";
import { IdeaShelf } from "./idea-shelf";
import { KernelMeeting } from "./kernel-meeting";
import { MeetingCompany } from "./meeting-company";
import { MeetingForum } from "./meeting-forum";
import { SilentStore } from "./silent-store";

/** The map as everyone has it. */
class CommonStore extends StoreOver<RemoteStore> {
  override readonly document;
  override readonly undoLabel;
  override readonly redoLabel;

  constructor(
    base: RemoteStore,
    override readonly company: MeetingCompany,
    override readonly forum: MeetingForum,
  ) {
    super(base);
    ({ document: this.document, undoLabel: this.undoLabel, redoLabel: this.redoLabel } = base.common);
  }

  override edit(operations: readonly Operation[], label: string): string | null {
    return this.base.common.edit(operations, label);
  }
  override undo(): void {
    this.base.common.undo();
  }
  override redo(): void {
    this.base.common.redo();
  }
  notify(text: string): void {
    this.base.notify(text);
  }
}

/** Each map of a page may have this module to itself, but the reader is one. */
const PAGE = Symbol.for("cjm:page");
const page = globalThis as { [PAGE]?: string };

/** Let the readers of a map meet, which is shown at a place; returns how to leave. */
export function gather(store: RemoteStore, place: string, shelf: Shelf | null): () => void {
  page[PAGE] ??= randomName();
  const path = `${place}:${store.common.document.peek().id}`;
  const meeting = new KernelMeeting(store, page[PAGE]);
  const company = new MeetingCompany(meeting);
  const forum = new MeetingForum(meeting, shelf, path);
  const common = new CommonStore(store, company, forum);
  const over = new SilentStore(common, forum, new IdeaShelf(shelf, path));
  meeting.say("user", sharedReader());
  store.over.value = over;
  return () => {
    meeting.dispose(); // first: the page may be closing
    store.over.value = null;
    over.dispose();
    company.dispose();
    forum.dispose();
  };
}
