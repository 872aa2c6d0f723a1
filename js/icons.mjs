// The drawings of the interface as JSON, for the static pictures: node js/icons.mjs > cjm_widgets/render/icons.json
import { readFile } from "node:fs/promises";
import { build } from "esbuild";

const source = await readFile(new URL("src/lanes/icons.tsx", import.meta.url), "utf8");
const paths = source.slice(0, source.indexOf("export type IconName"));
const { outputFiles } = await build({
  stdin: { contents: `${paths}\nexport default PATHS;`, loader: "ts" },
  format: "esm",
  write: false,
});
const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`;
console.log(JSON.stringify((await import(module)).default, null, 1));
