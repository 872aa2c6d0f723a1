/** The model of a document whose content is shared in a room, as the tab of a map asks for it. */
import { DocumentModel, type DocumentRegistry } from "@jupyterlab/docregistry";
import type { Contents } from "@jupyterlab/services";
import { SharedMap } from "./shared-map";

/** The type of the content, by which the server finds its half. */
export const CONTENT_TYPE = "cjm";
/** The name of the model, by which the tab asks for it. */
export const ROOM_MODEL = "cjm-map";

/** Makes the models of tabs whose content is shared. */
export class MapModelFactory implements DocumentRegistry.IModelFactory<DocumentModel> {
  readonly name = ROOM_MODEL;
  readonly contentType = CONTENT_TYPE as Contents.ContentType;
  readonly fileFormat = "text";
  readonly collaborative = true;
  isDisposed = false;

  dispose(): void {
    this.isDisposed = true;
  }

  preferredLanguage(): string {
    return "";
  }

  createNew(options: DocumentRegistry.IModelOptions = {}): DocumentModel {
    const sharedModel = options.sharedModel ?? new SharedMap();
    return new DocumentModel({ ...options, sharedModel } as ConstructorParameters<typeof DocumentModel>[0]);
  }
}
