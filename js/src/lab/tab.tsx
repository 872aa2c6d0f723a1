/** The editor tab of a `.cjm.json` file. The document's context loads and saves; the map edits its text. */
import { Printing } from "@jupyterlab/apputils";
import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import type { Contents } from "@jupyterlab/services";
import { Widget } from "@lumino/widgets";
import { render } from "preact";
import { useMemo } from "preact/hooks";
import { App } from "../view/app";
import { bundledChunks } from "../view/chunks";
import { browserStorage } from "../widget/live";
import { t } from "../words/words";
import { HandOut } from "../workshop/hand-out";
import { Broken } from "./broken";
import { HAND_OUT, mapIcon } from "./file-type";
import { MapText } from "./map-text";
import type { OpenMap } from "./open-map";
import { MapRoom } from "./room/map-room";
import { SharedMap } from "./room/shared-map";

type Context = DocumentRegistry.IContext<DocumentRegistry.ICodeModel>;

export interface TabSurroundings {
  openAsText: (path: string) => void;
  services: { readonly contents: Contents.IManager };
  /** The address of the hand-out of a file. */
  handOutOf: (path: string) => string;
}

/** ms between two looks at the file of a tab in sight. */
const LOOK = 2_000;

/** The content of the tab: the map, or why there is none. */
export class MapTab extends Widget implements Printing.IPrintable {
  readonly map: OpenMap;
  readonly #context: Context;
  readonly #services: TabSurroundings["services"];
  readonly #watch: ReturnType<typeof setInterval>;
  /** Whether the file on disk has changed, and the reader knows. */
  #isBehind = false;

  constructor(context: Context, { openAsText, services, handOutOf }: TabSurroundings, isHandOut: boolean) {
    super();
    this.#services = services;
    this.#watch = setInterval(this.#look, LOOK);
    const load = context.revert.bind(context);
    context.revert = () => this.#reload(load);
    this.addClass("cjm-tab");
    this.node.tabIndex = -1;
    this.#context = context;
    const { model } = context;
    const dirty = () => {
      model.dirty = true;
    };
    const shared: unknown = model.sharedModel;
    this.map =
      shared instanceof SharedMap
        ? new MapRoom(shared, context.path, browserStorage(), () => handOutOf(context.path))
        : new MapText(model.sharedModel, dirty, context.path);
    const { map } = this;
    const Content = () => {
      const [problem, own] = [map.problem.value, map.store.value];
      const store = useMemo(() => (own && isHandOut ? new HandOut(own) : own), [own]);
      if (problem) {
        const { begin, text } = map;
        return (
          <Broken
            problem={problem}
            file={{
              text,
              openAsText: () => openAsText(context.path),
              begin: begin && text.trim() === "" ? () => begin({ id: "journey" }) : null,
            }}
          />
        );
      }
      return (
        store && (
          <>
            {store.status.value.kind === "still" && (
              <p class="cjm-read-only" role="status">
                {t("The server lets nobody change this file from here: the map can be read, not edited.")}
              </p>
            )}
            <App store={store} part="map" chunks={bundledChunks} inNotebook={false} />
          </>
        )
      );
    };
    render(<Content />, this.node);
    void context.ready.then(() => {
      if (this.isDisposed) return;
      model.contentChanged.connect(this.#read, this);
      model.stateChanged.connect(this.#tell, this);
      context.fileChanged.connect(this.#tell, this);
      this.#read();
      this.#tell();
      // Activated before there was a map.
      requestAnimationFrame(() => {
        if (document.activeElement === this.node) this.onActivateRequest();
      });
    });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    clearInterval(this.#watch);
    const { model } = this.#context;
    model.contentChanged.disconnect(this.#read, this);
    model.stateChanged.disconnect(this.#tell, this);
    this.#context.fileChanged.disconnect(this.#tell, this);
    this.map.dispose();
    render(null, this.node);
    super.dispose();
  }

  protected override onActivateRequest(): void {
    const { activeElement } = document;
    if (activeElement !== this.node && this.node.contains(activeElement)) return;
    const stop =
      this.node.querySelector<HTMLElement>('[role="grid"] [tabindex="0"], .cjm-gh input') ?? this.node;
    stop.focus({ preventScroll: true });
  }

  /** File > Print prints what the browser prints of a page with a map: all of it. */
  [Printing.symbol](): () => Promise<void> {
    return async () => {
      this.finishTyping();
      print();
    };
  }

  /** Make edits of what is being typed: the focus leaves its field. */
  finishTyping(): void {
    const { activeElement } = document;
    if (this.node.contains(activeElement)) (activeElement as HTMLElement).blur();
  }

  /** JupyterLab leaves a text that it has read again from the disk unsaved. */
  async #reload(load: () => Promise<void>): Promise<void> {
    await load();
    if (this.isDisposed) return;
    this.#context.model.dirty = false;
    this.#isBehind = false;
    this.#tell();
  }

  /** Take up what another program wrote to the file, or say so where it would cost edits of the reader's. */
  readonly #look = async (): Promise<void> => {
    const context = this.#context;
    const { contentsModel: known, path, model } = context;
    if (this.isDisposed || !this.isVisible || document.hidden || this.#isBehind || !known?.hash) return;
    if (this.map.followsFile) return;
    const { contents } = this.#services;
    const there = await contents.get(path, { content: false, hash: true }).catch(() => null);
    const isOther = there?.hash && there.hash !== context.contentsModel?.hash;
    // Meanwhile it may have been saved, reloaded or renamed here.
    if (this.isDisposed || !isOther || known.hash !== context.contentsModel?.hash || path !== context.path)
      return;
    const isTyping = this.node.querySelector(".cjm-editor, .cjm-name, .cjm-entry, .cjm-pop") !== null;
    if (!model.dirty && !isTyping) await context.revert();
    else {
      this.#isBehind = true;
      this.map.store
        .peek()
        ?.notify(
          t(
            "The file was changed on disk since it was read here. Reload it from the File menu to see that; saving asks first.",
          ),
        );
    }
  };

  #read(): void {
    this.map.read();
    this.#tell();
  }

  /** Whether it is saved, and whether it can be. */
  #tell(): void {
    const { model, contentsModel } = this.#context;
    this.map.tell(!model.readOnly && contentsModel?.writable !== false, model.dirty);
  }
}

/** The tab with its toolbar. What is being typed is an edit before JupyterLab asks whether there is something to save. */
export class MapDocument extends DocumentWidget<MapTab, DocumentRegistry.ICodeModel> {
  override close(): void {
    this.content.finishTyping();
    super.close();
  }
}

export class MapTabFactory extends ABCWidgetFactory<MapDocument, DocumentRegistry.ICodeModel> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<MapDocument>,
    readonly surroundings: TabSurroundings,
  ) {
    super(options);
  }

  protected createNewWidget(context: Context): MapDocument {
    const content = new MapTab(context, this.surroundings, this.name === HAND_OUT);
    const widget = new MapDocument({ content, context });
    widget.title.icon = mapIcon;
    return widget;
  }
}
