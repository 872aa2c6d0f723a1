/** How numbers are written on a map: true minus, en dash in ranges, commas in counts, space before %. */

/** A number with a fixed count of decimals and a true minus; a value that rounds to zero has no sign. */
export function plain(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** As `plain`, with a plus before what is above zero. */
export function signed(value: number, decimals: number): string {
  const text = plain(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Respondents below which a number is flagged as resting on few. */
export const FEW = 30;

const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });

/** An amount of any size in three figures: "32.7", "1.64M". */
export function compact(value: number): string {
  return COMPACT.format(value).replace("-", "−");
}

/** How many: 14509 is 14,509. */
export function count(n: number): string {
  return Math.round(n).toLocaleString("en-US");
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

/** How many decimals it takes to write multiples of `step`. */
export function decimalsOf(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}
