/** The editor tab of a `.cjm.json` file. The document's context loads and saves; the map edits its text. */
import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import type { TranslationBundle } from "@jupyterlab/translation";
import { Widget } from "@lumino/widgets";
import { render } from "preact";
import { App } from "../view/app";
import { Broken } from "./broken";
import { mapIcon } from "./file-type";
import { MapText } from "./map-text";

type Context = DocumentRegistry.IContext<DocumentRegistry.ICodeModel>;

export interface TabSurroundings {
  trans: TranslationBundle;
  openAsText: (path: string) => void;
}

/** The content of the tab: the map, or why there is none. */
export class MapTab extends Widget {
  readonly map: MapText;
  readonly #context: Context;

  constructor(context: Context, { trans, openAsText }: TabSurroundings) {
    super();
    this.addClass("cjm-tab");
    this.node.tabIndex = -1;
    this.#context = context;
    const { model } = context;
    this.map = new MapText(model.sharedModel, () => {
      model.dirty = true;
    });
    const { map } = this;
    const Content = () => {
      const [problem, store] = [map.problem.value, map.store.value];
      if (problem)
        return (
          <Broken
            problem={problem}
            trans={trans}
            file={{
              text: model.toString(),
              openAsText: () => openAsText(context.path),
              begin: model.toString().trim() === "" ? () => map.write({ id: "journey" }) : null,
            }}
          />
        );
      return store && <App store={store} part="map" inNotebook={false} />;
    };
    render(<Content />, this.node);
    void context.ready.then(() => {
      if (this.isDisposed) return;
      model.contentChanged.connect(this.#read, this);
      model.stateChanged.connect(this.#tell, this);
      context.fileChanged.connect(this.#tell, this);
      this.#read();
      this.#tell();
    });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    const { model } = this.#context;
    model.contentChanged.disconnect(this.#read, this);
    model.stateChanged.disconnect(this.#tell, this);
    this.#context.fileChanged.disconnect(this.#tell, this);
    this.map.dispose();
    render(null, this.node);
    super.dispose();
  }

  protected override onActivateRequest(): void {
    if (this.node.contains(document.activeElement)) return;
    const stop = this.node.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]') ?? this.node;
    stop.focus({ preventScroll: true });
  }

  #read(): void {
    this.map.read();
    this.#tell();
  }

  /** Whether it is saved, and whether it can be. */
  #tell(): void {
    const store = this.map.store.peek();
    if (!store) return;
    const { model, contentsModel } = this.#context;
    store.editable.value = !model.readOnly && contentsModel?.writable !== false;
    store.status.value = { kind: model.dirty ? "changed" : "saved" };
  }
}

export type MapDocument = DocumentWidget<MapTab, DocumentRegistry.ICodeModel>;

export class MapTabFactory extends ABCWidgetFactory<MapDocument, DocumentRegistry.ICodeModel> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<MapDocument>,
    readonly surroundings: TabSurroundings,
  ) {
    super(options);
  }

  protected createNewWidget(context: Context): MapDocument {
    const widget = new DocumentWidget({ content: new MapTab(context, this.surroundings), context });
    widget.title.icon = mapIcon;
    return widget;
  }
}
