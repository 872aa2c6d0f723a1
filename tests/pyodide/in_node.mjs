// pytest in Pyodide: node in_node.mjs FOLDER ROOT ARGUMENTS... The folder has node_modules/pyodide and wheels/.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, root, ...args] = process.argv.slice(2);
const entry = join(folder, "node_modules", "pyodide", "pyodide.mjs");
const { loadPyodide } = await import(pathToFileURL(entry).href);
const python = await loadPyodide({
  env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" },
});
const [site] = python.runPython("import site; site.getsitepackages()").toJs();
for (const wheel of readdirSync(join(folder, "wheels")))
  python.unpackArchive(new Uint8Array(readFileSync(join(folder, "wheels", wheel))), "zip", { extractDir: site });
for (const [place, path] of [
  ["/house", root],
  ["/class", process.env.CJM_CLASS],
]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: path }, place);
}
python.globals.set("args", python.toPy(args));
const code = await python.runPythonAsync(`
import os, sys
os.chdir("/house")
sys.path.insert(0, "/house")
import pytest
int(pytest.main(["--quiet", "-p", "no:cacheprovider", *args]))
`);
process.exit(code);
