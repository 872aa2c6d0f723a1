/** The tile behind the last persona: a name, or a segment of the rows, makes one more. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isComposing } from "../../interaction/commands/keys";
import { afterDrawing } from "../../interaction/focus";
import { addPersona } from "../../interaction/headers/persona-row";
import type { Unfinished, ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { texts } from "../../words/words";
import { capital } from "../header/audience";

const TEXTS = texts({
  add: "Add a persona",
  hint: "or name a segment of the rows",
  name: "Name of the new persona",
  placeholder: "Name",
  standsFor: "Stands for",
  noRows: "No rows yet",
  submit: "Add",
});

interface NewPersonaProps {
  view: ViewState;
  /** Whether a dragged card would stand last. */
  isTarget: boolean;
  /** A persona was added; its card is about to be drawn. */
  added: (id: string) => void;
}

export function NewPersona({ view, isTarget, added }: NewPersonaProps) {
  const open = useSignal(false);
  const tile = useRef<HTMLButtonElement>(null);
  const target = isTarget ? " is-target" : "";
  if (!open.value)
    return (
      <button
        ref={tile}
        type="button"
        class={`cjm-pcard is-new${target}`}
        onClick={() => {
          open.value = true;
        }}
      >
        <Icon name="plus" />
        <b>{TEXTS.add}</b>
        <small>{TEXTS.hint}</small>
      </button>
    );
  return (
    <NewForm
      view={view}
      added={added}
      close={(back) => {
        open.value = false;
        if (back) afterDrawing(() => tile.current?.focus());
      }}
    />
  );
}

function NewForm({
  view,
  added,
  close,
}: {
  view: ViewState;
  added: (id: string) => void;
  /** `back` says whether the focus goes to the tile again. */
  close: (back: boolean) => void;
}) {
  const name = useRef<HTMLInputElement>(null);
  const segment = useRef<HTMLSelectElement>(null);
  const { choices = [] } = view.store.measured.value;
  const segments = choices.flatMap(({ column, options }) => options.map(({ value }) => ({ column, value })));
  /** Add what is named, a segment by its own name; false where there is nothing, or it was refused. */
  const submit = (): boolean => {
    const rows = segments[Number(segment.current?.value || -1)];
    const typed = name.current!.value.trim() || (rows ? capital(rows.value) : "");
    if (!typed) return false;
    const id = addPersona(view, typed, rows ? { segment: { [rows.column]: rows.value } } : {});
    if (id === null) return false;
    name.current!.value = "";
    added(id);
    close(false);
    return true;
  };
  useLayoutEffect(() => {
    const field = name.current!;
    field.focus();
    field.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    const one: Unfinished = { finish: () => void submit(), isChanged: () => field.value.trim() !== "" };
    view.unfinished.add(one);
    return () => void view.unfinished.delete(one);
  }, []);
  return (
    <form
      class="cjm-pcard is-new"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || isComposing(event)) return;
        event.preventDefault();
        event.stopPropagation();
        close(true);
      }}
    >
      <input
        ref={name}
        class="cjm-field"
        aria-label={TEXTS.name}
        placeholder={TEXTS.placeholder}
        maxLength={500}
      />
      {segments.length > 0 && (
        <label>
          <small>{TEXTS.standsFor}</small>
          <select ref={segment} class="cjm-field" aria-label={TEXTS.standsFor}>
            <option value="">{TEXTS.noRows}</option>
            {segments.map(({ column, value }, at) => (
              <option key={`${column} ${value}`} value={at}>
                {capital(value)}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" class="cjm-btn is-primary">
        {TEXTS.submit}
      </button>
    </form>
  );
}
