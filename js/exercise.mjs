/**
 * Builds the widget of exercises: a script and a stylesheet of its own, so that a map starts without them. It speaks every
 * language from the start, since of each catalogue it holds only the texts that are in it.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

const CATALOGUES = "js/src/words/catalogues";
const WORDS = /own-words\.ts$/;

/** Writes exercise.js and exercise.css to `options.outdir`. */
export async function buildExercise({ entry, ...options }) {
  const base = { ...options, entryPoints: { exercise: entry }, write: false };
  const dry = await build({ ...base, minify: false, charset: "utf8", logLevel: "error" });
  const script = dry.outputFiles.find(({ path }) => path.endsWith(".js")).text;
  const words = JSON.stringify(await wordsOf(script));
  const contents = `export const WORDS = ${words};`;
  const inPlace = {
    name: "in place of own-words",
    setup: ({ onLoad }) => onLoad({ filter: WORDS }, () => ({ contents })),
  };
  const { outputFiles } = await build({ ...base, plugins: [inPlace] });
  for (const { path, text } of outputFiles) await writeFile(join(options.outdir, basename(path)), text);
}

/** Of each catalogue the texts that a script has, one or several forms of each. */
async function wordsOf(script) {
  const names = (await readdir(CATALOGUES)).filter((name) => name.endsWith(".json"));
  const pairs = names.sort().map(async (file) => {
    const entries = Object.entries(JSON.parse(await readFile(join(CATALOGUES, file), "utf8")));
    return [basename(file, ".json"), Object.fromEntries(entries.filter(([key]) => isIn(script, key)))];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

const isIn = (script, key) => key.split("|").every((text) => script.includes(JSON.stringify(text)));
