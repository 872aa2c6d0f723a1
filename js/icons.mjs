// The drawings of the interface as JSON, for the static pictures: node js/icons.mjs > cjm_widgets/render/icons.json
import { build } from "esbuild";

const { outputFiles } = await build({ entryPoints: ["js/src/scene/icons.ts"], format: "esm", write: false });
const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`;
console.log(JSON.stringify((await import(module)).PATHS, null, 1));
