/** Opening, making, restoring and saving maps as documents, and the status bar. Whatever a front end lacks is done without. */

import { ICollaborativeContentProvider } from "@jupyter/collaborative-drive";
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import {
  createToolbarFactory,
  ICommandPalette,
  IToolbarWidgetRegistry,
  WidgetTracker,
} from "@jupyterlab/apputils";
import { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { ILauncher } from "@jupyterlab/launcher";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { ISettingRegistry } from "@jupyterlab/settingregistry";
import { IStatusBar } from "@jupyterlab/statusbar";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { type ISignal, Signal } from "@lumino/signaling";
import { Widget } from "@lumino/widgets";
import { effect, signal } from "@preact/signals";
import { t, translate } from "../words/words";
import { FACTORY, FILE_TYPE, fileType, HAND_OUT } from "./file-type";
import { handOutOf, openHandOut } from "./hand-out-tab";
import { SPOKEN } from "./language-plugin";
import { CONTENT_TYPE, MapModelFactory, ROOM_MODEL } from "./room/room-model";
import { SharedMap } from "./room/shared-map";
import { TEXT_EDITOR, TextBeside } from "./room/text-beside";
import { keepSuffix } from "./suffix";
import { type MapDocument, MapTabFactory, type TabSurroundings } from "./tab";
import { addCommands, COMMANDS, currentStore, type Tracker } from "./tab-commands";

const ID = "cjm-widgets:tab";
/** ms. A file that is renamed while JupyterLab makes its first checkpoint is read once more, and nothing tells of its end. */
const SETTLES = 2_000;
/** The last that an opened file waits for, behind its checkpoint. */
const settled = ({ context }: MapDocument) => context.sessionContext.ready;
const EDITS = [COMMANDS.addStage, COMMANDS.addLane, COMMANDS.undo, COMMANDS.redo];

export const tabPlugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: "Opens .cjm.json files as journey maps.",
  autoStart: true,
  requires: [SPOKEN],
  optional: [
    ILayoutRestorer,
    ICommandPalette,
    ILauncher,
    IMainMenu,
    IDefaultFileBrowser,
    ISettingRegistry,
    IToolbarWidgetRegistry,
    IStatusBar,
    ITranslator,
    ICollaborativeContentProvider,
  ],
  activate(
    app: JupyterFrontEnd,
    _spoken: true,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    menu: IMainMenu | null,
    browser: IDefaultFileBrowser | null,
    settings: ISettingRegistry | null,
    toolbar: IToolbarWidgetRegistry | null,
    statusBar: IStatusBar | null,
    translator: ITranslator | null,
    collaboration: ICollaborativeContentProvider | null,
  ) {
    const tracker: Tracker = new WidgetTracker<MapDocument>({ namespace: "cjm-tab" });
    addCommands(app, tracker, () => browser?.model.path ?? "");

    app.docRegistry.addFileType(fileType());
    const toolbarFactory =
      settings && toolbar
        ? createToolbarFactory(toolbar, settings, FACTORY, ID, translator ?? nullTranslator)
        : undefined;
    const inRooms = registerRooms(app, collaboration);
    const files = {
      fileTypes: [FILE_TYPE],
      modelName: inRooms ? ROOM_MODEL : "text",
      // The name of a provider that is not there would keep the file from opening.
      ...(inRooms && { contentProviderId: "rtc" }),
      translator: translator ?? nullTranslator,
    };
    const surroundings: TabSurroundings = {
      openAsText: (path) => void app.commands.execute(COMMANDS.openAsText, { path }),
      services: app.serviceManager,
      handOutOf: (path) => handOutOf(app, path),
    };
    const factory = new MapTabFactory(
      { ...files, name: FACTORY, label: t("Journey Map"), defaultFor: [FILE_TYPE], toolbarFactory },
      surroundings,
    );
    app.docRegistry.addWidgetFactory(
      new MapTabFactory({ ...files, name: HAND_OUT, label: t("Journey Map Hand-out") }, surroundings),
    );
    openHandOut(app);
    factory.widgetCreated.connect((_, widget) => {
      const { map } = widget.content;
      void tracker.add(widget);
      widget.context.pathChanged.connect(() => void tracker.save(widget));
      // The toolbar and the menus ask again whether there is something to do.
      const stop = effect(() => {
        const store = map.problem.value ? null : map.store.value;
        void [store?.undoLabel.value, store?.redoLabel.value, store?.editable.value];
        for (const command of EDITS) app.commands.notifyCommandChanged(command);
      });
      widget.disposed.connect(stop);
    });
    app.docRegistry.addWidgetFactory(factory);
    keepSuffix(app.serviceManager.contents, async (path) => {
      const tab = tracker.find(({ context }) => context.path === path);
      if (tab) await Promise.race([settled(tab), new Promise((resolve) => setTimeout(resolve, SETTLES))]);
    });
    void restorer?.restore(tracker, {
      command: "docmanager:open",
      args: ({ context }) => ({ path: context.path, factory: FACTORY }),
      name: ({ context }) => context.path,
    });

    launcher?.add({ command: COMMANDS.create, category: t("Other"), rank: 2 });
    const category = t("Journey map");
    palette?.addItem({ command: COMMANDS.create, category, args: { isPalette: true } });
    for (const command of [...EDITS, COMMANDS.openAsText, COMMANDS.openHandOut])
      palette?.addItem({ command, category });
    for (const what of ["undo", "redo"] as const)
      menu?.editMenu.undoers[what].add({
        id: COMMANDS[what],
        isEnabled: (widget) => tracker.has(widget) && currentStore(tracker) !== null,
      });
    if (statusBar) statusBar.registerStatusItem(ID, new MapStatus(app, tracker).item);
  },
};

