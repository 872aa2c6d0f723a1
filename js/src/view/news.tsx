/** What the reader must be told: that the kernel is gone, what was refused, what clashed outside a cell. */
import { useState } from "preact/hooks";
import type { Conflict } from "../core/store";
import { copyText } from "./clipboard";
import { ConflictView } from "./grid/conflict";
import { Icon } from "./icons";
import type { ViewState } from "./state";

export function Banner({ view }: { view: ViewState }) {
  const status = view.store.status.value;
  const [copied, setCopied] = useState(false);
  if (status.kind !== "gone") return null;
  const { why, unsaved, revision } = status;
  const lost =
    unsaved === 0
      ? "Everything was saved."
      : `${unsaved} ${unsaved === 1 ? "edit was" : "edits were"} not saved.`;
  const copy = async () => {
    await copyText(view.store.unsaved());
    setCopied(true);
  };
  return (
    <div class="cjm-banner" role="alert">
      <Icon name="unplug" />
      <span>
        <b>{why || "The kernel is gone."}</b> You see revision {revision}; it can be read, not edited. {lost}
      </span>
      {unsaved > 0 && (
        <button type="button" class="cjm-btn" onClick={copy}>
          <Icon name={copied ? "check" : "copy"} size={14} />
          {copied ? "Copied" : "Copy unsaved edits"}
        </button>
      )}
    </div>
  );
}

export function Notices({ view }: { view: ViewState }) {
  const { store } = view;
  const refusal = view.refusal.value;
  return (
    <div class="cjm-notices" role="status">
      {store.notices.value.map(({ id, text, tone }) => (
        <Notice key={id} text={text} danger={tone === "danger"} dismiss={() => store.dismiss(id)} />
      ))}
      {refusal && (
        <Notice
          text={refusal}
          danger
          dismiss={() => {
            view.refusal.value = null;
          }}
        />
      )}
    </div>
  );
}

function Notice({ text, danger, dismiss }: { text: string; danger: boolean; dismiss: () => void }) {
  return (
    <div class={danger ? "cjm-notice is-danger" : "cjm-notice"}>
      <span>{text}</span>
      <button type="button" class="cjm-tool" aria-label="Dismiss" onClick={dismiss}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

/** Conflicts that have no cell in this view to be shown on: a title, a name, a removed stage. */
export function Conflicts({ view }: { view: ViewState }) {
  const stages = view.stages.value;
  const shown = ({ lane, stage, field }: Conflict) =>
    stages.some(({ id }) => id === stage) &&
    view.lanes.value.some(({ id, kind = "cards" }) =>
      field === "emotion" ? kind === "emotion" : id === lane && kind === "cards",
    );
  const others = view.store.conflicts.value.filter((conflict) => !shown(conflict));
  if (!others.length) return null;
  return (
    <div class="cjm-conflicts">
      {others.map((conflict) => (
        <ConflictView key={conflict.id} view={view} conflict={conflict} />
      ))}
    </div>
  );
}
