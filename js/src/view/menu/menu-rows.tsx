/** What menus are made of: columns of rows and of choices, in the top layer, since cells clip. */
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MenuChoice } from "../../interaction/commands/command-table";
import { isRtl, scaleOf } from "../../interaction/drag";
import { Icon } from "../../lanes/icon";

/** How long typed letters belong together, in ms. */
const TYPING = 700;
/** Between a menu and the edge of the window, in px. */
const MARGIN = 8;

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
export function Rows({ menu, label, kind = "", leave, forward, back, children }: RowsProps) {
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

interface ChoicesProps {
  label: string;
  /** What they belong to, and where they stand: beside a row of a menu, or below a button. */
  row: HTMLElement;
  how?: "below" | "beside";
  enters: boolean;
  choices: readonly MenuChoice[];
  back: () => void;
  leave: () => void;
}

export function Choices({ label, row, how = "beside", enters, choices, back, leave }: ChoicesProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    showAt(ref.current!, beside(row), how);
    const rows = [...ref.current!.querySelectorAll<HTMLElement>("button")];
    if (enters) (rows.find(({ ariaChecked }) => ariaChecked === "true") ?? rows[0])?.focus();
  }, [row, how, enters]);
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

/** Presses elsewhere close a menu; those on the button that it belongs to are the button's own. */
export function useLeaving(leave: () => void, button: { current: HTMLElement | null } | null = null): void {
  const latest = useRef(leave);
  latest.current = leave;
  useLayoutEffect(() => {
    const isOwn = (node: EventTarget) =>
      node === button?.current || (node instanceof Element && node.matches(".cjm-menu"));
    const onLeave = (event: Event) => {
      if (!event.composedPath().some(isOwn)) latest.current();
    };
    window.addEventListener("pointerdown", onLeave, true);
    window.addEventListener("blur", onLeave);
    return () => {
      window.removeEventListener("pointerdown", onLeave, true);
      window.removeEventListener("blur", onLeave);
    };
  }, [button]);
}

// --- where it stands

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
}

export function beside(element: Element): Corner {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left, y: top, width, height };
}

/**
 * Show a menu from a point on, below a thing or beside a row, within the window: where there is no room it goes to the
 * other side. Where one reads from the right it opens to the left.
 */
export function showAt(
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
