/**
 * How numbers are written on a map: true minus, en dash in ranges, commas in counts, space before %.
 * `cjm_widgets/render/numbers.py` writes the same; `tests/contract/scenes.py` holds both to it. Halves are rounded up.
 */
import type { MeasureInfo } from "../document/schema";
import { decimals, numeral, t } from "../words/words";

/** A number with a fixed count of decimals and a true minus; a value that rounds to zero has no sign. */
export function plain(value: number, places: number): string {
  const figures = Math.abs(value).toFixed(places);
  const text = decimals(figures);
  return value < 0 && Number(figures) !== 0 ? `−${text}` : text;
}

/** As `plain`, with a plus before what is above zero. */
export function signed(value: number, places: number): string {
  const text = plain(value, places);
  return value > 0 && Number(value.toFixed(places)) !== 0 ? `+${text}` : text;
}

/** Respondents below which a number is flagged as resting on few. */
export const FEW = 30;
/** Below this `min_n` numbers may be of people whom others recognise. */
export const FEW_PEOPLE = 5;

/** An amount of any size in three figures: "32.7", "1.64M"; with an exponent below a millionth and from 10¹⁸ on. */
export function compact(value: number): string {
  if (value === 0) return "0";
  const [figures = 0, power = 0] = Math.abs(value).toExponential(2).split("e").map(Number);
  const sign = value < 0 ? "−" : "";
  if (power < -6 || power >= 18) return decimals(`${sign}${figures}e${power}`.replace("-", "−"));
  const thousands = Math.min(Math.max(Math.floor(power / 3), 0), 4);
  const size = Number(`${figures}e${power - 3 * thousands}`);
  return `${sign}${numeral(size, { maximumSignificantDigits: 3 })}${"KMBT"[thousands - 1] ?? ""}`;
}

/** A length or a place in a picture, to a tenth of a px. */
export const brief = (value: number): number => Math.floor(value * 10 + 0.5) / 10;

/** How many: 14509 is 14,509. */
export function count(n: number): string {
  return numeral(Math.round(n));
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

type Unit = MeasureInfo["unit"];

/** A time: minutes and seconds below an hour, "1:40", or as people say it. */
export function clock(minutes: number): string {
  const seconds = Math.floor(Math.abs(minutes) * 60 + 0.5);
  const sign = minutes < 0 && seconds ? "−" : "";
  if (seconds >= 3600) return sign + duration(Math.floor(seconds / 60 + 0.5));
  return `${sign}${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`;
}

/** A value in its unit: "4.31", "82 %", "39.8", "1.64M". */
export function writeValue(unit: Unit, value: number): string {
  if (unit === "amount") return compact(value);
  if (unit === "minutes") return clock(value);
  return unit === "share" ? `${plain(value * 100, 0)} %` : plain(value, unit === "nps" ? 1 : 2);
}

/** "4.27–4.34", "80–84 %", "37–43" for NPS; with "to" where a minus would meet the dash. */
export function writeInterval(unit: Unit, low: number, high: number): string {
  const between = low < 0 ? ` ${t("to")} ` : "–";
  if (unit === "share") return `${plain(low * 100, 0)}${between}${plain(high * 100, 0)} %`;
  if (unit === "amount") return `${compact(low)}${between}${compact(high)}`;
  if (unit === "minutes") return `${clock(low)}${between}${clock(high)}`;
  const places = unit === "nps" ? 0 : 2;
  return `${plain(low, places)}${between}${plain(high, places)}`;
}

/** An end of the axis or the target, with no more decimals than it needs. */
export function writeMark(unit: Unit, value: number, step: number): string {
  if (unit === "share") return `${plain(value * 100, decimalsOf(step * 100))} %`;
  if (unit === "amount") return compact(value);
  if (unit === "minutes") return clock(value);
  return plain(value, Math.max(decimalsOf(step), unit === "score" ? 1 : 0));
}

/** Minutes as people say them. */
export function duration(minutes: number): string {
  if (minutes >= 2880) return t("{n} days", { n: brief(minutes / 1440) });
  if (minutes < 120) return t("{n} min", { n: Math.floor(minutes * 100 + 0.5) / 100 });
  const whole = Math.floor(minutes + 0.5);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return rest ? t("{hours} h {rest} min", { hours, rest }) : t("{hours} h", { hours });
}

/** The confidence of an interval, a part of one: "95 %", "99.5 %". */
export function writeLevel(level: number): string {
  return `${decimals(String(Number((level * 100).toPrecision(6))))} %`;
}
