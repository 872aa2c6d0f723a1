/** The question before a table is pasted that adds stages or lanes to the map. */

import { tableInWords, takeTable } from "../interaction/clipboard/table-paste";
import type { Open, ViewState } from "../interaction/state";
import { plural, texts } from "../words/words";
import { Chord } from "./chord";
import { closePopover, Popover } from "./popover";

const TEXTS = texts({
  label: "Paste",
  title: "Paste by the names of the columns",
  adds: "Adds",
  leaves: "Leaves out",
  rows: (n: number) => plural(n, "{n} row, which it names then", "{n} rows, which it names then"),
  paste: "Paste",
  cancel: "Cancel",
});

export function TableQuestion({ view, open }: { view: ViewState; open: Extract<Open, { what: "table" }> }) {
  const { edits } = open;
  const paste = () => {
    closePopover(view);
    takeTable(view, edits);
  };
  return (
    <Popover view={view} anchor={open.anchor} label={TEXTS.label} kind="is-paste">
      <p class="cjm-pop-h">
        <b>{TEXTS.title}</b>
      </p>
      <dl>
        <dt>{TEXTS.adds}</dt>
        <dd>{tableInWords(edits)}</dd>
        {edits.leftOut.length > 0 && (
          <>
            <dt>{TEXTS.leaves}</dt>
            <dd>{TEXTS.rows(edits.leftOut.length)}</dd>
          </>
        )}
      </dl>
      <footer>
        <button type="button" class="cjm-btn is-primary" onClick={paste}>
          {TEXTS.paste} <Chord keys="Enter" />
        </button>
        <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
          {TEXTS.cancel} <Chord keys="Escape" />
        </button>
      </footer>
    </Popover>
  );
}
