/** Shows `application/vnd.cjm+json` among outputs, before JupyterLab's own renderer of widgets. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { MIME_TYPE } from "./file-type";
import { MapOutput } from "./output";

/** That of widget views is -10; the least is taken. */
const RANK = -20;

export const outputPlugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:output",
  description: "Shows journey maps in outputs, live or as they were saved.",
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ITranslator],
  activate(_app: JupyterFrontEnd, rendermime: IRenderMimeRegistry, translator: ITranslator | null) {
    const trans = (translator ?? nullTranslator).load("cjm_widgets");
    rendermime.addFactory(
      { safe: true, mimeTypes: [MIME_TYPE], createRenderer: () => new MapOutput(rendermime, trans) },
      RANK,
    );
  },
};
