/**
 * A page that shows the map without Jupyter, to look at and to drive in a browser.
 *
 * Query: theme=light|dark|none, width=px, part=map|grid|curve, dir=rtl, stages=500&lanes=40 (made up),
 * state=live|saved|waiting|gone|conflict|empty|plain.
 */
import { render } from "preact";
import airport from "../../cjm_widgets/templates/airport-departure.cjm.json";
import type { Card, Document } from "../src/document/schema";
import type { Part } from "../src/interaction/state";
import { LocalStore } from "../src/store/local";
import { App } from "../src/view/app";
import { bundledChunks } from "../src/view/chunks";
import "../src/view/style.css";
import { sample } from "./sample";

const query = new URLSearchParams(location.search);
const state = query.get("state") ?? "live";
const theme = query.get("theme") ?? "light";

/** A map of any size, one short card in every other cell. */
function made(stages: number, lanes: number): Document {
  const named = (what: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `${what}-${at + 1}`, name: `${what} ${at + 1}` }));
  const cells: Record<string, Record<string, Card[]>> = {};
  const document = {
    id: "made",
    title: "A large map",
    stages: named("stage", stages),
    lanes: named("lane", lanes),
    cells,
  };
  for (const [row, lane] of document.lanes.entries()) {
    cells[lane.id] = {};
    for (const [column, stage] of document.stages.entries())
      if ((row + column) % 2)
        cells[lane.id]![stage.id] = [{ id: `${lane.id}.${stage.id}`, text: `${lane.name} at ${stage.name}` }];
  }
  return document;
}

function documentOf(): Document {
  if (query.has("stages")) return made(Number(query.get("stages")), Number(query.get("lanes") ?? 8));
  return state === "empty" ? { id: "empty" } : (airport as unknown as Document);
}

class DevStore extends LocalStore {
  override filter(choice: Record<string, string[]>): void {
    this.measured.value = sample(choice, state !== "saved");
  }
  override unsaved(): string {
    return "Security / Pain points: No idea how long the queue is";
  }
}

const plain = state === "empty" || state === "plain" || query.has("stages");
const store = new DevStore(documentOf(), { measured: plain ? undefined : sample({}, state !== "saved") });
if (state === "waiting") store.status.value = { kind: "waiting", count: 3, slow: false };
if (state === "gone") {
  store.status.value = { kind: "gone", why: "The kernel is gone", unsaved: 3 };
  store.editable.value = false;
}
if (state === "conflict")
  store.conflicts.value = [
    {
      id: "1",
      stage: "waiting-airside",
      lane: "opportunities",
      persona: null,
      card: "opportunities.waiting-airside",
      field: "text",
      mine: "Local kitchens open from 05:00",
      theirs: "Local kitchens with a price cap",
      inMap: "theirs",
      why: "the text of the card was changed meanwhile",
    },
  ];

if (theme !== "none") document.body.dataset.jpThemeLight = String(theme !== "dark");
if (query.has("dir")) document.documentElement.dir = query.get("dir")!;
const root = document.getElementById("map")!;
if (query.has("width")) root.style.width = `${query.get("width")}px`;
const began = performance.now();
render(<App store={store} part={(query.get("part") ?? "map") as Part} chunks={bundledChunks} />, root);
Object.assign(globalThis, { store, began, drawn: performance.now() });
