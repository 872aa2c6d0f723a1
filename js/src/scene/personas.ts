/**
 * How a persona looks and is called wherever it appears: colour class, dash and marker by its place in the document.
 * cjm_widgets/render/personas.py is the same for static pictures.
 */

export interface PersonaLook {
  /** Sets `--c`, the persona's colour. */
  readonly class: string;
  readonly marker: MarkerName;
  /** `stroke-dasharray` of what was drawn; measured lines are solid. */
  readonly dash: string;
  readonly round: boolean;
  /** Tells those apart who have to share a look: the place in the document, counted from 1. */
  readonly number: number | null;
}

export type MarkerName =
  | "square"
  | "circle"
  | "diamond"
  | "triangle"
  | "inverted"
  | "hexagon"
  | "cross"
  | "star"
  | "hourglass";

/** No two share a marker, and no two of one colour share a dash. */
const LOOKS: readonly Omit<PersonaLook, "number">[] = [
  { class: "is-p1", marker: "circle", dash: "6 4", round: false },
  { class: "is-p2", marker: "diamond", dash: ".1 5", round: true },
  { class: "is-p3", marker: "triangle", dash: "8 4 1 4", round: false },
  { class: "is-p4", marker: "inverted", dash: "2 3", round: false },
  { class: "is-p5", marker: "hexagon", dash: "12 4", round: false },
  { class: "is-p1", marker: "cross", dash: "8 4 1 4", round: false },
  { class: "is-p2", marker: "star", dash: "12 4", round: false },
  { class: "is-p3", marker: "hourglass", dash: "2 3", round: false },
];

/** The look of the persona at a position; after eight the looks repeat, and numbers tell the personas apart. */
export const personaLook = (position: number): PersonaLook => ({
  ...LOOKS[position % LOOKS.length]!,
  number: position < LOOKS.length ? null : position + 1,
});

/** A name behind the number that its look needs. */
export const numbered = ({ number }: PersonaLook, name: string): string =>
  number === null ? name : `${number} ${name}`;

export const OUTLINES: Record<MarkerName, string> = {
  square:
    "M3.75 5.25a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-5.5a1.5 1.5 0 0 1-1.5-1.5z",
  circle: "M3.5 8a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0z",
  diamond: "M8 2.6 13.4 8 8 13.4 2.6 8z",
  triangle: "M8 3 13 12H3z",
  inverted: "M8 13 3 4h10z",
  hexagon: "M8 3.2 12.2 5.6v4.8L8 12.8l-4.2-2.4V5.6z",
  cross: "M6 2.75h4V6h3.25v4H10v3.25H6V10H2.75V6H6z",
  star: "M8 2.2 9.7 6l4.1.4-3.1 2.75.9 4.05L8 11.1l-3.6 2.1.9-4.05L2.2 6.4 6.3 6z",
  hourglass: "M3.5 3.25h9L9.5 8l3 4.75h-9L6.5 8z",
};

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
}

/** The short form of each name: the first name of "Maya Torres", but the whole of "Business traveller". */
export function shortNames(names: readonly string[]): string[] {
  const firsts = names.map((name) =>
    /^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u.test(name) ? name.split(" ")[0]! : name,
  );
  return names.map((name, i) =>
    firsts.indexOf(firsts[i]!) === firsts.lastIndexOf(firsts[i]!) ? firsts[i]! : name,
  );
}
