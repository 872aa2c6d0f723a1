// @vitest-environment jsdom
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";
import { at, clipboard, clipped, focus, focused, press, root, said, show, small, store, type } from "./shown";

/** Take what the preview of a paste offers first. */
const takePaste = () => act(() => root.querySelector<HTMLElement>(".cjm-pop .is-primary")!.click());

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
    expect(said("pains", "arrive")).toBe("");
    await takePaste();
    expect(said("pains", "arrive")).toBe("one");
    expect(said("pains", "queue")).toBe("Slow\nLoud\ntwo\nlines");
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
    await act(() => root.querySelectorAll<HTMLElement>(".cjm-pop [role=radio]")[1]!.click());
    await takePaste();
    expect(said("systems", "leave")).toBe("in");
    expect(root.querySelector(".cjm-notices")!.textContent).toContain("“out” (row 1, column 2)");
  });

  it("empties what it cuts, in one step", async () => {
    await show();
    await focus("pains", "queue");
    expect(await clipboard("cut")).toBe('"Slow\nLoud"\n');
    expect(said("pains", "queue")).toBe("");
    act(() => store.undo());
    expect(said("pains", "queue")).toBe("Slow\nLoud");
  });

  it("carries cards with all they have, within a map, to another and through a spreadsheet", async () => {
    const rich = {
      ...small,
      cells: {
        pains: {
          queue: [
            {
              id: "a",
              text: "Slow",
              evidence: "data" as const,
              n: 12,
              source: "Survey",
              severity: 3,
              tags: ["q"],
            },
            {
              id: "b",
              text: 'Says "why"\nand <b>',
              owner: "PR",
              links: ["a"],
              comments: [{ author: "Jo", text: "?" }],
            },
          ],
        },
      },
    };
    const [a, b] = rich.cells.pains.queue;
    const bare = ({ id: _, ...fields }: { id: string }) => fields;
    await show(rich);
    await focus("pains", "queue");
    const text = (await clipboard("copy"))!;
    const html = clipped.get("text/html")!;
    await focus("pains", "leave");
    await clipboard("paste", text, html);
    expect(store.document.value.cells!.pains!.leave!.map(bare)).toEqual([bare(a!), bare(b!)]);
    // A spreadsheet gives back the text alone, with its own line ends.
    await focus("systems", "leave");
    await clipboard("paste", text.replaceAll("\n", "\r\n"), "<table><tr><td>…</td></tr></table>");
    expect(store.document.value.cells!.systems!.leave!.map(bare)).toEqual([bare(a!), bare(b!)]);
    await show();
    await focus("systems", "arrive");
    await clipboard("paste", "", html);
    expect(store.document.value.cells!.systems!.arrive).toEqual([a, b]);
  });

  it("brings a card that was cut back under its own id", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    const text = (await clipboard("cut"))!;
    expect(text).toBe("Slow\n");
    expect(said("pains", "queue")).toBe("Loud");
    const html = clipped.get("text/html")!;
    await focus("pains", "leave");
    await clipboard("paste", text, html);
    expect(store.document.value.cells!.pains!.leave).toEqual([
      { id: "pains.queue", text: "Slow", evidence: "data", n: 12 },
    ]);
    expect(focused()).toBe("pains/leave pains.queue");
  });

  it("puts pasted lines behind the focused card, a card each", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    await clipboard("paste", "one\ntwo\n\n");
    expect(said("pains", "queue")).toBe("Slow\none\ntwo\nLoud");
  });

  it("reads a table where there is no text, and takes no cards that no map wrote", async () => {
    await show();
    await focus("pains", "arrive");
    await clipboard("paste", "", "<table><tr><td>x</td><td>y<br>z</td></tr></table>");
    await takePaste();
    expect(said("pains", "arrive")).toBe("x");
    expect(said("pains", "queue")).toBe("Slow\nLoud\ny\nz");
    await press("Escape");
    for (const cards of ["no JSON", "[[[{}]]]", '[[[{"id":"x","evil":1}]]]', "null", '{"0":{"0":{"map":1}}}'])
      await clipboard("paste", "", `<table data-cjm-cards='${cards}'><tr><td>plain</td></tr></table>`);
    expect(said("pains", "arrive")).toBe(["x", ...Array(5).fill("plain")].join("\n"));
  });

  it("makes one card of all lines with Control+Shift+V", async () => {
    await show();
    await focus("pains", "arrive");
    await press("V", { ctrlKey: true, shiftKey: true });
    await clipboard("paste", "one\ntwo");
    expect(store.document.value.cells!.pains!.arrive).toMatchObject([{ text: "one\ntwo" }]);
  });

  it("makes cards of lines pasted into an empty editor, and offers one card instead", async () => {
    await show();
    await focus("pains", "arrive");
    await press("Enter");
    await clipboard("paste", "one\ntwo\nthree\n");
    expect(said("pains", "arrive")).toBe("one\ntwo\nthree");
    expect(root.querySelector(".cjm-offer")!.textContent).toContain("3 cards added");
    await act(() => root.querySelector<HTMLElement>(".cjm-offer button")!.click());
    expect(store.document.value.cells!.pains!.arrive).toMatchObject([{ text: "one\ntwo\nthree" }]);
    expect(root.querySelector(".cjm-offer")).toBeNull();
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
