/** An axis from nothing to a round number. */
export interface RoundAxis {
  readonly top: number;
  /** Between two ticks. */
  readonly step: number;
}

/** About so many steps, each a round number, that reach as far as the greatest value. */
export function axisOf(most: number, parts: number): RoundAxis {
  const least = (most || 1) / parts;
  const unit = 10 ** Math.floor(Math.log10(least));
  const step = unit * [1, 2, 4, 5, 10].find((factor) => factor * unit >= least * (1 - 1e-9))!;
  return { top: step * Math.ceil((most || 1) / step - 1e-9), step };
}

/** The values of its ticks, without what sums of fractions leave behind. */
export const ticksOf = ({ top, step }: RoundAxis): number[] =>
  Array.from({ length: Math.round(top / step) + 1 }, (_, at) => Number((at * step).toPrecision(6)));
