/** The anywidget entry of exercises. Nothing happens when the module is loaded. */
import "./style.css";
import { render } from "preact";
import { pageLanguage, sharedLanguage } from "../view/page-language";
import { languageOf } from "../words/reading";
import { language, languagesOf } from "../words/words";
import { ExerciseApp } from "./exercise-app";
import { type ExerciseModel, KernelExercise } from "./kernel-exercise";
import { WORDS } from "./own-words";

interface ExerciseView {
  model: ExerciseModel;
  el: HTMLElement;
  signal?: AbortSignal;
}

/** As the page speaks; where a map's extension is on it, the texts of exercises are in that catalogue too. */
function speak(): void {
  const code = pageLanguage();
  const name = languagesOf(code).find((one) => WORDS[one]);
  language.value = sharedLanguage() ?? (name ? languageOf(code, WORDS[name]!) : language.value);
}

export default {
  render({ model, el, signal }: ExerciseView): () => void {
    speak();
    const state = model.get("_state");
    if (!state) return () => {};
    const store = new KernelExercise(model, state);
    render(<ExerciseApp store={store} />, el);
    const clear = () => {
      store.stop();
      render(null, el);
    };
    signal?.addEventListener("abort", clear, { once: true });
    return clear;
  },
};
