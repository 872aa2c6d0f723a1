/** How this reader looks at the map: saved views, lanes, density and widths. Nothing of it is the document's. */
import { useMemo, useRef, useState } from "preact/hooks";
import { kindsInUse } from "../../document/cards/filter";
import { isComposing } from "../../interaction/commands/keys";
import { openFilters } from "../../interaction/finding/filtering";
import { afterDrawing, go } from "../../interaction/focus";
import { EVERYTHING, sameLook } from "../../interaction/reader/looks-alike";
import {
  DENSITIES,
  type Density,
  type Look,
  type SavedView,
  STAGE_WIDTHS,
  type StageWidth,
  WIDGET_SIZES,
} from "../../interaction/reader/reader-view";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { plural, t, texts } from "../../words/words";
import { Chord } from "../chord";
import { closePopover, Popover } from "../popover";
import { LaneList } from "./lane-list";

const TEXTS = texts({
  title: "View",
  close: "Close",
  saved: "Saved views",
  everything: "Everything",
  saveAs: "Save this view as …",
  name: "Name of the view",
  save: "Save",
  forget: (name: string) => t("Remove the view {name}", { name }),
  filters: "Filter cards",
  lanes: "Lanes",
  shown: (count: number, all: number) => t("{n} of {all} shown", { n: count, all }),
  laneCount: (count: number) => plural(count, "{n} lane", "{n} lanes"),
  filterCount: (count: number) => plural(count, "{n} filter", "{n} filters"),
  density: "Density",
  stages: "Stages",
  widget: "Widget",
  promise: "The view is yours. The map and its file stay whole.",
} as const);

export function ViewPopover({ view, anchor }: { view: ViewState; anchor: Element | null }) {
  const { reader } = view;
  const all = view.allLanes.value.length;
  return (
    <Popover view={view} anchor={anchor} label={TEXTS.title} kind="is-view" scrolls>
      <div class="cjm-pop-top">
        <h3>{TEXTS.title}</h3>
        <button
          type="button"
          class="cjm-tool is-small"
          aria-label={TEXTS.close}
          onClick={() => closePopover(view)}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      <div class="cjm-pop-s">
        <h4>{TEXTS.saved}</h4>
        <SavedViews view={view} />
      </div>
      {view.part !== "curve" && (
        <div class="cjm-pop-s">
          <h4>
            {TEXTS.lanes}
            <span class="cjm-n">{TEXTS.shown(view.lanes.value.length, all)}</span>
          </h4>
          <LaneList view={view} />
        </div>
      )}
      <div class="cjm-pop-s">
        <Segment
          label={TEXTS.density}
          options={DENSITIES}
          value={reader.density.value}
          choose={(density: Density) => reader.chooseDensity(density)}
        />
        <Segment
          label={TEXTS.stages}
          options={STAGE_WIDTHS}
          value={reader.stageWidth.value}
          choose={(width: StageWidth) => reader.chooseStageWidth(width)}
        />
        <Segment
          label={TEXTS.widget}
          options={WIDGET_SIZES}
          value={reader.size.value}
          choose={(size: keyof typeof WIDGET_SIZES) => {
            // What covers the window would cover the popover too.
            view.open.value = null;
            reader.size.value = size;
            go(view, view.focus.peek());
          }}
        />
      </div>
      <footer>{TEXTS.promise}</footer>
    </Popover>
  );
}

/** What a view shows, in a few words. */
function aboutLook(view: ViewState, { hidden, filter }: Look): string {
  const kinds = kindsInUse(filter).length;
  if (kinds) return TEXTS.filterCount(kinds);
  const lanes = view.allLanes.value;
  const shown = lanes.filter(({ id }) => !hidden.includes(id));
  if (shown.length === lanes.length || shown.length > 3) return TEXTS.laneCount(shown.length);
  return shown.map(({ name }) => name.toLowerCase()).join(", ");
}

function SavedViews({ view }: { view: ViewState }) {
  const { reader } = view;
  const group = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const [isNaming, setNaming] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const adds = useRef<HTMLButtonElement>(null);
  const look = reader.look();
  const views: readonly (Look & { name: string; isOwn?: boolean })[] = [
    { ...EVERYTHING, name: TEXTS.everything },
    ...reader.saved.value.map((one: SavedView) => ({ ...one, isOwn: true })),
  ];
  const close = () => {
    setNaming(false);
    afterDrawing(() => adds.current?.focus());
  };
  const save = () => {
    const name = input.current!.value.trim();
    if (name) reader.save(name);
    close();
  };
  return (
    <>
      <div class="cjm-vlist" role="radiogroup" aria-label={TEXTS.saved}>
        {views.map(({ name, isOwn, ...one }) => (
          <span key={`${isOwn} ${name}`} class={isOwn ? "is-own" : undefined}>
            <label>
              <input
                type="radio"
                name={group}
                checked={sameLook(look, one, view.allLanes.value)}
                onChange={() => reader.take(one)}
              />
              <b>{name}</b>
              <small>{aboutLook(view, one)}</small>
            </label>
            {isOwn && (
              <button
                type="button"
                class="cjm-tg"
                aria-label={TEXTS.forget(name)}
                onClick={() => {
                  reader.forget(name);
                  adds.current?.focus();
                }}
              >
                <Icon name="trash" size={14} />
              </button>
            )}
          </span>
        ))}
      </div>
      {isNaming ? (
        <form
          class="cjm-vname"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || isComposing(event)) return;
            event.preventDefault();
            event.stopPropagation();
            close();
          }}
        >
          <input
            ref={(element) => {
              if (element && !input.current) afterDrawing(() => element.focus());
              input.current = element;
            }}
            class="cjm-field"
            aria-label={TEXTS.name}
            placeholder={TEXTS.name}
            maxLength={80}
          />
          <button type="submit" class="cjm-btn">
            {TEXTS.save}
          </button>
        </form>
      ) : (
        <button ref={adds} type="button" class="cjm-add" onClick={() => setNaming(true)}>
          <Icon name="plus" size={12} />
          {TEXTS.saveAs}
        </button>
      )}
      <button type="button" class="cjm-add is-filters" onClick={() => openFilters(view)}>
        <Icon name="filter" size={12} />
        {TEXTS.filters}
        <Chord keys="Ctrl+Shift+L" />
      </button>
    </>
  );
}

interface SegmentProps<V extends string> {
  label: string;
  options: Readonly<Record<V, string>>;
  value: V;
  choose: (value: V) => void;
}

/** One of a few. */
function Segment<V extends string>({ label, options, value, choose }: SegmentProps<V>) {
  const name = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  return (
    <div class="cjm-vf">
      <span aria-hidden="true">{label}</span>
      <span class="cjm-seg" role="radiogroup" aria-label={label}>
        {Object.entries<string>(options).map(([one, words]) => (
          <label key={one}>
            <input type="radio" name={name} checked={one === value} onChange={() => choose(one as V)} />
            {words}
          </label>
        ))}
      </span>
    </div>
  );
}
