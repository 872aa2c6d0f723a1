/**
 * Builds the widget, and apart from it the chunks of interface that `js/src/view/chunks.ts` names.
 *
 * A chunk is a module without imports, since nothing could resolve them. Its default export is a function: it takes
 * what the chunk uses of the widget's own modules, by their number in one list that both are built with, and returns
 * the exports of the chunk's entry module, by the chunk's name. So there is one instance of each module: chunks that
 * need the same modules, which the widget does not, come in one file.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { build, transform } from "esbuild";
import { minify } from "terser";

export const TABLE = "js/src/view/chunks.ts";
/** A catalogue of texts for each language; every one is a chunk that goes by the name of the language. */
const CATALOGUES = "js/src/words/catalogues";
const READING = "js/src/words/reading.ts";
const START = "js/src/widget/start.ts";

/** Writes widget.js, widget.css and the folder `chunks` to `options.outdir`. */
export async function buildWidget({ entry, ...options }) {
  const dry = { ...options, write: false, metafile: true, logLevel: "error" };
  const modules = await modulesOf(entry, dry);
  const files = [...(await filesOf(await chunksOf(TABLE, dry), modules, dry)), ...(await catalogueFiles())];
  const handover = []; // of each export that chunks use, its module and name
  for (const file of files) Object.assign(file, await bundle(file, modules, handover, dry));

  const folder = join(options.outdir, "chunks");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { name, script, style } of files) {
    await writeFile(join(folder, `${name}.js`), script);
    if (style) await writeFile(join(folder, `${name}.css`), style);
  }
  const start = startModule(files, handover);
  const plugins = [inPlaceOf(START, start)];
  const { outputFiles } = await build({ ...options, entryPoints: { widget: entry }, plugins, write: false });
  for (const { path, text } of outputFiles)
    await writeFile(path, path.endsWith(".js") ? await packed(text) : text);
}

/** A script as short as two passes make it: behind esbuild's, terser's spares three kilobytes of a hundred, gzipped. */
async function packed(script) {
  const { code } = await minify(script, { module: true, ecma: 2020, compress: { passes: 2 } });
  return code;
}

/** The chunks that a table imports: the path of each entry module, and the name it goes by. */
async function chunksOf(table, dry) {
  const { metafile } = await build({ ...dry, entryPoints: [table] });
  return metafile.inputs[table].imports.map(({ path }) => ({
    path,
    name: basename(path).replace(/\.\w+$/, ""),
  }));
}

/** A file for each catalogue, with what reads it: most readers need none. */
async function catalogueFiles() {
  const names = (await readdir(CATALOGUES)).filter((name) => name.endsWith(".json")).sort();
  return names.map((file) => {
    const name = basename(file, ".json");
    const contents = `import entries from "./${CATALOGUES}/${file}";
      import { languageOf } from "./${READING}";
      const chunk = { entries, languageOf };
      export { chunk as ${JSON.stringify(name)} };`;
    return { chunks: [{ name }], name, contents };
  });
}

/** The paths of the modules that are in the widget anyway. */
async function modulesOf(entry, dry) {
  const { metafile } = await build({ ...dry, entryPoints: [entry] });
  const script = Object.keys(metafile.outputs).find((path) => path.endsWith(".js"));
  const inputs = Object.entries(metafile.outputs[script].inputs);
  return new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput).map(([path]) => path));
}

/** The chunks by the file they come in; a file goes by the name of its first chunk. */
async function filesOf(chunks, modules, dry) {
  let files = [];
  for (const chunk of chunks) {
    const { metafile } = await build({ ...dry, entryPoints: [chunk.path], plugins: [leavingOut(modules)] });
    const inputs = Object.keys(metafile.inputs).filter((input) => !input.endsWith(".css"));
    const near = files.filter((file) => inputs.some((input) => file.inputs.has(input)));
    files = files.filter((file) => !near.includes(file));
    files.push({
      chunks: [...near.flatMap((file) => file.chunks), chunk],
      inputs: new Set([...near.flatMap((file) => [...file.inputs]), ...inputs]),
    });
  }
  return files.map(({ chunks }) => ({ name: chunks[0].name, chunks }));
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

const exportsOf = (chunks) =>
  chunks.map(({ name, path }) => `export * as ${name} from "./${path}";`).join("\n");

const IMPORT = /^import (?:(\w+) from|\{([^}]*)\} from) "widget:(.*)";$/gm;
const EXPORT = /^export \{([^}]*)\};\s*$/m;

/** The script of a file and its stylesheet; what it uses of the widget is added to the list. */
async function bundle({ chunks, contents = exportsOf(chunks) }, modules, handover, dry) {
  const stdin = { contents, resolveDir: "." };
  const { outputFiles } = await build({ ...dry, stdin, minify: false, plugins: [leavingOut(modules)] });
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
  const script = `export default (widget) => {${body}}`;
  const { code } = await transform(script, { minify: true, target: dry.target });
  const style = await transform(textOf(".css"), { loader: "css", minify: true, target: dry.target });
  return { script: await packed(code), style: style.code };
}

/** The names in the braces of an import or export: each as it stands before and behind "as". */
const namesIn = (text) =>
  text
    .split(",")
    .map((one) => one.trim().split(" as "))
    .filter(([name]) => name)
    .map(([name, other = name]) => [name, other]);

/** The module of the widget that hands over what chunks use. */
function startModule(files, handover) {
  const imports = handover.map(
    ({ module, name }, at) => `import { ${name} as _${at} } from ${JSON.stringify(`./${module}`)};\n`,
  );
  const build = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
  return `${imports.join("")}
    export const handover = () => [${handover.map((_, at) => `_${at}`)}];
    export const FILES = {${files.flatMap((file) => file.chunks.map(({ name }) => `"${name}": "${file.name}"`))}};
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
