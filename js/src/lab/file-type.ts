/** The file type in JupyterLab: its name, its icon, and its editor. */
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import { LabIcon } from "@jupyterlab/ui-components";
import { t } from "../words/words";
import svg from "./icon.svg";

export const FILE_TYPE = "cjm";
export const SUFFIX = ".cjm.json";
/** The name of the editor; the toolbar in the settings goes by it. */
export const FACTORY = "Journey map";
/** The name of the view in which a reader votes and comments only. */
export const HAND_OUT = "cjm-hand-out";
/** The document in a display bundle, just as in a file. */
export const MIME_TYPE = "application/vnd.cjm+json";

export const fileType = (): Partial<DocumentRegistry.IFileType> => ({
  name: FILE_TYPE,
  displayName: t("Journey map"),
  extensions: [SUFFIX],
  mimeTypes: [MIME_TYPE],
  contentType: "file",
  fileFormat: "text",
  icon: mapIcon,
});

export const mapIcon = new LabIcon({ name: "cjm-widgets:map", svgstr: svg });
