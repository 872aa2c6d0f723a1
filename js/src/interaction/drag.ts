/**
 * One drag from press to release, whatever is dragged: a card, an edge, a stage, a lane. The source says where it would
 * land; this follows the pointer, scrolls at the edges of the map and of the page, and puts back on Escape. No other key
 * does anything meanwhile, but those that leave copies.
 */
import type { DropLine } from "../scene/drop";
import { t } from "../words/words";
import type { Dragging, DragSource, PointerSpot, ViewState } from "./state";

/** Pointer travel in px that makes a press a drag. */
const SLACK = 4;
/** How long a finger rests, in ms, before it holds; moving it earlier scrolls. */
const HOLD = 450;
/** How near to an edge, in px, the map scrolls, and by how many px a frame at most. */
const EDGE = 40;
const FASTEST = 16;

interface DragStart {
  /** Called when a finger has rested on what it pressed; until then moving it scrolls. */
  hold?: () => void;
  /** Called on release without a drag. */
  release?: () => void;
}

/** How many px of the window one px of an element is: CSS zoom, scaled pages and the like. */
export function scaleOf(element: HTMLElement): number {
  return element.getBoundingClientRect().width / element.offsetWidth || 1;
}

export const isRtl = (element: Element): boolean => getComputedStyle(element).direction === "rtl";

/** A point of the window in px of the grid, from its left and top edge. */
export function pointInGrid(view: ViewState, x: number, y: number): { x: number; y: number } {
  const grid = view.grid!;
  const { left, top } = grid.getBoundingClientRect();
  const scale = scaleOf(grid);
  return { x: (x - left) / scale, y: (y - top) / scale };
}

export function startDrag(
  view: ViewState,
  event: PointerEvent,
  source: DragSource,
  { hold, release }: DragStart = {},
): void {
  const { pointerId, clientX, clientY } = event;
  const grid = view.grid!;
  let spot = spotOf(event);
  let isDrag = false;
  let isReady = !hold;
  let stopScrolling = () => {};
  view.grasp = hold ? null : event;
  const timer = setTimeout(() => {
    if (!hold) return;
    isReady = true;
    view.grasp = event;
    hold();
  }, HOLD);

  const follow = () => {
    if (!grid.isConnected) return cancel(); // the map went away under the pointer
    const aim = source.aim(spot);
    view.dragging.value = { ...source, ...spot, ...aim };
    view.outcome.value = aim.says;
  };
  const onMove = (moved: PointerEvent) => {
    if (moved.pointerId !== pointerId) return;
    spot = spotOf(moved);
    if (!isDrag) {
      if (Math.hypot(spot.x - clientX, spot.y - clientY) < SLACK) return;
      if (!isReady || !grid.isConnected) return cancel();
      isDrag = true;
      grid.setPointerCapture(pointerId);
      stopScrolling = scrollAlong(grid, source.axes, () => spot, follow);
    }
    follow();
  };
  const onUp = (up: PointerEvent) => {
    if (up.pointerId !== pointerId) return;
    spot = spotOf(up);
    if (isDrag) follow();
    const { drop } = view.dragging.peek() ?? {};
    stop();
    // The end of a touch comes after that of its pointer, and is not a press of its own then.
    if (isDrag || hold) setTimeout(loosen);
    else loosen();
    if (isDrag) drop?.();
    else release?.();
  };
  const onCancel = (gone: PointerEvent) => {
    if (gone.pointerId === pointerId) cancel();
  };
  const copyByKey = (key: KeyboardEvent) => {
    if (!isDrag || (key.key !== "Control" && key.key !== "Meta")) return;
    spot = { ...spot, copies: key.ctrlKey || key.metaKey };
    follow();
  };
  const onKey = (key: KeyboardEvent) => {
    copyByKey(key);
    if (!isDrag || !holdKey(key)) return;
    stop();
    // Moving on with the button still down selects nothing.
    document.addEventListener("pointerup", loosen, { capture: true, once: true });
    view.outcome.value = t("Put back, nothing moved");
  };
  const stopHearing = hearFirst({
    pointermove: onMove,
    pointerup: onUp,
    pointercancel: onCancel,
    keydown: onKey,
    keyup: copyByKey,
  });
  const stop = () => {
    clearTimeout(timer);
    stopScrolling();
    stopHearing();
    view.outcome.value = null;
    view.dragging.value = null;
  };
  const loosen = () => {
    if (view.grasp === event) view.grasp = null;
  };
  const cancel = () => {
    stop();
    loosen();
  };
}

type Hearing = { [T in keyof WindowEventMap]?: (event: WindowEventMap[T]) => void };

