/**
 * Two versions of the map in the map's place: overlaid or side by side, all of it or only what differs. Nothing is edited
 * here. F8 goes from change to change, Escape back to the map.
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Change } from "../../document/versions/snapshot-changes";
import { go } from "../../interaction/focus";
import type { Open, ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import {
  type Comparison as Compared,
  compareMaps,
  type OtherField,
} from "../../scene/comparison/map-comparison";
import { respondentsOf } from "../../scene/comparison/number-changes";
import { NOW, type Version, versionsOf } from "../../scene/comparison/versions";
import { count } from "../../scene/numbers";
import { plural, t, texts } from "../../words/words";
import { ChangeMark } from "./change-mark";
import { ComparedTable } from "./compared-table";
import { numbersOf } from "./map-numbers";
import "./comparison.css";

const TEXTS = texts({
  region: (was: string, now: string) => t("Comparison of “{was}” and “{now}”", { was, now }),
  was: "Earlier version",
  now: "Later version",
  layout: "Layout",
  overlaid: "Overlaid",
  beside: "Side by side",
  show: "Show",
  everything: "Everything",
  changes: "Changes only",
  leave: "Leave the comparison",
  nothing: "Nothing differs",
  added: (n: number) => t("{n} added", { n }),
  removed: (n: number) => t("{n} removed", { n }),
  changed: (n: number) => t("{n} changed", { n }),
  moved: (n: number) => t("{n} moved", { n }),
  inStages: (changes: number, stages: number) =>
    t("{changes} in {stages}", {
      changes: plural(changes, "{n} change", "{n} changes"),
      stages: plural(stages, "{n} stage", "{n} stages"),
    }),
  solid: "Then is thin and grey, now is ink. Solid is measured, dashed is drawn.",
  also: (fields: string) => t("Also different: {fields}", { fields }),
  nextKey: "next change",
  previousKey: "previous",
  leaveKey: "leave the comparison",
  place: (at: number, of: number) => t("Change {at} of {all}", { at, all: of }),
});
const OTHERS: Record<OtherField, string> = texts({
  title: "title",
  kind: "current or future state",
  scenario: "scenario",
  metric: "success metric",
  scale: "scale of emotions",
  personas: "personas",
  phases: "phases",
  links: "links",
  sources: "sources",
  decisions: "decisions",
  interviews: "interviews",
  walkthroughs: "walkthroughs",
});
const CHANGES: readonly Change[] = ["added", "removed", "changed", "moved"];

export type OpenComparison = Extract<Open, { what: "compare" }>;

export function Comparison({ view, open }: { view: ViewState; open: OpenComparison }) {
  const element = useRef<HTMLElement>(null);
  const versions = versionsOf(view.store.document.value);
  const [chosen, choose] = useState(() => usualChoice(versions, open));
  const [isBeside, setBeside] = useState(false);
  const [everything, setEverything] = useState(false);
  const [says, say] = useState("");
  const was = versions.find(({ id }) => id === chosen.was) ?? versions[0]!;
  const now = versions.find(({ id }) => id === chosen.now) ?? versions.at(-1)!;
  const compared = compareMaps(was.map, now.map);
  useLayoutEffect(() => {
    const root = view.root!;
    root.dataset.compares = "true";
    if (!open.isFirst) element.current!.querySelector<HTMLElement>("select")!.focus();
    return () => {
      delete root.dataset.compares;
    };
  }, [view]);
  const leave = () => {
    // The map is there again before the focus goes back to it.
    delete view.root!.dataset.compares;
    view.open.value = null;
    const back = open.anchor as HTMLElement | null;
    back?.focus();
    if (!back || view.active() !== back) go(view, view.focus.peek());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // No key of the map's is for a map that is not there.
    event.stopPropagation();
    if (event.key === "Escape") leave();
    else if (event.key === "F8") step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const step = (by: number) => {
    const changes = [...element.current!.querySelectorAll<HTMLElement>("[data-change]")];
    if (!changes.length) {
      say(TEXTS.nothing);
      return;
    }
    const at = changes.indexOf(view.active() as HTMLElement);
    const next = at < 0 ? (by > 0 ? 0 : changes.length - 1) : (at + by + changes.length) % changes.length;
    changes[next]!.focus();
    changes[next]!.scrollIntoView({ block: "nearest", inline: "nearest" });
    say(TEXTS.place(next + 1, changes.length));
  };
  return (
    <section
      ref={element}
      class="cjm-cmp"
      aria-label={TEXTS.region(was.name, now.name)}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.stopPropagation()}
    >
      <div class="cjm-cmp-bar">
        <div class="cjm-cmp-vs">
          <Pick
            label={TEXTS.was}
            versions={versions}
            value={was.id}
            pick={(id) => choose({ ...chosen, was: id })}
          />
          <span class="cjm-cmp-to" aria-hidden="true">
            <Icon name="move" size={14} />
          </span>
          <Pick
            label={TEXTS.now}
            versions={versions}
            value={now.id}
            pick={(id) => choose({ ...chosen, now: id })}
          />
        </div>
        <Choice
          name="cjm-compare-layout"
          label={TEXTS.layout}
          choices={[TEXTS.overlaid, TEXTS.beside]}
          at={isBeside ? 1 : 0}
          choose={(at) => setBeside(at === 1)}
        />
        <Choice
          name="cjm-compare-show"
          label={TEXTS.show}
          choices={[TEXTS.everything, TEXTS.changes]}
          at={everything ? 0 : 1}
          choose={(at) => setEverything(at === 0)}
        />
        <Counts compared={compared} />
        <span class="cjm-grow" />
        <span class="cjm-n">{sourcesInWords(was, now)}</span>
        <button type="button" class="cjm-tool" aria-label={TEXTS.leave} onClick={leave}>
          <Icon name="close" />
        </button>
      </div>
      <ComparedTable
        view={view}
        compared={compared}
        was={was}
        now={now}
        isBeside={isBeside}
        everything={everything}
      />
      <footer class="cjm-foot cjm-cmp-foot">
        <span>{TEXTS.inStages(sumOf(compared), compared.stagesWithChanges)}</span>
        <span>{TEXTS.solid}</span>
        {compared.others.length > 0 && (
          <span>{TEXTS.also(compared.others.map((field) => OTHERS[field as OtherField]).join(", "))}</span>
        )}
        <span class="cjm-sr" role="status">
          {says}
        </span>
        <span class="cjm-grow" />
        <span class="cjm-cmp-keys" aria-hidden="true">
          <kbd>F8</kbd> {TEXTS.nextKey} <kbd>⇧</kbd> <kbd>F8</kbd> {TEXTS.previousKey} <kbd>Esc</kbd>{" "}
          {TEXTS.leaveKey}
        </span>
      </footer>
    </section>
  );
}

/** What was asked for; else the last snapshot and the map now, or now and the future state where there is none. */
function usualChoice(
  versions: readonly Version[],
  { was, now }: OpenComparison,
): { was: string; now: string } {
  const known = (id: string | null) => (versions.some((one) => one.id === id) ? id : null);
  const at = versions.findIndex(({ id }) => id === NOW);
  const usual = at > 0 ? [versions[at - 1]!.id, NOW] : [NOW, versions.at(-1)!.id];
  return { was: known(was) ?? usual[0]!, now: known(now) ?? usual[1]! };
}

