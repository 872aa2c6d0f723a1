// @vitest-environment jsdom
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";
import { ownerOf } from "../../src/interaction/state";
import { at, elsewhere, focus, focused, press, root, show, small, store } from "./shown";

const indices = (attribute: string, selector: string) =>
  [...root.querySelectorAll(selector)].map((one) => Number(one.getAttribute(attribute)));

describe("the grid", () => {
  it("counts its rows, headers, blueprint lines and columns", async () => {
    await show();
    const grid = root.querySelector("[role=grid]")!;
    // Phases, stages, four lanes and the line of visibility.
    expect(grid.getAttribute("aria-rowcount")).toBe("7");
    expect(grid.getAttribute("aria-colcount")).toBe("4");
    expect(indices("aria-rowindex", "[role=row]")).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(root.querySelector(".cjm-bline")!.textContent).toBe("Line of visibility");
  });

  it("gives every cell the index of its column", async () => {
    await show();
    expect(indices("aria-colindex", "[data-lane=pains] > *")).toEqual([1, 2, 3, 4]);
    expect(indices("aria-colindex", ".cjm-stages > *")).toEqual([1, 2, 3, 4]);
    expect(indices("aria-colindex", ".cjm-phases > *")).toEqual([1, 2, 4]);
  });

  it("makes a spanning card one cell", async () => {
    await show();
    expect(indices("aria-colindex", "[data-lane=actions] > [role=gridcell]")).toEqual([2, 3]);
    expect(at("actions", "queue").getAttribute("aria-colspan")).toBe("2");
  });

  it("keeps a cell that holds cards, even where an earlier card would cover it", async () => {
    await show();
    await elsewhere({ op: "add_card", stage: "leave", lane: "actions", card: { id: "x", text: "Goes" } });
    expect(at("actions", "queue").getAttribute("aria-colspan")).toBeNull();
    expect(at("actions", "leave").textContent).toContain("Goes");
  });

  it("has one tab stop, which is where the focus was last", async () => {
    await show();
    const stops = () => [...root.querySelectorAll("[role=grid] [tabindex='0']")].map(ownerOf);
    expect(stops()).toEqual([at("emotion", "arrive")]);
    await focus("pains", "queue");
    await press("ArrowRight");
    expect(stops()).toEqual([at("pains", "leave")]);
  });

  it.each([
    [["ArrowUp"], "emotion/leave"],
    [["ArrowUp", "ArrowUp"], "/leave"],
    [["ArrowUp", "ArrowUp", "ArrowUp"], "/leave"],
    [["ArrowLeft"], "actions/arrive"],
    [["Home"], "actions/arrive"],
    [["Home", "Home"], "actions/"],
    [["Home", "ArrowLeft"], "actions/"],
    [["Home", "Home", "ArrowUp", "ArrowUp"], "emotion/"],
    [["PageDown"], "systems/queue"],
  ])("%s from the spanning cell leads to %s", async (keys, there) => {
    await show({ ...small, cells: { actions: { queue: [{ id: "a", text: "Waits", span: 2 }] } } });
    await focus("actions", "queue");
    if (keys[0] === "ArrowUp") {
      // Up from a column the card covers is up from that column's neighbour: the cell's own.
      await press("ArrowUp");
      expect(focused()).toBe("emotion/queue");
      await press("ArrowRight");
      for (const key of keys.slice(1)) await press(key);
    } else for (const key of keys) await press(key);
    expect(focused()).toBe(there);
  });

  it("goes to the first and the last cell with Control", async () => {
    await show();
    await focus("pains", "queue");
    await press("End", { ctrlKey: true });
    expect(focused()).toBe("systems/leave");
    await press("Home", { ctrlKey: true });
    expect(focused()).toBe("emotion/arrive");
  });

  it("tells the store which block is selected", async () => {
    await show();
    await focus("pains", "arrive");
    await press("ArrowRight", { shiftKey: true });
    await press("ArrowDown", { shiftKey: true });
    expect(store.selection.value).toEqual({ lanes: ["pains", "systems"], stages: ["arrive", "queue"] });
    expect(root.querySelectorAll("[aria-selected=true]")).toHaveLength(4);
    await press("Escape");
    expect(store.selection.value).toEqual({ lanes: ["pains"], stages: ["arrive"] });
  });

  it("selects a stage with its header", async () => {
    await show();
    await focus(null, "queue");
    expect(store.selection.value).toEqual({ lanes: [], stages: ["queue"] });
  });

  it("shows stages selected elsewhere as whole columns, and no more once nothing is", async () => {
    await show();
    act(() => store.select({ lanes: [], stages: ["arrive", "queue"] }));
    expect(root.querySelectorAll("[aria-selected=true]")).toHaveLength(8);
    expect(root.querySelector(".cjm-ring")).not.toBeNull();
    act(() => store.select({ lanes: [], stages: [] }));
    expect(root.querySelector(".cjm-ring")).toBeNull();
  });

  it("shows a block that was selected elsewhere, and takes no focus for it", async () => {
    await show();
    act(() => store.select({ lanes: ["actions", "pains"], stages: ["arrive", "queue"] }));
    expect(root.querySelectorAll("[aria-selected=true]")).toHaveLength(4);
    expect(root.querySelector(".cjm-ring")).not.toBeNull();
    expect(document.activeElement).toBe(document.body);
  });

  it("selects the lane with Control+A, and everything with another", async () => {
    await show();
    await focus("pains", "arrive");
    await press("a", { ctrlKey: true });
    expect(store.selection.value).toEqual({ lanes: ["pains"], stages: ["arrive", "queue", "leave"] });
    await press("a", { ctrlKey: true });
    expect(store.selection.value).toEqual({
      lanes: ["emotion", "actions", "pains", "systems"],
      stages: ["arrive", "queue", "leave"],
    });
  });

  it("draws only what is in sight of a large map, with the indices of the whole", async () => {
    const stages = Array.from({ length: 300 }, (_, i) => ({ id: `s${i}`, name: `S${i}` }));
    const lanes = Array.from({ length: 10 }, (_, i) => ({ id: `l${i}`, name: `L${i}` }));
    await show({ id: "large", stages, lanes });
    expect(root.querySelector("[role=grid]")!.getAttribute("aria-colcount")).toBe("301");
    expect(root.querySelectorAll("[role=gridcell]").length).toBeLessThan(400);
    await focus("l0", "s0");
    await press("End");
    expect(focused()).toBe("l0/s299");
    expect(ownerOf(document.activeElement)!.getAttribute("aria-colindex")).toBe("301");
  });

  it("shows the part it was asked for", async () => {
    await show(small, "curve");
    expect(root.querySelectorAll("[data-lane]")).toHaveLength(1);
    await show(small, "grid");
    expect(root.querySelector("[data-lane=emotion]")).toBeNull();
  });
});

