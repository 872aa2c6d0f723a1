/**
 * How a menu is asked for by pointer: a right press, a finger that rests, or a button that stands for a thing. The keys
 * for it are among the commands with keys. With Shift a right press is the browser's; a text's menu is always.
 */
import { useLayoutEffect } from "preact/hooks";
import { ownerOf, type Target, type ViewState } from "../state";
import { takeTarget, targetAt } from "../target";

/** On a button: a press opens the menu of the thing it stands on. */
export const OPENS_MENU = "data-menu";
const TEXT = "input:not([type=radio], [type=checkbox]), textarea, [contenteditable]";
/** How long a finger rests, in ms, and how far it may slip, in px. */
const REST = 500;
const SLIP = 8;

/** Whether there is a command for it. The map as a whole has no menu, and a point none but of its edits. */
export const hasMenu = (view: ViewState, { what }: Target): boolean =>
  what !== "map" && (what !== "point" || view.store.editable.peek());

/** Whether menus can be drawn: a page without a kernel may have none. */
const hasMenus = (view: ViewState): boolean => view.chunks.isOpen || "exports" in view.chunks.get("menus");

/** The persona of the row that an element belongs to; the menu's own button is gone once the pointer is. */
const personaChip = (element: Element): Element =>
  element.closest(".cjm-pchip")?.querySelector(".cjm-persona") ?? element;

/** Open the menu of what an element belongs to, which is selected first; without a point it stands beside the element. */
export function openMenu(
  view: ViewState,
  element: Element,
  at: { x: number; y: number } | null = null,
): boolean {
  const target = targetAt(view, element);
  if (!hasMenu(view, target) || !hasMenus(view)) return false;
  takeTarget(view, target);
  const anchor = target.what === "persona" ? personaChip(element) : element;
  view.open.value = { what: "menu", target, at, anchor };
  return true;
}

/** What the page around must not answer with a menu of its own, such as a notebook's for its cell. */
function onContextMenu(view: ViewState, event: MouseEvent): void {
  const element = event.target as Element;
  if (event.shiftKey) return;
  if (ownerOf(element)!.matches(TEXT)) {
    event.stopPropagation();
    return;
  }
  const isInMenu = element.closest(".cjm-menu") !== null;
  // A finger that holds a card selects it.
  if (!isInMenu && !view.grasp) {
    const at = event.button === 2 ? { x: event.clientX, y: event.clientY } : null;
    if (!openMenu(view, element, at)) {
      // Without a menu of ours it is the browser's, but on what is no thing of the map.
      if (targetAt(view, element).what !== "map") event.stopPropagation();
      return;
    }
  }
  event.preventDefault();
  event.stopPropagation();
}

function onPress(view: ViewState, event: MouseEvent): void {
  const button = (event.target as Element).closest(`[${OPENS_MENU}]`);
  if (button) openMenu(view, button);
}

/** A finger that rests opens a menu; on a card only when that is selected already, since the first rest selects it. */
function onTouch(view: ViewState, event: PointerEvent): void {
  const element = event.target as Element;
  if (event.pointerType !== "touch" || !event.isPrimary || element.closest("button, a, .cjm-menu, .is-grip"))
    return;
  const card = element.closest<HTMLElement>("[data-card]")?.dataset.card;
  if (ownerOf(element)!.matches(TEXT) || (card !== undefined && !view.cards.peek().has(card))) return;
  const at = { x: event.clientX, y: event.clientY };
  const timer = setTimeout(() => {
    stop();
    // A card's menu waits for the release: until then the finger may drag it.
    if (card === undefined) openMenu(view, element, at);
    else window.addEventListener("pointerup", release, { capture: true, once: true });
  }, REST);
  const release = () => {
    if (!view.dragging.peek()) setTimeout(() => openMenu(view, element, at));
  };
  const ends = new AbortController();
  const stop = () => {
    clearTimeout(timer);
    ends.abort();
  };
  const options = { capture: true, signal: ends.signal };
  const slip = ({ clientX, clientY }: PointerEvent) => {
    if (Math.hypot(clientX - at.x, clientY - at.y) > SLIP) stop();
  };
  window.addEventListener("pointermove", slip, options);
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, stop, options);
}

export function useMenuEvents(view: ViewState, root: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = root.current!;
    const ends = new AbortController();
    const { signal } = ends;
    element.addEventListener("contextmenu", (event) => onContextMenu(view, event), { signal });
    element.addEventListener("click", (event) => onPress(view, event), { signal });
    element.addEventListener("pointerdown", (event) => onTouch(view, event), { signal });
    return () => ends.abort();
  }, [view, root]);
}
