/** What JupyterLab calls the file, and who opens it. */
import type { DocumentRegistry } from "@jupyterlab/docregistry";
import type { TranslationBundle } from "@jupyterlab/translation";
import { mapIcon } from "./icon";

export const FILE_TYPE = "cjm";
export const SUFFIX = ".cjm.json";
/** The name of the editor; the toolbar in the settings goes by it. */
export const FACTORY = "Journey map";
/** The document in a display bundle, just as in a file. */
export const MIME_TYPE = "application/vnd.cjm+json";

export const fileType = (trans: TranslationBundle): Partial<DocumentRegistry.IFileType> => ({
  name: FILE_TYPE,
  displayName: trans.__("Journey map"),
  extensions: [SUFFIX],
  mimeTypes: [MIME_TYPE],
  contentType: "file",
  fileFormat: "text",
  icon: mapIcon,
});
