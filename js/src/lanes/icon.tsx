/** An icon, and a persona's marker: each a path in a 16-unit box. */
import type { JSX } from "preact";
import { type IconName, PATHS } from "../scene/icons";
import { type MarkerName, OUTLINES } from "../scene/personas";

/** A persona's marker in a 16-unit box; fill and stroke come from the style sheet. */
export function Marker({
  name,
  size,
  ...rest
}: { name: MarkerName; size: number } & JSX.SVGAttributes<SVGSVGElement>) {
  return (
    <svg class="cjm-i" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" {...rest}>
      <path d={OUTLINES[name]} stroke-linejoin="round" />
    </svg>
  );
}

/** A drawing without a name of its own: whatever it stands in says what it means. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="cjm-i cjm-icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
