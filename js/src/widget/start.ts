/**
 * What the widget hands to the chunks that it fetches. Values come with the build: js/chunks.mjs writes them here, the
 * exports of this bundle's own modules that chunks import, in the order in which the chunks count on them.
 */
export const handover = (): readonly unknown[] => [];

/** The names of the chunks. */
export const NAMES: readonly string[] = [];

/** Tells this build's chunks from those of another. */
export const BUILD: string = "";
