/** The line and the marker of a persona's curve, beside its name. */
import { Marker } from "../../lanes/icon";
import type { PersonaLook } from "../../scene/personas";

export function CurveSample({ look }: { look: PersonaLook }) {
  return (
    <svg class="cjm-sample" width="30" height="10" viewBox="0 0 30 10" aria-hidden="true">
      <path d="M1 5h28" stroke-dasharray={look.dash} stroke-linecap={look.round ? "round" : "butt"} />
      <Marker name={look.marker} size={10} x={10} />
    </svg>
  );
}
