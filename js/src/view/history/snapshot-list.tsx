/** The snapshots of the map: taken by name, compared with the map as it is, restored and removed. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { backingOfMap, claimsOf } from "../../document/coverage/coverage";
import { thingsOf } from "../../document/document";
import type { MapSnapshot } from "../../document/schema";
import { cardChanges, takeSnapshot } from "../../document/versions/snapshot-changes";
import { isComposing } from "../../interaction/commands/keys";
import type { ViewState } from "../../interaction/state";
import { makeEdit } from "../../interaction/writing/editing";
import { Icon } from "../../lanes/icon";
import { NOW } from "../../scene/comparison/versions";
import { english, plural, t, texts } from "../../words/words";
import { readName } from "../panel/reader-name";
import { dayOf } from "./edits";
import { Thumbnail } from "./thumbnail";

const TEXTS = texts({
  name: "Name of the snapshot",
  hint: "What it is the map of",
  keep: "Keep",
  cancel: "Cancel",
  list: "Snapshots",
  now: "Now",
  compare: "Compare",
  restore: "Restore",
  remove: "Remove",
  didRestore: (name: string) => t("Restored “{name}”. Ctrl Z takes this back.", { name }),
  didRemove: (name: string) => t("Removed “{name}”. Ctrl Z brings it back.", { name }),
  keeps: (name: string) => t("Snapshot “{name}” is kept with the map.", { name }),
  cards: (count: number) => plural(count, "{n} card", "{n} cards"),
  differ: (count: number) =>
    count ? plural(count, "{n} differs from now", "{n} differ from now") : t("none differ from now"),
  note: "Ctrl Z takes a restored snapshot back. A snapshot keeps the counts of its time, so its numbers stay as they were.",
  none: "A snapshot keeps the map as it is now, with its counts, under a name.",
});

/** The field that names a new snapshot. */
export function Naming({ view, close }: { view: ViewState; close: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const keep = () => {
    const name = field.current!.value.trim();
    if (!name) return;
    const taken = takeSnapshot(view.store.document.peek(), name, readName(view).name);
    if (!makeEdit(view, taken, english("Snapshot {name}", { name }))) return;
    view.outcome.value = TEXTS.keeps(name);
    leave();
  };
  const leave = () => {
    const opener = view.root?.querySelector<HTMLElement>(".cjm-dk-sub .cjm-btn");
    close();
    opener?.focus();
  };
  return (
    <div class="cjm-snap-new">
      <input
        ref={field}
        class="cjm-in is-box"
        aria-label={TEXTS.name}
        placeholder={TEXTS.hint}
        maxLength={200}
        onKeyDown={(event) => {
          if (isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
          if (event.key === "Enter") keep();
          else leave();
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <button type="button" class="cjm-btn is-small" onClick={keep}>
        {TEXTS.keep}
      </button>
      <button type="button" class="cjm-btn is-small" onClick={leave}>
        {TEXTS.cancel}
      </button>
    </div>
  );
}

export function Snapshots({ view }: { view: ViewState }) {
  const document = view.store.document.value;
  const taken = thingsOf(document, "snapshot").toReversed();
  return (
    <>
      <ul class="cjm-snaps" aria-label={TEXTS.list}>
        <li class="is-on" aria-current="true">
          <Thumbnail document={document} />
          <div>
            <b>{TEXTS.now}</b>
            <small>{TEXTS.cards(claimsOf(backingOfMap(document)))}</small>
          </div>
        </li>
        {taken.map((snapshot) => (
          <SnapshotItem key={snapshot.id} view={view} snapshot={snapshot} />
        ))}
      </ul>
      <p class="cjm-note">{taken.length ? TEXTS.note : TEXTS.none}</p>
    </>
  );
}

function SnapshotItem({ view, snapshot }: { view: ViewState; snapshot: MapSnapshot }) {
  const { id, name, map, time = "", by = "" } = snapshot;
  const changes = cardChanges(map, view.store.document.value);
  const editable = view.store.editable.value;
  const edit = (operation: "restore" | "remove") => {
    const operations =
      operation === "restore"
        ? [{ op: "restore" as const, snapshot: id }]
        : [{ op: "remove" as const, what: "snapshot" as const, id }];
    const label =
      operation === "restore"
        ? english("Restore {name}", { name })
        : english("Remove snapshot {name}", { name });
    if (!makeEdit(view, operations, label)) return;
    view.outcome.value = operation === "restore" ? TEXTS.didRestore(name) : TEXTS.didRemove(name);
    if (operation === "remove") view.root?.querySelector<HTMLElement>(".cjm-dk-sub .cjm-btn")?.focus();
  };
  return (
    <li>
      <Thumbnail document={map} />
      <div>
        <b>{name}</b>
        <small>{[time && dayOf(time), by].filter(Boolean).join(" · ")}</small>
        <small>{`${TEXTS.cards(claimsOf(backingOfMap(map)))} · ${TEXTS.differ(changes.length)}`}</small>
        <span class="cjm-acts">
          <button
            type="button"
            class="cjm-btn is-small"
            aria-label={`${TEXTS.compare} ${name}`}
            onClick={(event) => {
              view.open.value = { what: "compare", anchor: event.currentTarget, was: id, now: NOW };
            }}
          >
            {TEXTS.compare}
          </button>
          {editable && (
            <button
              type="button"
              class="cjm-btn is-small"
              aria-label={`${TEXTS.restore} ${name}`}
              onClick={() => edit("restore")}
            >
              {TEXTS.restore}
            </button>
          )}
          {editable && (
            <button
              type="button"
              class="cjm-tool is-small"
              aria-label={`${TEXTS.remove} ${name}`}
              onClick={() => edit("remove")}
            >
              <Icon name="trash" size={14} />
            </button>
          )}
        </span>
      </div>
    </li>
  );
}
