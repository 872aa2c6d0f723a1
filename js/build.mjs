/** Bundles the anywidget entry and its stylesheet into the Python package. A failed build exits non-zero. */
import { mkdir } from "node:fs/promises";
import { build, context } from "esbuild";

const options = {
  entryPoints: { widget: "js/src/widget/index.tsx" },
  outdir: "cjm_widgets/static",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "info",
};
await mkdir(options.outdir, { recursive: true });
if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
