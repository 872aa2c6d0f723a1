// @vitest-environment jsdom
/** The anywidget entry: one store a model, views that come and go, and what the page is told. */
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cellText, setCellText } from "../../src/document/gestures";
import type { Store } from "../../src/store/store";
import widget from "../../src/widget";
import { Kernel, MAP } from "../protocol/kernel";
import { FakeModel } from "./model";

const stores: Store[] = [];
vi.mock("../../src/view/app", () => ({
  App: ({ store, part }: { store: Store; part: string }) => {
    stores.push(store);
    return (
      <p>
        {part}: {store.document.value.title}
      </p>
    );
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  stores.length = 0;
});
afterEach(() => vi.useRealTimers());

const wait = (ms = 500) => act(() => void vi.advanceTimersByTime(ms));

async function shown(kernel = new Kernel(MAP), part: "map" | "grid" | "curve" = "map") {
  const model = new FakeModel(kernel, part);
  const entry = widget();
  const end = entry.initialize({ model: model.proxy() });
  const view = () => {
    const el = document.createElement("div");
    const controller = new AbortController();
    const clear = entry.render({ model: model.proxy(), el, signal: controller.signal });
    return { el, controller, clear };
  };
  const first = view();
  await wait();
  return { kernel, model, end, view, ...first, store: stores[0]! };
}
const leaving = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

it("does nothing until a model is there", async () => {
  const listen = vi.spyOn(window, "addEventListener");
  widget();
  await wait(60_000);
  expect(listen).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it.each(["map", "grid", "curve"] as const)(
  "shows the %s of the snapshot, then what the kernel says",
  async (part) => {
    const { el, kernel } = await shown(new Kernel(MAP), part);
    expect(el.textContent).toBe(`${part}: A visit`);
    kernel.python([{ op: "set_map", changes: { title: "Later" } }]);
    await wait();
    expect(el.textContent).toBe(`${part}: Later`);
  },
);

it("shares one store between the views of a model, and greets once", async () => {
  const { kernel, view } = await shown();
  view();
  await wait();
  expect(new Set(stores).size).toBe(1);
  const count = (what: string) => kernel.heard.filter(({ type }) => type === what).length;
  // A chunk is asked for with a greeting.
  expect(count("hello") - count("fetch")).toBe(1);
});

it("keeps two models apart, though the module is one", async () => {
  const kernel = new Kernel(MAP);
  await shown(kernel);
  await shown(kernel);
  expect(new Set(stores).size).toBe(2);
  const clients = kernel.heard.map(({ client }) => client);
  expect(new Set(clients).size).toBe(2);
});

it("clears a view when it is disposed of, and leaves the others", async () => {
  const { el, controller, view } = await shown();
  const other = view();
  await wait();
  controller.abort();
  expect(el.textContent).toBe("");
  expect(other.el.textContent).not.toBe("");
  other.clear();
  expect(other.el.textContent).toBe("");
});

it("listens to nothing once the model is closed", async () => {
  const { model, end, store, clear } = await shown();
  store.edit(setCellText(store.document.value, "arrive", "pain", "x"), "Edit");
  expect(leaving()).toBe(true);
  clear();
  end();
  expect(model.listening).toBe(0);
  expect(leaving()).toBe(false);
});

it("changes the snapshot in place, fetched anew each time", async () => {
  const { kernel, model, store } = await shown();
  const first = model.traits._snapshot;
  store.edit(setCellText(store.document.value, "arrive", "pain", "one"), "Edit");
  expect(first).not.toEqual(store.document.value);
  await wait();
  expect(model.traits._snapshot).toBe(first);
  expect(first).toEqual(kernel.snapshot());
  const second = kernel.snapshot();
  model.traits._snapshot = second;
  store.edit(setCellText(store.document.value, "arrive", "pain", "two"), "Edit");
  await wait();
  expect(second).toEqual(kernel.snapshot());
  expect(cellText(first!.document, "arrive", "pain")).toBe("one");
});

it("needs no snapshot", async () => {
  const kernel = new Kernel(MAP);
  const model = new FakeModel(kernel);
  model.traits._snapshot = null;
  const el = document.createElement("div");
  widget().render({ model: model.proxy(), el });
  await wait();
  expect(el.textContent).toBe("map: A visit");
});

it("warns before leaving only while an edit is unconfirmed", async () => {
  const { store } = await shown();
  expect(leaving()).toBe(false);
  store.edit(setCellText(store.document.value, "arrive", "pain", "x"), "Edit");
  expect(leaving()).toBe(true);
  await wait();
  expect(leaving()).toBe(false);
});

it("sets no trait where the front end tells of its kernel, as Jupyter does", async () => {
  const { model, store } = await shown();
  store.edit(setCellText(store.document.value, "arrive", "pain", "x"), "Edit");
  await wait();
  expect(model.traits.revision).toBe(0);
  expect(model.saved).toEqual([]);
});

it("sets the revision after its own edits elsewhere, so that marimo runs cells again", async () => {
  const { kernel, model, store } = await shown();
  const quiet = new FakeModel(kernel);
  quiet.link.faults.tells = false;
  widget().render({ model: quiet.proxy(), el: document.createElement("div") });
  await wait();
  const other = stores.find((each) => each !== store)!;
  kernel.python([{ op: "set_map", changes: { title: "Python's" } }]);
  await wait();
  expect(quiet.saved).toEqual([]);
  other.edit(setCellText(other.document.value, "arrive", "pain", "x"), "Edit");
  await wait();
  expect(quiet.saved).toEqual([2]);
  expect(model.saved).toEqual([]);
});

it.each<[string, (model: FakeModel) => void]>([
  ["the comm comes or goes", (model) => model.trigger("comm_live_update")],
  ["a kernel starts", (model) => model.statusSlots.forEach((slot) => void slot(null, "starting"))],
])("looks for the kernel when %s, and says within five seconds that it is gone", async (_, sign) => {
  const { kernel, model, store } = await shown();
  kernel.restart();
  sign(model);
  await wait(5_000);
  expect(store.status.value.kind).toBe("gone");
});

it("fetches what it missed when the front end fetches the state anew after a reconnection", async () => {
  const { el, kernel, model } = await shown();
  model.link.faults.loses = () => true;
  kernel.python([{ op: "set_map", changes: { title: "Lost" } }]);
  await wait();
  model.link.faults.loses = () => false;
  model.trigger("change:_snapshot");
  await wait();
  expect(el.textContent).toBe("map: Lost");
});

it("needs no kernel to watch", async () => {
  const model = new FakeModel(new Kernel(MAP));
  const end = widget().initialize({ model: { ...model.proxy(), widget_manager: undefined } });
  await wait();
  end();
  expect(model.listening).toBe(0);
});

describe("on a page that was exported", () => {
  const exported = async () => {
    const kernel = new Kernel(MAP);
    const model = new FakeModel(kernel);
    model.comm = undefined;
    const entry = widget();
    entry.initialize({ model: model.proxy() });
    const el = document.createElement("div");
    entry.render({ model: model.proxy(), el });
    await wait(60_000);
    return { kernel, model, el, store: stores[0]! };
  };

  it("shows the document of the snapshot, to be read, and does not wait for a kernel", async () => {
    const { el, kernel, store } = await exported();
    expect(el.textContent).toBe("map: A visit");
    expect(store.status.value).toEqual({ kind: "still", how: "Read-only" });
    expect(store.editable.value).toBe(false);
    expect(kernel.heard).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is live once there is a kernel", async () => {
    const { model, store } = await exported();
    model.comm = {};
    model.trigger("comm_live_update");
    await wait();
    expect(store.status.value).toEqual({ kind: "saved" });
  });

  it("of marimo does so too", async () => {
    vi.stubGlobal("__MARIMO_STATIC__", {});
    const { store } = await shown();
    expect(store.status.value).toEqual({ kind: "still", how: "Read-only" });
    vi.unstubAllGlobals();
  });
});
