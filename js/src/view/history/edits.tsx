/** What was done, the newest first: a line leads to what it touched, which is outlined, and undoes all that came after. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { Fragment } from "preact";
import { useRef } from "preact/hooks";
import { cardText } from "../../document/gestures";
import { placesOf } from "../../document/links/link-edits";
import type { Document, HistoryEntry, Touch } from "../../document/schema";
import { go, goCard } from "../../interaction/focus";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import type { Past } from "../../store/store";
import { language, plural, t, texts, translate } from "../../words/words";
import { placeOfTouch, useOutlines } from "./outlines";

const TEXTS = texts({
  list: "What was done",
  none: "Nothing has been done since the map was opened.",
  start: "The map as it was opened",
  toHere: "Undo to here",
  older: "Show older",
  today: "Today",
  yesterday: "Yesterday",
  you: "You, on screen",
  screen: "On screen",
  python: "Python",
  pythonCell: (cell: number) => t("Python, cell [{cell}]", { cell: String(cell) }),
  data: "Data counted again",
  undone: "Undone",
  changes: (count: number) => plural(count, "{n} change", "{n} changes"),
  wentBack: "Undone up to there. Ctrl Z brings it back.",
});
/** Lines at first, and each time more are asked for. */
const PAGE = 50;
/** ms without another edit before the list is asked for again. */
const REST = 120;

export function Edits({ view }: { view: ViewState }) {
  const { store } = view;
  const most = useSignal(PAGE);
  const pointed = useSignal<readonly Touch[]>([]);
  const list = useRef<HTMLOListElement>(null);
  useSignalEffect(() => {
    void store.revision.value;
    const count = most.value;
    if (!store.past.peek().entries.length) {
      store.recall(count);
      return;
    }
    const timer = setTimeout(() => store.recall(count), REST);
    return () => clearTimeout(timer);
  });
  useOutlines(view, pointed);
  const past = store.past.value;
  if (!past.entries.length) return <p class="cjm-dk-none">{TEXTS.none}</p>;
  const names = namesOf(store.document.value);
  const now = past.entries.findIndex(({ undone }) => !undone);
  const undoTo = (revision: number) => {
    store.undoTo(revision);
    view.outcome.value = TEXTS.wentBack;
  };
  return (
    <>
      <ol
        class="cjm-hist"
        ref={list}
        aria-label={TEXTS.list}
        onKeyDown={(event) => step(event, list.current!)}
      >
        {past.entries.map((entry, at) => {
          const day = dayOf(entry.time);
          return (
            <Fragment key={entry.revision}>
              {(at === 0 || dayOf(past.entries[at - 1]!.time) !== day) && <li class="cjm-h-d">{day}</li>}
              <Line
                view={view}
                entry={entry}
                name={nameOf(entry, names)}
                isNow={at === now}
                back={store.editable.value && now >= 0 && at > now && !entry.undone ? undoTo : null}
                point={(touches) => {
                  pointed.value = touches;
                }}
              />
            </Fragment>
          );
        })}
        <Start past={past} back={store.editable.value && now >= 0 ? () => undoTo(0) : null} />
      </ol>
      {past.more && (
        <button
          type="button"
          class="cjm-add"
          onClick={() => {
            most.value = Math.min(1000, most.value + PAGE);
          }}
        >
          <Icon name="down" size={12} />
          {TEXTS.older}
        </button>
      )}
    </>
  );
}

interface LineProps {
  view: ViewState;
  entry: HistoryEntry;
  name: string;
  isNow: boolean;
  back: ((revision: number) => void) | null;
  point: (touches: readonly Touch[]) => void;
}

function Line({ view, entry, name, isNow, back, point }: LineProps) {
  const { label, undone = false, touches = [], changes = 1 } = entry;
  const mine = entry.who === "screen" && (entry.client ?? "") === view.store.client;
  const facts = [whoInWords(entry, mine), hourOf(entry.time)];
  if (changes > 1) facts.push(TEXTS.changes(changes));
  return (
    <li
      class={`cjm-h${isNow ? " is-now" : ""}${undone ? " is-undone" : ""}`}
      aria-current={isNow ? "step" : undefined}
      onPointerEnter={() => point(touches)}
      onPointerLeave={() => point([])}
      onFocusIn={() => point(touches)}
      onFocusOut={() => point([])}
    >
      <span class="cjm-h-i">
        <Icon name={iconOf(entry, mine)} size={14} />
      </span>
      <div>
        <button type="button" class="cjm-h-t" onClick={() => goTo(view, touches)}>
          {undone && <span class="cjm-sr">{TEXTS.undone}: </span>}
          {translate(label)}
          {name && (
            <>
              {" "}
              <b>{name}</b>
            </>
          )}
        </button>
        <small>{facts.join(" · ")}</small>
      </div>
      {back && (
        <button type="button" class="cjm-btn is-small" onClick={() => back(entry.revision)}>
          {TEXTS.toHere}
        </button>
      )}
    </li>
  );
}

