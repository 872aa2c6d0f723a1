/** New maps: a file that holds the text of a template or of nothing yet, opened. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { Dialog, showDialog } from "@jupyterlab/apputils";
import type { Contents } from "@jupyterlab/services";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { Widget } from "@lumino/widgets";
import { h, render } from "preact";
import { fileText, readText } from "../document/file";
import type { Document } from "../document/schema";
import { allTemplates } from "../document/templates";
import { TemplateChoice } from "../view/templates/template-choice";
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
  const { contents } = app.serviceManager;
  const own = await ownTemplates(contents, typeof args.cwd === "string" ? args.cwd : "");
  const choice = typeof args.template === "string" ? { template: args.template } : await ask(own);
  if (choice === null) return null;
  const document = template(choice.template, own);
  if (!document) {
    const names = [...templateNames(), ...Object.keys(own)].join(", ");
    throw new Error(t('no template "{name}". Templates: {names}', { name: choice.template, names }));
  }
  const cwd = typeof args.cwd === "string" ? args.cwd : "";
  const name = typeof args.name === "string" ? args.name : (choice as Choice).name;
  const path = name ? await freePath(contents, cwd, name) : await untitled(contents, cwd);
  await contents.save(path, { type: "file", format: "text", content: fileText(document) });
  return app.commands.execute("docmanager:open", { path, factory: FACTORY });
}

/** A file that JupyterLab names and creates empty, which is no map yet. */
async function untitled(contents: Contents.IManager, cwd: string): Promise<string> {
  return (await contents.newUntitled({ path: cwd, type: "file", ext: SUFFIX })).path;
}

/**
 * The path of a new file of this name, with a number behind it where there is such a file already. It is not created under
 * another name first: a file browser that lists the folder while a file is renamed finds no folder.
 */
async function freePath(contents: Contents.IManager, cwd: string, name: string): Promise<string> {
  const stem = name
    .replace(/(\.cjm)?(\.json)?$/, "")
    .replaceAll("/", "-")
    .trim();
  for (let number = 1; ; number++) {
    const path = `${cwd && `${cwd}/`}${stem}${number > 1 ? ` ${number}` : ""}${SUFFIX}`;
    const there = await contents.get(path, { content: false }).catch(() => null);
    if (!there) return path;
  }
}

interface Choice {
  template: string;
  name?: string;
}

async function ask(own: Record<string, Document>): Promise<Choice | null> {
  const answer = await showDialog({
    title: t("New journey map"),
    body: new Questions(own),
    buttons: [Dialog.cancelButton({ label: t("Cancel") }), Dialog.okButton({ label: t("Create") })],
    focusNodeSelector: "input",
  });
  return answer.button.accept ? answer.value : null;
}

/** What a new map is called, and what it begins as. */
class Questions extends Widget implements Dialog.IBodyWidget<Choice> {
  readonly #name = document.createElement("input");
  readonly #tiles = document.createElement("div");

  constructor(own: Record<string, Document>) {
    super();
    this.addClass("cjm-new");
    this.#name.className = "jp-mod-styled";
    this.#name.placeholder = t("untitled");
    const label = document.createElement("label");
    label.append(t("Name"), this.#name);
    this.#tiles.className = "cjm cjm-new-tiles";
    const empty = { name: EMPTY, title: t("An empty map"), document: { id: "journey" } };
    const every = allTemplates(own).map((one) => ({ ...one, title: one.document.title || one.name }));
    render(h(TemplateChoice, { label: t("Begin with"), every: [empty, ...every] }), this.#tiles);
    this.node.append(label, this.#tiles);
  }

  getValue(): Choice {
    const chosen = this.#tiles.querySelector<HTMLInputElement>("input:checked");
    return { template: chosen?.value ?? EMPTY, name: this.#name.value.trim() };
  }

  override dispose(): void {
    render(null, this.#tiles);
    super.dispose();
  }
}

export const EMPTY = "empty";

/** By the names that `Journey.from_template` takes. */
export const templateNames = (): string[] => [EMPTY, ...allTemplates().map(({ name }) => name)];

/** The document of a template; null where there is none of that name. */
function template(name: string, own: Record<string, Document>): Document | null {
  if (name === EMPTY) return { id: "journey" };
  return allTemplates(own).find((one) => one.name === name)?.document ?? null;
}

/** The templates in the folder `templates` beside the new map; files that are no maps are left out. */
async function ownTemplates(contents: Contents.IManager, cwd: string): Promise<Record<string, Document>> {
  const folder = await contents.get(cwd ? `${cwd}/templates` : "templates").catch(() => null);
  const own: Record<string, Document> = {};
  for (const { name, path } of folder?.type === "directory" ? (folder.content as Contents.IModel[]) : []) {
    if (!name.endsWith(SUFFIX)) continue;
    const { content } = await contents.get(path, { type: "file", format: "text" });
    try {
      own[name.slice(0, -SUFFIX.length)] = readText(content as string);
    } catch {
      // no map, and so no template
    }
  }
  return own;
}
