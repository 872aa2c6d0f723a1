/** What the reader must be told: that the kernel is gone, what was refused, what clashed outside a cell. */
import { useState } from "preact/hooks";
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

/** Also where the page may not use the clipboard by itself (plain http, an embedded frame). */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const put = (event: ClipboardEvent) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", put, true);
    document.execCommand("copy");
    document.removeEventListener("copy", put, true);
  }
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

/** Conflicts that have no cell of cards to be shown on: a title, a name, an emotion, a removed stage. */
export function Conflicts({ view }: { view: ViewState }) {
  const { stages = [], lanes = [] } = view.store.document.value;
  const shown = (lane: string | null, stage: string) =>
    stages.some(({ id }) => id === stage) &&
    lanes.some(({ id, kind = "cards" }) => id === lane && kind === "cards");
  const others = view.store.conflicts.value.filter(({ lane, stage }) => !shown(lane, stage));
  if (!others.length) return null;
  return (
    <div class="cjm-conflicts">
      {others.map((conflict) => (
        <ConflictView key={conflict.id} view={view} conflict={conflict} />
      ))}
    </div>
  );
}
