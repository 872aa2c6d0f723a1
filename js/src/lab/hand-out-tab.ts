/** The address of the hand-out of a map, in which its reader votes and comments only, and the tab it opens. */
import type { JupyterFrontEnd } from "@jupyterlab/application";
import { HAND_OUT } from "./file-type";

const QUERY = "hand-out";

export function handOutOf({ serviceManager }: JupyterFrontEnd, path: string): string {
  const file = serviceManager.contents.localPath(path);
  return `${serviceManager.serverSettings.baseUrl}lab?${QUERY}=${encodeURIComponent(file)}`;
}

/** Open the hand-out that the address of the page names. JupyterLab soon writes an address of its own. */
export function openHandOut(app: JupyterFrontEnd): void {
  const path = new URLSearchParams(location.search).get(QUERY);
  if (path)
    void app.restored.then(() => app.commands.execute("docmanager:open", { path, factory: HAND_OUT }));
}
