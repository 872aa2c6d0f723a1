/**
 * A map among a notebook's outputs: the live widget where its kernel is there, otherwise the document that was saved
 * with the output, which has the last edits. JupyterLab's own renderer of widgets shows an error where the kernel is
 * gone and tries nothing else, so this one ranks before it and hosts it. A live map whose kernel is restarted or dies
 * while it is on screen stays: it says so itself, and offers the edits that were not saved. Where the notebook has no
 * kernel left, or another one, it stays only for the sake of such edits.
 *
 * Hazard: the registry and the session are found on the widgets around, which no contract promises. Where they are
 * not found the document is drawn, which is right for every reader but the live one.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { ISessionContext } from "@jupyterlab/apputils";
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import { IRenderMimeRegistry, MimeModel } from "@jupyterlab/rendermime";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { JSONExt, type JSONObject } from "@lumino/coreutils";
import { Panel, Widget } from "@lumino/widgets";
import { render } from "preact";
import { asFile, problemOf, readValue } from "../document/file";
import { RUN, RUNS } from "../interaction/reader/read-only";
import type { Part } from "../interaction/state";
import { LocalStore } from "../store/local";
import { App } from "../view/app";
import { bundledChunks } from "../view/chunks";
import { drawEvent, EDITED, type EditEvent, STARTED, UNANSWERED } from "../widget/model";
import { t } from "../words/words";
import { Broken } from "./broken";
import { MIME_TYPE } from "./file-type";
import { SPOKEN } from "./language-plugin";
import { outline, table } from "./outline";
import { bring, readerIn } from "./reader-place";

/** What an output's metadata say of the document in it. */
interface Shown {
  readonly part?: Part;
  readonly compare?: readonly string[];
}

const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
/** What an edit makes untrue and only Python can draw again. */
const PICTURES = ["image/png", "image/svg+xml", "application/pdf"];
/** An edited document goes into the output when the reader has paused for so many ms. */
const PAUSE = 300;
/** How many ms the kernel has to draw it anew; a busy one leaves a table in its picture's place. */
const DRAWING = 3000;

export class MapOutput extends Panel implements IRenderMime.IRenderer {
  readonly #drawn = new Widget();
  readonly #watch = new MutationObserver(() => this.#judge());
  #model: IRenderMime.IMimeModel | null = null;
  #live: (IRenderMime.IRenderer & { readonly widgets?: readonly Widget[] }) | null = null;
  #session: ISessionContext | null = null;
  /** The id of the kernel the live widget was hosted for; a restarted one keeps it. */
  #kernel: string | null = null;
  #edited: EditEvent["detail"] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #context: DocumentRegistry.Context | null = null;

