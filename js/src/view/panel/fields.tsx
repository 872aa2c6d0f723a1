/**
 * Fields of the details: a value that looks like text at rest and is saved when the reader leaves it. Each compares
 * with what stood there when it was taken up, so that a change made meanwhile is a conflict and never overwritten.
 */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Document } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { backToMap } from "../../interaction/panel-focus";
import type { Unfinished, ViewState } from "../../interaction/state";
import type { Topic } from "../../interaction/subject";
import { Icon } from "../../lanes/icon";
import { english, t, translate } from "../../words/words";

export interface Details {
  view: ViewState;
  subject: Topic;
}

type Value = Readonly<Record<string, unknown>>;

/** Make the edit of some fields, as a document shows them; why not, where it is refused. */
export function save({ view, subject }: Details, base: Document, changes: Value): string | null {
  const operations = subject.change(base, changes);
  if (!operations.length) return null;
  const [field = ""] = Object.keys(changes);
  return view.store.edit(operations, english("Edit {field}", { field: field.replaceAll("_", " ") }));
}

export function Section({
  title,
  label,
  keys,
  children,
}: {
  title?: string;
  label?: string;
  keys?: string;
  children: ComponentChildren;
}) {
  return (
    <div class="cjm-sec" role="group" aria-label={label ?? title}>
      {title && (
        <h3>
          {title}
          {keys && (
            <span class="cjm-sec-k">
              {keys.split(" ").map((key) => (
                <kbd key={key}>{t(key)}</kbd>
              ))}
            </span>
          )}
        </h3>
      )}
      {children}
    </div>
  );
}

export function Row({ label, id, children }: { label: string; id?: string; children: ComponentChildren }) {
  return (
    <div class="cjm-f">
      {id ? (
        <label class="cjm-f-l" for={id}>
          {label}
        </label>
      ) : (
        <span class="cjm-f-l" aria-hidden="true">
          {label}
        </span>
      )}
      <div class="cjm-f-v">{children}</div>
    </div>
  );
}

interface EntryProps extends Details {
  label: string;
  /** What stands in the field. */
  text: string;
  /** The changes that an entry makes, or a sentence that says why it makes none. */
  read: (text: string) => Value | string;
  hint?: string;
  type?: "text" | "date";
  /** Whether it has several lines. */
  lines?: boolean;
  /** What a reader may choose from besides typing. */
  choices?: readonly string[];
  class?: string;
}

