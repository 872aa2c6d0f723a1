/** The JupyterLab extension: maps as documents in a tab, among outputs, and on their way into notebooks. */
import "./style.css";
import { heldKeysPlugin } from "./held-keys";
import { insertPlugin } from "./insert-plugin";
import { outputPlugin } from "./output";
import { tabPlugin } from "./tab-plugin";

export default [tabPlugin, outputPlugin, insertPlugin, heldKeysPlugin];
