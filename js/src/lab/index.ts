/** The JupyterLab extension: maps as documents in a tab, and in outputs without a kernel. */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ABCWidgetFactory, DocumentWidget } from "@jupyterlab/docregistry";
import "../view/style.css";

const plugin: JupyterFrontEndPlugin<void> = {
  id: "cjm-widgets:tab",
  autoStart: true,
  activate: () => console.log("x", ABCWidgetFactory, DocumentWidget),
};

export default [plugin];
