/** What can be done to the map in the current tab, as commands: for menus, toolbar, shortcuts and the palette. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { InputDialog, type WidgetTracker } from "@jupyterlab/apputils";
import { LabIcon, redoIcon, undoIcon } from "@jupyterlab/ui-components";
import type { ReadonlyPartialJSONObject } from "@lumino/coreutils";
import { add, type Header } from "../document/gestures";
import { english, t, translate } from "../words/words";
import { createArguments, createMap } from "./create";
import { HAND_OUT, mapIcon } from "./file-type";
import type { TabStore } from "./open-map";
import type { MapDocument } from "./tab";

export const COMMANDS = {
  create: "cjm:create",
  undo: "cjm:undo",
  redo: "cjm:redo",
  addStage: "cjm:add-stage",
  addLane: "cjm:add-lane",
  openAsText: "cjm:open-as-text",
  openHandOut: "cjm:open-hand-out",
} as const;

export type Tracker = WidgetTracker<MapDocument>;

/** The map of the current tab, unless its file is invalid. */
export function currentStore(tracker: Tracker): TabStore | null {
  const map = tracker.currentWidget?.content.map;
  return map && !map.problem.peek() ? map.store.peek() : null;
}

/** `folder` says where the reader is in the file browser. */
export function addCommands(app: JupyterFrontEnd, tracker: Tracker, folder: () => string): void {
  const { commands, shell } = app;
  const isCurrent = () => tracker.currentWidget !== null && tracker.currentWidget === shell.currentWidget;
  /** Whether there is a map that is not for reading only. */
  const canBeEdited = () => currentStore(tracker)?.editable.peek() !== false;
  const nothing = { type: "object", properties: {} } as const;

  commands.addCommand(COMMANDS.create, {
    label: (args) => (args.isPalette ? t("New Journey Map") : t("Journey Map")),
    caption: t("Create a customer journey map, empty or from a template"),
    icon: (args) => (args.isPalette ? undefined : mapIcon),
    execute: (args) => createMap(app, { cwd: folder(), ...args }),
    describedBy: { args: createArguments() },
  });

  const step = (command: string, what: "undo" | "redo", icon: LabIcon) => {
    const label = () => currentStore(tracker)?.[`${what}Label`].peek() ?? null;
    commands.addCommand(command, {
      isVisible: canBeEdited,
      label: () => {
        const edit = translate(label() ?? "");
        if (!edit) return what === "undo" ? t("Undo") : t("Redo");
        return what === "undo" ? t("Undo “{edit}”", { edit }) : t("Redo “{edit}”", { edit });
      },
      caption: () => commands.label(command),
      icon,
      isEnabled: () => isCurrent() && label() !== null,
      execute: () => currentStore(tracker)?.[what](),
      describedBy: { args: nothing },
    });
  };
  step(COMMANDS.undo, "undo", undoIcon);
  step(COMMANDS.redo, "redo", redoIcon);

  const adding = (command: string, what: Header & ("stage" | "lane"), label: string, icon: LabIcon) => {
    const isEnabled = () => isCurrent() && currentStore(tracker)?.editable.peek() === true;
    commands.addCommand(command, {
      label: t(label),
      icon,
      isEnabled,
      isVisible: canBeEdited,
      execute: async (args: ReadonlyPartialJSONObject) => {
        const store = currentStore(tracker);
        const name = typeof args.name === "string" ? args.name : await askForName(t(label));
        if (!store || !name) return;
        const before = typeof args.before === "string" ? args.before : null;
        const reason = store.edit(add(store.document.peek(), what, name, { before }), label);
        if (reason) throw new Error(reason);
      },
      describedBy: {
        args: {
          type: "object",
          properties: {
            name: { type: "string", description: t("Its name; asked for unless given") },
            before: {
              type: "string",
              description: t("The id of the one to put it in front of; at the end unless given"),
            },
          },
        },
      },
    });
  };
  adding(COMMANDS.addStage, "stage", english("Add Stage"), addStageIcon);
  adding(COMMANDS.addLane, "lane", english("Add Lane"), addLaneIcon);

  const opening = (command: string, label: string, caption: string, factory: string) =>
    commands.addCommand(command, {
      label,
      caption,
      isEnabled: (args) => typeof args.path === "string" || isCurrent(),
      execute: (args) => {
        const path = typeof args.path === "string" ? args.path : tracker.currentWidget?.context.path;
        return commands.execute("docmanager:open", { path, factory });
      },
      describedBy: {
        args: {
          type: "object",
          properties: {
            path: { type: "string", description: t("The file; that of the current tab unless given") },
          },
        },
      },
    });
  opening(
    COMMANDS.openAsText,
    t("Open Journey Map as Text"),
    t("Open the file of a journey map in the text editor"),
    "Editor",
  );
  opening(
    COMMANDS.openHandOut,
    t("Open Journey Map as Hand-out"),
    t("Open a journey map to vote and comment, and do nothing else"),
    HAND_OUT,
  );
}

async function askForName(title: string): Promise<string | null> {
  const answer = await InputDialog.getText({ title, label: t("Name"), okLabel: t("Add") });
  return answer.button.accept ? answer.value : null;
}

const lineIcon = (name: string, path: string) =>
  new LabIcon({
    name: `cjm-widgets:${name}`,
    svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"><path class="jp-icon3-stroke jp-icon-selectable" d="${path}" fill="none" stroke="#616161" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  });
const addStageIcon = lineIcon("add-stage", "M2.5 2.5h4v11h-4zM11.75 5.5v5M9.25 8h5");
const addLaneIcon = lineIcon("add-lane", "M2.5 2.5h11v4h-11zM8 9.25v5M5.5 11.75h5");
