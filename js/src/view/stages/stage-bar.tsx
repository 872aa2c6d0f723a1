/** Above several selected stage headers: the phase they share, and making one stage of them. */
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { go } from "../../interaction/focus";
import { isComposing } from "../../interaction/keys";
import {
  canMerge,
  mergeHere,
  namePhase,
  phaseName,
  phaseNames,
  selectedStages,
} from "../../interaction/stage-row";
import type { Unfinished, ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";

const TEXTS = {
  bar: "Selected stages",
  count: (count: number) => `${count} stages`,
  phase: "Name of their phase",
  hint: "Name a phase (Enter)",
  merge: "Merge",
  deselect: "Deselect",
};

export function StageBar({ view }: { view: ViewState }) {
  const stages = selectedStages(view);
  const column = view.columns.value.find(({ stage }) => stage === stages[0]?.id);
  if (stages.length < 2 || !column || view.editing.value || !view.store.editable.value) return null;
  const row = view.row(null);
  if (!row) return null;
  const corner = row.querySelector<HTMLElement>(".cjm-corner")!.offsetWidth;
  const ids = stages.map(({ id }) => id);
  return (
    <div
      class="cjm-selbar is-stages"
      role="toolbar"
      aria-label={TEXTS.bar}
      style={{
        insetInlineStart: `${corner + column.left}px`,
        top: `${row.offsetTop + row.offsetHeight}px`,
      }}
    >
      <b>{TEXTS.count(stages.length)}</b>
      <PhaseField
        key={ids.join()}
        view={view}
        ids={ids}
        name={phaseName(view.store.document.value, stages)}
      />
      {canMerge(view, ids) && (
        <button type="button" class="cjm-btn" onClick={() => mergeHere(view, ids)}>
          {TEXTS.merge}
        </button>
      )}
      <button
        type="button"
        class="cjm-tool is-small"
        aria-label={TEXTS.deselect}
        onClick={() => go(view, view.focus.peek())}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

/** Typing a name and Enter puts the stages into that phase; no name takes them out of theirs. */
function PhaseField({ view, ids, name }: { view: ViewState; ids: readonly string[]; name: string }) {
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const typed = () => input.current!.value.trim();
  const finish = (): boolean => typed() === name || namePhase(view, ids, typed() || null);
  useLayoutEffect(() => {
    const field = input.current!;
    const one: Unfinished = { finish: () => void finish(), isChanged: () => field.value.trim() !== name };
    view.unfinished.add(one);
    return () => void view.unfinished.delete(one);
  });
  return (
    <>
      <input
        ref={input}
        class="cjm-field"
        aria-label={TEXTS.phase}
        placeholder={TEXTS.hint}
        defaultValue={name}
        maxLength={500}
        list={list}
        onKeyDown={(event) => {
          if (isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Escape" || finish()) go(view, view.focus.peek());
        }}
      />
      <datalist id={list}>
        {phaseNames(view.store.document.value).map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
