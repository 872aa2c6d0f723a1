/**
 * The first key of a new card. An input method, dictation, an emoji picker and dead keys write only where there is a text
 * field, so a focused cell of cards, or the focused card in it, has the focus by a hidden one, which becomes the editor of
 * a new card as soon as something is written into it. The element stays the same, since a composition ends with its field.
 */
import { useLayoutEffect } from "preact/hooks";
import { t } from "../../words/words";
import { HOLDS, ownerOf, type ViewState } from "../state";

/** On the field, hidden or open. */
export const FIRST = "data-first";
/** On the cell or card that the hidden field stands for, while it has the focus: it looks focused. */
const FOCUSED = "data-focused";

/** The field of a cell, where it is to be the grid's tab stop. */
export const fieldIn = (cell: Element): HTMLElement | null => cell.querySelector(`[${FIRST}][${HOLDS}]`);

/** Hand the focus of a cell or card on to the hidden field of the cell, if it has one. */
export function holdFocus(view: ViewState): void {
  const owner = view.holder() as HTMLElement | null;
  if (!owner || !view.root?.contains(owner) || !owner.matches("[role=gridcell], [data-card]")) return;
  const cell = owner.closest("[role=gridcell]");
  const field = cell && (fieldIn(cell) as HTMLTextAreaElement | null);
  if (!field) return;
  field.setAttribute(HOLDS, owner.dataset.card ?? "");
  field.inputMode = view.byTouch ? "none" : "";
  field.focus({ preventScroll: true });
  showHeld(view);
}

/** Have the cell or card whose hidden field has the focus look and read as focused, and no other. */
export function showHeld(view: ViewState): void {
  const field = view.holder();
  const owner = field?.hasAttribute(HOLDS) ? (ownerOf(field) as HTMLElement) : null;
  for (const one of view.root?.querySelectorAll(`[${FOCUSED}]`) ?? [])
    if (one !== owner) one.removeAttribute(FOCUSED);
  if (!owner) return;
  owner.setAttribute(FOCUSED, "");
  field!.ariaLabel = wordsOf(owner);
}

/** What a cell or card says, for who hears the field in its place. */
function wordsOf(owner: HTMLElement): string {
  const parts = owner.dataset.card
    ? [owner]
    : [...owner.querySelectorAll<HTMLElement>("[data-card], .cjm-draft, .cjm-hid")];
  const words = parts.map((part) => part.ariaLabel || (part.textContent ?? "").trim()).join("; ");
  return words || t("Empty");
}

/** Watches over the focus of a map, so that wherever text may begin a field has it. */
export function useFirstKey(view: ViewState, root: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = root.current!;
    // Once the browser has scrolled to what got the focus.
    const hold = () => queueMicrotask(() => holdFocus(view));
    const show = () => queueMicrotask(() => showHeld(view));
    const press = (event: PointerEvent) => {
      view.isPressed = true;
      view.byTouch = event.pointerType === "touch";
    };
    const release = () => {
      view.isPressed = false;
    };
    const ends = new AbortController();
    const { signal } = ends;
    element.addEventListener("focusin", hold, { signal });
    element.addEventListener("focusout", show, { signal });
    window.addEventListener("pointerdown", press, { capture: true, signal });
    for (const end of ["pointerup", "pointercancel"])
      window.addEventListener(end, release, { capture: true, signal });
    return () => ends.abort();
  }, [view, root]);
}
