/** The bar between header and map that finds a text in the map, and puts another in its place. */
import "./find.css";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { isComposing } from "../../interaction/commands/keys";
import { closeFind, focusFind, stepFind } from "../../interaction/finding/find";
import {
  replaceCurrent,
  replaceEverywhere,
  search,
  selectedArea,
} from "../../interaction/finding/find-fields";
import type { FindState, ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import type { IconName } from "../../scene/icons";
import { plural, t } from "../../words/words";
import { Chord } from "../chord";
import { useMarks } from "./marks";

export function FindBar({ view }: { view: ViewState }) {
  const state = view.find.value;
  return state && <Bar view={view} state={state} />;
}

function Bar({ view, state }: { view: ViewState; state: FindState }) {
  useMarks(view);
  const shown = view.shownMatches.value;
  const hidden = view.matches.value.length - shown.length;
  const area = selectedArea(view);
  const at = Math.min(state.at, shown.length - 1);
  const editable = view.store.editable.value;
  useLayoutEffect(() => focusFind(view), [view, state.replaces]);
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    if (isComposing(event) || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    closeFind(view);
  };
  const onFindKey = (event: JSX.TargetedKeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event) || event.key !== "Enter") return;
    event.preventDefault();
    stepFind(view, event.shiftKey ? -1 : 1);
  };
  const onReplaceKey = (event: JSX.TargetedKeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event) || event.key !== "Enter") return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) replaceEverywhere(view);
    else replaceCurrent(view);
  };
  return (
    <search class="cjm-find" aria-label={t("Find and replace")} onKeyDown={onKeyDown}>
      <span class="cjm-fi">
        <Icon name="search" size={14} />
        <input
          aria-label={t("Find")}
          placeholder={t("Find in the map")}
          value={state.text}
          onInput={({ currentTarget }) => search(view, { text: currentTarget.value })}
          onKeyDown={onFindKey}
        />
        <span class="cjm-n" role="status">
          {state.text &&
            (shown.length ? t("{at} of {all}", { at: at + 1, all: shown.length }) : t("No match"))}
        </span>
      </span>
      <Step icon="up" label={t("Previous match")} keys="Shift+F3" press={() => stepFind(view, -1)} />
      <Step icon="down" label={t("Next match")} keys="F3" press={() => stepFind(view, 1)} />
      <span class="cjm-vr" />
      {editable && state.replaces && (
        <>
          <span class="cjm-fi">
            <input
              aria-label={t("Replace with")}
              placeholder={t("Replace with")}
              value={state.replacement}
              onInput={({ currentTarget }) => search(view, { replacement: currentTarget.value })}
              onKeyDown={onReplaceKey}
            />
          </span>
          <button
            type="button"
            class="cjm-btn is-s"
            disabled={!shown.length}
            onClick={() => replaceCurrent(view)}
          >
            {t("Replace")} <Chord keys="Enter" />
          </button>
          <button
            type="button"
            class="cjm-btn is-s"
            disabled={!shown.length}
            onClick={() => replaceEverywhere(view)}
          >
            {t("All {n}", { n: shown.length })} <Chord keys="Ctrl+Enter" />
          </button>
        </>
      )}
      {editable && !state.replaces && (
        <button
          type="button"
          class="cjm-btn is-s"
          onClick={() => {
            view.find.value = { ...state, replaces: true };
          }}
        >
          {t("Replace")} <Chord keys="Ctrl+H" />
        </button>
      )}
      <span class="cjm-vr" />
      <Toggle
        words="Aa"
        label={t("Match case")}
        on={state.matchCase}
        press={() => search(view, { matchCase: !state.matchCase })}
      />
      <Toggle
        words={t("Words")}
        label={t("Whole words")}
        on={state.words}
        press={() => search(view, { words: !state.words })}
      />
      {(area || state.area) && (
        <Toggle
          words={t("Selection")}
          label={t("In the selection")}
          on={state.area !== null}
          press={() => search(view, { area: state.area ? null : area })}
        />
      )}
      <span class="cjm-grow" />
      <span class="cjm-n">
        {state.text &&
          (view.reader.isFiltering.value
            ? plural(hidden, "Hidden: {n} match", "Hidden: {n} matches")
            : plural(hidden, "Hidden lanes: {n} match", "Hidden lanes: {n} matches"))}
      </span>
      <Step icon="close" label={t("Close")} keys="Escape" press={() => closeFind(view)} />
    </search>
  );
}

interface StepProps {
  icon: IconName;
  label: string;
  keys: string;
  press: () => void;
}

function Step({ icon, label, keys, press }: StepProps) {
  return (
    <button
      type="button"
      class="cjm-tool is-small"
      aria-label={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
    >
      <Icon name={icon} size={14} />
      <span class="cjm-tip" aria-hidden="true">
        {label} <Chord keys={keys} />
      </span>
    </button>
  );
}

function Toggle(props: { words: string; label: string; on: boolean; press: () => void }) {
  const { words, label, on, press } = props;
  return (
    <button type="button" class="cjm-tg" aria-label={label} title={label} aria-pressed={on} onClick={press}>
      {words}
    </button>
  );
}

/** The keys of the bar, in the foot of the map. */
export function FindKeys() {
  return (
    <span class="cjm-hints">
      <Chord keys="F3" /> {t("next")} <Chord keys="Shift+F3" /> {t("previous")} <Chord keys="Enter" />{" "}
      {t("replace, next")} <Chord keys="Escape" /> {t("close, focus stays on the match")}
    </span>
  );
}
