/** The kinds of link and what each is called. */
import type { Link } from "../../document/schema";

export const KINDS: readonly (readonly [NonNullable<Link["kind"]>, string])[] = [
  ["direct", "Direct"],
  ["both", "Back and forth"],
  ["controlled", "Controlled"],
  ["open", "Open"],
];
