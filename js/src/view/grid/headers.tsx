/** The headers of phases, stages and lanes: what they say, and how they are renamed, moved, added to and removed. */
import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { change, nameNewStage } from "../../document/gestures";
import { laneIcon } from "../../document/lane-kinds";
import type { Lane, Stage } from "../../document/schema";
import { openAdd, openMove } from "../../interaction/commands/commands";
import { go, useStop } from "../../interaction/focus";
import { dragHeader } from "../../interaction/headers/header-drag";
import { dropNewStage, nameNext, selectedStages } from "../../interaction/headers/stage-row";
import { openLinks } from "../../interaction/links/link-commands";
import { togglePanel } from "../../interaction/panel-focus";
import { type Editing, type Place, samePlace, type ViewState } from "../../interaction/state";
import { type FieldSteps, useField } from "../../interaction/writing/field";
import { Icon, MenuButton } from "../../lanes/icon";
import { LinkCount, LinkHandle } from "../../lanes/link-parts";
import type { IconName } from "../../scene/icons";
import type { PhaseRun } from "../../scene/layout";
import { duration } from "../../scene/numbers";
import { english, t, translate } from "../../words/words";
import { FoldButton } from "../reader/hidden-lanes";

export function PhaseRow({ phases }: { phases: readonly PhaseRun[] }) {
  return (
    <div class="cjm-row cjm-phases" role="row" aria-rowindex={1}>
      <div class="cjm-corner" role="columnheader" aria-colindex={1}>
        <span class="cjm-sr">{t("Phase")}</span>
      </div>
      {phases.map(({ phase, from, count, minutes }) => (
        <div
          key={from}
          class="cjm-phase"
          data-phase={phase?.id}
          role="columnheader"
          aria-colindex={from + 2}
          aria-colspan={count}
          style={{ gridColumn: `${from + 2} / span ${count}` }}
        >
          {phase ? (
            <span>
              <b>{phase.name}</b>
              {minutes > 0 && <small>{duration(minutes)}</small>}
            </span>
          ) : (
            <span class="cjm-sr">{t("No phase")}</span>
          )}
        </div>
      ))}
    </div>
  );
}

/** Edits the name of a header, or a stage's goal. */
export function NameEditor({ view, editing, label }: { view: ViewState; editing: Editing; label: string }) {
  const kind = editing.lane === null ? "stage" : "lane";
  const id = (editing.lane ?? editing.stage)!;
  // The name of a stage just added: Enter goes on to the next one, and without a name the stage goes again.
  const onKey = ({ key, shiftKey }: KeyboardEvent, steps: FieldSteps): boolean => {
    if (!editing.names || shiftKey || (key !== "Enter" && key !== "Escape")) return false;
    const isNameless = steps.text().trim() === "" || steps.text() === editing.was;
    if (key === "Escape" && !isNameless) return false;
    const at = view.stages.peek().findIndex((stage) => stage.id === id);
    if (isNameless) {
      steps.close();
      dropNewStage(view, id);
    } else if (steps.finish()) nameNext(view, at);
    return true;
  };
  const field = useField(
    view,
    editing,
    (text, base) => {
      const isNothing = text.trim() === "" && editing.field === "name";
      const operations = isNothing
        ? []
        : editing.names
          ? nameNewStage(base, id, text)
          : change(base, kind, id, { [editing.field]: text });
      return { operations, label: kind === "stage" ? english("Rename stage") : english("Rename lane") };
    },
    onKey,
  );
  return (
    <span class="cjm-renames" role="group" onKeyDown={field.onKeyDown} onFocusOut={field.onFocusOut}>
      {editing.field === "name" ? (
        <b aria-hidden="true">{editing.was}</b>
      ) : (
        <span aria-hidden="true">{editing.was}</span>
      )}
      <input
        ref={field.ref}
        class="cjm-name"
        aria-label={label}
        defaultValue={editing.text}
        aria-invalid={field.why !== null}
      />
      {field.why && (
        <span class="cjm-why" role="alert">
          {translate(field.why)}
        </span>
      )}
    </span>
  );
}

/** The open editor of a field of this header, if it is open. */
function useNameEditing(view: ViewState, lane: string | null, stage: string | null) {
  return useComputed(() => {
    const editing = view.editing.value;
    return editing && editing.field !== "text" && editing.lane === lane && editing.stage === stage
      ? editing
      : null;
  }).value;
}

