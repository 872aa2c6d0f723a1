/** Opening the map that a card or a stage of another leads to, from a file's tab or from a notebook. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import type { Widget } from "@lumino/widgets";
import { type MapRequest, OPEN_MAP } from "../interaction/links/link-tasks";
import { t } from "../words/words";

export const openPlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:open",
  description: "Opens the maps that journey maps are linked to.",
  autoStart: true,
  activate(app: JupyterFrontEnd) {
    const { contents } = app.serviceManager;
    /** A map's file is named from the folder of the file or notebook that shows the link. */
    const open = async (from: string, { name, refuse }: MapRequest) => {
      const folder = from.replace(/[^/:]*$/, "").replace(/\/$/, "");
      const path = contents.resolvePath(folder, name);
      try {
        await contents.get(path, { content: false });
      } catch (error) {
        const isMissing = (error as { response?: Response }).response?.status === 404;
        const where = folder ? t("the folder {name}", { name: folder }) : t("the first folder");
        refuse(
          isMissing
            ? t("There is no file {name} in {folder}.", { name, folder: where })
            : t("The file {name} cannot be opened: {why}", { name, why: (error as Error).message }),
        );
        return;
      }
      await app.commands.execute("docmanager:open", { path });
    };
    document.addEventListener(OPEN_MAP, (event) => {
      const target = event.composedPath()[0] as Node;
      const around = [...app.shell.widgets("main")].find(({ node }) => node.contains(target));
      const path = around && pathOf(around);
      if (!path) return;
      event.preventDefault();
      void open(path, (event as CustomEvent<MapRequest>).detail);
    });
  },
};

/** The file that a document's tab or a notebook shows. */
const pathOf = (widget: Widget): string | undefined =>
  (widget as Widget & { context?: { path: string } }).context?.path;
