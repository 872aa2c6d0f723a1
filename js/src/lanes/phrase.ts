/** Sentences with elements among their words, such as keys. */
import type { ComponentChildren } from "preact";

/** A text of the catalogue with each name in braces replaced by its element. */
export const phrase = (
  text: string,
  parts: Readonly<Record<string, ComponentChildren>>,
): ComponentChildren[] => text.split(/\{(\w+)\}/).map((piece, at) => (at % 2 ? parts[piece] : piece));
