/** Notices: that the kernel is gone, refused edits, and conflicts outside of cells. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Document } from "../document/schema";
import { copyText } from "../interaction/clipboard";
import { lossInWords } from "../interaction/read-only";
import type { ViewState } from "../interaction/state";
import { descriptorOf } from "../lanes";
import { ConflictView } from "../lanes/conflict";
import { Icon } from "../lanes/icon";
import type { Conflict } from "../store/store";

export function Banner({ view }: { view: ViewState }) {
  const status = view.store.status.value;
  if (status.kind !== "gone") return null;
  const { runCell } = view;
  return (
    <div class="cjm-banner" role="alert">
      <Icon name="unplug" />
      <span>{lossInWords(status, runCell !== null)}</span>
      {status.unsaved > 0 && <CopyButton label="Copy unsaved edits" text={() => view.store.unsaved()} />}
      {runCell && <RunButton run={runCell} />}
    </div>
  );
}

function RunButton({ run }: { run: () => void }) {
  return (
    <button type="button" class="cjm-btn is-primary" onClick={run}>
      Run the cell
    </button>
  );
}

function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await copyText(text());
    setIsCopied(true);
  };
  return (
    <button type="button" class="cjm-btn" onClick={copy}>
      <Icon name={isCopied ? "check" : "copy"} size={14} />
      {isCopied ? "Copied" : label}
    </button>
  );
}

export function Notices({ view }: { view: ViewState }) {
  const { store } = view;
  const refusal = view.refusal.value;
  const report = view.report.value;
  return (
    <div class="cjm-notices" role="status">
      {store.notices.value.map(({ id, text, tone }) => (
        <NoticeLine key={id} text={text} danger={tone === "danger"} dismiss={() => store.dismiss(id)} />
      ))}
      {report && (
        <NoticeLine
          text={report.text}
          lines={report.lines}
          dismiss={() => {
            view.report.value = null;
          }}
        >
          {report.take && (
            <button type="button" class="cjm-btn" onClick={report.take}>
              {report.label}
            </button>
          )}
        </NoticeLine>
      )}
      {refusal && (
        <NoticeLine
          text={refusal}
          danger
          run={store.editable.value ? null : view.runCell}
          dismiss={() => {
            view.refusal.value = null;
          }}
        />
      )}
    </div>
  );
}

interface NoticeProps {
  text: string;
  /** What more there is to say, a line each. */
  lines?: readonly string[];
  danger?: boolean;
  run?: (() => void) | null;
  dismiss: () => void;
  children?: ComponentChildren;
}

function NoticeLine({ text, lines = [], danger, run, dismiss, children }: NoticeProps) {
  return (
    <div class={danger ? "cjm-notice is-danger" : "cjm-notice"}>
      <span>
        {text}
        {lines.length > 0 && (
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </span>
      {children}
      {run && <RunButton run={run} />}
      <button type="button" class="cjm-tool" aria-label="Dismiss" onClick={dismiss}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

/** Edits of an earlier life, which are made again only if the reader says so. */
export function Leftovers({ view }: { view: ViewState }) {
  const { store } = view;
  return (
    <>
      {store.leftovers.value.map(({ id, count, at, words }) => (
        <div class="cjm-banner is-quiet" role="status" key={id}>
          <Icon name="report" />
          <span title={words}>
            <b>
              {count} {count === 1 ? "edit" : "edits"} from {new Date(at).toLocaleString()}
            </b>{" "}
            never reached the kernel.
          </span>
          <CopyButton label="Copy" text={() => words} />
          <button type="button" class="cjm-btn" onClick={() => store.discard(id)}>
            Discard
          </button>
          {store.editable.value && (
            <button type="button" class="cjm-btn is-primary" onClick={() => store.replay(id)}>
              Make again
            </button>
          )}
        </div>
      ))}
    </>
  );
}

/** Conflicts that have no cell to be shown in: of a title or a name, or of something that is gone. */
export function Conflicts({ view }: { view: ViewState }) {
  const document = view.store.document.value;
  const stages = new Set(view.stages.value.map(({ id }) => id));
  const hasCell = (conflict: Conflict) =>
    stages.has(conflict.stage) &&
    view.lanes.value.some(
      (lane) => !view.reader.folded.value.has(lane.id) && descriptorOf(lane).showsConflict(lane, conflict),
    );
  const others = view.store.conflicts.value.filter((conflict) => !hasCell(conflict));
  if (!others.length) return null;
  return (
    <div class="cjm-conflicts">
      {others.map((conflict) => (
        <ConflictView
          key={conflict.id}
          view={view}
          conflict={conflict}
          about={conflictSubject(document, conflict)}
        />
      ))}
    </div>
  );
}

/** What a conflict is about, as people call it. */
function conflictSubject(document: Document, { stage, lane, persona, field }: Conflict): string {
  const name = (things: readonly { id: string; name: string }[] = [], id: string | null) =>
    things.find((thing) => thing.id === id)?.name ?? id;
  const places = [name(document.stages, stage), name(document.lanes, lane), name(document.personas, persona)];
  return [field.replaceAll("_", " "), ...places].filter(Boolean).join(", ");
}
