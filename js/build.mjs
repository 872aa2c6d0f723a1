/**
 * Bundles the browser half into the Python package: the anywidget entry with its stylesheet and chunks, that of exercises,
 * and the JupyterLab extension, which takes what is JupyterLab's own from the running JupyterLab. A failed build exits non-zero.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { build, context } from "esbuild";
import { buildWidget, TABLE } from "./chunks.mjs";
import { buildExercise } from "./exercise.mjs";

const watching = process.argv.includes("--watch");
const bundled = {
  bundle: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "info",
};
const widget = {
  ...bundled,
  entry: "js/src/widget/index.tsx",
  outdir: "cjm_widgets/static",
  minify: true,
};
const exercise = { ...widget, entry: "js/src/exercise/index.tsx" };
const lab = {
  ...bundled,
  entryPoints: { index: "js/src/lab/index.ts" },
  outdir: "build/lab",
  external: ["@jupyter/*", "@jupyterlab/*", "@lumino/*"],
  loader: { ".svg": "text" },
};

/** JupyterLab's builder wraps `build/lab` so that JupyterLab can load it at run time. */
async function wrap() {
  const builder = createRequire(import.meta.url).resolve("@jupyter/builder/lib/build-labextension.js");
  const core = createRequire(builder).resolve("@jupyterlab/core-meta/core.package.json");
  const options = ["--core-package-file", core, ...(watching ? ["--watch"] : []), "."];
  const [code] = await once(spawn(process.execPath, [builder, ...options], { stdio: "inherit" }), "exit");
  if (code !== 0) process.exit(code ?? 1);
  await rm("cjm_widgets/labextension/schemas/cjm-widgets/package.json.orig", { force: true }); // the builder's own note
}

await mkdir(widget.outdir, { recursive: true });
await Promise.all([buildWidget(widget), buildExercise(exercise), build(lab)]);
if (watching) {
  const builds = () => Promise.all([buildWidget(widget), buildExercise(exercise)]);
  const again = { name: "again", setup: ({ onEnd }) => onEnd(builds) };
  const { entry, ...options } = widget;
  const entryPoints = [entry, TABLE, exercise.entry];
  const sources = { ...options, entryPoints, write: false, plugins: [again] };
  for (const options of [sources, lab]) await (await context(options)).watch();
}
await wrap();
