/** One box for everything the map can do and everything it holds; it says where each result is, and which key would have done it. */
import type { JSX } from "preact";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isComposing } from "../../interaction/commands/keys";
import { scaleOf } from "../../interaction/drag";
import { go } from "../../interaction/focus";
import type { Open, ViewState } from "../../interaction/state";
import { focusedTarget, takeTarget } from "../../interaction/target";
import { Icon } from "../../lanes/icon";
import { plural, t } from "../../words/words";
import { Chord, capsOf } from "../chord";
import type { Stretch } from "./rank";
import {
  answer,
  commandItems,
  type PaletteAnswer,
  type PaletteItem,
  placeItems,
  wordsOfAnswer,
} from "./results";

/** px: a result, and the name above those of a kind. */
const ROW = 30;
const HEAD = 26;
/** px above the results and below. */
const ROOM = 4;
/** How many px beyond what is in sight are drawn. */
const AHEAD = 120;
const COARSE = "(pointer: coarse)";
const COARSE_ROW = 44;
/** px from the map's upper edge, and from the window's. */
const BELOW = 128;
const MARGIN = 8;

/** A kind with where it lies in the list, and which of all results is its first. */
interface Group extends PaletteAnswer {
  readonly top: number;
  readonly first: number;
}

function layOut(
  answers: readonly PaletteAnswer[],
  row: number,
): { groups: Group[]; height: number; count: number } {
  const groups: Group[] = [];
  let top = 0;
  let first = 0;
  for (const one of answers) {
    groups.push({ ...one, top, first });
    top += HEAD + row * one.items.length;
    first += one.items.length;
  }
  return { groups, height: top, count: first };
}

/** The item of all results that is so far down. */
function itemAt(groups: readonly Group[], at: number): { item: PaletteItem; group: Group } | null {
  const group = groups.findLast(({ first }) => first <= at);
  const item = group?.items[at - group.first];
  return group && item ? { item, group } : null;
}

