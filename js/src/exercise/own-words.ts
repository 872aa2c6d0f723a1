/** The texts of exercises in each language of the catalogues, by its name; js/exercise.mjs writes them here. */
import type { Catalogue } from "../words/words";

export const WORDS: Readonly<Record<string, Catalogue>> = {};
