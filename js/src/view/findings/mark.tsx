/** The mark of a severity, drawn and not told by colour: a filled triangle, a hollow one, a ring. */
import type { RuleFindings } from "../../document/schema";
import { english, t } from "../../words/words";

export const SEVERITIES = { error: english("Error"), warning: english("Warning"), hint: english("Hint") };

export function Mark({ severity, size = 14 }: { severity: RuleFindings["severity"]; size?: number }) {
  const path = severity === "hint" ? "M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z" : "M8 3l5.5 9.5h-11z";
  return (
    <span class={`cjm-li-i is-${severity}`} title={t(SEVERITIES[severity])}>
      <svg
        class="cjm-i"
        width={size}
        height={size}
        viewBox="0 0 16 16"
        role="img"
        aria-label={t(SEVERITIES[severity])}
      >
        <path d={path} stroke-linejoin="round" />
      </svg>
    </span>
  );
}