/** Hear of events before the rest of the page does; returns how to stop. */
export function hearFirst(hearing: Hearing): () => void {
  const listeners = Object.entries(hearing) as [string, EventListener][];
  for (const [type, listener] of listeners) window.addEventListener(type, listener, true);
  return () => {
    for (const [type, listener] of listeners) window.removeEventListener(type, listener, true);
  };
}

/** Keep a key from the page while something is dragged; whether it is Escape, which puts that back. */
export function holdKey(event: KeyboardEvent): boolean {
  event.preventDefault();
  event.stopPropagation();
  return event.key === "Escape";
}

const spotOf = (event: PointerEvent): PointerSpot => ({
  x: event.clientX,
  y: event.clientY,
  copies: event.ctrlKey || event.metaKey,
});

/** A line of the window's px in px of the grid; its thickness stays. */
export function lineInGrid(view: ViewState, line: DropLine): Dragging["line"] {
  const scale = scaleOf(view.grid!);
  const { x, y } = pointInGrid(view, line.left, line.top);
  const upright = line.height > line.width;
  return {
    left: x,
    top: y,
    width: upright ? line.width : line.width / scale,
    height: upright ? line.height / scale : line.height,
  };
}

// --- scrolling

/** Scroll at the pointer's edge in every frame, and tell when that has moved anything; returns how to stop. */
export function scrollAlong(
  grid: HTMLElement,
  axes: DragSource["axes"],
  spot: () => { x: number; y: number },
  moved: () => void,
): () => void {
  const scroll = () => {
    if (scrollAt(grid, spot(), axes)) moved();
    frame = requestAnimationFrame(scroll);
  };
  let frame = requestAnimationFrame(scroll);
  return () => cancelAnimationFrame(frame);
}

/** Scroll at the pointer's edge, the map before the page around it, which stops at the map's end; whether anything moved. */
function scrollAt(grid: HTMLElement, { x, y }: { x: number; y: number }, axes: DragSource["axes"]): boolean {
  let [across, down] = [axes !== "y", axes !== "x"];
  let moved = false;
  const map = grid.parentElement!;
  const ends = map.getBoundingClientRect();
  for (const box of scrollersOf(grid)) {
    const { left, right, top, bottom } = sightOf(box);
    const [atLeft, atTop] = [box.scrollLeft, box.scrollTop];
    const isMap = box === map;
    const [byX, byY] = [push(x, left, right), push(y, top, bottom)];
    if (across && (isMap || (byX < 0 ? ends.left < left : ends.right > right))) box.scrollLeft += byX;
    if (down && (isMap || (byY < 0 ? ends.top < top : ends.bottom > bottom))) box.scrollTop += byY;
    if (box.scrollLeft !== atLeft) across = false;
    if (box.scrollTop !== atTop) down = false;
    moved ||= box.scrollLeft !== atLeft || box.scrollTop !== atTop;
  }
  return moved;
}

/** The elements around the grid that scroll, from the nearest on, also outside a shadow root. */
function* scrollersOf(grid: HTMLElement): Generator<Element> {
  let element: Node | null = grid.parentNode;
  while (element) {
    if (element instanceof Element && element !== document.scrollingElement) {
      const { overflowX, overflowY } = getComputedStyle(element);
      if (/auto|scroll/.test(overflowX + overflowY)) yield element;
    }
    element = element instanceof ShadowRoot ? element.host : element.parentNode;
  }
  if (document.scrollingElement) yield document.scrollingElement;
}

/** What of an element is seen, in px of the window, without the headers that stick to its edges. */
function sightOf(box: Element): { left: number; right: number; top: number; bottom: number } {
  const isPage = box === document.scrollingElement;
  const rect = isPage
    ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    : box.getBoundingClientRect();
  const style = getComputedStyle(box);
  const scale = isPage ? 1 : scaleOf(box as HTMLElement);
  const padding = (side: string) =>
    (Number.parseFloat(style.getPropertyValue(`scroll-padding-${side}`)) || 0) * scale;
  return {
    left: Math.max(rect.left, 0) + padding("left"),
    right: Math.min(rect.right, innerWidth) - padding("right"),
    top: Math.max(rect.top, 0) + padding("top"),
    bottom: Math.min(rect.bottom, innerHeight) - padding("bottom"),
  };
}

/** How far to scroll in this frame: faster the nearer the pointer is to an edge, or beyond it. */
function push(at: number, low: number, high: number): number {
  const speed = (depth: number) => Math.ceil(Math.min(1, depth / EDGE) * FASTEST);
  if (at < low + EDGE) return -speed(low + EDGE - at);
  return at > high - EDGE ? speed(at - high + EDGE) : 0;
}
