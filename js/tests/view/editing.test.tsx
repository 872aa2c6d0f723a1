// @vitest-environment jsdom
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";
import {
  elsewhere,
  fire,
  focus,
  focused,
  order,
  press,
  root,
  said,
  settled,
  show,
  store,
  submit,
  type,
} from "./shown";

const text = () => (document.activeElement as HTMLTextAreaElement).value;

const cardsOf = (lane: string, stage: string) => store.document.value.cells?.[lane]?.[stage] ?? [];

describe("a cell", () => {
  it("takes a new card for what is typed; Enter saves it and opens the next, an empty one ends", async () => {
    await show();
    await focus("pains", "arrive");
    const event = await press("S");
    expect(event.defaultPrevented).toBe(false);
    await type("S");
    expect(focused()).toBe("pains/arrive textarea");
    await type("teep price");
    await press("Enter");
    expect(said("pains", "arrive")).toBe("Steep price");
    expect(focused()).toBe("pains/arrive textarea");
    expect(text()).toBe("");
    await type("No change");
    await press("Enter");
    await press("Enter");
    expect(said("pains", "arrive")).toBe("Steep price\nNo change");
    expect(focused()).toBe("pains/arrive");
    expect(root.querySelector(".cjm-editor")).toBeNull();
  });

  it("takes what is typed before the kernel has answered, and keeps it in its editor until then", async () => {
    await show();
    act(() => {
      store.editable.value = false;
      store.status.value = { kind: "connecting" };
    });
    await focus("pains", "arrive");
    await press("S");
    await type("Steep price");
    expect(focused()).toBe("pains/arrive textarea");
    await press("Enter");
    expect(text()).toBe("Steep price");
    expect(root.querySelector(".cjm-why")!.textContent).toContain("What you typed stays here.");
    act(() => {
      store.editable.value = true;
      store.status.value = { kind: "saved" };
    });
    await press("Enter");
    expect(said("pains", "arrive")).toBe("Steep price");
  });

  it("that is filled is added to by typing; F2 edits its first card", async () => {
    await show();
    await focus("pains", "queue");
    await press("H");
    expect(text()).toBe("");
    await type("Hot");
    await press("Enter", { ctrlKey: true });
    expect(said("pains", "queue")).toBe("Slow\nLoud\nHot");
    expect(focused()).toBe("pains/queue");
    await press("F2");
    expect(text()).toBe("Slow");
    await type("!");
    await press("Enter");
    expect(said("pains", "queue")).toBe("Slow!\nLoud\nHot");
    expect(focused()).toBe("pains/queue pains.queue");
  });

  it("keeps a new card that is left with Escape as a draft, which opens again and is no part of the map", async () => {
    await show();
    await focus("pains", "queue");
    await press("x");
    await type("Half a thought");
    await press("Escape");
    expect(said("pains", "queue")).toBe("Slow\nLoud");
    expect(focused()).toBe("pains/queue");
    expect(store.undoLabel.value).toBeNull();
    const draft = () => root.querySelector<HTMLElement>(".cjm-draft");
    expect(draft()!.textContent).toContain("Draft: Half a thought");
    await press(" ");
    await press("ArrowDown");
    await press("ArrowDown");
    expect(document.activeElement).toBe(draft());
    await act(() => draft()!.click());
    await settled();
    expect(text()).toBe("Half a thought");
    expect(draft()).toBeNull();
    await press("Escape");
    expect(draft()).not.toBeNull();
    await act(() => draft()!.click());
    await settled();
    await press("Enter", { ctrlKey: true });
    expect(said("pains", "queue")).toBe("Slow\nLoud\nHalf a thought");
    expect(draft()).toBeNull();
  });

  it("is kept by Tab, which opens a new card to the right, and past the end in the next lane", async () => {
    await show();
    await focus("pains", "queue");
    await press("x");
    await type("one");
    await press("Tab");
    expect(said("pains", "queue")).toBe("Slow\nLoud\none");
    expect(focused()).toBe("pains/leave textarea");
    await press("Tab");
    expect(focused()).toBe("systems/arrive textarea");
    await press("Tab", { shiftKey: true });
    expect(focused()).toBe("pains/leave textarea");
    await press("Escape");
    expect(focused()).toBe("pains/leave");
    expect(said("pains", "leave")).toBe("");
  });

  it("leaves Shift+Enter to the field, and a line break stays within the card", async () => {
    await show();
    await focus("pains", "arrive");
    await type("one");
    const event = await press("Enter", { shiftKey: true });
    expect(event.defaultPrevented).toBe(false);
    await press("Enter", { altKey: true });
    await type("two");
    await press("Enter", { ctrlKey: true });
    expect(cardsOf("pains", "arrive")).toMatchObject([{ text: "one\ntwo" }]);
  });

  it("is kept when the focus goes elsewhere", async () => {
    await show();
    await focus("pains", "arrive");
    await press("x");
    await type("kept");
    await focus("systems", "leave");
    expect(said("pains", "arrive")).toBe("kept");
    expect(focused()).toBe("systems/leave");
  });

  it("is emptied by Delete and filled again by undo", async () => {
    await show();
    await focus("pains", "queue");
    await press("Delete");
    expect(said("pains", "queue")).toBe("");
    await press("z", { ctrlKey: true });
    expect(said("pains", "queue")).toBe("Slow\nLoud");
    expect(focused()).toBe("pains/queue");
    await press("y", { ctrlKey: true });
    expect(said("pains", "queue")).toBe("");
  });

  it("cannot be edited in a map that is read-only", async () => {
    await show();
    act(() => {
      store.editable.value = false;
    });
    await focus("pains", "queue");
    await press("x");
    await press("Delete");
    expect(focused()).toBe("pains/queue");
    expect(said("pains", "queue")).toBe("Slow\nLoud");
  });

  it("stays open on a refusal, and Enter again keeps what was typed", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    await press("ArrowDown");
    await press("F2");
    await elsewhere({
      op: "set_card",
      stage: "queue",
      lane: "pains",
      card: "pains.queue.2",
      changes: { text: "Hot" },
    });
    await type("er");
    await press("Enter");
    expect(focused()).toBe("pains/queue textarea");
    expect(text()).toBe("Louder");
    expect(root.querySelector(".cjm-why")!.textContent).toContain("is now 'Hot'");
    expect(root.querySelector(".cjm-why")!.textContent).toContain("Enter again keeps yours.");
    await press("Enter");
    expect(said("pains", "queue")).toBe("Slow\nLouder");
  });

  it("being edited is untouched by edits of others", async () => {
    await show();
    await focus("pains", "arrive");
    await press("x");
    await type("mi");
    await elsewhere({
      op: "set_card",
      stage: "queue",
      lane: "pains",
      card: "pains.queue",
      changes: { text: "Hot" },
    });
    await type("ne");
    await press("Enter");
    expect(said("pains", "arrive")).toBe("mine");
    expect(said("pains", "queue")).toBe("Hot\nLoud");
  });

  it("removed while being edited does not take the text with it", async () => {
    await show();
    await focus("pains", "arrive");
    await press("x");
    await type("precious");
    await elsewhere({ op: "remove", what: "lane", id: "pains" });
    expect(root.querySelector(".cjm-notices")!.textContent).toContain("precious");
  });
});

