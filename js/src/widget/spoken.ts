/** The language of a map in a notebook: the page's, whose catalogue JupyterLab's extension has, or else the kernel. */
import { effect } from "@preact/signals";
import type { ChunkSource } from "../interaction/chunk-source";
import { pageLanguage, sharedLanguage } from "../view/page-language";
import { type Catalogue, ENGLISH, type Language, language, languagesOf } from "../words/words";
import { FILES } from "./start";

interface CatalogueChunk {
  readonly entries: Catalogue;
  readonly languageOf: (code: string, entries: Catalogue) => Language;
}

/** Until the catalogue is there, the map is in English. */
export function speakAsThePage(chunks: ChunkSource): () => void {
  const code = pageLanguage();
  const name = languagesOf(code).find((one) => FILES[one]);
  const known = sharedLanguage() ?? (name ? null : ENGLISH);
  if (known) language.value = known;
  if (known || language.peek().code === code) return () => {};
  return effect(() => {
    const arrival = chunks.get(name!);
    if (!("exports" in arrival)) return;
    const { entries, languageOf } = arrival.exports as CatalogueChunk;
    language.value = languageOf(code, entries);
  });
}
