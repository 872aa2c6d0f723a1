/**
 * Interface that is rarely used. The widget starts without it and fetches it on first use; the build writes each to
 * `cjm_widgets/static/chunks/`, under the name of its entry module. JupyterLab's extension and the development page
 * hold it from the start.
 */
import type { ChunkSource } from "../interaction/chunk-source";
import * as gathering from "../workshop/gathering";
import * as people from "./company/people";
import * as dialogs from "./dialogs";
import * as empty from "./empty";
import * as finder from "./find/finder";
import * as linkage from "./links/linkage";
import * as menus from "./menu/menus";
import * as dock from "./panel/dock";
import * as gallery from "./personas/gallery";
import * as present from "./present/present";
import * as looks from "./reader/looks";
import * as transitions from "./ribbons/transitions";
import * as workshop from "./workshop/workshop";

export const CHUNKS = {
  dialogs,
  dock,
  empty,
  finder,
  gallery,
  gathering,
  linkage,
  looks,
  menus,
  people,
  present,
  transitions,
  workshop,
};

export type Chunks = typeof CHUNKS;

/** All of it, there from the start; the stylesheets are the page's. */
export const bundledChunks: ChunkSource = {
  get: (name) => ({ exports: CHUNKS[name as keyof Chunks], style: "" }),
  isOpen: true,
  isAhead: true,
};
