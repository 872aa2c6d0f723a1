/** Whose journey it is: each persona with the marker and dash its curve has, and how many rows stand behind it. */
import type { Persona, SourceInfo } from "../../core/schema";
import { held } from "../../core/sequence";
import { initials, Marker, personaLook } from "../persona";
import type { ViewState } from "../state";

interface Props {
  view: ViewState;
  personas: readonly Persona[];
  source: SourceInfo | undefined;
}

export function Personas({ view, personas, source }: Props) {
  return (
    <div class="cjm-personas">
      {personas.map((persona, at) => (
        <PersonaChip
          key={persona.id}
          view={view}
          persona={persona}
          at={at}
          n={held(source?.personas, persona.id)?.respondents}
        />
      ))}
    </div>
  );
}

/** A first press takes the persona up; a press on the one taken up puts its curve away, and back. */
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
  const next = hidden ? "show the curve" : active ? "hide the curve" : "draw this curve";
  const press = () => {
    const shown = new Set(view.hidden.value);
    if (active && !hidden) shown.add(persona.id);
    else shown.delete(persona.id);
    view.hidden.value = shown;
    view.persona.value = persona.id;
  };
  return (
    <button
      type="button"
      class={`cjm-persona ${look.class}`}
      aria-pressed={!hidden}
      aria-current={active}
      title={`${persona.name}${segment ? ` stands for ${segment.toLowerCase()}` : ""}. Press to ${next}.`}
      onClick={press}
    >
      <span class="cjm-avatar" aria-hidden="true">
        {initials(persona.name)}
      </span>
      <span>
        <b>{persona.name}</b>
        <small>
          <svg class="cjm-sample" width="30" height="10" viewBox="0 0 30 10" aria-hidden="true">
            <path
              d="M1 5h28"
              stroke-dasharray={look.round ? "1.5 3" : "4 3"}
              stroke-linecap={look.round ? "round" : "butt"}
            />
            <Marker name={look.marker} size={10} x={10} />
          </svg>
          {segment || persona.about}
          {n != null && <span class="cjm-n">n {n.toLocaleString("en")}</span>}
        </small>
      </span>
    </button>
  );
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
