/** A short form that writes an entry into a log of the map, such as a decision: shut until its button is pressed. */
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { changeMap } from "../../document/gestures";
import type { Document } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { t, texts, translate } from "../../words/words";
import { Row } from "./fields";
import { readName } from "./reader-name";

const TEXTS = texts({ write: "Write down", cancel: "Cancel" });

type LogName = "decisions" | "walkthroughs";
type Entry<L extends LogName> = NonNullable<Document[L]>[number];
/** What was typed, by the names of fields. */
export type Answers = Readonly<Record<string, string>>;

interface LogFormProps<L extends LogName> {
  view: ViewState;
  log: L;
  /** What its button says. */
  button: string;
  /** The label of the edit, in English. */
  edit: string;
  fields: readonly {
    readonly name: string;
    readonly label: string;
    /** What there is to choose from, first nothing; a field of text without. */
    readonly choices?: readonly { readonly value: string; readonly words: string }[];
  }[];
  /** What an entry holds beside who wrote it and when; a sentence where something is missing. */
  read: (answers: Answers) => Omit<Entry<L>, "author" | "time"> | string;
}

export function LogForm<L extends LogName>({ view, log, button, edit, fields, read }: LogFormProps<L>) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    if (isOpen) form.current!.querySelector<HTMLElement>("input, select")!.focus();
    else if (wasOpen.current) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const close = () => {
    setWhy(null);
    setOpen(false);
  };
  const write = () => {
    const answers = Object.fromEntries(
      [...new FormData(form.current!)].map(([name, text]) => [name, String(text).trim()]),
    );
    const entry = read(answers);
    if (typeof entry === "string") return setWhy(entry);
    const { store } = view;
    const document = store.document.peek();
    const who = readName(view).name || t("Someone");
    const more = { ...entry, author: who, time: new Date().toISOString() };
    const reason = store.edit(changeMap(document, { [log]: [...(document[log] ?? []), more] }), edit);
    if (reason === null) close();
    else setWhy(reason);
  };
  if (!view.store.editable.value) return null;
  if (!isOpen)
    return (
      <button ref={opener} type="button" class="cjm-btn is-small" onClick={() => setOpen(true)}>
        <Icon name="plus" size={14} />
        {button}
      </button>
    );
  return (
    <form
      ref={form}
      class="cjm-log"
      aria-label={button}
      onSubmit={(event) => {
        event.preventDefault();
        write();
      }}
      onKeyDown={(event) => {
        if (isComposing(event) || event.key !== "Escape") return;
        close();
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {fields.map(({ name, label, choices }) => (
        <Row key={name} label={label} id={`${id}-${name}`}>
          {choices ? (
            <select id={`${id}-${name}`} name={name} class="cjm-in is-box">
              <option value="" />
              {choices.map(({ value, words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
          ) : (
            <input id={`${id}-${name}`} name={name} class="cjm-in is-box" autocomplete="off" />
          )}
        </Row>
      ))}
      {why && (
        <p class="cjm-why" role="alert">
          {translate(why)}
        </p>
      )}
      <div class="cjm-acts">
        <button type="submit" class="cjm-btn is-primary is-small">
          {TEXTS.write}
        </button>
        <button type="button" class="cjm-btn is-small" onClick={close}>
          {TEXTS.cancel}
        </button>
      </div>
    </form>
  );
}
