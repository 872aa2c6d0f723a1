/** The extension, and the maps in notebooks beside it, speak the language of JupyterLab. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { ITranslator } from "@jupyterlab/translation";
import { afterEach, expect, it } from "vitest";
import { languagePlugin } from "../../src/lab/language-plugin";
import { sharedLanguage } from "../../src/view/page-language";
import { ENGLISH, language, t } from "../../src/words/words";

afterEach(() => {
  language.value = ENGLISH;
});

const activate = (languageCode: string) =>
  languagePlugin.activate({} as JupyterFrontEnd, { languageCode } as ITranslator);

it("is that of JupyterLab where there is a catalogue of it", async () => {
  await activate("de_DE");
  expect([language.value.code, t("New Journey Map")]).toEqual(["de-DE", "Neue Journey Map"]);
  expect(sharedLanguage()).toBe(language.value);
});

it("is English otherwise", async () => {
  for (const code of ["en", "tlh"]) {
    await activate(code);
    expect([language.value, t("New Journey Map")]).toEqual([ENGLISH, "New Journey Map"]);
    expect(sharedLanguage()).toBe(ENGLISH);
  }
});
