/** Whose journey it is, and which respondents feed it: personas with the marker of their curve, the source, the segments. */
import { useMemo } from "preact/hooks";
import { entryAt } from "../../document/document";
import type { Choice, Persona, SourceInfo } from "../../document/schema";
import type { ViewState } from "../../interaction/state";
import { Icon, MenuButton } from "../../lanes/icon";
import { WHO } from "../../scene/measure";
import { count } from "../../scene/numbers";
import { initials, personaLook } from "../../scene/personas";
import { language, numeral, plural, t, texts, translate } from "../../words/words";
import { CurveSample } from "./curve-sample";

interface PersonasProps {
  view: ViewState;
  personas: readonly Persona[];
  source: SourceInfo | undefined;
  /** Whether they can be unfolded into cards. */
  canUnfold: boolean;
}

const TEXTS = texts({
  personas: "Personas",
  unfold: "Show the personas as cards",
  fold: "Show the personas in one line",
});

export function Personas({ view, personas, source, canUnfold }: PersonasProps) {
  const unfolded = canUnfold && view.unfolded.value;
  const fold = canUnfold && (
    <button
      type="button"
      class={unfolded ? "cjm-chipbtn is-on" : "cjm-chipbtn"}
      aria-expanded={unfolded}
      title={unfolded ? TEXTS.fold : TEXTS.unfold}
      onClick={() => {
        view.unfolded.value = !unfolded;
      }}
    >
      <Icon name="people" size={14} />
      {unfolded || !personas.length ? TEXTS.personas : <span class="cjm-sr">{TEXTS.personas}</span>}
      <Icon name="down" size={12} />
    </button>
  );
  if (unfolded) return fold;
  return (
    <div class="cjm-personas">
      {personas.map((persona, at) => (
        <PersonaChip
          key={persona.id}
          view={view}
          persona={persona}
          at={at}
          n={entryAt(source?.personas, persona.id)?.respondents}
        />
      ))}
      {fold}
    </div>
  );
}

/** A first press makes the persona active; a press on the active one hides its curve or shows it again. */
function PersonaChip({
  view,
  persona,
  at,
  n,
}: {
  view: ViewState;
  persona: Persona;
  at: number;
  n: number | null | undefined;
}) {
  const look = personaLook(at);
  const hidden = view.hidden.value.has(persona.id);
  const active = view.persona.value === persona.id;
  const segment = Object.values(persona.segment ?? {})
    .map(capital)
    .join(", ");
  const next = hidden
    ? t("Press to show the curve.")
    : active
      ? t("Press to hide the curve.")
      : t("Press to draw this curve.");
  const press = () => {
    const nowHidden = new Set(view.hidden.value);
    if (active && !hidden) nowHidden.add(persona.id);
    else nowHidden.delete(persona.id);
    view.hidden.value = nowHidden;
    view.persona.value = persona.id;
    if (view.panel.value) view.panel.value = { tab: "details", persona: persona.id };
  };
  return (
    <span class="cjm-pchip">
      <button
        type="button"
        class={`cjm-persona ${look.class}`}
        data-persona={persona.id}
        aria-pressed={!hidden}
        aria-current={active}
        title={`${segment ? t("{name} stands for {segment}", { name: persona.name, segment: segment.toLowerCase() }) : persona.name}. ${next}`}
        onClick={press}
      >
        <span class="cjm-avatar" aria-hidden="true">
          {look.number ?? initials(persona.name)}
        </span>
        <span>
          <b>{persona.name}</b>
          <small>
            {hidden ? <Icon name="eyeOff" size={12} /> : <CurveSample look={look} />}
            {segment || persona.about}
            {n != null && <span class="cjm-n">n {numeral(n)}</span>}
          </small>
        </span>
      </button>
      {view.chunks.isOpen && (
        <MenuButton label={t("Menu of {name}", { name: persona.name })} persona={persona.id} />
      )}
    </span>
  );
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function Data({ source, others }: { source: SourceInfo; others: number }) {
  const date = new Date(source.read);
  const hasDate = !Number.isNaN(date.getTime());
  const { respondents } = source.reading;
  // Of pooled answers the respondents are known all the same.
  const unit = WHO[source.pooled ? "respondents" : (source.who ?? "respondents")];
  const respondentWords =
    respondents == null ? t("{who} withheld", { who: unit }) : `${count(respondents)} ${unit}`;
  const lost = source.off_map ?? 0;
  const matched = lost
    ? plural(source.rows, "{matched} of {n} row matched", "{matched} of {n} rows matched", {
        matched: source.rows - lost,
      })
    : "";
  const at = hasDate ? t("read {time}", { time: source.live ? clock(date) : day(date) }) : "";
  return (
    <div class="cjm-data">
      <Icon name="data" />
      <span>
        <b>{others > 0 ? t("{source} and {n} more", { source: source.name, n: others }) : source.name}</b>
        <small title={hasDate ? date.toLocaleString(language.value.code) : undefined}>
          {source.live ? (
            <span class="cjm-fresh">{t("Up to date")}</span>
          ) : (
            <span class="cjm-kept">{t("Saved counts")}</span>
          )}
          {[respondentWords, matched, at, translate(source.note ?? "")].filter(Boolean).join(" · ")}
        </small>
      </span>
    </div>
  );
}

const clock = (at: Date) =>
  at.toLocaleTimeString(language.value.code, { hour: "2-digit", minute: "2-digit" });
const day = (at: Date) =>
  at.toLocaleDateString(language.value.code, { day: "numeric", month: "short", year: "numeric" });

export function Segments({ view }: { view: ViewState }) {
  const { choices = [], filters = {}, sources = [] } = view.store.measured.value;
  if (!choices.length) return null;
  return (
    <div class="cjm-segments">
      {choices.map((choice) => (
        <Segment
          key={choice.column}
          choice={choice}
          picks={entryAt(filters, choice.column) ?? []}
          all={Math.max(...sources.map(({ everyone, rows }) => everyone ?? rows), 0)}
          choose={(values) => {
            const { [choice.column]: _, ...others } = filters;
            view.store.filter(values.length ? { ...others, [choice.column]: values } : others);
          }}
        />
      ))}
    </div>
  );
}

interface SegmentProps {
  choice: Choice;
  picks: readonly string[];
  all: number;
  choose: (values: string[]) => void;
}

function Segment({ choice, picks, all, choose }: SegmentProps) {
  // Radio buttons of one name are one group on the whole page, and every map there counts its ids from the start.
  const name = useMemo(() => `cjm-${Math.random().toString(36).slice(2)}`, []);
  const option = (value: string | null, n: number | null | undefined) => {
    const checked = value === null ? picks.length === 0 : picks.includes(value);
    return (
      <label key={value}>
        <input
          type="radio"
          name={name}
          checked={checked}
          onChange={() => choose(value === null ? [] : [value])}
        />
        {value === null ? t("All") : capital(value)}
        {n ? <span class="cjm-n">{count(n)}</span> : null}
      </label>
    );
  };
  return (
    <div class="cjm-seg" role="radiogroup" aria-label={capital(choice.column.replaceAll("_", " "))}>
      {option(null, all)}
      {choice.options.map(({ value, n }) => option(value, n))}
    </div>
  );
}
