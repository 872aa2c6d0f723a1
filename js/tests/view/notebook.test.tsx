// @vitest-environment jsdom
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";
import { at, clipboard, focus, focused, press, root, said, show, store, type } from "./shown";

describe("the clipboard", () => {
  it("gets a block as a spreadsheet writes it", async () => {
    await show();
    await focus("actions", "arrive");
    await press("ArrowRight", { shiftKey: true });
    await press("ArrowDown", { shiftKey: true });
    expect(await clipboard("copy")).toBe('Parks\tWaits\n\t"Slow\nLoud"\n');
  });

  it("fills a block from a spreadsheet", async () => {
    await show();
    await focus("pains", "arrive");
    await clipboard("paste", 'one\t"two\nlines"\r\nthree\tfour\r\n');
    expect(said("pains", "arrive")).toBe("one");
    expect(said("pains", "queue")).toBe("two\nlines");
    expect(said("systems", "queue")).toBe("four");
    expect(store.selection.value).toEqual({ lanes: ["pains", "systems"], stages: ["arrive", "queue"] });
  });

  it("fills the whole selected block with one cell", async () => {
    await show();
    await focus("pains", "arrive");
    await press("ArrowDown", { shiftKey: true });
    await clipboard("paste", "same\n");
    expect([said("pains", "arrive"), said("systems", "arrive")]).toEqual(["same", "same"]);
  });

  it("says what had no place in the map", async () => {
    await show();
    await focus("systems", "leave");
    await clipboard("paste", "in\tout\n");
    expect(said("systems", "leave")).toBe("in");
    expect(root.querySelector(".cjm-notices")!.textContent).toContain("1 of the pasted cells has no place");
  });

  it("empties what it cuts, in one step", async () => {
    await show();
    await focus("pains", "queue");
    expect(await clipboard("cut")).toBe('"Slow\nLoud"\n');
    expect(said("pains", "queue")).toBe("");
    act(() => store.undo());
    expect(said("pains", "queue")).toBe("Slow\nLoud");
  });

  it("is the field's own while editing", async () => {
    await show();
    await focus("pains", "queue");
    await press("F2");
    expect(await clipboard("copy")).toBeNull();
    expect(await clipboard("paste", "x")).toBeNull();
  });
});

describe("in a notebook", () => {
  const SUPPRESS = "data-lm-suppress-shortcuts";

  it("whatever has the focus switches the notebook's shortcuts off", async () => {
    await show();
    await focus("pains", "queue");
    expect(at("pains", "queue").hasAttribute(SUPPRESS)).toBe(true);
    await press("F2");
    expect(document.activeElement!.hasAttribute(SUPPRESS)).toBe(true);
  });

  it("saving goes through, with what is being typed", async () => {
    await show();
    await focus("pains", "arrive");
    await press("x");
    await type("saved");
    let free: boolean | null = null;
    const notebook = (event: Event) => {
      free = !(event.target as Element).closest(`[${SUPPRESS}]`) && (event.target as Element).isConnected;
    };
    document.addEventListener("keydown", notebook);
    const event = await press("s", { ctrlKey: true });
    document.removeEventListener("keydown", notebook);
    expect(free).toBe(true);
    expect(event.defaultPrevented).toBe(false);
    expect(said("pains", "arrive")).toBe("saved");
    expect(focused()).toBe("pains/arrive");
    expect(document.activeElement!.hasAttribute(SUPPRESS)).toBe(true);
  });

  it.each(["Escape", "F5", "Tab"])("%s on a cell is not ours to stop", async (key) => {
    await show();
    await focus("pains", "queue");
    let seen = false;
    const page = () => {
      seen = true;
    };
    document.addEventListener("keydown", page);
    const event = await press(key);
    document.removeEventListener("keydown", page);
    expect([seen, event.defaultPrevented]).toEqual([true, false]);
  });
});