describe("a card", () => {
  it("is reached with Space, edited alone, and left with Escape", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    await press("ArrowDown");
    expect(focused()).toBe("pains/queue pains.queue.2");
    await press("F2");
    expect(text()).toBe("Loud");
    await type(" and hot");
    await press("Enter");
    expect(said("pains", "queue")).toBe("Slow\nLoud and hot");
    expect(focused()).toBe("pains/queue pains.queue.2");
    await press("Escape");
    expect(focused()).toBe("pains/queue");
  });

  it("is backed by what is chosen under its text, in one step with it", async () => {
    await show();
    await focus("pains", "arrive");
    await press("x");
    await type("Costly");
    const choose = async (name: string, value: string) => {
      const select = root.querySelector<HTMLSelectElement>(`[aria-label=${name}]`)!;
      select.value = value;
      await fire(new Event("change", { bubbles: true }), select);
    };
    await choose("Evidence", "quote");
    await choose("Severity", "2");
    await press("Enter", { ctrlKey: true });
    expect(store.document.value.cells!.pains!.arrive).toEqual([
      { id: "pains.arrive", text: "Costly", evidence: "quote", severity: 2 },
    ]);
    act(() => store.undo());
    expect(said("pains", "arrive")).toBe("");
  });

  it("that is reworded becomes an assumption, unless one press keeps what backed it", async () => {
    await show();
    const keep = () => root.querySelector<HTMLButtonElement>(".cjm-keep");
    await focus("pains", "queue");
    await press("F2");
    await type(" today");
    (document.activeElement as HTMLTextAreaElement).value = "";
    await type("Costly");
    expect(keep()!.textContent).toBe("Keep “data, n 12”");
    expect(root.querySelector<HTMLSelectElement>("[aria-label=Evidence]")!.value).toBe("assumption");
    await press("Enter");
    expect(cardsOf("pains", "queue")[0]).toEqual({ id: "pains.queue", text: "Costly" });
    act(() => store.undo());
    await settled();
    await press("F2");
    (document.activeElement as HTMLTextAreaElement).value = "";
    await type("Costly");
    await act(() => keep()!.click());
    await settled();
    expect(keep()).toBeNull();
    expect(focused()).toBe("pains/queue textarea");
    await press("Enter");
    expect(cardsOf("pains", "queue")[0]).toEqual({
      id: "pains.queue",
      text: "Costly",
      evidence: "data",
      n: 12,
    });
  });

  it("that is corrected keeps its evidence, and nothing is asked", async () => {
    await show();
    await focus("pains", "queue");
    await press("F2");
    await type("!");
    expect(root.querySelector(".cjm-keep")).toBeNull();
    await press("Enter");
    expect(cardsOf("pains", "queue")[0]).toMatchObject({ text: "Slow!", evidence: "data", n: 12 });
  });

  it("left with Escape is put back, and its edit comes back with Control+Z", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    await press("F2");
    await type("er");
    await press("Escape");
    expect(said("pains", "queue")).toBe("Slow\nLoud");
    expect(focused()).toBe("pains/queue pains.queue");
    expect(root.querySelector(".cjm-offer")!.textContent).toContain("Bring the edit back");
    await press("z", { ctrlKey: true });
    expect(text()).toBe("Slower");
    await press("Enter");
    expect(said("pains", "queue")).toBe("Slower\nLoud");
    expect(root.querySelector(".cjm-offer")).toBeNull();
  });

  it("emptied is removed, and undo brings it back", async () => {
    await show();
    await focus("pains", "queue");
    await press("F2");
    (document.activeElement as HTMLTextAreaElement).value = "";
    await press("Enter");
    expect(said("pains", "queue")).toBe("Loud");
    expect(focused()).toBe("pains/queue");
    act(() => store.undo());
    expect(said("pains", "queue")).toBe("Slow\nLoud");
  });

  it("alone is removed by Delete, and the focus goes to its neighbour", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    await press("Delete");
    expect(said("pains", "queue")).toBe("Loud");
    expect(focused()).toBe("pains/queue pains.queue.2");
    await press("Delete");
    expect(said("pains", "queue")).toBe("");
    expect(focused()).toBe("pains/queue");
  });

  it("pressed is selected, with Control besides others, and Delete takes all as one edit", async () => {
    await show();
    const card = (id: string) => root.querySelector(`[data-card="${id}"]`)!;
    const down = async (id: string, more: MouseEventInit = {}) => {
      const event = (type: string) => new MouseEvent(type, { bubbles: true, cancelable: true, ...more });
      const pointer = (type: string) => Object.assign(event(type), { pointerId: 1, isPrimary: true });
      await fire(pointer("pointerdown"), card(id));
      await fire(event("mousedown"), card(id));
      await fire(pointer("pointerup"), card(id));
    };
    await down("pains.queue.2");
    expect(focused()).toBe("pains/queue pains.queue.2");
    await down("actions.arrive", { ctrlKey: true });
    expect([...root.querySelectorAll<HTMLElement>(".is-sel")].map(({ dataset }) => dataset.card)).toEqual([
      "actions.arrive",
      "pains.queue.2",
    ]);
    await down("actions.arrive", { ctrlKey: true });
    expect(root.querySelector(".is-sel")).toBeNull();
    expect(focused()).toBe("pains/queue pains.queue.2");
    await down("actions.arrive", { ctrlKey: true });
    await press("Delete");
    expect(said("actions", "arrive")).toBe("");
    expect(said("pains", "queue")).toBe("Slow");
    expect(store.undoLabel.value).toBe("Remove 2 cards");
    act(() => store.undo());
    expect(said("actions", "arrive")).toBe("Parks");
    expect(said("pains", "queue")).toBe("Slow\nLoud");
  });

  it("moves with the others that are selected", async () => {
    await show();
    for (const [id, ctrlKey] of [
      ["pains.queue", false],
      ["pains.queue.2", true],
    ] as const)
      await fire(
        new MouseEvent("mousedown", { bubbles: true, cancelable: true, ctrlKey }),
        root.querySelector(`[data-card="${id}"]`)!,
      );
    await press("ArrowLeft", { altKey: true });
    expect(said("pains", "arrive")).toBe("Slow\nLoud");
    expect(said("pains", "queue")).toBe("");
    expect(focused()).toBe("pains/arrive pains.queue.2");
  });

  it("moves to the neighbouring cell with Alt, and the focus with it", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    await press("ArrowRight", { altKey: true });
    expect(said("pains", "leave")).toBe("Slow");
    expect(focused()).toBe("pains/leave pains.queue");
  });

  it("moves past its neighbour", async () => {
    await show();
    await focus("pains", "queue");
    await press(" ");
    await press("ArrowDown", { altKey: true });
    expect(said("pains", "queue")).toBe("Loud\nSlow");
    expect(focused()).toBe("pains/queue pains.queue");
  });
});

