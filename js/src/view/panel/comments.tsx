/** What people say about a thing: comments with their answers, and fields for one more. */
import { useId, useRef, useState } from "preact/hooks";
import type { Comment, Reply } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { backToMap } from "../../interaction/panel-focus";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { initials } from "../../scene/personas";
import { english, language, t, texts } from "../../words/words";
import { type Details, Section } from "./fields";
import { commentsOf, mentionable, mentionBefore, mentions, offersFor, piecesOf } from "./mentions";
import { readName, rememberName } from "./reader-name";

const TEXTS = texts({
  comment: "Comment",
  reply: "Reply",
  another: "New comment",
  newKeys: "Write a new comment (Ctrl+Enter)",
});

export function Comments({ view, subject }: Details) {
  const own = readName(view);
  const [author, setAuthor] = useState(own.name);
  const { comments } = subject;
  const set = (next: readonly Comment[], label: string) =>
    view.store.edit(subject.change(view.store.document.peek(), { comments: [...next] }), label) === null;
  const signed = () => (own.isKnown ? own.name : author.trim()) || t("Someone");
  const open = comments.findLastIndex((comment) => !comment.resolved_by);
  const say = (text: string, isNew: boolean): boolean => {
    const said = { author: signed(), text, time: new Date().toISOString() };
    if (open < 0 || isNew) return set([...comments, said], english("Comment"));
    const answered = comments[open]!;
    const replies = [...(answered.replies ?? []), said];
    return set(comments.with(open, { ...answered, replies }), english("Reply"));
  };
  return (
    <Section title={t("Comments")} keys="Ctrl Alt M">
      <ul class="cjm-cmts">
        {comments.map((comment, at) => (
          <Thread
            key={`${at} ${comment.time}`}
            view={view}
            comment={comment}
            editable={view.store.editable.value}
            resolve={(by) =>
              set(
                comments.with(at, {
                  ...comment,
                  resolved_by: by ? signed() : "",
                  resolved_when: by ? new Date().toISOString() : "",
                }),
                english("Resolve comment"),
              )
            }
            drop={() => set(comments.toSpliced(at, 1), english("Remove comment"))}
          />
        ))}
      </ul>
      {(view.store.commentable ?? view.store.editable).value && (
        <>
          <Say view={view} answers={open >= 0} say={say} />
          {!own.isKnown && (
            <label class="cjm-f">
              <span class="cjm-f-l">{t("As")}</span>
              <input
                class="cjm-in"
                placeholder={t("Your name")}
                value={author}
                onInput={(event) => setAuthor(event.currentTarget.value)}
                onChange={(event) => rememberName(event.currentTarget.value)}
              />
            </label>
          )}
        </>
      )}
    </Section>
  );
}

function Thread({
  view,
  comment,
  editable,
  resolve,
  drop,
}: {
  view: ViewState;
  comment: Comment;
  editable: boolean;
  resolve: (by: boolean) => void;
  drop: () => void;
}) {
  const done = comment.resolved_by ?? "";
  return (
    <li class={done ? "cjm-cmt-t is-done" : "cjm-cmt-t"}>
      <Said view={view} one={comment} />
      {(comment.replies ?? []).map((reply) => (
        <Said view={view} key={`${reply.time} ${reply.text}`} one={reply} />
      ))}
      <div class="cjm-acts">
        {done && (
          <span class="cjm-n" title={comment.resolved_when || undefined}>
            {comment.resolved_when
              ? t("Resolved by {name}, {ago}", { name: done, ago: ago(comment.resolved_when) })
              : t("Resolved by {name}", { name: done })}
          </span>
        )}
        {editable && (
          <button type="button" class="cjm-btn" onClick={() => resolve(!done)}>
            {done ? t("Open again") : t("Resolve")}
          </button>
        )}
        {editable && (
          <button type="button" class="cjm-btn" onClick={drop}>
            {t("Remove")}
          </button>
        )}
      </div>
    </li>
  );
}

/** Whom a comment can speak to. */
function namesIn(view: ViewState): string[] {
  const here = (view.store.company?.others.value ?? []).map(({ name }) => name);
  const own = readName(view).name;
  return mentionable(own ? [...here, own] : here, commentsOf(view.store.document.value));
}

