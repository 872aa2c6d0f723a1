/** The header strip: title, kind and scenario to edit in place, where edits stand, the tools; then whose map, and what feeds it. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { changeMap } from "../../document/gestures";
import type { Document } from "../../document/schema";
import { openAdd } from "../../interaction/commands/commands";
import { isComposing } from "../../interaction/commands/keys";
import { closeFind, openFind } from "../../interaction/finding/find";
import { togglePanel } from "../../interaction/panel-focus";
import { present } from "../../interaction/reader/presentation";
import type { Unfinished, ViewState } from "../../interaction/state";
import { leaveEdit, makeEdit, stepHistory } from "../../interaction/writing/editing";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { english, plural, t, texts, translate } from "../../words/words";
import { HeadlineSlot, hasPath, LinkKeySlot } from "../grid/link-slots";
import { Late } from "../late";
import { Data, Personas, Segments } from "./audience";

export function Head({ view, children }: { view: ViewState; children?: ComponentChildren }) {
  const { store } = view;
  const document = store.document.value;
  const measured = store.measured.value;
  const [source] = measured.sources ?? [];
  const personas = document.personas ?? [];
  // Without a stage there is no journey yet, whose persona it could be.
  const canUnfold =
    view.chunks.isOpen && view.stages.value.length > 0 && (personas.length > 0 || store.editable.value);
  // Without a lane of its own a link looks like any way that cases went.
  const { all, ofStages } = view.linking;
  const hasLinks = hasPath(view) || all.value.length > ofStages.value.length;
  return (
    <header class="cjm-head">
      <div class="cjm-h1">
        <MapField view={view} field="title" label={t("Title")} hint={t("Untitled journey")} />
        <KindBadge view={view} />
        <MapField
          view={view}
          field="scenario"
          label={t("Scenario")}
          hint={t("Who is it about, and what are they trying to do?")}
        />
        <SaveStatus view={view} />
        {children}
        <Tools view={view} />
      </div>
      {(personas.length > 0 || source || canUnfold || hasLinks) && (
        <div class="cjm-h2">
          {(personas.length > 0 || canUnfold) && (
            <Personas view={view} personas={personas} source={source} canUnfold={canUnfold} />
          )}
          {(personas.length > 0 || canUnfold) && source && <span class="cjm-vr" />}
          <HeadlineSlot view={view} />
          {source && <Data source={source} others={(measured.sources?.length ?? 1) - 1} />}
          {hasLinks && personas.length > 0 && !source && <span class="cjm-vr" />}
          {hasLinks ? <LinkKeySlot view={view} /> : <span class="cjm-grow" />}
          <Segments view={view} />
        </div>
      )}
      {canUnfold && view.unfolded.value && (
        <Late
          view={view}
          from="gallery"
          draw={({ PersonaCards }) => <PersonaCards view={view} />}
          frame={(says) => (
            <p class="cjm-late" role="status">
              {says}
            </p>
          )}
        />
      )}
    </header>
  );
}

interface MapFieldProps {
  view: ViewState;
  field: "title" | "scenario";
  label: string;
  hint: string;
}

/** A field of the map that is always an input, so that a press is enough to edit it. */
function MapField({ view, field, label, hint }: MapFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const typed = useRef("");
  const base = useRef<Document | null>(null);
  const text = view.store.document.value[field] ?? "";
  // Not a controlled input: a change elsewhere in the map must not undo what is being typed here.
  useLayoutEffect(() => {
    if (!base.current) input.current!.value = text;
  }, [text]);
  const unfinished = useRef<Unfinished>({
    finish: () => save(),
    isChanged: () => input.current!.value !== (view.store.document.peek()[field] ?? ""),
  });
  useLayoutEffect(
    () => () => {
      const entry = base.current && view.unfinished.has(unfinished.current) ? typed.current : null;
      view.unfinished.delete(unfinished.current);
      if (entry !== null && entry !== (view.store.document.peek()[field] ?? ""))
        leaveEdit(view, changeMap(base.current!, { [field]: entry }), editLabel(field));
    },
    [],
  );
  const save = () => {
    const entry = input.current!.value;
    const now = view.store.document.peek();
    // A refused text stays in the field to be corrected.
    const edit = entry === (now[field] ?? "") ? [] : changeMap(base.current ?? now, { [field]: entry });
    if (!makeEdit(view, edit, editLabel(field))) return;
    base.current = view.store.document.peek();
    input.current!.value = base.current[field] ?? "";
  };
  return (
    <input
      ref={input}
      class={`cjm-${field}`}
      aria-label={label}
      title={text.length > 40 ? text : undefined}
      placeholder={hint}
      size={field === "title" ? Math.max(8, Math.min(60, (text || hint).length)) : undefined}
      readOnly={!view.store.editable.value}
      onFocus={() => {
        base.current = view.store.document.peek();
        typed.current = input.current!.value;
        view.unfinished.add(unfinished.current);
      }}
      onInput={(event) => {
        typed.current = event.currentTarget.value;
      }}
      onBlur={() => {
        // It goes away with its map, which has saved it.
        if (!input.current) return;
        if (view.store.editable.peek()) save();
        // What could not be saved stays in the field, and is asked about before the page is left.
        if (unfinished.current.isChanged()) return;
        base.current = null;
        view.unfinished.delete(unfinished.current);
      }}
      onKeyDown={(event) => {
        if (isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
        if (event.key === "Escape") event.currentTarget.value = view.store.document.peek()[field] ?? "";
        save();
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}

const KINDS = texts({ current: "Current state", future: "Future state" } as const);

const editLabel = (field: "title" | "scenario"): string =>
  field === "title" ? english("Edit title") : english("Edit scenario");

function KindBadge({ view }: { view: ViewState }) {
  const document = view.store.document.value;
  const kind = document.kind ?? "current";
  const other = kind === "current" ? "future" : "current";
  if (view.isForReading) return <span class="cjm-badge">{KINDS[kind]}</span>;
  return (
    <button
      type="button"
      class="cjm-badge"
      disabled={!view.store.editable.value}
      title={
        other === "future"
          ? t("Press to call this the future state")
          : t("Press to call this the current state")
      }
      onClick={() =>
        makeEdit(
          view,
          changeMap(document, { kind: other }),
          other === "future" ? english("Call it future state") : english("Call it current state"),
        )
      }
    >
      {KINDS[kind]}
      <Icon name="swap" size={12} />
    </button>
  );
}

const waitingWords = ({ count, slow }: { count: number; slow: boolean }): string =>
  slow
    ? plural(count, "{n} edit waiting for the kernel", "{n} edits waiting for the kernel")
    : plural(count, "{n} edit waiting", "{n} edits waiting");

function SaveStatus({ view }: { view: ViewState }) {
  const status = view.store.status.value;
  const words = {
    saved: t("Saved"),
    changed: t("Not saved yet"),
    still: status.kind === "still" ? translate(status.how) : "",
    connecting: t("Connecting"),
    gone: t("Kernel gone"),
    unkept: t("File not saved"),
    waiting: status.kind === "waiting" ? waitingWords(status) : "",
  }[status.kind];
  return (
    <span
      class={`cjm-status is-${status.kind === "connecting" ? "waiting" : status.kind}`}
      role="status"
      title={status.kind === "unkept" ? translate(status.why) : undefined}
    >
      {status.kind === "saved" && <Icon name="check" size={14} />}
      {status.kind === "gone" && <Icon name="unplug" size={14} />}
      {(status.kind === "waiting" || status.kind === "connecting") && <i class="cjm-spin" />}
      <span>{words}</span>
    </span>
  );
}

const isMac = /Mac|iP/.test(globalThis.navigator?.platform ?? "");
const control = (): string => (isMac ? "⌘" : `${t("Ctrl")} `);

function Tools({ view }: { view: ViewState }) {
  const { store } = view;
  const editable = store.editable.value;
  const [undo, redo] = [store.undoLabel.value, store.redoLabel.value];
  return (
    <div class="cjm-tools" role="toolbar" aria-label={t("Map")}>
      {!view.isForReading && (
        <>
          <Tool
            icon="undo"
            label={undo ? t("Undo “{edit}”", { edit: translate(undo) }) : t("Undo")}
            keys={`${control()}Z`}
            off={!editable || undo === null}
            press={() => stepHistory(view, "undo")}
          />
          <Tool
            icon="redo"
            rare
            label={redo ? t("Redo “{edit}”", { edit: translate(redo) }) : t("Redo")}
            keys={`${control()}⇧ Z`}
            off={!editable || redo === null}
            press={() => stepHistory(view, "redo")}
          />
          <span class="cjm-vr" />
        </>
      )}
      {view.chunks.isOpen && (
        <Tool
          icon="sliders"
          rare
          label={t("View")}
          on={view.open.value?.what === "view"}
          press={(at) => {
            view.open.value = { what: "view", anchor: at };
          }}
        />
      )}
      {!view.isForReading && (
        <>
          <Tool
            icon="addStage"
            rare
            label={t("Add stage")}
            keys="+"
            off={!editable}
            press={(at) => openAdd(view, "stage", null, at)}
          />
          {view.part !== "curve" && (
            <Tool
              icon="addLane"
              rare
              label={t("Add lane")}
              keys="+"
              off={!editable}
              press={(at) => openAdd(view, "lane", null, at)}
            />
          )}
        </>
      )}
      {view.chunks.isOpen && (
        <>
          <span class="cjm-vr" />
          <Tool
            icon="search"
            rare
            label={t("Find")}
            keys={`${control()}F`}
            on={view.find.value !== null}
            off={!view.stages.value.length}
            press={() => (view.find.peek() ? closeFind(view) : openFind(view, false))}
          />
          <Tool
            icon="panel"
            label={view.panel.value ? t("Close details") : t("Details")}
            keys={`${control()}I`}
            off={!view.stages.value.length}
            press={() => togglePanel(view)}
          />
          <Tool
            icon="present"
            rare
            label={t("Present")}
            off={!view.stages.value.length}
            press={() => present(view)}
          />
          <Tool
            icon="more"
            label={t("All commands")}
            keys={`${control()}K`}
            off={!view.stages.value.length}
            press={(at) => {
              view.open.value = { what: "palette", anchor: at };
            }}
          />
        </>
      )}
    </div>
  );
}

function Tool({
  icon,
  label,
  keys,
  on,
  off = false,
  rare = false,
  press,
}: {
  icon: IconName;
  label: string;
  keys?: string;
  /** Of what it opens and closes again: whether it is open. */
  on?: boolean;
  off?: boolean;
  /** Whether a map that is narrow leaves it to the palette. */
  rare?: boolean;
  press: (at: Element) => void;
}) {
  return (
    <button
      type="button"
      class={`cjm-tool${on ? " is-on" : ""}${rare ? " is-rare" : ""}`}
      aria-label={label}
      aria-pressed={on}
      aria-disabled={off}
      onClick={(event) => !off && press(event.currentTarget)}
    >
      <Icon name={icon} />
      <span class="cjm-tip" aria-hidden="true">
        {label} {keys && <kbd>{keys}</kbd>}
      </span>
    </button>
  );
}