  constructor(
    readonly everywhere: IRenderMimeRegistry,
    /** Runs the notebook's cell that this output is of. */
    readonly runCell: (output: Widget) => void,
  ) {
    super();
    this.addClass("cjm-output");
    this.addWidget(this.#drawn);
    this.node.addEventListener(EDITED, this.#note);
    this.node.addEventListener(RUN, () => this.runCell(this));
    window.addEventListener(STARTED, this.#decide);
  }

  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this.#model = model;
    if (!this.#live || this.#live.isHidden) this.#draw();
    this.#decide();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#keep();
    window.removeEventListener(STARTED, this.#decide);
    this.#follow(null);
    this.#saveWith(null);
    this.#watch.disconnect();
    render(null, this.#drawn.node);
    super.dispose();
  }

  /** Only now are there widgets around. */
  protected override onAfterAttach(): void {
    this.#decide();
  }

  /** Host the live widget where its kernel is there, and wait no longer for one that turns out to be gone. */
  readonly #decide = (): void => {
    if (this.isDisposed || !this.#model) return;
    this.#follow(this.#around<ISessionContext>("sessionContext"));
    this.#saveWith(this.#around<DocumentRegistry.Context>("context"));
    this.node.toggleAttribute(RUNS, this.#cell !== null);
    const registry = this.#around<IRenderMimeRegistry>("rendermime");
    const alive = registry !== null && this.#isAlive(registry);
    const kernel = this.#session?.session?.kernel?.id ?? null;
    if (alive && !this.#live) {
      this.#kernel = kernel;
      this.#host(registry);
    } else if (!alive && this.#live) {
      const isLeft = kernel !== this.#kernel && !this.#live.node.querySelector(`[${UNANSWERED}]`);
      if (isLeft || this.#live.isHidden) this.#drop();
    }
  };

  /** A widget manager replaces the placeholder it finds; the kernel must know the model, and not only the page. */
  #isAlive(registry: IRenderMimeRegistry): boolean {
    const view = this.#view;
    const bound = registry.getFactory(WIDGET_VIEW) !== this.everywhere.getFactory(WIDGET_VIEW);
    if (!view?.model_id || !this.#model?.trusted || !bound) return false;
    return !this.#session || (this.#session.session?.kernel?.hasComm(view.model_id) ?? false);
  }

  get #view(): { model_id?: string } | undefined {
    return this.#model?.data[WIDGET_VIEW] as { model_id?: string } | undefined;
  }

  #host(registry: IRenderMimeRegistry): void {
    const live = registry.createRenderer(WIDGET_VIEW);
    this.#live = live;
    live.hide();
    this.addWidget(live);
    this.#watch.observe(live.node, { childList: true, characterData: true, subtree: true });
    // A copy, since the view forgets the id of its model when it is disposed.
    const data = { [WIDGET_VIEW]: { ...this.#view } as JSONObject };
    void live.renderModel(new MimeModel({ data, trusted: true })).then(() => this.#judge());
  }

  /** Show the live widget as soon as its map is there; let it go where there turns out to be none. */
  #judge(): void {
    const live = this.#live;
    if (!live) return;
    if (live.widgets?.length) {
      if (!live.isHidden || !live.node.querySelector(".cjm")) return;
      const reader = readerIn(this.#drawn.node);
      live.show();
      this.#drawn.hide();
      bring(reader, live.node);
      render(null, this.#drawn.node);
      this.#watch.disconnect();
      live.widgets[0]!.disposed.connect(() => this.#drop());
    } else if (/not found|Error displaying/.test(live.node.textContent ?? "")) this.#drop();
  }

  #drop(): void {
    const live = this.#live;
    if (!live || this.isDisposed) return;
    this.#live = null;
    this.#watch.disconnect();
    this.#keep();
    const reader = readerIn(live.node);
    this.#draw();
    live.dispose();
    bring(reader, this.#drawn.node);
  }

  #draw(): void {
    this.#drawn.show();
    try {
      const document = readValue(this.#model?.data[MIME_TYPE]);
      const status = { kind: "still", how: t("Run the cell to edit") } as const;
      const store = new LocalStore(document, { editable: false, status });
      const { part = "map", compare } = (this.#model?.metadata[MIME_TYPE] ?? {}) as Shown;
      render(
        <App key={Math.random()} store={store} part={part} compare={compare} chunks={bundledChunks} />,
        this.#drawn.node,
      );
    } catch (error) {
      render(<Broken problem={problemOf(error)} />, this.#drawn.node);
    }
  }

  /** What a widget around this one knows. */
  #around<T>(property: string): T | null {
    for (let widget = this.parent; widget; widget = widget.parent)
      if (property in widget) return (widget as unknown as Record<string, T>)[property] ?? null;
    return null;
  }

  #follow(session: ISessionContext | null): void {
    if (session === this.#session) return;
    const news = (one: ISessionContext) => [
      one.kernelChanged,
      one.statusChanged,
      one.connectionStatusChanged,
    ];
    for (const signal of this.#session ? news(this.#session) : []) signal.disconnect(this.#decide);
    for (const signal of session ? news(session) : []) signal.connect(this.#decide);
    this.#session = session;
    void session?.ready.then(this.#decide);
  }

  #saveWith(context: DocumentRegistry.Context | null): void {
    if (context === this.#context) return;
    this.#context?.saveState.disconnect(this.#onSave);
    context?.saveState.connect(this.#onSave);
    this.#context = context;
  }

  // --- edits of the live widget outlive its kernel

  readonly #note = (event: Event): void => {
    this.#edited = (event as EditEvent).detail;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#redraw(), PAUSE);
  };

  /** Put the edited document into the output with a new picture of it, or without where none comes. */
  #redraw(): void {
    const edited = this.#edited;
    this.#timer = setTimeout(() => this.#keep(), DRAWING);
    const done = (pictures: Record<string, string>) => {
      if (this.#edited === edited) this.#keep(pictures);
    };
    this.#live?.node.querySelector(".cjm")?.dispatchEvent(drawEvent(done));
  }

  /** What is saved holds the last edit, however soon after it. */
  readonly #onSave = (_: unknown, state: DocumentRegistry.SaveState): void => {
    if (state === "started") this.#keep();
  };

  /** Put the edited document into the output, and what it says in place of what no longer is true. */
  #keep(pictures: Record<string, string> = {}): void {
    clearTimeout(this.#timer);
    const [model, edited] = [this.#model, this.#edited];
    this.#edited = null;
    const cell = this.#cell;
    if (!model || !edited || !cell) return;
    const document = asFile(edited) as JSONObject;
    if (isSameDocument(model.data, document)) return;
    const kept = Object.entries(model.data).filter(([type]) => !PICTURES.includes(type));
    const said = { "text/html": table(edited), "text/plain": outline(edited), ...pictures };
    writeOutput(cell, model, { ...Object.fromEntries(kept), ...said, [MIME_TYPE]: document });
    if (this.#context) this.#context.model.dirty = true;
  }

  /** The notebook's cell around this output; null in a second view of it, whose first one does the writing. */
  get #cell(): OutputCell | null {
    for (let widget = this.parent; widget; widget = widget.parent) {
      const { model } = widget as unknown as { model?: Partial<OutputCell> };
      if (model?.outputs && model.sharedModel) return model as OutputCell;
    }
    return null;
  }
}

/** What of a code cell's model is used to write into one of its outputs. */
interface OutputCell {
  readonly outputs: { readonly length: number; get(index: number): { toJSON(): { data?: unknown } } };
  readonly sharedModel: {
    readonly ymodel?: { get(key: "outputs"): { get(index: number): SharedOutput } };
    transact?(change: () => void, undoable: boolean, origin: string): void;
  };
}

interface SharedOutput {
  get(key: "data"): JSONObject | undefined;
  set(key: "data", data: JSONObject): void;
}

const isSameDocument = (
  data: JSONObject | IRenderMime.IMimeModel["data"] | undefined,
  document: JSONObject,
) => JSONExt.deepEqual((data?.[MIME_TYPE] as JSONObject) ?? null, document);

/**
 * Write into an output where it stands. `setData` would have the shared notebook delete it and insert another: where two
 * readers of one notebook do so at once both insert, and whoever is typing in the old one loses the field.
 */
function writeOutput(cell: OutputCell, model: IRenderMime.IMimeModel, data: JSONObject): void {
  const { outputs, sharedModel } = cell;
  const index = Array.from({ length: outputs.length }, (_, at) => outputs.get(at)).indexOf(model as never);
  const shared = index < 0 ? undefined : sharedModel.ymodel?.get("outputs").get(index);
  const own = index < 0 ? undefined : (outputs.get(index).toJSON().data as JSONObject | undefined);
  if (!shared?.set || !own || !sharedModel.transact) {
    model.setData({ data });
    return;
  }
  // The other reader's page may have written the same already, with its picture or without.
  const there = shared.get("data");
  const isThere = isSameDocument(there, data[MIME_TYPE] as JSONObject);
  const isPictured = String(data["text/html"]).includes("<img");
  if (!isThere || (isPictured && !JSONExt.deepEqual(there!, data)))
    sharedModel.transact(() => shared.set("data", data), false, "silent-change");
  for (const type of Object.keys(own)) if (!(type in data)) delete own[type];
  Object.assign(own, data);
}

/** A notebook's content and its panel, as far as running a cell goes. */
interface CellList extends Widget {
  readonly widgets: readonly Widget[];
  activeCellIndex: number;
}

/** Run the notebook's cell that a widget stands in, as its reader would. */
async function runCellAround(app: JupyterFrontEnd, widget: Widget): Promise<void> {
  const around: Widget[] = [];
  for (let one = widget.parent; one; one = one.parent) around.push(one);
  const list = around.find((one) => "activeCellIndex" in one) as CellList | undefined;
  const index = list ? list.widgets.findIndex((cell) => around.includes(cell)) : -1;
  const panel = list && around.find((one) => "sessionContext" in one);
  if (!list || !panel || index < 0) return;
  app.shell.activateById(panel.id);
  list.activeCellIndex = index;
  await app.commands.execute("notebook:run-cell");
}

/** That of widget views is -10; the least is taken. */
const RANK = -20;

/** Shows `application/vnd.cjm+json` among outputs, before JupyterLab's own renderer of widgets. */
export const outputPlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:output",
  description: "Shows journey maps in outputs, live or as they were saved.",
  autoStart: true,
  requires: [IRenderMimeRegistry, SPOKEN],
  activate(app: JupyterFrontEnd, rendermime: IRenderMimeRegistry) {
    const run = (output: Widget) => void runCellAround(app, output);
    const createRenderer = () => new MapOutput(rendermime, run);
    rendermime.addFactory({ safe: true, mimeTypes: [MIME_TYPE], createRenderer }, RANK);
  },
};
