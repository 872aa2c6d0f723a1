/** Opening `.cjm-exercise.json` files: an exercise that is done, checked and handed in without a kernel. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { WidgetTracker } from "@jupyterlab/apputils";
import { ABCWidgetFactory, type DocumentRegistry, DocumentWidget } from "@jupyterlab/docregistry";
import type { Contents } from "@jupyterlab/services";
import { Widget } from "@lumino/widgets";
import { render } from "preact";
import { ExerciseApp } from "../exercise/exercise-app";
import { FileExercise, type FilesBeside, readExercise } from "../exercise/file-exercise";
import { browserStorage } from "../widget/live";
import { t, translate } from "../words/words";
import { mapIcon } from "./file-type";
import { SPOKEN } from "./language-plugin";

const FILE_TYPE = "cjm-exercise";
const SUFFIX = ".cjm-exercise.json";
const FACTORY = "cjm-exercise-tab";

type Context = DocumentRegistry.IContext<DocumentRegistry.ICodeModel>;
type ExerciseDocument = DocumentWidget<ExerciseTab, DocumentRegistry.ICodeModel>;

export const exercisePlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:exercise",
  description: "Opens .cjm-exercise.json files as exercises.",
  autoStart: true,
  requires: [SPOKEN],
  optional: [ILayoutRestorer],
  activate(app: JupyterFrontEnd, _spoken: true, restorer: ILayoutRestorer | null) {
    const tracker = new WidgetTracker<ExerciseDocument>({ namespace: "cjm-exercise" });
    app.docRegistry.addFileType({
      name: FILE_TYPE,
      displayName: t("Journey map exercise"),
      extensions: [SUFFIX],
      contentType: "file",
      fileFormat: "text",
      icon: mapIcon,
    });
    const factory = new ExerciseTabFactory(
      {
        name: FACTORY,
        label: t("Journey map exercise"),
        fileTypes: [FILE_TYPE],
        defaultFor: [FILE_TYPE],
        modelName: "text",
        readOnly: true,
      },
      app.serviceManager.contents,
    );
    factory.widgetCreated.connect((_, widget) => {
      void tracker.add(widget);
      widget.context.pathChanged.connect(() => void tracker.save(widget));
    });
    app.docRegistry.addWidgetFactory(factory);
    void restorer?.restore(tracker, {
      command: "docmanager:open",
      args: ({ context }) => ({ path: context.path, factory: FACTORY }),
      name: ({ context }) => context.path,
    });
  },
};

/** The content of the tab: the exercise, or that the file is none. */
class ExerciseTab extends Widget {
  readonly #context: Context;
  readonly #contents: Contents.IManager;
  #exercise: FileExercise | null = null;

  constructor(context: Context, contents: Contents.IManager) {
    super();
    this.addClass("cjm-tab");
    this.node.tabIndex = -1;
    this.#context = context;
    this.#contents = contents;
    void context.ready.then(() => {
      if (this.isDisposed) return;
      context.model.contentChanged.connect(this.#read, this);
      contents.fileChanged.connect(this.#look, this);
      this.#read();
    });
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#context.model.contentChanged.disconnect(this.#read, this);
    this.#contents.fileChanged.disconnect(this.#look, this);
    this.#exercise?.stop();
    render(null, this.node);
    super.dispose();
  }

  protected override onActivateRequest(): void {
    const { activeElement } = document;
    if (activeElement !== this.node && this.node.contains(activeElement)) return;
    const stop = this.node.querySelector<HTMLElement>('[tabindex="0"], select, button, textarea');
    (stop ?? this.node).focus({ preventScroll: true });
  }

  protected override onAfterShow(): void {
    this.#look();
  }

  #look(): void {
    void this.#exercise?.look();
  }

  #read(): void {
    this.#exercise?.stop();
    this.#exercise = null;
    render(null, this.node);
    try {
      const file = readExercise(this.#context.model.sharedModel.getSource());
      this.#exercise = new FileExercise(
        file,
        filesBeside(this.#contents, () => this.#context.path),
      );
      render(<ExerciseApp store={this.#exercise} />, this.node);
    } catch (error) {
      const problem = <p role="alert">{translate((error as Error).message)}</p>;
      render(<div class="cjm-broken">{problem}</div>, this.node);
    }
  }
}

class ExerciseTabFactory extends ABCWidgetFactory<ExerciseDocument, DocumentRegistry.ICodeModel> {
  constructor(
    options: DocumentRegistry.IWidgetFactoryOptions<ExerciseDocument>,
    readonly contents: Contents.IManager,
  ) {
    super(options);
  }

  protected createNewWidget(context: Context): ExerciseDocument {
    const widget = new DocumentWidget({ content: new ExerciseTab(context, this.contents), context });
    widget.title.icon = mapIcon;
    return widget;
  }
}

/** The files of one stem in one folder. */
function filesBeside(contents: Contents.IManager, path: () => string): FilesBeside {
  const stem = () => path().replace(/(\.cjm-exercise)?(\.json)?$/, "");
  const nameOf = (one: string) => one.slice(one.lastIndexOf("/") + 1);
  /** The text of a file; null where the folder has none of this name. */
  const read = async (file: string): Promise<string | null> => {
    const folder = await contents.get(file.replace(/\/?[^/]*$/, ""), { type: "directory", content: true });
    const names = (folder.content as Contents.IModel[]).map(({ name }) => name);
    if (!names.includes(nameOf(file))) return null;
    return (await contents.get(file, { type: "file", format: "text", content: true })).content as string;
  };
  return {
    key: () => read(`${stem()}.cjm-key.json`),
    get attempts() {
      return nameOf(`${stem()}.attempts.jsonl`);
    },
    async append(line) {
      const file = `${stem()}.attempts.jsonl`;
      const before = (await read(file)) ?? "";
      await contents.save(file, { type: "file", format: "text", content: before + line });
    },
    draft: browserStorage(),
  };
}
