/** What opens above the map: the field that adds a stage or lane, the question before removing one, the keys. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { add, idOf } from "../document/gestures";
import { usualLanes } from "../document/lane-kinds";
import type { Document, Stage } from "../document/schema";
import { removeNow } from "../interaction/commands";
import { leaveEdit } from "../interaction/editing";
import { go } from "../interaction/focus";
import { isComposing } from "../interaction/keys";
import { rememberStageWidth, STAGE_WIDTHS, type StageWidth } from "../interaction/stage-width";
import type { Open, Unfinished, ViewState } from "../interaction/state";

export function Popovers({ view }: { view: ViewState }) {
  const open = view.open.value;
  if (!open) return null;
  switch (open.what) {
    case "add":
      return <Add key={open.kind} view={view} open={open} />;
    case "remove":
      return <RemoveQuestion view={view} open={open} />;
    case "view":
      return <ViewChoices view={view} anchor={open.anchor} />;
    case "keys":
      return <Keys view={view} anchor={open.anchor} />;
  }
}

interface PopoverProps {
  view: ViewState;
  anchor: Element | null;
  label: string;
  kind?: string;
  /** The reader goes on elsewhere; false where the popover must stay. */
  leave?: () => boolean;
  children: ComponentChildren;
}

/** In the top layer, beside its anchor; Escape or a press elsewhere closes it, and the focus goes back. */
function Popover({ view, anchor, label, kind = "", leave = () => true, children }: PopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const byTab = useRef(false);
  const at = view.focus.value;
  useLayoutEffect(() => {
    const element = ref.current!;
    if (!element.matches(":popover-open")) element.showPopover?.();
    const beside = (anchor ?? view.element(at) ?? view.root!).getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const below =
      beside.bottom + 6 + own.height < innerHeight ? beside.bottom + 6 : beside.top - 6 - own.height;
    const within = (at: number, size: number, room: number) => Math.max(8, Math.min(at, room - size - 8));
    element.style.left = `${within(beside.left, own.width, innerWidth)}px`;
    element.style.top = `${within(below, own.height, innerHeight)}px`;
    (element.querySelector<HTMLElement>("input:checked, input, .is-primary") ?? element).focus();
  }, [view, anchor, at]);
  const close = () => closePopover(view);
  const leaveOrStay = () => {
    if (view.open.peek() === null) return;
    if (leave()) close();
    else ref.current?.showPopover?.();
  };
  return (
    <div
      ref={ref}
      class={`cjm-pop ${kind}`}
      popover="auto"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onToggle={(event) => (event as ToggleEvent).newState === "closed" && leaveOrStay()}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (byTab.current && relatedTarget && !currentTarget.contains(relatedTarget as Node)) leaveOrStay();
      }}
      onKeyDown={(event) => {
        byTab.current = event.key === "Tab";
        if (event.key !== "Escape" || isComposing(event)) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      {children}
    </div>
  );
}

function closePopover(view: ViewState): void {
  const open = view.open.peek();
  if (!open) return;
  const inside = view.root?.querySelector(".cjm-pop")?.contains(view.active());
  view.open.value = null;
  const { anchor } = open;
  const back = anchor?.isConnected && (anchor as HTMLElement).tabIndex >= 0 ? (anchor as HTMLElement) : null;
  // A press elsewhere has already put the focus where the reader wants it.
  if (!inside && view.active() && view.active() !== document.body) return;
  if (back) back.focus();
  else go(view, view.focus.peek());
}

