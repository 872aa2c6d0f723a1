/** Who may import whom under js/src: rooms know only those above them, and no two files need each other. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";

/** Each room, and the rooms above it that it may know. */
const ROOMS: Record<string, readonly string[]> = {
  words: [],
  document: ["words"],
  store: ["words", "document"],
  protocol: ["words", "document", "store"],
  workshop: ["words", "document", "store", "protocol"],
  scene: ["words", "document"],
  interaction: ["words", "document", "store", "scene"],
  lanes: ["words", "document", "store", "scene", "interaction"],
  view: ["words", "document", "store", "scene", "interaction", "lanes", "workshop"],
  widget: ["words", "document", "store", "protocol", "interaction", "view"],
  exercise: ["words", "document", "store", "scene", "lanes", "view"],
  room: ["words", "document", "store", "protocol"],
  lab: [
    "words",
    "document",
    "store",
    "interaction",
    "lanes",
    "view",
    "widget",
    "exercise",
    "room",
    "workshop",
  ],
};
const WITHOUT_DOM = ["words", "document", "store", "protocol", "scene", "room", "workshop"];
const KNOWS_JUPYTER = ["lab"];
/** The wire's names come from Python. */
const GENERATED = "document/schema.ts";

const SOURCE = fileURLToPath(new URL("../src/", import.meta.url));
const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"));

const textOf = (file: string): string => readFileSync(join(SOURCE, file), "utf8");
const roomOf = (file: string): string => file.split("/")[0]!;

/** What each file imports: of ours the file, of others the specifier. Types count. */
const IMPORTS = new Map(
  FILES.map((file) => {
    const specifiers = ts.preProcessFile(textOf(file), true, true).importedFiles;
    return [file, specifiers.map(({ fileName }) => imported(file, fileName))] as const;
  }),
);

function imported(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const path = relative(SOURCE, resolve(SOURCE, dirname(file), specifier));
  return ["", ".ts", ".tsx", "/index.ts", "/index.tsx"].map((end) => path + end).find(isOurs) ?? path;
}

function isOurs(path: string): boolean {
  return FILES.includes(path);
}

/** The files on a way that leads back to where it began; empty where no way does. */
function circle(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    done.add(file);
    for (const next of imports.get(file) ?? []) {
      const back = visit(next, [...way, file]);
      if (back.length) return back;
    }
    return [];
  };
  for (const file of imports.keys()) {
    const back = visit(file, []);
    if (back.length) return back;
  }
  return [];
}

/** What the compiler does not know in each of these files where no DOM is declared. */
function unknownWithoutDom(files: readonly string[]): Map<string, string[]> {
  const program = ts.createProgram(
    files.map((file) => join(SOURCE, file)),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2023.d.ts"],
      types: ["node"],
      strict: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
    },
  );
  const sentences = (file: string) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(join(SOURCE, file)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  return new Map(files.map((file) => [file, sentences(file)]));
}

it("every room is in the order, after all it knows", () => {
  const order = Object.keys(ROOMS);
  expect([...new Set(FILES.map(roomOf))].sort()).toEqual([...order].sort());
  for (const [room, above] of Object.entries(ROOMS))
    expect(above.filter((other) => order.indexOf(other) >= order.indexOf(room))).toEqual([]);
});

it("a room imports only from rooms above it", () => {
  const upward = [...IMPORTS].flatMap(([file, targets]) =>
    targets
      .filter(isOurs)
      .filter((to) => roomOf(to) !== roomOf(file) && !ROOMS[roomOf(file)]?.includes(roomOf(to)))
      .map((to) => `${file} imports ${to}`),
  );
  expect(upward).toEqual([]);
});

it("no files import each other in a circle, not even for types", () => {
  expect(circle(new Map([["a", ["b"]], ["b", ["c", "a"]], ["c", []]]))).toEqual(["a", "b", "a"]); // biome-ignore format: one graph
  expect(circle(IMPORTS)).toEqual([]);
});

it("document, store, protocol, scene and room do without the DOM", () => {
  const touchesDom = "interaction/state.ts";
  const pure = FILES.filter((file) => WITHOUT_DOM.includes(roomOf(file)));
  const unknown = unknownWithoutDom([...pure, touchesDom]);
  expect(unknown.get(touchesDom)).not.toEqual([]);
  unknown.delete(touchesDom);
  expect([...unknown].filter(([, sentences]) => sentences.length)).toEqual([]);
}, 60_000);

it("only the extension knows JupyterLab, and the pure rooms draw no components", () => {
  const foreign = [...IMPORTS].flatMap(([file, targets]) =>
    targets
      .filter((to) => /^@(jupyterlab|jupyter-widgets|jupyter|lumino)\//.test(to))
      .filter(() => !KNOWS_JUPYTER.includes(roomOf(file)))
      .map((to) => `${file} imports ${to}`),
  );
  expect(foreign).toEqual([]);
  const drawing = [...IMPORTS].filter(
    ([file, targets]) =>
      WITHOUT_DOM.includes(roomOf(file)) &&
      (file.endsWith("x") || targets.some((to) => /^preact\b/.test(to))),
  );
  expect(drawing.map(([file]) => file)).toEqual([]);
});

it("an exported type or class, and a module, has a name of its own", () => {
  const homes = new Map<string, string[]>();
  for (const file of FILES) {
    const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest);
    for (const statement of source.statements)
      if (
        (ts.isInterfaceDeclaration(statement) ||
          ts.isTypeAliasDeclaration(statement) ||
          ts.isClassDeclaration(statement)) &&
        statement.name &&
        statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      )
        homes.set(statement.name.text, [...(homes.get(statement.name.text) ?? []), file]);
  }
  expect(homes.get("Document")).toEqual([GENERATED]);
  expect([...homes].filter(([, files]) => files.length > 1)).toEqual([]);
  const modules = FILES.map((file) => basename(file).replace(/\.tsx?$/, "")).filter(
    (name) => name !== "index",
  );
  expect(modules.filter((name, at) => modules.indexOf(name) !== at)).toEqual([]);
});