function Start({ past, back }: { past: Past; back: (() => void) | null }) {
  if (!past.start) return null;
  return (
    <li class={back ? "cjm-h" : "cjm-h is-now"} aria-current={back ? undefined : "step"}>
      <span class="cjm-h-i">
        <Icon name="flag" size={14} />
      </span>
      <div>
        <p class="cjm-h-t">{TEXTS.start}</p>
      </div>
      {back && (
        <button type="button" class="cjm-btn is-small" onClick={back}>
          {TEXTS.toHere}
        </button>
      )}
    </li>
  );
}

/** Up and down go from line to line. */
function step(event: KeyboardEvent, list: HTMLElement): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const lines = [...list.querySelectorAll<HTMLElement>(".cjm-h")];
  const at = lines.findIndex((line) => line.contains(event.target as Node));
  const isBack = (event.target as HTMLElement).matches(".cjm-btn");
  const next = lines[at + by];
  const [text, back] = next ? [next.querySelector(".cjm-h-t"), next.querySelector(".cjm-btn")] : [];
  const target = (isBack && back) || (text?.matches("button") ? text : back);
  (target as HTMLElement | null)?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/** Go to the first thing that was touched and is still there. */
function goTo(view: ViewState, touches: readonly Touch[]): void {
  for (const touch of touches) {
    const place = placeOfTouch(view, touch);
    if (!place) continue;
    const card = touch.card && view.cardElement(place, touch.card);
    if (card) goCard(view, place, touch.card!);
    else go(view, place);
    return;
  }
}

const iconOf = ({ who }: HistoryEntry, mine: boolean): IconName =>
  who === "data" ? "data" : who === "python" ? "code" : mine ? "pencil" : "person";

const whoInWords = ({ who, cell }: HistoryEntry, mine: boolean): string =>
  who === "screen"
    ? mine
      ? TEXTS.you
      : TEXTS.screen
    : who === "data"
      ? TEXTS.data
      : cell == null
        ? TEXTS.python
        : TEXTS.pythonCell(cell);

/** Names of what may have been touched, by id. */
function namesOf(document: Document): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const what of ["stages", "lanes", "personas"] as const)
    for (const { id, name } of document[what] ?? []) names.set(`${what} ${id}`, name);
  for (const { card } of placesOf(document)) names.set(`cards ${card.id}`, cardText(card));
  return names;
}

/** What the one thing that was touched is called now, where the label does not say it; "" otherwise. */
function nameOf(
  { label, touches = [], changes = 1 }: HistoryEntry,
  names: ReadonlyMap<string, string>,
): string {
  const [touch] = touches;
  if (!touch || (touches.length > 1 && changes > 1)) return "";
  const { card, persona, lane, stage } = touch;
  const name = card
    ? names.get(`cards ${card}`)
    : persona && stage
      ? names.get(`stages ${stage}`)
      : names.get(persona ? `personas ${persona}` : lane ? `lanes ${lane}` : `stages ${stage}`);
  return name && !label.includes(name) ? name : "";
}

/** Times of day have 24 hours in English, too. */
const local = (): string => (language.value.code === "en" ? "en-GB" : language.value.code);

const hourOf = (time: string): string =>
  new Date(time).toLocaleTimeString(local(), { hour: "2-digit", minute: "2-digit" });

/** The day of a time in words. */
export function dayOf(time: string, now = new Date()): string {
  const day = new Date(time);
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(day)) / 86_400_000);
  if (days === 0) return TEXTS.today;
  if (days === 1) return TEXTS.yesterday;
  return day.toLocaleDateString(local(), { day: "numeric", month: "short", year: "numeric" });
}
