/** How a persona looks and is called wherever it appears: colour class, dash and marker by its place in the document. */

export interface PersonaLook {
  /** Sets `--c`, the persona's colour. */
  readonly class: string;
  readonly marker: MarkerName;
  /** `stroke-dasharray` of what was drawn; measured lines are solid. */
  readonly dash: string;
  readonly round: boolean;
}

export type MarkerName = "square" | "circle" | "diamond" | "triangle" | "inverted" | "hexagon";

const LOOKS: readonly PersonaLook[] = [
  { class: "is-p1", marker: "circle", dash: "6 4", round: false },
  { class: "is-p2", marker: "diamond", dash: ".1 5", round: true },
  { class: "is-p3", marker: "triangle", dash: "8 4 1 4", round: false },
  { class: "is-p4", marker: "inverted", dash: "2 3", round: false },
  { class: "is-p5", marker: "hexagon", dash: "12 4", round: false },
];

/** The look of the persona at a position; after five the looks repeat and the names tell them apart. */
export const personaLook = (position: number): PersonaLook => LOOKS[position % LOOKS.length]!;

export const OUTLINES: Record<MarkerName, string> = {
  square:
    "M3.75 5.25a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-5.5a1.5 1.5 0 0 1-1.5-1.5z",
  circle: "M3.5 8a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0z",
  diamond: "M8 2.6 13.4 8 8 13.4 2.6 8z",
  triangle: "M8 3 13 12H3z",
  inverted: "M8 13 3 4h10z",
  hexagon: "M8 3.2 12.2 5.6v4.8L8 12.8l-4.2-2.4V5.6z",
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
