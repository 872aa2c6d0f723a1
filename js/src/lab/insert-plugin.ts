/**
 * From a file to a notebook that reads it: by a command, or by dragging the file out of the file browser onto a cell.
 * Notebooks themselves take only cells, so their drag events are looked at before they get them.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IDefaultFileBrowser } from "@jupyterlab/filebrowser";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import type { Drag } from "@lumino/dragdrop";
import { t } from "../words/words";
import { SUFFIX } from "./file-type";
import { readingCode } from "./insert-code";
import { SPOKEN } from "./language-plugin";

const COMMAND = "cjm:insert-into-notebook";
/** On the cell below which a dragged map will land. */
const LANDING = "cjm-landing";
/** Under which the file browser offers the paths of what is dragged. */
const DRAGGED_PATHS = "application/x-jupyter-icontents";

export const insertPlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:insert",
  description: "Puts the code that reads a journey map into a notebook.",
  autoStart: true,
  requires: [INotebookTracker, SPOKEN],
  optional: [IDefaultFileBrowser],
  activate(
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    _spoken: true,
    browser: IDefaultFileBrowser | null,
  ) {
    const selected = () => [...(browser?.selectedItems() ?? [])].map(({ path }) => path).filter(isMap);
    const local = (path: string) => app.serviceManager.contents.localPath(path);

    app.commands.addCommand(COMMAND, {
      label: t("Insert into Notebook"),
      caption: t("Add a cell that reads this journey map to the current notebook"),
      isEnabled: (args) => notebooks.currentWidget !== null && (isMap(args.path) || selected().length > 0),
      execute: (args) => {
        const panel = notebooks.currentWidget;
        const paths = isMap(args.path) ? [args.path] : selected();
        if (!panel || !paths.length) return;
        for (const path of paths) insertCell(panel, local(path), panel.content.activeCellIndex + 1);
        app.shell.activateById(panel.id);
      },
      describedBy: {
        args: {
          type: "object",
          properties: {
            path: {
              type: "string",
              description: t("The file; those selected in the file browser unless given"),
            },
          },
        },
      },
    });

    const accept = (panel: NotebookPanel) => {
      const { node } = panel.content;
      /** Show that the new cell will stand below this one. */
      const mark = (cell: Element | null) => {
        for (const one of node.querySelectorAll(`.${LANDING}`))
          if (one !== cell) one.classList.remove(LANDING);
        cell?.classList.add(LANDING);
      };
      const over = (event: Event) => {
        const drag = event as Drag.Event;
        const cell = mapsIn(drag).length ? cellOf(panel, drag) : null;
        mark(cell);
        if (!cell) return;
        drag.preventDefault();
        drag.stopPropagation();
        drag.dropAction = drag.proposedAction;
      };
      const drop = (event: Event) => {
        const drag = event as Drag.Event;
        const [paths, cell] = [mapsIn(drag), cellOf(panel, drag)];
        mark(null);
        if (!paths.length || !cell) return;
        drag.preventDefault();
        drag.stopPropagation();
        // Nothing was moved, so tell the file browser that the drag had no effect.
        drag.dropAction = "none";
        const at = panel.content.widgets.findIndex((widget) => widget.node === cell);
        for (const path of paths) insertCell(panel, local(path), at + 1);
      };
      for (const type of ["lm-dragenter", "lm-dragover"]) node.addEventListener(type, over, true);
      node.addEventListener("lm-drop", drop, true);
      node.addEventListener("lm-dragleave", () => mark(null), true);
    };
    notebooks.forEach(accept);
    notebooks.widgetAdded.connect((_, panel) => accept(panel));
  },
};

const isMap = (path: unknown): path is string => typeof path === "string" && path.endsWith(SUFFIX);

/** The maps being dragged; none where anything else is dragged with them. */
function mapsIn({ mimeData }: Drag.Event): string[] {
  const paths = (mimeData.hasData(DRAGGED_PATHS) ? mimeData.getData(DRAGGED_PATHS) : []) as string[];
  return paths.every(isMap) ? paths : [];
}

function cellOf({ content }: NotebookPanel, event: Drag.Event): Element | null {
  const cell = (event.target as Element | null)?.closest(".jp-Cell") ?? null;
  return cell && content.node.contains(cell) ? cell : null;
}

/** Add the cell at this position, as an edit that the notebook can undo. */
function insertCell({ content, context }: NotebookPanel, file: string, at: number): void {
  const shared = content.model?.sharedModel;
  if (!shared || content.model?.readOnly) return;
  const source = readingCode(
    context.localPath,
    file,
    shared.cells.map((cell) => cell.getSource()),
  );
  shared.insertCell(at, { cell_type: "code", source, metadata: { trusted: true } });
  content.activeCellIndex = at;
  content.mode = "command";
}
