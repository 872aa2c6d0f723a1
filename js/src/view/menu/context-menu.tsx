/** The menu of a thing of the map, and the choices that a row of it opens; both in the top layer, since cells clip. */
import type { JSX } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import {
  type MapCommand,
  type MenuChoice,
  menuOf,
  nameOfCommand,
} from "../../interaction/commands/command-table";
import { isRtl, scaleOf } from "../../interaction/drag";
import type { Open, Target, TargetKind, ViewState } from "../../interaction/state";
import { takeTarget } from "../../interaction/target";
import { Icon } from "../../lanes/icon";
import { texts } from "../../words/words";
import { capsOf } from "../chord";

type OpenMenu = Extract<Open, { what: "menu" }>;

const HAS_MENU = "data-has-menu";
const LABELS: Record<TargetKind, string> = texts({
  card: "Card",
  cards: "Selected cards",
  cell: "Cell",
  range: "Selected cells",
  stage: "Stage",
  lane: "Lane",
  point: "Score",
  persona: "Persona",
  map: "Map",
});
/** The row whose choices are open; the focus goes to them, or stays on the row that is only pointed at. */
interface OpenChoices {
  readonly command: MapCommand;
  readonly row: HTMLElement;
  readonly enters: boolean;
}

/** How long typed letters belong together, in ms. */
const TYPING = 700;
/** Between a menu and the edge of the window, in px. */
const MARGIN = 8;

/** The menu goes, and the focus is where it came from; then the command can do what it does from there. */
function closeMenu(view: ViewState, { anchor, target }: OpenMenu): void {
  view.open.value = null;
  if (target.what === "persona") (anchor as HTMLElement).focus();
  else takeTarget(view, target);
}

export function ContextMenu({ view, open }: { view: ViewState; open: OpenMenu }) {
  const { target, anchor, at } = open;
  const ref = useRef<HTMLDivElement>(null);
  const [submenu, openChoices] = useState<OpenChoices | null>(null);
  const parts = useMemo(() => menuOf(view, target), [view, target]);
  useLayoutEffect(() => {
    const menu = ref.current!;
    showAt(menu, at ?? beside(anchor!), at ? "at" : "below");
    menu.querySelector<HTMLElement>("button")?.focus();
    const leave = (event: Event) => {
      const path = event.composedPath();
      if (!path.some((node) => node instanceof Element && node.matches(".cjm-menu"))) closeMenu(view, open);
    };
    window.addEventListener("pointerdown", leave, true);
    window.addEventListener("blur", leave);
    return () => {
      window.removeEventListener("pointerdown", leave, true);
      window.removeEventListener("blur", leave);
    };
  }, [view, open]);
  // While the menu has the focus, its thing still looks selected.
  useLayoutEffect(() => {
    const { what, card } = target;
    const element =
      what === "persona" ? anchor : (card !== null && view.cardElement(target, card)) || view.element(target);
    if (what !== "cards" && what !== "range") element?.setAttribute(HAS_MENU, "");
    return () => element?.removeAttribute(HAS_MENU);
  }, [view, target, anchor]);
  const choose = (command: MapCommand, row: HTMLElement) => {
    if (command.choices) openChoices({ command, row, enters: true });
    else {
      closeMenu(view, open);
      command.run!(view, target);
    }
  };
  return (
    <>
      <Rows
        menu={ref}
        label={LABELS[target.what]}
        leave={() => closeMenu(view, open)}
        forward={(row) => (row.ariaHasPopup ? row.click() : undefined)}
      >
        {parts.map((commands, part) => [
          part > 0 && <hr key={`${part}`} />,
          ...commands.map((command) => (
            <CommandRow
              key={nameOfCommand(command, view, target)}
              view={view}
              target={target}
              command={command}
              isOpen={submenu?.command === command}
              choose={(row) => choose(command, row)}
              point={(row) => openChoices(command.choices ? { command, row, enters: false } : null)}
            />
          )),
        ])}
      </Rows>
      {submenu && (
        <Choices
          key={nameOfCommand(submenu.command, view, target)}
          label={nameOfCommand(submenu.command, view, target)}
          row={submenu.row}
          enters={submenu.enters}
          choices={submenu.command.choices!(view, target)}
          back={() => {
            openChoices(null);
            submenu.row.focus();
          }}
          leave={() => closeMenu(view, open)}
        />
      )}
    </>
  );
}

interface RowsProps {
  menu: { current: HTMLDivElement | null };
  label: string;
  kind?: string;
  /** Tab and, of a menu of its own, Escape. */
  leave: () => void;
  /** The arrow to where choices open, and the one back. */
  forward?: (row: HTMLElement) => void;
  back?: () => void;
  children: JSX.Element[] | (JSX.Element | false)[][];
}

