/**
 * Builds the widget, and apart from it the chunks of interface that `js/src/view/chunks.ts` names.
 *
 * A chunk is a module without imports, since nothing could resolve them. Its default export is a function: it takes
 * what the chunk uses of the widget's own modules, by their number in one list that both are built with, and returns
 * the exports of the chunk's entry module. So there is one instance of each module. What two chunks need and the
 * widget does not is the widget's as well.
 */
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { build, transform } from "esbuild";

export const TABLE = "js/src/view/chunks.ts";
const START = "js/src/widget/start.ts";

/** Writes widget.js, widget.css and the folder `chunks` to `options.outdir`. */
export async function buildWidget({ entry, ...options }) {
  const dry = { ...options, write: false, metafile: true, logLevel: "error" };
  const chunks = await chunksOf(TABLE, dry);
  const isWidgets = await modulesOfWidget(entry, chunks, dry);
  const handover = []; // of each export that chunks use, its module and name
  for (const chunk of chunks) Object.assign(chunk, await bundle(chunk.path, isWidgets, handover, dry));

  const folder = join(options.outdir, "chunks");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { name, script, style } of chunks) {
    await writeFile(join(folder, `${name}.js`), script);
    if (style) await writeFile(join(folder, `${name}.css`), style);
  }
  const start = startModule(chunks, handover);
  await build({ ...options, entryPoints: { widget: entry }, plugins: [inPlaceOf(START, start)] });
}

/** The chunks that a table imports: the path of each entry module, and the name it goes by. */
async function chunksOf(table, dry) {
  const { metafile } = await build({ ...dry, entryPoints: [table] });
  return metafile.inputs[table].imports.map(({ path }) => ({
    path,
    name: basename(path).replace(/\.\w+$/, ""),
  }));
}

/** The paths of all modules that go into the widget: its own, and those that more than one chunk needs. */
async function modulesOfWidget(entry, chunks, dry) {
  const { metafile } = await build({ ...dry, entryPoints: [entry] });
  const script = Object.keys(metafile.outputs).find((path) => path.endsWith(".js"));
  const inputs = Object.entries(metafile.outputs[script].inputs);
  const modules = new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput).map(([path]) => path));
  const others = new Set();
  for (const { path } of chunks) {
    const { metafile } = await build({ ...dry, entryPoints: [path], plugins: [leavingOut(modules)] });
    for (const input of Object.keys(metafile.inputs).filter((input) => !input.endsWith(".css")))
      if (others.has(input)) modules.add(input);
      else others.add(input);
  }
  return modules;
}

/** Leaves imports of these modules as they are, marked as the widget's. */
const leavingOut = (modules) => ({
  name: "leaving out",
  setup({ onResolve, resolve: find }) {
    onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
      if (pluginData?.isSought || from.kind === "entry-point") return undefined;
      const { path: file, ...others } = await find(path, { ...from, pluginData: { isSought: true } });
      const module = relative(".", file);
      if (!modules.has(module)) return { path: file, ...others };
      return { path: `widget:${module}`, external: true, sideEffects: false };
    });
  },
});

const IMPORT = /^import (?:(\w+) from|\{([^}]*)\} from) "widget:(.*)";$/gm;
const EXPORT = /^export \{([^}]*)\};\s*$/m;

/** The script of a chunk and its stylesheet; what it uses of the widget is added to the list. */
async function bundle(path, modules, handover, dry) {
  const options = { ...dry, entryPoints: [path], minify: false, plugins: [leavingOut(modules)] };
  const { outputFiles } = await build(options);
  const textOf = (end) => outputFiles.find((file) => file.path.endsWith(end))?.text ?? "";
  const numberOf = (module, name) => {
    const at = handover.findIndex((one) => one.module === module && one.name === name);
    return at < 0 ? handover.push({ module, name }) - 1 : at;
  };
  const body = textOf(".js")
    .replace(IMPORT, (_, whole, names, module) => {
      const pairs = whole ? [["default", whole]] : namesIn(names);
      return `const {${pairs.map(([name, local]) => `${numberOf(module, name)}: ${local}`)}} = widget;`;
    })
    .replace(EXPORT, (_, names) => `return {${namesIn(names).map(([local, name]) => `${name}: ${local}`)}};`);
  const { code } = await transform(`export default (widget) => {${body}}`, {
    minify: true,
    target: dry.target,
  });
  const style = await transform(textOf(".css"), { loader: "css", minify: true, target: dry.target });
  return { script: code, style: style.code };
}

/** The names in the braces of an import or export: each as it stands before and behind "as". */
const namesIn = (text) =>
  text
    .split(",")
    .map((one) => one.trim().split(" as "))
    .filter(([name]) => name)
    .map(([name, other = name]) => [name, other]);

/** The module of the widget that hands over what chunks use. */
function startModule(chunks, handover) {
  const imports = handover.map(
    ({ module, name }, at) => `import { ${name} as _${at} } from ${JSON.stringify(`./${module}`)};\n`,
  );
  const build = createHash("sha256").update(JSON.stringify(chunks)).digest("hex").slice(0, 12);
  return `${imports.join("")}
    export const handover = () => [${handover.map((_, at) => `_${at}`)}];
    export const NAMES = ${JSON.stringify(chunks.map(({ name }) => name))};
    export const BUILD = ${JSON.stringify(build)};`;
}

const inPlaceOf = (path, contents) => ({
  name: "in place of",
  setup({ onLoad }) {
    onLoad({ filter: /start\.ts$/ }, (args) =>
      args.path === resolve(path) ? { contents, resolveDir: resolve(".") } : undefined,
    );
  },
});