/** A field of text. Not a controlled input: a change elsewhere in the map must not undo what is being typed here. */
export function Entry(props: EntryProps) {
  const { view, subject, label, text, hint, type = "text", lines, choices } = props;
  const id = useId();
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const base = useRef<Document | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const latest = useRef(props);
  // The field stays the one it was taken up for until it is left, whatever is selected meanwhile.
  if (!base.current) latest.current = props;
  useLayoutEffect(() => {
    if (!base.current && input.current) input.current.value = text;
    if (lines) grow(input.current!);
  }, [text, lines]);
  const { finish, unfinished } = useMemo(() => {
    const isChanged = () => !!base.current && !!input.current && input.current.value !== latest.current.text;
    const finish = (): boolean => {
      if (!isChanged()) return true;
      const changes = latest.current.read(input.current!.value);
      const reason = typeof changes === "string" ? changes : save(latest.current, base.current!, changes);
      setWhy(reason);
      return reason === null;
    };
    const unfinished: Unfinished = {
      finish: () => {
        if (finish() && base.current) base.current = view.store.document.peek();
      },
      isChanged,
    };
    return { finish, unfinished };
  }, []);
  // What is being typed is saved when the details turn to something else.
  useLayoutEffect(() => {
    const field = input.current;
    return () => {
      input.current = field;
      unfinished.finish();
      view.unfinished.delete(unfinished);
    };
  }, []);
  const shared = {
    id,
    ref: input,
    class: `cjm-in ${lines ? "is-lines" : ""} ${props.class ?? ""}`,
    "aria-label": label,
    "aria-invalid": why !== null,
    "aria-describedby": why ? `${id}-why` : undefined,
    placeholder: hint,
    readOnly: !view.store.editable.value,
    onFocus: () => {
      base.current = view.store.document.peek();
      view.unfinished.add(unfinished);
    },
    onBlur: () => {
      view.unfinished.delete(unfinished);
      if (!finish()) return;
      base.current = null;
      if (input.current) input.current.value = latest.current.text;
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      const field = input.current!;
      if (event.key === "Escape") {
        if (field.value === latest.current.text) backToMap(view);
        field.value = latest.current.text;
        setWhy(null);
      } else if (event.key === "Enter" && !(lines && event.shiftKey)) {
        if (!finish()) base.current = view.store.document.peek();
        else base.current = view.store.document.peek();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  return (
    <>
      {lines ? (
        <textarea {...shared} rows={1} onInput={(event) => grow(event.currentTarget)} />
      ) : (
        <input
          {...shared}
          onChange={() => type === "date" && finish()}
          type={type}
          list={choices?.length ? `${id}-list` : undefined}
          key={subject.key}
        />
      )}
      {!!choices?.length && (
        <datalist id={`${id}-list`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {why && (
        <p class="cjm-why" id={`${id}-why`} role="alert">
          {translate(why)}
        </p>
      )}
    </>
  );
}

function grow(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  if (field.scrollHeight) field.style.height = `${field.scrollHeight}px`;
}

/** The text of a field, "" where it is not there. */
export const textOf = (fields: Value, name: string): string => {
  const value = fields[name];
  return value === null || value === undefined ? "" : String(value);
};

interface TextProps extends Details {
  name: string;
  label: string;
  hint?: string;
  lines?: boolean;
  type?: "text" | "date";
  choices?: readonly string[];
}

/** A row with a field of text. */
export function TextRow({ name, label, ...props }: TextProps) {
  return (
    <Row label={label}>
      <Entry
        {...props}
        label={label}
        text={textOf(props.subject.fields, name)}
        read={(text) => ({ [name]: text })}
      />
    </Row>
  );
}

/** A row of texts, separated by semicolons. */
export function ListRow({ name, label, hint, ...props }: TextProps) {
  const texts = (props.subject.fields[name] ?? []) as readonly string[];
  return (
    <Row label={label}>
      <Entry
        {...props}
        label={label}
        hint={hint ?? t("One; another")}
        lines
        text={texts.join("; ")}
        read={(text) => ({
          [name]: text
            .split(/;|\n/)
            .map((part) => part.trim())
            .filter(Boolean),
        })}
      />
    </Row>
  );
}

interface ChoiceProps extends Details {
  name: string;
  label: string;
  options: readonly { value: unknown; words: string; icon?: ComponentChildren }[];
  /** What counts where the field is not there. */
  usual?: unknown;
  /** What else changes with it. */
  changes?: (value: unknown) => Value;
}

/** A few choices, all in sight. A press on the chosen one takes it back where nothing is a choice too. */
export function ChoiceRow({ view, subject, name, label, options, usual = null, changes }: ChoiceProps) {
  const group = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const value = subject.fields[name] ?? usual;
  const choose = (next: unknown) =>
    save({ view, subject }, view.store.document.peek(), changes ? changes(next) : { [name]: next });
  return (
    <Row label={label}>
      <span class="cjm-seg" role="radiogroup" aria-label={label}>
        {options.map((option) => (
          <label key={option.words}>
            <input
              type="radio"
              name={group}
              checked={option.value === value}
              disabled={!view.store.editable.value}
              onChange={() => choose(option.value)}
              onClick={() => {
                if (option.value === value && usual === null) choose(null);
              }}
            />
            {option.icon}
            {t(option.words)}
          </label>
        ))}
      </span>
    </Row>
  );
}

/** A choice among many. */
export function SelectRow({ view, subject, name, label, options, usual = null, changes }: ChoiceProps) {
  const value = subject.fields[name] ?? usual;
  const at = options.findIndex((option) => option.value === value);
  return (
    <Row label={label}>
      <select
        class="cjm-in cjm-pick"
        aria-label={label}
        disabled={!view.store.editable.value}
        value={String(at)}
        onChange={(event) => {
          const next = options[Number(event.currentTarget.value)]!.value;
          const change = changes ? changes(next) : { [name]: next };
          view.refusal.value = save({ view, subject }, view.store.document.peek(), change);
          event.currentTarget.value = String(at);
        }}
      >
        {at < 0 && <option value="-1" />}
        {options.map((option, position) => (
          <option key={option.words} value={String(position)}>
            {t(option.words)}
          </option>
        ))}
      </select>
    </Row>
  );
}

export function SwitchRow({
  view,
  subject,
  name,
  label,
}: Details & {
  name: string;
  label: string;
}) {
  const on = subject.fields[name] === true;
  return (
    <Row label={label}>
      <button
        type="button"
        class="cjm-sw"
        role="switch"
        aria-checked={on}
        aria-label={label}
        disabled={!view.store.editable.value}
        onClick={() => save({ view, subject }, view.store.document.peek(), { [name]: !on })}
      >
        {on ? t("On") : t("Off")}
      </button>
    </Row>
  );
}

/** Tags: each with a press to remove it, and a field for one more. */
export function TagsRow({ view, subject }: Details) {
  const tags = (subject.fields.tags ?? []) as readonly string[];
  const set = (next: readonly string[]) =>
    save({ view, subject }, view.store.document.peek(), { tags: [...next] });
  return (
    <Row label={t("Tags")}>
      <span class="cjm-tags">
        {tags.map((tag) => (
          <span class="cjm-tag is-edit" key={tag}>
            {tag}
            <button
              type="button"
              aria-label={t("Remove tag {tag}", { tag })}
              disabled={!view.store.editable.value}
              onClick={() => set(tags.filter((other) => other !== tag))}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
        <input
          class="cjm-in cjm-new"
          aria-label={t("New tag")}
          placeholder={t("+ Tag")}
          readOnly={!view.store.editable.value}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === "Escape" && !event.currentTarget.value) backToMap(view);
            else if (event.key !== "Enter") return;
            addTag(event.currentTarget, tags, set);
            event.preventDefault();
            event.stopPropagation();
          }}
          onBlur={(event) => addTag(event.currentTarget, tags, set)}
        />
      </span>
    </Row>
  );
}

function addTag(
  field: HTMLInputElement,
  tags: readonly string[],
  set: (tags: readonly string[]) => string | null,
): void {
  const tag = field.value.trim();
  if (tag && (tags.includes(tag) || set([...tags, tag]) === null)) field.value = "";
}