describe("a header", () => {
  it("is renamed with F2; an empty name changes nothing", async () => {
    await show();
    await focus(null, "queue");
    await press("F2");
    expect(text()).toBe("Queue");
    await type("Line");
    await press("Enter");
    expect(store.document.value.stages![1]!.name).toBe("Line");
    expect(focused()).toBe("/queue");
    await press("Enter");
    await type("");
    (document.activeElement as HTMLInputElement).value = "";
    await press("Enter");
    expect(store.document.value.stages![1]!.name).toBe("Line");
  });

  it("of a stage has its goal edited with Shift+F2", async () => {
    await show();
    await focus(null, "queue");
    await press("F2", { shiftKey: true });
    expect(text()).toBe("Get in");
    await type("Get in fast");
    await press("Enter");
    expect(store.document.value.stages![1]!.goal).toBe("Get in fast");
  });

  it("moves with Alt and keeps the focus", async () => {
    await show();
    await focus(null, "queue");
    await press("ArrowRight", { altKey: true });
    expect(order("stages")).toBe("arrive leave queue");
    expect(focused()).toBe("/queue");
    await focus("systems", null);
    await press("ArrowUp", { altKey: true });
    expect(order("lanes")).toBe("emotion actions systems pains");
    expect(focused()).toBe("systems/");
  });

  it("adds a stage after itself with plus, in its own phase, and names it in place", async () => {
    await show();
    await focus(null, "queue");
    await press("+");
    for (const name of ["Pay", "Pack"]) {
      await type(name);
      await press("Enter");
    }
    await press("Escape");
    expect(order("stages")).toBe("arrive queue pay pack leave");
    expect(store.document.value.stages![3]!.phase).toBe("before");
    expect(focused()).toBe("/pack");
  });

  it("adds lanes that are what their name or the choice says, and no second emotion lane", async () => {
    await show();
    await focus("systems", null);
    await press("+");
    const select = root.querySelector<HTMLSelectElement>("[aria-label='What the lane is about']")!;
    expect([...select.options].map(({ text }) => text)).not.toContain("Emotion");
    await type("ratings");
    await submit();
    expect(store.document.value.lanes!.at(-1)).toEqual({
      id: "ratings",
      name: "ratings",
      kind: "measure",
      role: "measure",
    });
    select.value = "Thoughts";
    await fire(new Event("change", { bubbles: true }), select);
    await type("Emotion");
    await submit();
    expect(store.document.value.lanes!.at(-1)).toEqual({
      id: "emotion-2",
      name: "Emotion",
      role: "thoughts",
    });
    select.value = "";
    await fire(new Event("change", { bubbles: true }), select);
    await type("Emotions");
    await submit();
    expect(root.querySelector("[role=dialog] [role=alert]")!.textContent).toContain(
      "the map already has the emotion lane 'Emotion'",
    );
  });

  it("asks before it takes cards away, and not when there are none", async () => {
    await show();
    await focus("systems", null);
    await press("Delete");
    expect(order("lanes")).toBe("emotion actions pains");
    expect(focused()).toBe("pains/");
    await press("Delete");
    expect(root.querySelector("[role=dialog]")!.textContent).toContain("It holds 2 entries");
    await press("Escape");
    expect(order("lanes")).toBe("emotion actions pains");
    expect(focused()).toBe("pains/");
    await press("Delete");
    await act(() => (document.activeElement as HTMLElement).click());
    await settled();
    expect(order("lanes")).toBe("emotion actions");
    expect(focused()).toBe("actions/");
  });
});
