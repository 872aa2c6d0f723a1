/** Who reads the page: in the maps of notebooks comments are signed, and others see who is here, as JupyterLab knows them. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { shareReader } from "../store/reader";

export const readerPlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:reader",
  description: "Lets journey maps know who reads them.",
  autoStart: true,
  activate({ serviceManager: { user } }: JupyterFrontEnd) {
    const share = () => {
      const { display_name, name, initials, color } = user.identity ?? {};
      shareReader({ display_name, name, initials, color });
    };
    void user.ready.then(share);
    user.userChanged.connect(share);
  },
};
