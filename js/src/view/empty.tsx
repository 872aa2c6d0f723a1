/** A map without stages: the first stage is already an input; a template or a paste will do as well. */
import "./styles/empty.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import { applyAll } from "../document/apply";
import { Refusal } from "../document/check";
import { add } from "../document/gestures";
import { laneCalled, STARTERS } from "../document/lane-kinds";
import type { Document, Operation } from "../document/schema";
import { putCells, readBlock } from "../document/tables/block";
import { namesColumns } from "../document/tables/table-head";
import { readClip } from "../interaction/clipboard/clipboard";
import type { startByTable } from "../interaction/clipboard/table-paste";
import { addStageInPlace } from "../interaction/headers/stage-row";
import type { Unfinished, ViewState } from "../interaction/state";
import { leaveEdit, makeEdit, mayEdit } from "../interaction/writing/editing";
import { withChunk } from "../interaction/writing/late-deed";
import { LANES } from "../lanes";
import { Icon } from "../lanes/icon";
import { phrase } from "../lanes/phrase";
import { english, t } from "../words/words";
import { TemplateGallery } from "./templates/template-gallery";

/** What the chunk of dialogs does with a table that names its columns. */
type StartsByTable = { readonly startByTable: typeof startByTable };

/** Builds up operations, each made against what those before it leave. */
class Draft {
  operations: Operation[] = [];
  constructor(public document: Document) {}
  take(operations: Operation[]): void {
    this.document = applyAll(this.document, operations).document;
    this.operations.push(...operations);
  }
}

/** A lane to begin with: its name, and the texts that are to stand in its cells. */
interface NamedRow {
  name: string;
  texts: readonly string[];
}

/** The first stages, with lanes and a persona to draw for where the map has none. */
export function firstStages(
  document: Document,
  names: readonly string[],
  rows: readonly NamedRow[] = [],
  personas: readonly string[] = [],
): Draft {
  const draft = new Draft(document);
  for (const name of names) draft.take(add(draft.document, "stage", name));
  for (const { name, texts } of rows)
    if (!draft.document.lanes?.some((lane) => lane.name === name)) {
      // A lane that says what its kind cannot hold has cards, whatever its name.
      const { kind } = laneCalled(name);
      const holdsAll = texts.every((text) => LANES[kind].takes(text));
      draft.take(add(draft.document, "lane", name, holdsAll ? {} : { kind: "cards" }));
    }
  if (!draft.document.lanes?.length)
    for (const { name, ...fields } of STARTERS) draft.take(add(draft.document, "lane", name, fields));
  for (const name of personas)
    if (!draft.document.personas?.some((persona) => persona.name === name))
      draft.take(add(draft.document, "persona", name));
  if (!draft.document.personas?.length) draft.take(add(draft.document, "persona", t("Customer")));
  return draft;
}

/**
 * A copied table as a map: stages along its first row; where that row's first cell is empty, or the first
 * column says so, lanes down its first column.
 */
export function fromTable(document: Document, rows: readonly (readonly string[])[]): Operation[] {
  const [head = [], ...body] = rows;
  const filled = (texts: readonly string[]) => texts.map((text) => text.trim()).filter(Boolean);
  if (!body.length) return firstStages(document, filled(head)).operations;
  if (rows.every((row) => row.length === 1))
    return firstStages(document, filled(rows.map((row) => row[0]!))).operations;
  const lanes = body
    .map(([name = "", ...texts]) => ({ name: name.trim(), texts: texts.slice(0, head.length - 1) }))
    .filter(({ name }) => name);
  const draft = firstStages(document, filled(head.slice(1)), lanes);
  const stages = draft.document.stages?.map(({ id }) => id) ?? [];
  for (const { name, texts } of lanes) {
    const lane = draft.document.lanes!.find((other) => other.name === name)!;
    const persona = draft.document.personas?.[0]?.id ?? null;
    const cells = texts.map((text) => ({ text }));
    draft.take(putCells(draft.document, LANES, stages, [lane.id], [cells], { persona }).operations);
  }
  return draft.operations;
}

