/** Whether a drawn score lies inside the measured interval of those its persona stands for. */
import type { Document, Persona, SourceInfo } from "../../core/schema";
import { held, leafAt } from "../../core/sequence";

/**
 * The kernel's word holds for the scores it saw; a score drawn since is held against the curve, where the interval of
 * the persona's respondents is there. Undefined where nobody can tell.
 */
export function isInside(
  source: SourceInfo | undefined,
  seen: Document["emotion"],
  filtered: boolean,
  persona: Persona,
  stage: string,
  value: number | null,
): boolean | undefined {
  if (value === null || !source) return undefined;
  const told = leafAt(source.inside, persona.id, stage);
  if (told !== undefined && leafAt(seen, persona.id, stage)?.value === value) return told;
  const segmented = Object.keys(persona.segment ?? {}).length > 0;
  const everyone = segmented || filtered ? undefined : source.reading;
  const point = held((held(source.personas, persona.id) ?? everyone)?.curve, stage);
  if (point?.low == null || point.high == null) return undefined;
  return point.low <= value && value <= point.high;
}