interface PickProps {
  label: string;
  versions: readonly Version[];
  value: string;
  pick: (id: string) => void;
}

function Pick({ label, versions, value, pick }: PickProps) {
  return (
    <label class="cjm-cmp-pick">
      <Icon name="bookmark" size={14} />
      <select aria-label={label} value={value} onChange={(event) => pick(event.currentTarget.value)}>
        {versions.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  choices: readonly string[];
  at: number;
  choose: (at: number) => void;
}

function Choice({ name, label, choices, at, choose }: ChoiceProps) {
  return (
    <span class="cjm-seg" role="radiogroup" aria-label={label}>
      {choices.map((choice, place) => (
        <label key={choice}>
          <input type="radio" name={name} checked={place === at} onChange={() => choose(place)} />
          {choice}
        </label>
      ))}
    </span>
  );
}

function Counts({ compared }: { compared: Compared }) {
  const there = CHANGES.filter((change) => compared.counts[change]);
  return (
    <span class="cjm-cmp-sum">
      {there.length === 0 && TEXTS.nothing}
      {there.map((change) => (
        <ChangeMark key={change} change={change} words={TEXTS[change](compared.counts[change])} />
      ))}
    </span>
  );
}

const sumOf = ({ counts }: Compared): number => CHANGES.reduce((sum, change) => sum + counts[change], 0);

/** "Survey 2017, n 2,831 · Survey 2018, n 1,466"; once where both versions have the same. */
function sourcesInWords(was: Version, now: Version): string {
  const words = [was, now].flatMap(({ map }) =>
    respondentsOf(numbersOf(map)).map(({ name, n }) => (n === null ? name : `${name}, n ${count(n)}`)),
  );
  return [...new Set(words)].join(" · ");
}