export function Empty({ view }: { view: ViewState }) {
  const input = useRef<HTMLInputElement>(null);
  const editable = view.store.editable.value;
  const edits = (name: string) => firstStages(view.store.document.peek(), [name]).operations;
  const addTyped = (): boolean => {
    const name = input.current?.value.trim();
    return !!name && makeEdit(view, edits(name), english("Add stage"));
  };
  /** The map takes the field's place, but never under the pointer. */
  const leave = () => {
    if (!view.isPressed) addTyped();
    else window.addEventListener("pointerup", () => setTimeout(addTyped), { once: true });
  };
  useLayoutEffect(() => {
    const field = input.current!;
    const one: Unfinished = { finish: () => void addTyped(), isChanged: () => field.value.trim() !== "" };
    view.unfinished.add(one);
    return () => {
      view.unfinished.delete(one);
      const name = field.value.trim();
      if (name && !view.stages.peek().length) leaveEdit(view, edits(name), english("Add stage"));
    };
  }, [view]);
  const begin = (event: Event) => {
    event.preventDefault();
    if (!addTyped()) return;
    // The next one opens by itself.
    addStageInPlace(view, null);
  };
  const paste = (rows: readonly (readonly string[])[]) => {
    const table = rows.map((row) => row.map((text) => ({ text })));
    if (namesColumns(table)) {
      withChunk<StartsByTable>(view, "dialogs", ({ startByTable }) => startByTable(view, table, firstStages));
      return;
    }
    try {
      const operations = fromTable(view.store.document.peek(), rows);
      if (makeEdit(view, operations, english("Paste"))) view.wantsFocus = true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      view.refusal.value = error.message;
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const rows = event.clipboardData && readClip(event.clipboardData)?.rows;
    if (!rows || (rows.length < 2 && rows[0]!.length < 2)) return;
    event.preventDefault();
    event.stopPropagation();
    paste(rows.map((row) => row.map(({ text }) => text)));
  };
  const readClipboard = async () => {
    try {
      paste(readBlock(await navigator.clipboard.readText()));
    } catch {
      input.current?.focus();
      view.refusal.value = t("This page may not read the clipboard by itself: press Ctrl+V in the field.");
    }
  };
  return (
    <div
      class="cjm-empty"
      role="group"
      aria-label={t("A map without stages")}
      onPaste={editable ? onPaste : undefined}
      onMouseDown={(event) => {
        // A press anywhere on it is meant for the field: elsewhere in a notebook keys would act on its cells.
        if ((event.target as Element).closest("input, button, code, [role=option]")) return;
        event.preventDefault();
        if (mayEdit(view)) input.current?.focus();
      }}
    >
      <form class="cjm-ghrow" onSubmit={begin}>
        <span class="cjm-gh is-first">
          <input
            ref={input}
            aria-label={t("Name the first stage")}
            placeholder={t("Name the first stage")}
            maxLength={500}
            readOnly={!editable}
            onBlur={leave}
          />
        </span>
        {[2, 3, 4, 5].map((number) => (
          <span key={number} class="cjm-gh" aria-hidden="true">
            {number}
          </span>
        ))}
      </form>
      <div class="cjm-guide-card">
        <p>
          {phrase(
            t(
              "Type the first step and press {enter}: the next one opens by itself. Or begin with one of these maps; lanes and numbers can come later.",
            ),
            { enter: <kbd>↵</kbd> },
          )}
        </p>
        <button type="button" class="cjm-btn" disabled={!editable} onClick={readClipboard}>
          <Icon name="table" size={14} />
          {t("Paste from a spreadsheet")}
        </button>
      </div>
      <TemplateGallery view={view} onLeave={() => input.current?.focus()} />
    </div>
  );
}
