/** The Findings tab of the panel: what the kernel's rules find, kind by kind, and one of them with its reason and fix. */
import { useMemo, useState } from "preact/hooks";
import type { FindingSpot, Findings, RuleFindings, Touch, Waiver } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { Icon } from "../../lanes/icon";
import { english, numeral, plural, t, texts, translate } from "../../words/words";
import { Mark, SEVERITIES } from "./mark";
import { goToTouch, isAt, type RuleSpot, showSpot, spotsOf, type Watch } from "./spots";
import { neighbour, watchOf } from "./watch";
import "./findings.css";

const TEXTS = texts({
  show: "Show",
  here: "Here",
  waived: "Ignored",
  follows: "as you type",
  none: "Nothing found: the map has all that the rules ask for.",
  noneHere: "Nothing found at the selected place.",
  noneWaived: "Nothing is ignored.",
  noKernel: "The rules run in a notebook’s kernel: open the map there with cjm.read, or use cjm lint.",
  wait: "Looking at the map",
  map: "The map",
  why: "Why it matters",
  place: "Here",
  fix: "Fix",
  keep: "Keep it, note why",
  keepHint: "ignores it here; the map keeps the reason",
  reason: "Reason",
  ignore: "Ignore here",
  again: "Look again",
  previous: "Previous finding",
  next: "Next finding",
  marks: "Marks on the map",
});

export function FindingsTab({ view }: { view: ViewState }) {
  const watch = watchOf(view);
  const findings = watch.findings.value;
  if (!findings)
    return (
      <p class="cjm-dk-none">
        {view.store.editable.value && view.store.findings ? TEXTS.wait : TEXTS.noKernel}
      </p>
    );
  if (findings.why) return <p class="cjm-dk-none">{translate(findings.why)}</p>;
  const shown = watch.shown.value;
  const rule = shown && (findings.rules ?? []).find(({ code }) => code === shown.code);
  if (rule) {
    const at = Math.min(shown.at, rule.spots.length - 1);
    return <One view={view} watch={watch} findings={findings} one={{ rule, at, spot: rule.spots[at]! }} />;
  }
  return <List view={view} watch={watch} findings={findings} />;
}

/** How many findings there are that are no hints, for the tab. */
export const openFindings = (view: ViewState): number =>
  (watchOf(view).findings.value?.rules ?? []).reduce(
    (sum, { severity, count }) => sum + (severity === "hint" ? 0 : count),
    0,
  );

function List({ view, watch, findings }: { view: ViewState; watch: Watch; findings: Findings }) {
  const group = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const { rules = [], waived = [] } = findings;
  const which = watch.list.value;
  const focus = view.focus.value;
  const here = rules.flatMap((rule) => {
    const spots = rule.spots.filter(({ at }) => isAt(at, focus));
    return spots.length ? [{ ...rule, spots, count: spots.length }] : [];
  });
  const shown = { all: rules, here, waived }[which];
  const words = {
    all: plural(rules.length, "{n} kind", "All {n} kinds"),
    here: TEXTS.here,
    waived: TEXTS.waived,
  };
  return (
    <>
      <div class="cjm-dk-sub">
        <span class="cjm-seg" role="radiogroup" aria-label={TEXTS.show}>
          {(["all", "here", "waived"] as const).map((name) => (
            <label key={name}>
              <input
                type="radio"
                name={group}
                checked={which === name}
                onChange={() => {
                  watch.list.value = name;
                }}
              />
              {words[name]}
            </label>
          ))}
        </span>
        <span class="cjm-grow" />
        <span class="cjm-n">{TEXTS.follows}</span>
      </div>
      {shown.length ? (
        <ul class="cjm-lis">
          {shown.map((rule) => (
            <Kind key={rule.code} view={view} watch={watch} rule={rule} from={which} />
          ))}
        </ul>
      ) : (
        <p class="cjm-dk-none">
          {{ all: TEXTS.none, here: TEXTS.noneHere, waived: TEXTS.noneWaived }[which]}
        </p>
      )}
      <label class="cjm-li-marks">
        <input
          type="checkbox"
          checked={watch.marks.value}
          onChange={(event) => {
            watch.marks.value = event.currentTarget.checked;
          }}
        />
        {TEXTS.marks}
      </label>
    </>
  );
}

