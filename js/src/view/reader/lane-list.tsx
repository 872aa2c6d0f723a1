/** The lanes in the view popover: each can be folded, hidden and put elsewhere; only its place is the map's. */
import { useRef, useState } from "preact/hooks";
import { moveBy } from "../../document/gestures";
import { laneIcon } from "../../document/lane-kinds";
import type { Lane } from "../../document/schema";
import { openMove } from "../../interaction/commands/commands";
import { hearFirst, holdKey } from "../../interaction/drag";
import { placeHeader } from "../../interaction/headers/header-drag";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { t, texts } from "../../words/words";

const TEXTS = texts({
  move: (name: string) => t("Move {name}", { name }),
  moveTip: "Drag to move, press to choose where, or Alt+↑ ↓",
  fold: (name: string) => t("Fold {name}", { name }),
  show: (name: string) => t("Show {name}", { name }),
  isFolded: "Folded",
  canFold: "Fold",
});

/** Where a drag would put the lane: in front of this one, or last. */
type Landing = { before: string | null } | null;

export function LaneList({ view }: { view: ViewState }) {
  const lanes = view.allLanes.value;
  const list = useRef<HTMLUListElement>(null);
  const [landing, land] = useState<Landing>(null);
  return (
    <ul class="cjm-llist" ref={list}>
      {lanes.map((lane, at) => (
        <LaneItem
          key={lane.id}
          view={view}
          lane={lane}
          mark={
            landing && landing.before === lane.id
              ? "is-before"
              : landing?.before === null && at === lanes.length - 1
                ? "is-after"
                : ""
          }
          drag={(event) => dragLane(view, list.current!, lane.id, event, land)}
        />
      ))}
    </ul>
  );
}

interface LaneItemProps {
  view: ViewState;
  lane: Lane;
  mark: string;
  drag: (event: PointerEvent) => void;
}

function LaneItem({ view, lane, mark, drag }: LaneItemProps) {
  const { reader } = view;
  const { id, name } = lane;
  const isShown = !reader.hidden.value.has(id);
  const isFolded = reader.folded.value.has(id);
  const editable = view.store.editable.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey || !editable) return;
    event.preventDefault();
    event.stopPropagation();
    const [operation] = moveBy(view.store.document.peek(), "lane", id, by);
    if (operation?.op === "move") placeHeader(view, "lane", id, operation.before ?? null);
  };
  return (
    <li class={[isShown ? "" : "is-off", mark].filter(Boolean).join(" ")} data-id={id} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="is-grip"
        aria-label={TEXTS.move(name)}
        title={TEXTS.moveTip}
        disabled={!editable}
        onPointerDown={drag}
        onClick={() => openMove(view, "lane", id)}
      >
        <Icon name="grip" size={14} />
      </button>
      <Icon name={laneIcon(lane) as IconName} size={14} />
      <span>{name}</span>
      <button
        type="button"
        class="cjm-tg"
        aria-label={TEXTS.fold(name)}
        aria-pressed={isFolded}
        onClick={() => reader.toggleFolded(id)}
      >
        {isFolded ? TEXTS.isFolded : TEXTS.canFold}
      </button>
      <button
        type="button"
        class="cjm-tg"
        aria-label={TEXTS.show(name)}
        aria-pressed={isShown}
        onClick={() => reader.toggleHidden(id)}
      >
        <Icon name={isShown ? "eye" : "eyeOff"} size={14} />
      </button>
    </li>
  );
}

/** Px that a press may travel before it is a drag. */
const SLACK = 4;

/** Follow the pointer from a grip until it is let go; Escape puts back. A press that goes nowhere stays a press. */
function dragLane(
  view: ViewState,
  list: HTMLElement,
  id: string,
  start: PointerEvent,
  land: (landing: Landing) => void,
): void {
  if (start.button !== 0) return;
  let landing: Landing = null;
  const stop = () => {
    stopHearing();
    land(null);
  };
  const onMove = ({ clientY }: PointerEvent) => {
    if (!landing && Math.abs(clientY - start.clientY) < SLACK) return;
    const items = [...list.children] as HTMLElement[];
    const below = items.find((item) => {
      const { top, height } = item.getBoundingClientRect();
      return clientY < top + height / 2;
    });
    landing = { before: below?.dataset.id ?? null };
    land(landing);
  };
  const onUp = () => {
    stop();
    if (!landing) return;
    placeHeader(view, "lane", id, landing.before);
    // The click that ends a drag chooses nothing.
    const swallow = (event: Event) => event.stopPropagation();
    window.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener("click", swallow, true));
  };
  const onKey = (event: KeyboardEvent) => {
    if (landing && holdKey(event)) stop();
  };
  const stopHearing = hearFirst({
    pointermove: onMove,
    pointerup: onUp,
    pointercancel: stop,
    keydown: onKey,
  });
}
