/** The JupyterLab extension: maps as documents in a tab, in outputs without a kernel, and on their way into notebooks. */
import "./style.css";
import { tabPlugin } from "./tab-plugin";

export default [tabPlugin];