interface KindProps {
  view: ViewState;
  watch: Watch;
  rule: RuleFindings;
  from: "all" | "here" | "waived";
}

function Kind({ view, watch, rule, from }: KindProps) {
  const { store } = view;
  const first = rule.spots[0]!;
  const where = rule.count === 1 ? placeName(view, first.at) : plural(rule.count, "{n} place", "{n} places");
  const open = () => {
    const all = (watch.findings.peek()?.rules ?? []).find(({ code }) => code === rule.code);
    const at = all?.spots.findIndex((spot) => spot.message === first.message && sameTouch(spot.at, first.at));
    if (all && at !== undefined && at >= 0) showSpot(view, watch, { rule: all, at, spot: first }, false);
    else goToTouch(view, first.at);
  };
  const fixable = from === "all" && store.editable.value && rule.spots.some(({ mends }) => mends);
  return (
    <li class={`cjm-li is-${rule.severity}`}>
      <Mark severity={rule.severity} />
      <div>
        <button type="button" class="cjm-li-t" onClick={open}>
          {translate(rule.title)}
        </button>
        <small>
          <code>{rule.code}</code> {where}
        </small>
      </div>
      {fixable && (
        <button
          type="button"
          class="cjm-btn is-small"
          title={translate(rule.fix ?? "")}
          onClick={() => store.ask({ type: "mend", code: rule.code })}
        >
          {TEXTS.fix}
          <span class="cjm-sr">: {translate(rule.title)}</span>
        </button>
      )}
      {from === "waived" && store.editable.value && (
        <button type="button" class="cjm-btn is-small" onClick={() => lookAgain(view, rule.code)}>
          {TEXTS.again}
          <span class="cjm-sr">: {translate(rule.title)}</span>
        </button>
      )}
    </li>
  );
}

function One({
  view,
  watch,
  findings,
  one,
}: {
  view: ViewState;
  watch: Watch;
  findings: Findings;
  one: RuleSpot;
}) {
  const { store } = view;
  const { rule, at, spot } = one;
  const kinds = (findings.rules ?? []).length;
  const step = (by: 1 | -1) => {
    const next = neighbour(view, watch, spotsOf(findings), by);
    if (next) showSpot(view, watch, next, false);
    if (next)
      view
        .element({ lane: next.spot.at.lane ?? null, stage: next.spot.at.stage ?? null })
        ?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  };
  return (
    <>
      <div class="cjm-dk-back">
        <button
          type="button"
          class="cjm-link"
          onClick={() => {
            watch.shown.value = null;
          }}
        >
          {plural(kinds, "{n} kind", "All {n} kinds")}
        </button>
        <span class="cjm-grow" />
        <span class="cjm-n">
          {rule.count > 1 &&
            t("{at} of {count} like this", { at: numeral(at + 1), count: numeral(rule.count) })}
        </span>
        <button
          type="button"
          class="cjm-tool is-small"
          title={TEXTS.previous}
          aria-label={TEXTS.previous}
          aria-keyshortcuts="Shift+F8"
          onClick={() => step(-1)}
        >
          <span class="is-up">
            <Icon name="down" size={14} />
          </span>
        </button>
        <button
          type="button"
          class="cjm-tool is-small"
          title={TEXTS.next}
          aria-label={TEXTS.next}
          aria-keyshortcuts="F8"
          onClick={() => step(1)}
        >
          <Icon name="down" size={14} />
        </button>
      </div>
      <div class="cjm-rule-h">
        <Mark severity={rule.severity} />
        <div>
          <h3>{translate(rule.title)}</h3>
          <small>
            <code>{rule.code}</code> {t(SEVERITIES[rule.severity])} ·{" "}
            <button type="button" class="cjm-link" onClick={() => goToTouch(view, spot.at)}>
              {placeName(view, spot.at)}
            </button>
          </small>
        </div>
      </div>
      <section class="cjm-sec">
        <h4>{TEXTS.place}</h4>
        <p>{translate(spot.message)}</p>
      </section>
      <section class="cjm-sec">
        <h4>{TEXTS.why}</h4>
        <p>{translate(rule.why)}</p>
        <p class="cjm-note">{rule.source}</p>
      </section>
      <section class="cjm-sec">
        <h4>{TEXTS.fix}</h4>
        <p>{translate(rule.advice)}</p>
        {store.editable.value && <Fixes view={view} rule={rule} spot={spot} />}
      </section>
    </>
  );
}

