/** Who reads the page: comments in the maps of notebooks are signed with the name that JupyterLab knows. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { shareReader } from "../view/panel/reader-name";

export const readerPlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:reader",
  description: "Lets journey maps know who reads them, for comments.",
  autoStart: true,
  activate({ serviceManager: { user } }: JupyterFrontEnd) {
    const share = () => shareReader(user.identity?.display_name || user.identity?.name || "");
    void user.ready.then(share);
    user.userChanged.connect(share);
  },
};