/** Whether files are shared by those who have them open; then the content of maps is, as a journal. */
function registerRooms(app: JupyterFrontEnd, collaboration: ICollaborativeContentProvider | null): boolean {
  if (!collaboration?.sharedModelFactory.collaborative) return false;
  collaboration.sharedModelFactory.registerDocumentFactory(CONTENT_TYPE, () => new SharedMap());
  app.docRegistry.addModelFactory(new MapModelFactory());
  app.docRegistry.addWidgetExtension(TEXT_EDITOR, new TextBeside());
  return true;
}

export class MapStatus extends Widget {
  readonly #changed = new Signal<this, void>(this);
  readonly #stop: () => void;

  constructor(
    readonly app: JupyterFrontEnd,
    readonly tracker: Tracker,
  ) {
    super();
    this.addClass("cjm-status-item");
    const current = signal(tracker.currentWidget);
    tracker.currentChanged.connect(() => {
      current.value = tracker.currentWidget;
    });
    app.shell.currentChanged?.connect(() => this.#changed.emit());
    this.#stop = effect(() => {
      const map = current.value?.content.map;
      const store = map && !map.problem.value ? map.store.value : null;
      if (!store) {
        this.node.textContent = map ? t("Not a map") : "";
        return;
      }
      const { stages = [], lanes = [] } = store.document.value;
      const status = store.status.value;
      const state =
        status.kind === "still"
          ? translate(status.how)
          : status.kind === "saved"
            ? t("saved")
            : t("not saved");
      const size = t("{stages} stages × {lanes} lanes", { stages: stages.length, lanes: lanes.length });
      this.node.textContent = `${size} · ${t("revision {n}", { n: String(store.revision.value) })} · ${state}`;
    });
  }

  override dispose(): void {
    this.#stop();
    super.dispose();
  }

  /** The interface of a status bar item. */
  get item(): IStatusBar.IItem {
    return {
      item: this,
      align: "left",
      rank: 3,
      isActive: () => {
        const { currentWidget } = this.tracker;
        return currentWidget !== null && currentWidget === this.app.shell.currentWidget;
      },
      activeStateChanged: this.#changed as ISignal<this, void>,
    };
  }
}
