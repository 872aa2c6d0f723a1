/** Impact against effort: a hollow point for each opportunity, and dashed whiskers as far as its ranges go. */
import { ends, type Opportunity } from "../../document/opportunities";
import { middle, type Range } from "../../document/tables/ranges";
import { numeral, texts } from "../../words/words";
import { axisOf, ticksOf } from "./axis";

const TEXTS = texts({
  label: "Impact and effort",
  impact: "impact",
  effort: "effort, weeks",
  first: "do first",
  plan: "plan",
  twice: "think twice",
});
const [WIDTH, HEIGHT] = [640, 268];
const BOX = { left: 36, right: 20, top: 20, bottom: 28 };

/** px of a letter, and of a line of letters. */
const [LETTER, LINE] = [6, 13];

interface Label {
  readonly x: number;
  readonly y: number;
  readonly isLeft: boolean;
}

/** A point with the ends of its whiskers, in px. */
interface Cross {
  readonly cx: number;
  readonly cy: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Distances of a label's foot from its point's middle, the nearest first. */
const STEPS = [-7, 15, -7 - LINE, 15 + LINE, -7 - 2 * LINE, 15 + 2 * LINE];

/** Beside its point each: where it covers no other label, and as few whiskers as can be. */
function placeLabels(crosses: readonly Cross[], widths: readonly number[]): Label[] {
  const taken: { from: number; to: number; y: number }[] = [];
  return crosses.map(({ cx, cy }, at) => {
    const width = widths[at]!;
    const choices = [false, true].flatMap((isLeft) => {
      const from = isLeft ? cx - 8 - width : cx + 8;
      return STEPS.map((step, order) => {
        const [to, y] = [from + width, cy + step];
        const isOut = from < BOX.left || to > WIDTH - BOX.right || y > HEIGHT - BOX.bottom;
        const covers = taken.filter(
          (other) => Math.abs(other.y - y) < LINE && other.to >= from && other.from <= to,
        );
        const strikes = crosses.filter(
          (one) =>
            (one.cy > y - LINE && one.cy < y + 3 && one.right > from && one.left < to) ||
            (one.cx > from && one.cx < to && one.bottom > y - LINE && one.top < y + 3),
        );
        const cost = 1000 * Number(isOut) + 100 * covers.length + 10 * strikes.length + order;
        return { cost, from, to, y, isLeft };
      });
    });
    const best = choices.reduce((least, one) => (one.cost < least.cost ? one : least));
    taken.push(best);
    return { x: best.isLeft ? cx - 8 : cx + 8, y: best.y, isLeft: best.isLeft };
  });
}

interface Props {
  every: readonly Opportunity[];
  selected: ReadonlySet<string>;
  select: (card: string) => void;
}

export function ImpactEffort({ every, selected, select }: Props) {
  const sized = every.flatMap(({ card }) =>
    card.impact && card.effort !== undefined && card.effort !== null
      ? [{ card, impact: card.impact as Range, effort: card.effort as Range }]
      : [],
  );
  if (!sized.length) return null;
  const weeks = axisOf(Math.max(...sized.map(({ effort }) => ends(effort)[1])), 4);
  const x = (effort: number) => BOX.left + (effort / weeks.top) * (WIDTH - BOX.left - BOX.right);
  const y = (impact: number) => BOX.top + ((10 - impact) / 9) * (HEIGHT - BOX.top - BOX.bottom);
  const [base, right] = [HEIGHT - BOX.bottom, WIDTH - BOX.right + 8];
  const crosses = sized.map(({ impact, effort }): Cross => {
    const [left, right] = ends(effort).map(x) as [number, number];
    const [bottom, top] = ends(impact).map(y) as [number, number];
    return { cx: x(middle(effort)), cy: y(middle(impact)), left, right, top, bottom };
  });
  const labels = placeLabels(
    crosses,
    sized.map(({ card }) => shortened(card.text ?? "").length * LETTER),
  );
  return (
    <svg class="cjm-op-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={TEXTS.label}>
      <path
        class="is-middle"
        d={`M${BOX.left} ${y(5.5)}H${right}M${x(weeks.top / 2)} ${BOX.top - 8}V${base}`}
      />
      <path class="is-axis" d={`M${BOX.left} ${BOX.top - 8}V${base}H${right}`} />
      {[1, 4, 7, 10].map((value) => (
        <text key={value} class="is-tick" x={BOX.left - 8} y={y(value) + 4} text-anchor="end">
          {value}
        </text>
      ))}
      <text class="is-tick" x={4} y={10}>
        {TEXTS.impact}
      </text>
      {ticksOf(weeks).map((value) => (
        <text key={value} class="is-tick" x={x(value)} y={base + 15} text-anchor="middle">
          {numeral(value)}
        </text>
      ))}
      <text class="is-tick" x={right} y={HEIGHT - 1} text-anchor="end">
        {TEXTS.effort}
      </text>
      <text class="is-tick" x={BOX.left + 8} y={BOX.top + 4}>
        {TEXTS.first}
      </text>
      <text class="is-tick" x={right - 4} y={BOX.top + 4} text-anchor="end">
        {TEXTS.plan}
      </text>
      <text class="is-tick" x={right - 4} y={base - 8} text-anchor="end">
        {TEXTS.twice}
      </text>
      {sized.map(({ card }, at) => {
        const { cx, cy, left, right, top, bottom } = crosses[at]!;
        const label = labels[at]!;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list below has a button for each
          <g
            key={card.id}
            class={selected.has(card.id) ? "is-on" : undefined}
            onClick={() => select(card.id)}
          >
            <path class="is-believed" d={`M${left} ${cy}H${right}M${cx} ${bottom}V${top}`} />
            <circle cx={cx} cy={cy} r={4.5} />
            <text x={label.x} y={label.y} text-anchor={label.isLeft ? "end" : "start"}>
              {shortened(card.text ?? "")}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const shortened = (text: string): string => (text.length > 32 ? `${text.slice(0, 31).trimEnd()}…` : text);