export function Palette({ view, open }: { view: ViewState; open: Extract<Open, { what: "palette" }> }) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [chosen, choose] = useState(0);
  const [sight, setSight] = useState({ from: 0, to: 600 });
  const target = useMemo(() => focusedTarget(view), [view, open]);
  const document = view.store.document.value;
  const commands = useMemo(() => commandItems(view, target), [view, target, document]);
  const places = useMemo(() => placeItems(view, document), [view, document]);
  const answers = useMemo(() => answer([...places, ...commands], query), [places, commands, query]);
  const row = useMemo(() => (globalThis.matchMedia?.(COARSE).matches ? COARSE_ROW : ROW), []);
  const { groups, height, count } = useMemo(() => layOut(answers, row), [answers, row]);

  useLayoutEffect(() => {
    const element = box.current!;
    if (!element.matches(":popover-open")) element.showPopover?.();
    const scale = scaleOf(element);
    const map = view.root!.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const left = map.left + (map.width - own.width) / 2;
    const top = Math.min(map.top + BELOW, innerHeight - own.height - MARGIN);
    element.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - own.width - MARGIN)) / scale}px`;
    element.style.top = `${Math.max(MARGIN, top) / scale}px`;
    element.querySelector("input")!.focus();
  }, [view]);
  // What is chosen stays in sight.
  useLayoutEffect(() => {
    const { group } = itemAt(groups, chosen) ?? {};
    const element = list.current!;
    if (!group) return;
    const top = group.top + HEAD + (chosen - group.first) * row;
    const head = chosen === group.first ? HEAD : 0;
    if (top - head < element.scrollTop) element.scrollTop = top - head;
    else if (top + row > element.scrollTop + element.clientHeight)
      element.scrollTop = top + row + 2 * ROOM - element.clientHeight;
    look();
  }, [groups, chosen, row]);
  const look = () => {
    const { scrollTop, clientHeight } = list.current!;
    setSight({ from: scrollTop - AHEAD, to: scrollTop + (clientHeight || 600) + AHEAD });
  };

  const close = (isDone = false) => {
    if (view.open.peek() !== open) return;
    const inside = box.current?.contains(view.active());
    view.open.value = null;
    // A press elsewhere has already put the focus where the reader wants it.
    if (!isDone && !inside && view.active() && view.active() !== globalThis.document.body) return;
    const anchor = open.anchor as HTMLElement | null;
    // An editor has closed meanwhile: then it is back to what was edited.
    if (!isDone && anchor?.isConnected && !view.grid?.contains(anchor)) anchor.focus();
    else if (target.what === "map") go(view, view.focus.peek());
    else takeTarget(view, target);
  };
  const take = (item: PaletteItem | undefined, details = false) => {
    if (!item) return;
    close(true);
    item.take();
    if (details && item.hasDetails) view.panel.value = { tab: "details", persona: null };
  };
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    if (isComposing(event)) return;
    const last = count - 1;
    const { key } = event;
    event.stopPropagation();
    if (key === "ArrowDown") choose(chosen >= last ? 0 : chosen + 1);
    else if (key === "ArrowUp") choose(chosen <= 0 ? Math.max(0, last) : chosen - 1);
    else if (key === "PageDown") choose(Math.min(last, chosen + 8));
    else if (key === "PageUp") choose(Math.max(0, chosen - 8));
    else if (key === "Enter") take(itemAt(groups, chosen)?.item, event.ctrlKey || event.metaKey);
    else if (key === "Escape" || key === "Tab") close();
    else if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") close();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      class="cjm-pop cjm-pal"
      popover="auto"
      role="dialog"
      aria-label={t("Commands")}
      onKeyDown={onKeyDown}
      onToggle={(event) => (event as ToggleEvent).newState === "closed" && close()}
    >
      <div class="cjm-pal-in">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={count ? `${id}-${chosen}` : undefined}
          aria-label={t("Search commands, cards and stages")}
          placeholder={t("Commands, cards, stages")}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            choose(0);
          }}
        />
        <span class="cjm-n" role="status">
          {plural(count, "{n} result", "{n} results")}
        </span>
        <Chord keys="Escape" />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        class="cjm-pal-list"
        role="listbox"
        aria-label={t("Results")}
        tabIndex={-1}
        style={{ height: `${height + 2 * ROOM}px` }}
        onScroll={look}
      >
        <div style={{ height: `${height}px` }} role="presentation">
          {groups.map(({ section, items, top, first }) => {
            const under = (px: number) =>
              Math.max(0, Math.min(items.length, Math.ceil((px - top - HEAD) / row)));
            const [from, to] = [Math.max(0, under(sight.from) - 1), under(sight.to)];
            if (sight.to < top || from === to) return null;
            return (
              <div key={section} role="group" aria-label={t(section)}>
                <div class="cjm-pal-g" style={{ top: `${top}px` }} aria-hidden="true">
                  {t(section)}
                </div>
                {items.slice(from, to).map((item, at) => (
                  <Result
                    key={first + from + at}
                    id={`${id}-${first + from + at}`}
                    item={item}
                    query={query}
                    at={first + from + at}
                    of={count}
                    top={top + HEAD + (from + at) * row}
                    chosen={first + from + at === chosen}
                    point={() => choose(first + from + at)}
                    take={(details) => take(item, details)}
                  />
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <div class="cjm-pal-f" aria-hidden="true">
        <Chord keys="ArrowUp" />
        <Chord keys="ArrowDown" /> {t("choose")} <Chord keys="Enter" /> {t("go")} <Chord keys="Ctrl+Enter" />{" "}
        {t("open details")} <kbd>&gt;</kbd> {t("commands only")} <kbd>@</kbd> {t("stages")} <kbd>#</kbd>{" "}
        {t("tags")}
      </div>
    </div>
  );
}

interface ResultProps {
  id: string;
  item: PaletteItem;
  query: string;
  at: number;
  of: number;
  top: number;
  chosen: boolean;
  point: () => void;
  take: (details: boolean) => void;
}

function Result({ id, item, query, at, of, top, chosen, point, take }: ResultProps) {
  const { marks, note } = wordsOfAnswer(item, query);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box around it has the focus, and hears the keys
    <div
      id={id}
      class="cjm-pal-o"
      style={{ top: `${top}px` }}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-posinset={at + 1}
      aria-setsize={of}
      onPointerMove={() => chosen || point()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => take(event.ctrlKey || event.metaKey)}
    >
      <Icon name={item.icon} size={16} />
      <span>
        <Marked text={item.text} marks={marks} />
      </span>
      {note && <small>{note}</small>}
      {item.keys && (
        <span class="cjm-mk">
          {capsOf(item.keys).map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </span>
      )}
    </div>
  );
}

function Marked({ text, marks }: { text: string; marks: readonly Stretch[] }) {
  const parts: JSX.Element[] = [];
  let end = 0;
  for (const [from, to] of marks) {
    parts.push(
      <span key={end}>{text.slice(end, from)}</span>,
      <mark key={`${from} m`}>{text.slice(from, to)}</mark>,
    );
    end = to;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
