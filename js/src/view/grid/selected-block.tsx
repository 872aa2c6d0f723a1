/** What lies over the cells of a selected block: its tint and outline, the handle that copies it on, and its bar. */
import { useEffect } from "preact/hooks";
import { cardsAt } from "../../document/gestures";
import { copyBlock, writeBlock } from "../../document/tables/block";
import { copyText } from "../../interaction/clipboard/clipboard";
import { openMenu } from "../../interaction/commands/menu-events";
import { blockOf, go, idsOf, positionOf } from "../../interaction/focus";
import { areaOf, clearRange, fillRange, startFill } from "../../interaction/range";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { plural, t } from "../../words/words";

export function SelectedBlock({ view }: { view: ViewState }) {
  const block = blockOf(view);
  useEffect(() => {
    for (const cell of view.grid?.querySelectorAll("[aria-selected]") ?? [])
      cell.removeAttribute("aria-selected");
    if (!block) return;
    const { lanes, stages } = idsOf(view, block);
    const ids = new Set(stages);
    for (const lane of lanes)
      for (const cell of (view.row(lane)?.children ?? []) as Iterable<HTMLElement>)
        if (ids.has(cell.dataset.stage ?? "")) cell.ariaSelected = "true";
  });
  const area = block && view.range.value && areaOf(view, block);
  return (
    <>
      {area && (
        <>
          <div class="cjm-tint" style={area} role="presentation" />
          <div
            class="cjm-ring"
            style={area}
            role="presentation"
            ref={(ring) => void view.grid?.toggleAttribute("data-block", !!ring)}
          >
            {view.store.editable.value && (
              <i class="cjm-fill" onPointerDown={(event) => startFill(view, event)} aria-hidden="true" />
            )}
          </div>
        </>
      )}
      <FillTargetMark view={view} />
    </>
  );
}

/** Dashed until the handle is let go. */
function FillTargetMark({ view }: { view: ViewState }) {
  const onto = view.fill.value;
  if (!onto) return null;
  const [first, last] = [0, -1].map((at) =>
    positionOf(view, { lane: onto.lanes.at(at)!, stage: onto.stages.at(at)! }),
  );
  const area =
    first && last && areaOf(view, { lanes: [first.row, last.row], stages: [first.column, last.column] });
  return area ? <Target area={area} /> : null;
}

/** Cells that something is about to go to. */
export function Target({ area }: { area: { gridArea: string } }) {
  return (
    <>
      <div class="cjm-tint is-target" style={area} role="presentation" />
      <div class="cjm-ring is-target" style={area} role="presentation" />
    </>
  );
}

/** What can be done with the block by pointer; the keyboard has keys for it. Outside the grid, which holds cells only. */
export function SelectionBar({ view }: { view: ViewState }) {
  const block = view.range.value && blockOf(view);
  const column = block && view.columns.value[block.stages[0]];
  if (!block || !column || view.editing.value || view.pasting.value) return null;
  const { lanes, stages } = idsOf(view, block);
  const row = view.row(lanes[0]!);
  if (!row) return null;
  const corner = row.querySelector<HTMLElement>(".cjm-lh")!.offsetWidth;
  const document = view.store.document.value;
  const cells = lanes.length * stages.length;
  const cards = lanes.reduce(
    (sum, lane) => sum + stages.reduce((all, stage) => all + cardsAt(document, stage, lane).length, 0),
    0,
  );
  const copy = () =>
    void copyText(writeBlock(copyBlock(document, view.kinds, stages, lanes, view.persona.peek())));
  return (
    <div
      class="cjm-selbar"
      role="toolbar"
      aria-label={t("Selection")}
      style={{ insetInlineStart: `${corner + column.left}px`, top: `${row.offsetTop}px` }}
    >
      <b>
        {plural(cells, "{n} cell", "{n} cells")}
        {cards > 0 && `, ${plural(cards, "{n} card", "{n} cards")}`}
      </b>
      <BarButton icon="copy" label={t("Copy")} keys="Ctrl C" press={copy} />
      {view.store.editable.value && (
        <>
          <BarButton
            icon="fillRight"
            label={t("Fill right")}
            keys="Ctrl Shift D"
            press={() => fillRange(view, false)}
          />
          <BarButton
            icon="fillDown"
            label={t("Fill down")}
            keys="Ctrl D"
            press={() => fillRange(view, true)}
          />
          <BarButton icon="trash" label={t("Clear")} keys="Del" press={() => clearRange(view)} />
        </>
      )}
      <span class="cjm-vr" />
      <BarButton
        icon="more"
        label={t("Menu")}
        keys="Shift F10"
        press={() => openMenu(view, view.element(view.focus.peek())!)}
      />
      <BarButton icon="close" label={t("Deselect")} keys="Esc" press={() => go(view, view.focus.peek())} />
    </div>
  );
}

/** Out of the tab order, since each has a key; a press leaves the focus where it is. */
function BarButton(props: { icon: IconName; label: string; keys: string; press: () => void }) {
  const { icon, label, keys, press } = props;
  return (
    <button
      type="button"
      tabIndex={-1}
      title={`${label} (${keys
        .split(" ")
        .map((key) => t(key))
        .join(" ")})`}
      aria-label={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
    >
      <Icon name={icon} size={14} />
    </button>
  );
}