export function StageHeader({ view, stage, at }: { view: ViewState; stage: Stage; at: number }) {
  const editing = useNameEditing(view, null, stage.id);
  const { hot, moving, listeners } = useHot(view, { lane: null, stage: stage.id });
  const { name, goal, duration: minutes, timing, moment_of_truth } = stage;
  const picked = useComputed(() => {
    const stages = view.headersTo.value === null ? [] : selectedStages(view);
    return stages.some(({ id }) => id === stage.id);
  }).value;
  return (
    <div
      {...useStop(view, null, stage.id)}
      {...listeners}
      role="columnheader"
      class={`cjm-stage${moving}${picked ? " is-picked" : ""}`}
      aria-selected={picked}
      aria-colindex={at + 2}
      data-stage={stage.id}
      style={{ gridColumn: at + 2 }}
    >
      <span class="cjm-st-n">{at + 1}</span>
      {editing?.field === "name" ? (
        <NameEditor view={view} editing={editing} label={t("Name of the stage")} />
      ) : (
        <b>{name}</b>
      )}
      {editing?.field === "goal" ? (
        <p>
          <NameEditor view={view} editing={editing} label={t("Goal of {name}", { name })} />
        </p>
      ) : (
        <p>{goal}</p>
      )}
      <span class="cjm-st-m">
        {(minutes != null || timing) && (
          <span class="cjm-st-t">
            <Icon name="clock" size={14} />
            <span>{minutes != null ? duration(minutes) : timing}</span>
          </span>
        )}
        {moment_of_truth && (
          <span class="cjm-mot">
            <Icon name="flag" size={14} />
            {t("Moment of truth")}
          </span>
        )}
        {!!stage.links?.length && (
          <LinkCount
            links={stage.links.length}
            own={stage.links}
            follow={(anchor) => openLinks(view, { stage: stage.id }, null, anchor)}
          />
        )}
      </span>
      {hot && !editing && <Handles view={view} kind="stage" id={stage.id} name={name} />}
    </div>
  );
}

export function LaneHeader({
  view,
  lane,
  children,
}: {
  view: ViewState;
  lane: Lane;
  children?: ComponentChildren;
}) {
  const editing = useNameEditing(view, lane.id, null);
  const { hot, near, moving, listeners } = useHot(view, { lane: lane.id, stage: null });
  const isFolded = useComputed(() => view.reader.folded.value.has(lane.id)).value;
  return (
    <div
      {...useStop(view, lane.id, null)}
      {...listeners}
      role="rowheader"
      class={`cjm-lh${moving}`}
      aria-colindex={1}
      aria-expanded={!isFolded}
      title={lane.name}
    >
      <Icon name={laneIcon(lane) as IconName} />
      <span class="cjm-lh-t">
        {editing ? (
          <NameEditor view={view} editing={editing} label={t("Name of the lane")} />
        ) : (
          <b>{lane.name}</b>
        )}
        {lane.hint && <small>{lane.hint}</small>}
      </span>
      {children}
      {(near || isFolded) && !editing && <FoldButton view={view} lane={lane} />}
      {hot && !editing && <Handles view={view} kind="lane" id={lane.id} name={lane.name} />}
    </div>
  );
}

/** Whether the pointer or the focus is on a header, whether it is dragged, and what to listen to for it. */
function useHot(view: ViewState, place: Place) {
  const under = useSignal(false);
  const moves = useComputed(() => {
    const { kind, id } = view.dragging.value ?? {};
    return (kind === "stage" || kind === "lane") && id === (place.lane ?? place.stage);
  });
  const near = useComputed(() => under.value || samePlace(view.focus.value, place) || moves.value);
  const hot = useComputed(() => view.store.editable.value && near.value);
  const onPointerEnter = () => {
    under.value = true;
  };
  const onPointerLeave = () => {
    under.value = false;
  };
  return {
    hot: hot.value,
    near: near.value,
    moving: moves.value ? " is-moving" : "",
    listeners: { onPointerEnter, onPointerLeave },
  };
}

/** For the pointer only: the keyboard does the same from the header itself. */
function Handles({
  view,
  kind,
  id,
  name,
}: {
  view: ViewState;
  kind: "stage" | "lane";
  id: string;
  name: string;
}) {
  const place = kind === "stage" ? { lane: null, stage: id } : { lane: id, stage: null };
  const beside = (open: () => void) => {
    go(view, place);
    open();
  };
  const arrows = kind === "stage" ? "Alt+← →" : "Alt+↑ ↓";
  return (
    <span class="cjm-hov">
      <button
        type="button"
        class="is-grip"
        tabIndex={-1}
        title={t("Drag to move, press to choose where, or {arrows}", { arrows })}
        aria-label={t("Move {name}", { name })}
        onPointerDown={(event) => dragHeader(view, kind, id, event)}
        onClick={() => beside(() => openMove(view, kind, id))}
      >
        <Icon name="grip" size={14} />
      </button>
      <button
        type="button"
        tabIndex={-1}
        title={t("Details (Ctrl+I)")}
        aria-label={t("Details of {name}", { name })}
        onClick={() => beside(() => !view.panel.peek() && togglePanel(view))}
      >
        <Icon name="panel" size={14} />
      </button>
      <button
        type="button"
        tabIndex={-1}
        title={kind === "stage" ? t("Add a stage after this one (+)") : t("Add a lane after this one (+)")}
        aria-label={
          kind === "stage" ? t("Add a stage after {name}", { name }) : t("Add a lane after {name}", { name })
        }
        onClick={() => beside(() => openAdd(view, kind, id, null))}
      >
        <Icon name="plus" size={14} />
      </button>
      {kind === "stage" && <LinkHandle view={view} start={{ stage: id }} name={name} />}
      <MenuButton
        label={kind === "stage" ? t("Menu of stage {name}", { name }) : t("Menu of lane {name}", { name })}
      />
    </span>
  );
}
