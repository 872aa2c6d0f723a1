/** New maps: a file that holds the text of a template or of nothing yet, opened. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, showDialog } from "@jupyterlab/apputils";
import type { Contents } from "@jupyterlab/services";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { Widget } from "@lumino/widgets";
import airport from "../../../cjm_widgets/templates/airport-departure.cjm.json";
import lifecycle from "../../../cjm_widgets/templates/customer-lifecycle.cjm.json";
import { fileText } from "../document/file";
import type { Document } from "../document/schema";
import { t } from "../words/words";
import { FACTORY, SUFFIX } from "./file-type";

/** The arguments of the command, as JupyterLab describes them to its users. */
export const createArguments = () => ({
  type: "object",
  properties: {
    cwd: {
      type: "string",
      description: t("The folder of the new file; that of the file browser unless given"),
    },
    name: {
      type: "string",
      description: t("Its name without the suffix; asked for with the template"),
    },
    template: {
      type: "string",
      enum: templateNames(),
      description: t("What the map begins as; asked for unless given"),
    },
  },
});

/** Creates the file and opens it; returns its tab, or null if the reader cancels. */
export async function createMap(app: JupyterFrontEnd, args: ReadonlyPartialJSONObject): Promise<unknown> {
  const choice = typeof args.template === "string" ? { template: args.template } : await ask();
  if (choice === null) return null;
  const document = template(choice.template);
  if (!document)
    throw new Error(
      t('no template "{name}". Templates: {names}', {
        name: choice.template,
        names: templateNames().join(", "),
      }),
    );
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

async function ask(): Promise<Choice | null> {
  const answer = await showDialog({
    title: t("New journey map"),
    body: new Questions(),
    buttons: [Dialog.cancelButton({ label: t("Cancel") }), Dialog.okButton({ label: t("Create") })],
    focusNodeSelector: "input",
  });
  return answer.button.accept ? answer.value : null;
}

/** What a new map is called, and what it begins as. */
class Questions extends Widget implements Dialog.IBodyWidget<Choice> {
  readonly #name = document.createElement("input");
  readonly #template = document.createElement("select");

  constructor() {
    super();
    this.#name.className = "jp-mod-styled";
    this.#name.placeholder = t("untitled");
    for (const name of templateNames()) {
      const title = name === EMPTY ? t("An empty map") : (template(name)!.title ?? name);
      this.#template.append(new Option(title, name));
    }
    const question = (words: string, field: HTMLElement) => {
      const label = document.createElement("label");
      label.append(words, field);
      return label;
    };
    this.node.append(question(t("Name"), this.#name), question(t("Begin with"), this.#template));
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
