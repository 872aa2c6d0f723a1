/** Notices: that the kernel is gone, refused edits, and conflicts outside of cells. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { copyText } from "../interaction/clipboard/clipboard";
import { lossInWords } from "../interaction/reader/read-only";
import type { ViewState } from "../interaction/state";
import { Icon } from "../lanes/icon";
import { t, translate } from "../words/words";

export function Banner({ view }: { view: ViewState }) {
  const status = view.store.status.value;
  if (status.kind !== "gone") return null;
  const { runCell } = view;
  return (
    <div class="cjm-banner" role="alert">
      <Icon name="unplug" />
      <span>{lossInWords(status, runCell !== null)}</span>
      {status.unsaved > 0 && <CopyButton label={t("Copy unsaved edits")} text={() => view.store.unsaved()} />}
      {runCell && <RunButton run={runCell} />}
    </div>
  );
}

function RunButton({ run }: { run: () => void }) {
  return (
    <button type="button" class="cjm-btn is-primary" onClick={run}>
      {t("Run the cell")}
    </button>
  );
}

export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await copyText(text());
    setIsCopied(true);
  };
  return (
    <button type="button" class="cjm-btn" onClick={copy}>
      <Icon name={isCopied ? "check" : "copy"} size={14} />
      {isCopied ? t("Copied") : label}
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
        <NoticeLine
          key={id}
          text={translate(text)}
          danger={tone === "danger"}
          dismiss={() => store.dismiss(id)}
        />
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
          text={translate(refusal)}
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
              <li key={line}>{translate(line)}</li>
            ))}
          </ul>
        )}
      </span>
      {children}
      {run && <RunButton run={run} />}
      <button type="button" class="cjm-tool" aria-label={t("Dismiss")} onClick={dismiss}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
