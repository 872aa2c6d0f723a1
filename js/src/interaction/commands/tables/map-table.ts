/** Commands on the map as a whole: they need nothing that has the focus, and no menu but the palette has most of them. */
import { thingsOf } from "../../../document/document";
import { changeMap } from "../../../document/gestures";
import { versionsOf } from "../../../scene/comparison/versions";
import { english, t, translate } from "../../../words/words";
import { clearFilters, showOnly } from "../../finding/filtering";
import { startPersona } from "../../headers/persona-row";
import { focusPanel } from "../../panel-focus";
import { present } from "../../reader/presentation";
import { DENSITIES, type Density, STAGE_WIDTHS, type StageWidth } from "../../reader/reader-view";
import { togglePersona } from "../../reader/shown-curves";
import { makeEdit } from "../../writing/editing";
import { openAdd, runAnywhere } from "../commands";
import { KEY_COMMANDS } from "../key-commands";
import type { MapCommand } from "./map-command";

/** The tab of the panel that is open. */
const TAB = "[role=tab][aria-selected=true]";

export const MAP_COMMANDS: readonly MapCommand[] = [
  {
    name: (view) => t("Undo “{edit}”", { edit: translate(view.store.undoLabel.peek() ?? "") }),
    icon: "undo",
    keys: ["Ctrl+Z"],
    edits: true,
    applies: (view) => view.store.undoLabel.peek() !== null,
    help: english("undo; in a text its own typing first"),
    run: (view) => runAnywhere(view, "undo"),
  },
  {
    name: (view) => t("Redo “{edit}”", { edit: translate(view.store.redoLabel.peek() ?? "") }),
    icon: "redo",
    keys: ["Ctrl+Shift+Z", "Ctrl+Y"],
    edits: true,
    applies: (view) => view.store.redoLabel.peek() !== null,
    help: english("redo"),
    run: (view) => runAnywhere(view, "redo"),
  },
  {
    ...KEY_COMMANDS.details,
    name: english("Details"),
    icon: "panel",
    part: "edit",
    help: english("details open or closed"),
  },
  {
    ...KEY_COMMANDS.comment,
    name: english("Comment"),
    icon: "speech",
    part: "edit",
    help: english("comment"),
  },
  {
    name: english("All comments"),
    icon: "speech",
    run: (view) => {
      view.panel.value = { tab: "comments", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("History"),
    icon: "clock",
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "history", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("Opportunities"),
    icon: "bulb",
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "opportunities", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("Snapshot now, name it …"),
    icon: "bookmark",
    edits: true,
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "history", persona: null, names: true };
    },
  },
  {
    name: english("Compare with another version …"),
    icon: "swap",
    help: english("compare snapshots, the map as it is now and its future state"),
    applies: (view) => view.chunks.isOpen && versionsOf(view.store.document.peek()).length > 1,
    run: (view) => {
      view.open.value = { what: "compare", anchor: null, was: null, now: null };
    },
  },
  {
    name: english("Present"),
    icon: "present",
    applies: (view) => view.chunks.isOpen,
    run: (view) => present(view),
  },
  {
    name: english("Workshop"),
    icon: "people",
    edits: true,
    help: english("silent ideas, groups, dot votes and a decision, with a timer"),
    applies: (view) => view.chunks.isOpen && view.part !== "curve",
    run: (view) => {
      view.workshop.value = true;
    },
  },
  {
    name: english("Add a stage"),
    icon: "addStage",
    edits: true,
    run: (view) => openAdd(view, "stage", null, null),
  },
  {
    name: english("Add a lane"),
    icon: "addLane",
    edits: true,
    applies: (view) => view.part !== "curve",
    run: (view) => openAdd(view, "lane", null, null),
  },
  {
    name: "Add a persona",
    icon: "people",
    edits: true,
    run: (view) => startPersona(view),
  },
  {
    ...KEY_COMMANDS.palette,
    name: english("All commands, cards and stages"),
    icon: "more",
    help: english("find commands, cards and stages"),
  },
  {
    ...KEY_COMMANDS.find,
    name: english("Find"),
    icon: "search",
    help: english("find in the map"),
  },
  {
    ...KEY_COMMANDS.replace,
    name: english("Replace"),
    icon: "search",
    help: english("find and replace"),
  },
  {
    ...KEY_COMMANDS.nextMatch,
    name: english("Next match"),
    icon: "down",
    help: english("next match"),
  },
  {
    ...KEY_COMMANDS.previousMatch,
    name: english("Previous match"),
    icon: "up",
    help: english("previous match"),
  },
  {
    ...KEY_COMMANDS.menu,
    name: english("Menu"),
    icon: "more",
    help: english("the menu of what has the focus"),
  },
  {
    ...KEY_COMMANDS.switchPanel,
    name: english("Go from the map to the details and back"),
    icon: "panel",
    help: english("go from the map to the details and back"),
  },
  {
    name: english("View …"),
    icon: "sliders",
    run: (view) => {
      view.open.value = { what: "view", anchor: null };
    },
  },
  {
    name: english("Stage width"),
    icon: "sliders",
    choices: (view) =>
      Object.entries(STAGE_WIDTHS).map(([width, name]) => ({
        name,
        on: view.reader.stageWidth.peek() === width,
        run: () => view.reader.chooseStageWidth(width as StageWidth),
      })),
  },
  {
    name: english("Density"),
    icon: "sliders",
    choices: (view) =>
      Object.entries(DENSITIES).map(([density, name]) => ({
        name,
        on: view.reader.density.peek() === density,
        run: () => view.reader.chooseDensity(density as Density),
      })),
  },
  {
    ...KEY_COMMANDS.filter,
    name: english("Filter cards"),
    icon: "filter",
    help: english("the filters; Escape there clears them"),
  },
  {
    name: english("Assumptions only"),
    icon: "filter",
    run: (view) => showOnly(view, "assumption"),
  },
  {
    name: english("What backs the map, by lane and stage"),
    icon: "data",
    run: (view) => {
      view.open.value = { what: "coverage", anchor: null };
    },
  },
  {
    name: english("Findings"),
    icon: "flag",
    applies: (view) => view.chunks.isOpen,
    run: (view) => {
      view.panel.value = { tab: "findings", persona: null };
      focusPanel(view, TAB);
    },
  },
  {
    name: english("Clear the filters"),
    icon: "filter",
    applies: (view) => view.reader.isFiltering.peek(),
    run: clearFilters,
  },
  {
    name: english("Show all lanes"),
    icon: "eye",
    applies: (view) => view.hiddenLanes.peek().length > 0,
    run: (view) => view.reader.showAllLanes(),
  },
  {
    name: english("Future state"),
    icon: "swap",
    edits: true,
    checked: (view) => view.store.document.peek().kind === "future",
    run: (view) => {
      const document = view.store.document.peek();
      const kind = document.kind === "future" ? "current" : "future";
      makeEdit(
        view,
        changeMap(document, { kind }),
        kind === "future" ? english("Call it future state") : english("Call it current state"),
      );
    },
  },
  {
    name: english("Personas"),
    icon: "people",
    applies: (view) => thingsOf(view.store.document.peek(), "persona").length > 0,
    choices: (view) =>
      thingsOf(view.store.document.peek(), "persona").map(({ id, name }) => ({
        name,
        on: !view.hidden.peek().has(id),
        run: () => togglePersona(view, id),
      })),
  },
  {
    name: english("All keys"),
    icon: "table",
    keys: ["?"],
    help: english("these keys"),
    run: (view) => runAnywhere(view, "keys"),
  },
];