function Fixes({ view, rule, spot }: { view: ViewState; rule: RuleFindings; spot: FindingSpot }) {
  const { store } = view;
  const [asks, setAsks] = useState(false);
  const [why, setWhy] = useState("");
  const mend = (at: Touch | null) => store.ask({ type: "mend", code: rule.code, ...(at && { at }) });
  return (
    <div class="cjm-fixes">
      {spot.mends && (
        <button type="button" class="cjm-fix is-pri" onClick={() => mend(spot.at)}>
          <b>{translate(rule.fix ?? "")}</b>
          <kbd>Ctrl .</kbd>
        </button>
      )}
      <button type="button" class="cjm-fix" aria-expanded={asks} onClick={() => setAsks(!asks)}>
        <b>{TEXTS.keep}</b>
        <small>{TEXTS.keepHint}</small>
      </button>
      {asks && (
        <form
          class="cjm-waive"
          onSubmit={(event) => {
            event.preventDefault();
            waive(view, { code: rule.code, ...spot.at, why });
          }}
        >
          <input
            class="cjm-in is-box"
            aria-label={TEXTS.reason}
            placeholder={TEXTS.reason}
            value={why}
            onInput={(event) => setWhy(event.currentTarget.value)}
            onKeyDown={(event) => event.key !== "Escape" && event.stopPropagation()}
          />
          <button type="submit" class="cjm-btn is-small">
            {TEXTS.ignore}
          </button>
        </form>
      )}
      <span class="cjm-acts">
        {spot.mends && rule.count > 1 && (
          <button type="button" class="cjm-btn is-small" onClick={() => mend(null)}>
            {t("Fix all {count}", { count: numeral(rule.count) })}
          </button>
        )}
        <button type="button" class="cjm-btn is-small" onClick={() => waive(view, { code: rule.code, why })}>
          {t("Turn off {code}", { code: rule.code })}
        </button>
      </span>
    </div>
  );
}

/** Leave a finding, or a rule, out from now on: an edit of the map, which undo takes back. */
function waive(view: ViewState, waiver: Waiver): void {
  const { waivers = [] } = view.store.document.peek();
  const { why, ...place } = waiver;
  const next = [...waivers, why?.trim() ? { ...place, why: why.trim() } : place];
  edit(view, next, english("Ignore {code}", { code: waiver.code }));
}

function lookAgain(view: ViewState, code: string): void {
  const { waivers = [] } = view.store.document.peek();
  const next = waivers.filter((waiver) => waiver.code !== code);
  edit(view, next, english("Look again for {code}", { code }));
}

function edit(view: ViewState, waivers: readonly Waiver[], label: string): void {
  view.store.edit([{ op: "set_map", changes: { waivers: [...waivers] } }], label);
}

/** A place by its names; a card's is its cell's. */
function placeName(view: ViewState, { stage, lane, persona }: Touch): string {
  const { stages = [], lanes = [], personas = [] } = view.store.document.value;
  const named = [
    stages.find(({ id }) => id === stage),
    lanes.find(({ id }) => id === lane),
    personas.find(({ id }) => id === persona),
  ];
  return named.flatMap((thing) => (thing ? [thing.name] : [])).join(" / ") || TEXTS.map;
}

const sameTouch = (one: Touch, other: Touch): boolean =>
  (["stage", "lane", "persona", "card"] as const).every(
    (name) => (one[name] ?? null) === (other[name] ?? null),
  );