function Said({ view, one }: { view: ViewState; one: Comment | Reply }) {
  return (
    <div class="cjm-cmt">
      <span class="cjm-av" aria-hidden="true">
        {initials(one.author)}
      </span>
      <div>
        <b>{one.author}</b> {one.time && <span class="cjm-n">{ago(one.time)}</span>}
        <p>
          {piecesOf(one.text, namesIn(view)).map(({ text, mention }, at) =>
            mention === null ? text : <b key={at}>{text}</b>,
          )}
        </p>
      </div>
    </div>
  );
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago a time was, in words; the text itself where it is no time. */
export function ago(time: string, now: number = Date.now()): string {
  const seconds = (Date.parse(time) - now) / 1000;
  if (Number.isNaN(seconds)) return time;
  const words = new Intl.RelativeTimeFormat(language.value.code, { numeric: "auto" });
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  return t("just now");
}

/** One field for a comment; where one is open, Enter answers it, and a second button begins another. */
function Say({
  view,
  answers,
  say,
}: {
  view: ViewState;
  answers: boolean;
  say: (text: string, isNew: boolean) => boolean;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [offers, setOffers] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  const list = useId();
  const look = () => {
    const { value, selectionStart } = field.current!;
    const typed = mentionBefore(value, selectionStart);
    const own = readName(view).name;
    setOffers(
      typed === null
        ? []
        : offersFor(
            typed,
            namesIn(view).filter((name) => name !== own),
          ),
    );
    setAt(0);
  };
  const take = (name: string) => {
    const { value, selectionStart } = field.current!;
    const typed = mentionBefore(value, selectionStart) ?? "";
    field.current!.setRangeText(`${name} `, selectionStart - typed.length, selectionStart, "end");
    setOffers([]);
    field.current!.focus();
  };
  const send = (isNew = false) => {
    const text = field.current!.value.trim();
    if (text && say(text, isNew)) field.current!.value = "";
    setOffers([]);
  };
  const label = answers ? TEXTS.reply : TEXTS.comment;
  return (
    <div class="cjm-reply">
      <textarea
        ref={field}
        class="cjm-in is-box is-lines"
        rows={1}
        aria-label={label}
        placeholder={label}
        aria-autocomplete="list"
        aria-controls={offers.length ? list : undefined}
        aria-activedescendant={offers.length ? `${list}-${at}` : undefined}
        onInput={look}
        onBlur={() => setOffers([])}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (offers.length && by) setAt((at + by + offers.length) % offers.length);
          else if (offers.length && (event.key === "Enter" || event.key === "Tab")) take(offers[at]!);
          else if (offers.length && event.key === "Escape") setOffers([]);
          else if (event.key === "Escape" && !event.currentTarget.value) backToMap(view);
          else if (event.key === "Enter" && !event.shiftKey) send(event.ctrlKey || event.metaKey);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {offers.length > 0 && (
        <div class="cjm-offers" id={list} role="listbox" aria-label={t("Mention")}>
          {offers.map((name, index) => (
            <div
              key={name}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault();
                take(name);
              }}
            >
              {name}
            </div>
          ))}
        </div>
      )}
      <button type="button" class="cjm-btn" onClick={() => send()}>
        <Icon name="speech" size={14} />
        {label}
      </button>
      {answers && (
        <button type="button" class="cjm-btn" title={TEXTS.newKeys} onClick={() => send(true)}>
          {TEXTS.another}
        </button>
      )}
    </div>
  );
}

/** All open comments of the map, each with a press that leads to its thing; those that speak to the reader first. */
export function AllComments({ view }: { view: ViewState }) {
  const { name } = readName(view);
  const names = namesIn(view);
  const isOwn = ({ comment }: Found) =>
    name !== "" && [comment, ...(comment.replies ?? [])].some((one) => mentions(one, name, names));
  const every = commented(view).map((one) => ({ ...one, isOwn: isOwn(one) }));
  const found = [...every.filter((one) => one.isOwn), ...every.filter((one) => !one.isOwn)];
  if (!found.length)
    return <p class="cjm-dk-none">{t("Nobody has commented yet. Ctrl Alt M on anything does.")}</p>;
  return (
    <ul class="cjm-cmts is-list">
      {found.map(({ where, comment, go, isOwn }, at) => (
        <li class="cjm-cmt-t" key={`${at} ${where}`}>
          <button type="button" class="cjm-link cjm-at" onClick={go}>
            {where}
          </button>
          {isOwn && <span class="cjm-n"> {t("mentions you")}</span>}
          <Said view={view} one={comment} />
          {(comment.replies ?? []).map((reply) => (
            <Said view={view} key={`${reply.time} ${reply.text}`} one={reply} />
          ))}
        </li>
      ))}
    </ul>
  );
}

interface Found {
  where: string;
  comment: Comment;
  go: () => void;
}

function commented(view: ViewState): Found[] {
  const document = view.store.document.value;
  const result: Found[] = [];
  const note = (where: string, comments: readonly Comment[] | undefined, go: () => void) => {
    for (const comment of comments ?? []) if (!comment.resolved_by) result.push({ where, comment, go });
  };
  const to =
    (
      persona: string | null,
      cards: readonly string[],
      place: { lane: string | null; stage: string | null },
    ) =>
    () => {
      view.focus.value = place;
      view.cards.value = new Set(cards);
      view.panel.value = { tab: "details", persona };
    };
  note(document.title || "The map", document.comments, to(null, [], { lane: null, stage: null }));
  for (const stage of document.stages ?? [])
    note(stage.name, stage.comments, to(null, [], { lane: null, stage: stage.id }));
  for (const lane of document.lanes ?? [])
    note(lane.name, lane.comments, to(null, [], { lane: lane.id, stage: null }));
  for (const persona of document.personas ?? [])
    note(persona.name, persona.comments, to(persona.id, [], view.focus.peek()));
  for (const [lane, row] of Object.entries(document.cells ?? {}))
    for (const [stage, cards] of Object.entries(row))
      for (const card of cards)
        note(card.text || "A card", card.comments, to(null, [card.id], { lane, stage }));
  return result;
}

/** How many comments of the map are open. */
export const openComments = (view: ViewState): number => commented(view).length;
