/** The JupyterLab extension: maps as documents in a tab, among outputs, and on their way into notebooks. */
import "./style.css";
import { exercisePlugin } from "./exercise-plugin";
import { insertPlugin } from "./insert-plugin";
import { keyReleasePlugin } from "./key-release";
import { languagePlugin } from "./language-plugin";
import { openPlugin } from "./open-plugin";
import { outputPlugin } from "./output";
import { readerPlugin } from "./reader-plugin";
import { tabPlugin } from "./tab-plugin";

export default [
  languagePlugin,
  tabPlugin,
  exercisePlugin,
  outputPlugin,
  insertPlugin,
  openPlugin,
  keyReleasePlugin,
  readerPlugin,
];
