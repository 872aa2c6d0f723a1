/** New maps: a file that holds the text of a template or of nothing yet, opened. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, showDialog } from "@jupyterlab/apputils";
import type { Contents } from "@jupyterlab/services";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { Widget } from "@lumino/widgets";
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
    name: {
      type: "string",
      description: trans.__("Its name without the suffix; asked for with the template"),
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
  const choice = typeof args.template === "string" ? { template: args.template } : await ask(trans);
  if (choice === null) return null;
  const document = template(choice.template);
  if (!document)
    throw new Error(trans.__('no template "%1". Templates: %2', choice.template, templateNames().join(", ")));
  const { contents } = app.serviceManager;
  // JupyterLab creates empty files, which are no maps: write the text before opening the file.
  const file = await contents.newUntitled({
    path: typeof args.cwd === "string" ? args.cwd : "",
    type: "file",
    ext: SUFFIX,
  });
  await contents.save(file.path, { type: "file", format: "text", content: fileText(document) });
  const name = typeof args.name === "string" ? args.name : (choice as Choice).name;
  const path = name ? await rename(contents, file.path, name) : file.path;
  return app.commands.execute("docmanager:open", { path, factory: FACTORY });
}

/** Give a new file its name, with a number behind it where there is such a file already. */
async function rename(contents: Contents.IManager, path: string, name: string): Promise<string> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const stem = name
    .replace(/(\.cjm)?(\.json)?$/, "")
    .replaceAll("/", "-")
    .trim();
  for (let number = 1; ; number++) {
    const next = `${folder}${stem}${number > 1 ? ` ${number}` : ""}${SUFFIX}`;
    const there = await contents.get(next, { content: false }).catch(() => null);
    if (!there) return (await contents.rename(path, next)).path;
  }
}

interface Choice {
  template: string;
  name?: string;
}

async function ask(trans: TranslationBundle): Promise<Choice | null> {
  const answer = await showDialog({
    title: trans.__("New journey map"),
    body: new Questions(trans),
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__("Create") })],
    focusNodeSelector: "input",
  });
  return answer.button.accept ? answer.value : null;
}

/** What a new map is called, and what it begins as. */
class Questions extends Widget implements Dialog.IBodyWidget<Choice> {
  readonly #name = document.createElement("input");
  readonly #template = document.createElement("select");

  constructor(trans: TranslationBundle) {
    super();
    this.#name.className = "jp-mod-styled";
    this.#name.placeholder = "untitled";
    for (const name of templateNames()) {
      const title = name === EMPTY ? trans.__("An empty map") : (template(name)!.title ?? name);
      this.#template.append(new Option(title, name));
    }
    const question = (words: string, field: HTMLElement) => {
      const label = document.createElement("label");
      label.append(words, field);
      return label;
    };
    this.node.append(
      question(trans.__("Name"), this.#name),
      question(trans.__("Begin with"), this.#template),
    );
  }

  getValue(): Choice {
    return { template: this.#template.value, name: this.#name.value.trim() };
  }
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
