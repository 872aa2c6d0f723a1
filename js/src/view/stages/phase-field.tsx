/** What the bar of several stages does: naming the phase they share, and making one stage of them. */
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Stage } from "../../document/schema";
import { isComposing } from "../../interaction/commands/keys";
import { go } from "../../interaction/focus";
import { canMerge, mergeHere, namePhase, phaseName, phaseNames } from "../../interaction/headers/stage-edits";
import type { Unfinished, ViewState } from "../../interaction/state";
import { texts } from "../../words/words";

const TEXTS = texts({
  phase: "Name of their phase",
  hint: "Name a phase (Enter)",
  merge: "Merge",
});

export function StageEdits({ view, stages }: { view: ViewState; stages: readonly Stage[] }) {
  const ids = stages.map(({ id }) => id);
  return (
    <>
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
    </>
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
