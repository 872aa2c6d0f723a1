/** The code that reads a map's file into a notebook. */

const IMPORT = "import cjm_widgets as cjm";

/** A cell for the file, as seen from the notebook; with the import where no cell has it. */
export function readingCode(notebook: string, file: string, cells: readonly string[]): string {
  const imported = cells.some((source) => source.split("\n").some((line) => line.trim() === IMPORT));
  // JSON's way of quoting text is also Python's.
  const lines = [`journey = cjm.read(${JSON.stringify(fromFolder(notebook, file))})`, "journey"];
  return [...(imported ? [] : [IMPORT]), ...lines].join("\n");
}

/** The file's path from the folder the notebook is in. */
function fromFolder(notebook: string, file: string): string {
  const [here, there] = [notebook.split("/").slice(0, -1), file.split("/")];
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  return [...here.slice(shared).map(() => ".."), ...there.slice(shared)].join("/");
}