/** A column of rows: arrows go round, letters go to the next row that begins with them. */
function Rows({ menu, label, kind = "", leave, forward, back, children }: RowsProps) {
  const typed = useRef({ text: "", at: 0 });
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>) => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
    const row = rows.indexOf(event.target as HTMLElement);
    const go = (at: number) => rows[(at + rows.length) % rows.length]?.focus();
    const [on, off] = isRtl(event.currentTarget) ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    event.stopPropagation();
    if (event.key === "ArrowDown") go(row + 1);
    else if (event.key === "ArrowUp") go(row - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(-1);
    else if (event.key === on) forward?.(rows[row]!);
    else if (event.key === off) back?.();
    else if (event.key === "Escape") (back ?? leave)();
    else if (event.key === "Tab") leave();
    else if (event.key === "Enter" || event.key === " ") (event.target as HTMLElement).click();
    else if ([...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const goesOn = event.timeStamp - typed.current.at < TYPING;
      typed.current = { text: (goesOn ? typed.current.text : "") + event.key, at: event.timeStamp };
      const next = rowOf(rows, row, typed.current.text);
      if (next) next.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={menu}
      class={`cjm-menu ${kind}`}
      popover="manual"
      role="menu"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

/** The next row, round, that begins with the letters; the same one may go on matching more of them. */
function rowOf(rows: readonly HTMLElement[], from: number, letters: string): HTMLElement | undefined {
  const wanted = letters.toLowerCase();
  const start = wanted.length > 1 ? from : from + 1;
  const inTurn = [...rows.slice(start), ...rows.slice(0, start)];
  return inTurn.find((row) => row.querySelector("span")?.textContent?.toLowerCase().startsWith(wanted));
}

interface CommandRowProps {
  view: ViewState;
  target: Target;
  command: MapCommand;
  isOpen: boolean;
  choose: (row: HTMLElement) => void;
  point: (row: HTMLElement) => void;
}

function CommandRow({ view, target, command, isOpen, choose, point }: CommandRowProps) {
  const { icon, keys, checked, choices } = command;
  const isOn = checked?.(view, target);
  return (
    <button
      type="button"
      role={checked ? "menuitemcheckbox" : "menuitem"}
      {...(checked && { "aria-checked": isOn })}
      aria-haspopup={choices ? "menu" : undefined}
      aria-expanded={choices ? isOpen : undefined}
      aria-keyshortcuts={keys?.[0]?.replace("Ctrl", "Control")}
      tabIndex={-1}
      onClick={({ currentTarget }) => choose(currentTarget)}
      onPointerMove={({ currentTarget, pointerType }) => {
        if (pointerType !== "mouse" || currentTarget.matches(":focus")) return;
        currentTarget.focus();
        point(currentTarget);
      }}
    >
      <Icon name={icon} size={16} />
      <span>{nameOfCommand(command, view, target)}</span>
      {keys && (
        <span class="cjm-mk" aria-hidden="true">
          {capsOf(keys[0]!).map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </span>
      )}
      {isOn && <Icon name="check" size={14} />}
      {choices && <Icon name="right" size={14} />}
    </button>
  );
}

interface ChoicesProps {
  label: string;
  row: HTMLElement;
  enters: boolean;
  choices: readonly MenuChoice[];
  back: () => void;
  leave: () => void;
}

function Choices({ label, row, enters, choices, back, leave }: ChoicesProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    showAt(ref.current!, beside(row), "beside");
    const rows = [...ref.current!.querySelectorAll<HTMLElement>("button")];
    if (enters) (rows.find(({ ariaChecked }) => ariaChecked === "true") ?? rows[0])?.focus();
  }, [row, enters]);
  return (
    <Rows menu={ref} label={label} kind="is-choices" leave={leave} back={back}>
      {choices.map(({ name, on, run }) => (
        <button
          key={name}
          type="button"
          role={on === undefined ? "menuitem" : "menuitemradio"}
          {...(on !== undefined && { "aria-checked": on })}
          tabIndex={-1}
          onClick={() => {
            leave();
            run();
          }}
          onPointerMove={({ currentTarget, pointerType }) => pointerType === "mouse" && currentTarget.focus()}
        >
          <span>{name}</span>
          {on && <Icon name="check" size={14} />}
        </button>
      ))}
    </Rows>
  );
}

// --- where it stands

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
}

function beside(element: Element): Corner {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left, y: top, width, height };
}

/**
 * Show a menu from a point on, below a thing or beside a row, within the window: where there is no room it goes to the
 * other side. Where one reads from the right it opens to the left.
 */
function showAt(
  menu: HTMLElement,
  { x, y, width = 0, height = 0 }: Corner,
  how: "at" | "below" | "beside",
): void {
  menu.showPopover?.();
  const own = menu.getBoundingClientRect();
  const rtl = isRtl(menu);
  const [start, end] = how === "beside" ? [x, x + width] : [x + width, x];
  const [toRight, toLeft] = [end, start - own.width];
  const fits = (left: number) => left >= MARGIN && left + own.width <= innerWidth - MARGIN;
  const [wanted, other] = rtl ? [toLeft, toRight] : [toRight, toLeft];
  const within = (at: number, size: number, room: number) =>
    Math.max(MARGIN, Math.min(at, room - size - MARGIN));
  const left = within(fits(wanted) || !fits(other) ? wanted : other, own.width, innerWidth);
  const under = how === "below" ? y + height + 2 : how === "beside" ? y - 4 : y;
  const above = how === "below" ? y - own.height - 2 : y - own.height;
  const hasRoom = under + own.height <= innerHeight - MARGIN;
  const top = within(hasRoom || above < MARGIN ? under : above, own.height, innerHeight);
  // What is fixed is in px of the map, which the page may have scaled.
  const scale = scaleOf(menu);
  menu.style.left = `${left / scale}px`;
  menu.style.top = `${top / scale}px`;
}