describe("the focus", () => {
  it("goes to the neighbour when its stage is removed", async () => {
    await show();
    await focus("pains", "queue");
    await elsewhere({ op: "remove", what: "stage", id: "queue" });
    expect(focused()).toBe("pains/leave");
  });

  it("goes to the last when the last is removed", async () => {
    await show();
    await focus("systems", "leave");
    await elsewhere({ op: "remove", what: "lane", id: "systems" });
    expect(focused()).toBe("pains/leave");
  });

  it("stays where it is when something else changes", async () => {
    await show();
    await focus("pains", "queue");
    await elsewhere(
      { op: "move", what: "stage", id: "queue" },
      { op: "remove_card", stage: "queue", lane: "pains", card: "pains.queue" },
    );
    expect(focused()).toBe("pains/queue");
  });

  it("is in the field for the first stage when all are gone", async () => {
    await show();
    await focus("pains", "queue");
    for (const id of ["arrive", "queue", "leave"]) await elsewhere({ op: "remove", what: "stage", id });
    expect((document.activeElement as HTMLInputElement).placeholder).toBe("Name the first stage");
  });

  it("is not taken from elsewhere on the page", async () => {
    await show();
    await elsewhere({ op: "remove", what: "stage", id: "arrive" });
    expect(document.activeElement).toBe(document.body);
  });
});
