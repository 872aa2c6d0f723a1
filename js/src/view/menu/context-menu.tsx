/** The menu of a thing of the map, and the choices that a row of it opens. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type MapCommand, menuOf, nameOfCommand } from "../../interaction/commands/command-table";
import type { Open, Target, TargetKind, ViewState } from "../../interaction/state";
import { takeTarget } from "../../interaction/target";
import { Icon } from "../../lanes/icon";
import { texts } from "../../words/words";
import { capsOf } from "../chord";
import { beside, Choices, Rows, showAt, useLeaving } from "./menu-rows";

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
  }, [view, open]);
  useLeaving(() => closeMenu(view, open));
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
