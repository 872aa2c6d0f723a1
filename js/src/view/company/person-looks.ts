/** What stands for a person: initials and a colour. */

import { initials, shortNames } from "../../scene/personas";
import type { Person } from "../../store/company";

/** Where a page gives no colour, or one that is none. */
const COLORS = ["#e8825a", "#b59a1f", "#3fae49", "#1fa59a", "#3d9be0", "#a678e0", "#d9679f"];

export const initialsOf = ({ name, initials: own }: Person): string => own || initials(name);

/** First names, as far as there is one to tell from; JupyterLab calls whoever has not logged in "Anonymous" and a moon. */
export const shortOf = (people: readonly Person[]): string[] =>
  shortNames(people.map(({ name }) => name.replace(/^Anonymous (?=.)/, "")));

export function colorOf({ id, color }: Person): string {
  if (color && globalThis.CSS?.supports("color", color)) return color;
  return COLORS[[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLORS.length]!;
}
