/** New maps: a file that holds the text of a template or of nothing yet, opened. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { InputDialog } from "@jupyterlab/apputils";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import airport from "../../../cjm_widgets/templates/airport-departure.cjm.json";
import lifecycle from "../../../cjm_widgets/templates/customer-lifecycle.cjm.json";
import { fileText } from "../document/file";
import type { Document } from "../document/schema";
import { FACTORY, SUFFIX } from "./file-type";

/** The arguments of the command, as JupyterLab describes them to its users. */
export const createArguments = (trans: TranslationBundle) => ({
  type: "object",
  properties: {
    cwd: {
      type: "string",
      description: trans.__("The folder of the new file; that of the file browser unless given"),
    },
    template: {
      type: "string",
      enum: templateNames(),
      description: trans.__("What the map begins as; asked for unless given"),
    },
  },
});

/** Creates the file and opens it; returns its tab, or null if the reader cancels. */
export async function createMap(
  app: JupyterFrontEnd,
  trans: TranslationBundle,
  args: ReadonlyPartialJSONObject,
): Promise<unknown> {
  const name = typeof args.template === "string" ? args.template : await askForTemplate(trans);
  if (name === null) return null;
  const document = template(name);
  if (!document)
    throw new Error(trans.__('no template "%1". Templates: %2', name, templateNames().join(", ")));
  const { contents } = app.serviceManager;
  // JupyterLab creates empty files, which are no maps: write the text before opening the file.
  const file = await contents.newUntitled({
    path: typeof args.cwd === "string" ? args.cwd : "",
    type: "file",
    ext: SUFFIX,
  });
  await contents.save(file.path, { type: "file", format: "text", content: fileText(document) });
  return app.commands.execute("docmanager:open", { path: file.path, factory: FACTORY });
}

async function askForTemplate(trans: TranslationBundle): Promise<string | null> {
  const titles = new Map(
    templateNames().map((name) => [
      name === EMPTY ? trans.__("An empty map") : (template(name)!.title ?? name),
      name,
    ]),
  );
  const choice = await InputDialog.getItem({
    title: trans.__("New journey map"),
    label: trans.__("Begin with"),
    items: [...titles.keys()],
    okLabel: trans.__("Create"),
  });
  return choice.button.accept && choice.value !== null ? (titles.get(choice.value) ?? null) : null;
}

export const EMPTY = "empty";

/** By the names that `Journey.from_template` takes. */
const TEMPLATES: Readonly<Record<string, unknown>> = {
  [EMPTY]: { id: "journey" },
  "airport-departure": airport,
  "customer-lifecycle": lifecycle,
};

export const templateNames = (): string[] => Object.keys(TEMPLATES);

/** The document of a template; null where there is none of that name. */
export const template = (name: string): Document | null =>
  Object.hasOwn(TEMPLATES, name) ? (TEMPLATES[name] as Document) : null;
