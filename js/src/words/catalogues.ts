/** The catalogues by language, one file each in this folder's `catalogues/`; whoever adds a file has added a language. */
import { languageOf } from "./reading";
import { type Catalogue, language, languagesOf } from "./words";

/** Speak a language where there is a catalogue of it, and otherwise English. */
export async function speak(code: string): Promise<void> {
  for (const name of languagesOf(code)) {
    const entries = await read(name);
    if (!entries) continue;
    language.value = languageOf(code, entries);
    return;
  }
}

/** Null where there is no such file, which is how the build answers for most languages of the world. */
const read = (name: string): Promise<Catalogue | null> =>
  import(`./catalogues/${name}.json`).then(
    (module: { default: Catalogue }) => module.default,
    () => null,
  );