function Add({ view, open }: { view: ViewState; open: Extract<Open, { what: "add" }> }) {
  const { kind, before } = open;
  const [why, setWhy] = useState<string | null>(null);
  const [choice, choose] = useState("");
  const suggestions = usualLanes(view.store.document.value.lanes);
  const like = suggestions.find(({ name }) => name === choice);
  const input = useRef<HTMLInputElement>(null);
  const edits = (name: string) => {
    const document = view.store.document.peek();
    const fields =
      kind === "stage" ? phaseBefore(document, before) : like && { kind: like.kind, role: like.role };
    return add(document, kind, name, { before, ...fields });
  };
  /** Add what was typed, if anything; false where that was refused, and the popover says why. */
  const submit = (): boolean => {
    const name = input.current!.value.trim();
    if (!name) return true;
    const operations = edits(name);
    const reason = view.store.edit(operations, `Add ${kind}`);
    setWhy(reason);
    if (reason !== null) return false;
    input.current!.value = "";
    const id = idOf(operations);
    view.focus.value = kind === "stage" ? { lane: null, stage: id } : { lane: id, stage: null };
    return true;
  };
  const latest = useRef(edits);
  latest.current = edits;
  useLayoutEffect(() => {
    const field = input.current!;
    field.value = view.typedNames[kind] ?? "";
    field.select();
    delete view.typedNames[kind];
    const one: Unfinished = { finish: () => void submit(), isChanged: () => field.value.trim() !== "" };
    view.unfinished.add(one);
    return () => {
      view.unfinished.delete(one);
      const name = field.value.trim();
      // Still open, it goes away with its map.
      if (name && view.open.peek() === open) leaveEdit(view, latest.current(name), `Add ${kind}`);
      else if (name) view.typedNames[kind] = name;
    };
  }, [open]);
  return (
    <Popover view={view} anchor={open.anchor} label={`Add a ${kind}`} leave={submit}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <h3>Add a {kind}</h3>
        <input
          ref={input}
          class="cjm-field"
          aria-label={`Name of the new ${kind}`}
          placeholder={`Name the ${kind}`}
          maxLength={500}
        />
        {kind === "lane" && (
          <select
            class="cjm-field"
            aria-label="What the lane is about"
            value={like?.name ?? ""}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value="">As its name says</option>
            {suggestions.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
        {why && (
          <p class="cjm-why" role="alert">
            {why}
          </p>
        )}
        <footer>
          <button type="button" class="cjm-btn" onClick={() => submit() && closePopover(view)}>
            Done
          </button>
          <button type="submit" class="cjm-btn is-primary">
            Add <span aria-hidden="true">↵</span>
          </button>
        </footer>
      </form>
    </Popover>
  );
}

/** A new stage belongs to the phase of the one it follows. */
function phaseBefore({ stages = [] }: Document, before: string | null): Partial<Stage> {
  const at = before === null ? stages.length : stages.findIndex(({ id }) => id === before);
  const phase = stages[at - 1]?.phase;
  return phase ? { phase } : {};
}

function RemoveQuestion({ view, open }: { view: ViewState; open: Extract<Open, { what: "remove" }> }) {
  const { kind, id, entries } = open;
  const thing = view.store.document.peek()[`${kind}s`]?.find((other) => other.id === id);
  const remove = () => {
    view.open.value = null;
    removeNow(view, kind, id);
    go(view, view.focus.peek());
  };
  return (
    <Popover view={view} anchor={open.anchor} label={`Remove the ${kind}`}>
      <h3>Remove “{thing?.name}”?</h3>
      <p>
        It holds {entries} {entries === 1 ? "entry" : "entries"}. Undo brings it back with all of them.
      </p>
      <footer>
        <button type="button" class="cjm-btn" onClick={() => closePopover(view)}>
          Keep
        </button>
        <button type="button" class="cjm-btn is-primary" onClick={remove}>
          Remove
        </button>
      </footer>
    </Popover>
  );
}

/** How this reader sees the map; nothing of it is the document's. */
function ViewChoices({ view, anchor }: { view: ViewState; anchor: Element | null }) {
  const name = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const choose = (width: StageWidth) => {
    view.stageWidth.value = width;
    rememberStageWidth(view.store.document.peek().id, width);
  };
  return (
    <Popover view={view} anchor={anchor} label="View" kind="is-view">
      <h3>View</h3>
      <div class="cjm-choices">
        <span id={`${name}-stages`}>Stages</span>
        <span class="cjm-seg" role="radiogroup" aria-labelledby={`${name}-stages`}>
          {Object.entries(STAGE_WIDTHS).map(([width, label]) => (
            <label key={width}>
              <input
                type="radio"
                name={name}
                checked={view.stageWidth.value === width}
                onChange={() => choose(width as StageWidth)}
              />
              {label}
            </label>
          ))}
        </span>
      </div>
      <small>The view is yours. The map and its file stay as they are.</small>
    </Popover>
  );
}

const KEYS: readonly [keys: string, does: string][] = [
  ["← ↑ → ↓", "move; from the first cells on to the headers"],
  ["Home End", "first and last stage; with Ctrl first and last cell"],
  ["type", "a new card, last in the cell; nothing is replaced"],
  ["Enter / F2", "edit the card, in a cell its first; rename the header; on a point of the curve, its field"],
  ["Enter", "in a new card: save and open the next, empty: stop; in another card: save"],
  ["⇧ Enter", "new line in the card"],
  ["Tab / Esc", "save and go on to the next cell; leave without saving, the text stays at hand"],
  ["Alt ↓", "evidence and severity, while editing"],
  ["Space", "go into the cell’s cards; Esc goes out"],
  ["Ctrl press", "select several cards"],
  ["Delete", "remove the cards; empty the cells; remove the header’s stage or lane"],
  ["⇧ arrows", "select a block; Ctrl A the lane, again the map"],
  ["Ctrl C X V", "copy, cut, paste; spreadsheets understand it"],
  ["Ctrl Z / Y", "undo, redo"],
  ["Alt arrows", "move the focused stage, lane or card"],
  ["+", "on a header: add after it"],
  ["⇧ F2", "on a stage: edit its goal"],
];

function Keys({ view, anchor }: { view: ViewState; anchor: Element | null }) {
  return (
    <Popover view={view} anchor={anchor} label="Keys" kind="is-keys">
      <h3>Keys</h3>
      <dl>
        {KEYS.map(([keys, does]) => [
          <dt key={keys}>
            {keys.split(" ").map((key) => (key === "/" ? " / " : <kbd key={key}>{key}</kbd>))}
          </dt>,
          <dd key={does}>{does}</dd>,
        ])}
      </dl>
    </Popover>
  );
}
