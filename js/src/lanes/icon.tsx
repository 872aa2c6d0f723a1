/** An icon, and a persona's marker: each a path in a 16-unit box; and the button of what has a menu. */
import type { JSX } from "preact";
import { OPENS_MENU } from "../interaction/commands/menu-events";
import { type IconName, PATHS } from "../scene/icons";
import { type MarkerName, OUTLINES } from "../scene/personas";
import { t } from "../words/words";

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

/** Opens the menu of what it stands on; out of the tab order, since Shift+F10 does so from there. */
export function MenuButton({ label, persona }: { label: string; persona?: string }) {
  return (
    <button
      type="button"
      class="cjm-dots"
      tabIndex={-1}
      {...{ [OPENS_MENU]: "" }}
      data-persona={persona}
      title={t("Menu (Shift+F10)")}
      aria-label={label}
      aria-haspopup="menu"
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.preventDefault()}
    >
      <Icon name="more" size={14} />
    </button>
  );
}
