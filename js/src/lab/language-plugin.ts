/** The language of JupyterLab: the other plugins wait until the extension speaks it. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ITranslator } from "@jupyterlab/translation";
import { Token } from "@lumino/coreutils";
import { pageLanguage, shareLanguage } from "../view/page-language";
import { speak } from "../words/catalogues";

/** Required by every plugin that has a word to say. */
export const SPOKEN = new Token<true>("cjm-widgets:spoken", "That the texts are in the reader's language.");

export const languagePlugin: JupyterFrontEndPlugin<true> = {
  id: "cjm-widgets:language",
  description: "Has journey maps speak the language of JupyterLab.",
  autoStart: true,
  provides: SPOKEN,
  optional: [ITranslator],
  async activate(_app: JupyterFrontEnd, translator: ITranslator | null) {
    await speak(translator?.languageCode ?? pageLanguage());
    // Maps in notebooks come with a module of their own, and read it from the page.
    shareLanguage();
    return true as const;
  },
};
