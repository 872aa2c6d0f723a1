/** The button that has the opportunities saved for another tool, with the menu of those tools. */
import { useRef, useState } from "preact/hooks";
import { exportTickets, TICKET_FILES } from "../../interaction/commands/tables/export-table";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { t, texts } from "../../words/words";
import { Choices, useLeaving } from "../menu/menu-rows";

const TEXTS = texts({ label: "Export for Jira, Linear" });

export function ExportMenu({ view }: { view: ViewState }) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="cjm-tool is-small"
        title={TEXTS.label}
        aria-label={TEXTS.label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="export" size={14} />
      </button>
      {isOpen && (
        <Tools
          view={view}
          button={button}
          close={() => {
            setOpen(false);
            button.current!.focus();
          }}
        />
      )}
    </>
  );
}

interface ToolsProps {
  view: ViewState;
  button: { current: HTMLButtonElement | null };
  close: () => void;
}

function Tools({ view, button, close }: ToolsProps) {
  useLeaving(close, button);
  const choices = Object.keys(TICKET_FILES).map((tool) => ({
    name: t("CSV for {tool}", { tool }),
    run: () => exportTickets(view, tool),
  }));
  return (
    <Choices
      label={TEXTS.label}
      row={button.current!}
      how="below"
      enters
      choices={choices}
      back={close}
      leave={close}
    />
  );
}
