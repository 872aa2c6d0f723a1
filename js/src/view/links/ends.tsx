/** The ends of a link: an arrow, a bar for a gate, a ring for what is open. */
import { type Head, type Stroke, TIPS } from "../../scene/path";

export const strokePath = ([x, y, rest]: Stroke): string => `M${x} ${y}${rest}`;

interface Ends {
  readonly gate: Stroke | null;
  readonly heads: readonly Head[];
  readonly ring: readonly [x: number, y: number] | null;
}

export function LinkEnds({ line, ring }: { line: Ends; ring: number }) {
  return (
    <>
      {line.gate && <path class="cjm-ln is-gate" d={strokePath(line.gate)} />}
      {line.heads.map(([x, y, to]) => (
        <path key={`${x} ${y}`} class="cjm-hd" d={`M${x} ${y}${TIPS[to]}`} />
      ))}
      {line.ring && <circle class="cjm-op" cx={line.ring[0]} cy={line.ring[1]} r={ring} />}
    </>
  );
}
