// @vitest-environment jsdom
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";
import { sample } from "../../dev/sample";
import { applyAll } from "../../src/document/apply";
import { markWords } from "../../src/lanes/conflict";
import { lineBetween } from "../../src/scene/layout";
import { duration } from "../../src/scene/numbers";
import { initials } from "../../src/scene/personas";
import { firstStages, fromTable } from "../../src/view/empty";
import {
  at,
  clipboard,
  elsewhere,
  fire,
  focus,
  press,
  root,
  settled,
  show,
  small,
  store,
  submit,
  type,
} from "./shown";

describe("words", () => {
  it.each([
    [48, "48 min"],
    [150, "2 h 30 min"],
    [180, "3 h"],
    [4320, "3 days"],
  ])("%d minutes are said as %s", (minutes, words) => {
    expect(duration(minutes)).toBe(words);
  });

  it("a name's initials are its first and last letters, whole", () => {
    expect(initials("Maya de la Torres")).toBe("MT");
    expect(initials("Customer")).toBe("C");
    expect(initials("😀 Grin")).toBe("😀G");
    expect(initials("  ")).toBe("");
  });

  it("the words that differ are marked, not those around them", () => {
    expect(markWords("Local kitchens with a price cap", "Local kitchens open from 05:00")).toEqual([
      { words: "Local kitchens ", differs: false },
      { words: "with a price cap", differs: true },
    ]);
    expect(markWords("a x c", "a y c").map(({ differs }) => differs)).toEqual([false, true, false]);
  });

  it("a blueprint line stands where the layer changes", () => {
    expect(lineBetween("customer", "customer")).toBeNull();
    expect(lineBetween("customer", "frontstage")).toBe("interaction");
    expect(lineBetween("frontstage", "backstage")).toBe("visibility");
    expect(lineBetween("customer", "support")).toBe("visibility");
    expect(lineBetween("backstage", "support")).toBe("internal");
  });
});

describe("a card", () => {
  it("says what backs it, and how much", async () => {
    await show();
    const card = root.querySelector<HTMLElement>("[data-card='pains.queue']")!;
    expect(card.getAttribute("aria-label")).toBe("Data: Slow");
    expect(card.textContent).toContain("n 12");
    expect(root.querySelector("[aria-label='Severity high']")).not.toBeNull();
  });

  it("draws markup as the text it is", async () => {
    const text = "<img src=x onerror=alert(1)> & <b>bold</b>";
    await show({ ...small, cells: { pains: { queue: [{ id: "p", text }] } } });
    expect(at("pains", "queue").querySelector("img, b")).toBeNull();
    expect(at("pains", "queue").textContent).toBe(text);
  });

  it("opens links of the web and mail only", async () => {
    const links = [
      "https://example.org",
      "mailto:a@example.org",
      "javascript:alert(1)",
      "data:text/html,x",
      "pains.queue",
    ];
    const cards = links.map((link, i) => ({ id: `c${i}`, text: "t", links: [link] }));
    await show({ ...small, cells: { pains: { queue: cards } } });
    expect([...root.querySelectorAll("a")].map((a) => a.getAttribute("href"))).toEqual(links.slice(0, 2));
  });

  it("that is long shows four lines and more on demand", async () => {
    await show({ ...small, cells: { pains: { queue: [{ id: "p", text: "word ".repeat(60) }] } } });
    const more = root.querySelector<HTMLElement>(".cjm-more")!;
    expect(more.textContent).toBe("more");
    act(() => more.click());
    expect(root.querySelector(".cjm-more")!.getAttribute("aria-expanded")).toBe("true");
  });
});

describe("the header", () => {
  it("edits the title in place, and Escape drops the edit", async () => {
    await show();
    const title = root.querySelector<HTMLInputElement>("[aria-label=Title]")!;
    act(() => title.focus());
    title.value = "A better visit";
    await press("Enter");
    expect(store.document.value.title).toBe("A better visit");
    title.value = "no";
    await press("Escape");
    expect([title.value, store.document.value.title]).toEqual(["A better visit", "A better visit"]);
  });

  it("filters by the segment chosen", async () => {
    await show(small, "map", sample());
    const radios = [...root.querySelectorAll<HTMLInputElement>(".cjm-segments [type=radio]")];
    expect(radios.map((radio) => radio.checked)).toEqual([true, false, false, false]);
    act(() => radios[2]!.click());
    expect(store.measured.value.filters).toEqual({ flight_type: ["international"] });
  });

  it("shows no number for a segment that is too small to be told", async () => {
    await show(small, "map", sample());
    const labels = [...root.querySelectorAll(".cjm-segments label")].map((label) => label.textContent);
    expect(labels).toEqual(["All2,831", "Domestic1,775", "International1,056", "Charter"]);
  });

  it("says whether the numbers are live", async () => {
    await show(small, "map", sample());
    expect(root.querySelector(".cjm-data")!.textContent).toContain("Up to date2,831 respondents · read");
    act(() => {
      store.measured.value = sample({}, false);
    });
    expect(root.querySelector(".cjm-data")!.textContent).toContain("Saved counts");
  });

  it.each([
    [{ kind: "waiting", count: 1, slow: false } as const, "1 edit waiting"],
    [{ kind: "waiting", count: 3, slow: true } as const, "3 edits waiting for the kernel"],
    [{ kind: "connecting" } as const, "Connecting"],
    [{ kind: "gone", why: "", unsaved: 0, revision: 1 } as const, "Kernel gone"],
  ])("shows %o", async (status, words) => {
    await show();
    act(() => {
      store.status.value = status;
    });
    expect(root.querySelector("[role=status]")!.textContent).toBe(words);
  });

  it("undoes and redoes, and says what", async () => {
    await show();
    const tool = (name: string) => root.querySelector<HTMLElement>(`[aria-label^="${name}"]`)!;
    expect(tool("Undo").getAttribute("aria-disabled")).toBe("true");
    act(() => void store.edit([{ op: "set_map", changes: { title: "New" } }], "Edit title"));
    expect(tool("Undo").getAttribute("aria-label")).toBe("Undo “Edit title”");
    act(() => tool("Undo").click());
    expect(store.document.value.title).toBe("A visit");
    act(() => tool("Redo").click());
    expect(store.document.value.title).toBe("New");
  });
});

describe("a title being typed", () => {
  it("is untouched by edits of others, and Control+S saves it", async () => {
    await show();
    const title = root.querySelector<HTMLInputElement>("[aria-label=Title]")!;
    act(() => title.focus());
    title.value = "Half ty";
    await elsewhere({ op: "set_map", changes: { kind: "future" } });
    expect(title.value).toBe("Half ty");
    await press("s", { ctrlKey: true });
    expect(store.document.value.title).toBe("Half ty");
  });

  it("that is refused stays in its field", async () => {
    await show();
    const title = root.querySelector<HTMLInputElement>("[aria-label=Title]")!;
    act(() => title.focus());
    title.value = "half \ud800 a character";
    await press("Enter");
    expect(title.value).toBe("half \ud800 a character");
    expect(root.querySelector(".cjm-notices")!.textContent).toContain("half a character");
  });
});

describe("news", () => {
  it("a conflict stands on its card, both sides told apart, and is resolved", async () => {
    await show();
    const about = { stage: "queue", lane: "pains", persona: null, card: "pains.queue", field: "text" };
    act(() => {
      store.conflicts.value = [
        { id: "1", ...about, mine: "Slow line", theirs: "Slow belt", inMap: "theirs", why: "changed" },
      ];
    });
    const cell = at("pains", "queue");
    expect([...cell.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["belt", "line"]);
    expect(cell.textContent).toContain("Loud");
    act(() => cell.querySelector<HTMLElement>(".is-primary")!.click());
    expect(store.conflicts.value).toEqual([]);
    await settled();
    expect(cell.querySelector(".cjm-conflict")).toBeNull();
  });

  it("a conflict without a cell says what it is about", async () => {
    await show();
    const about = { stage: "queue", lane: null, persona: null, card: null, field: "name" };
    act(() => {
      store.conflicts.value = [
        { id: "1", ...about, mine: "Line", theirs: "Belt", inMap: "theirs", why: "changed" },
      ];
    });
    expect(root.querySelector(".cjm-conflicts header")!.textContent).toContain("name, Queue");
  });

  it("a kernel that is gone leaves the map to read, and says how many edits were not saved", async () => {
    await show();
    act(() => {
      store.status.value = { kind: "gone", why: "The kernel was restarted", unsaved: 2 };
      store.editable.value = false;
    });
    const banner = root.querySelector("[role=alert]")!;
    expect(banner.querySelector("span")!.textContent).toBe(
      "The kernel was restarted; 2 edits were not saved, and nothing can be changed until the map is shown again.",
    );
    expect(at("pains", "queue").textContent).toContain("Slow");
  });

  it.each([
    ["theirs", "Theirs, saved", "Mine, not saved"],
    ["mine", "Theirs, not saved", "Mine, saved"],
  ] as const)("a conflict says that %s is in the map", async (inMap, theirs, mine) => {
    await show();
    const about = { stage: "queue", lane: "pains", persona: null, card: "pains.queue", field: "text" };
    act(() => {
      store.conflicts.value = [{ id: "1", ...about, mine: "Line", theirs: "Belt", inMap, why: "changed" }];
    });
    const sides = [...root.querySelectorAll(".cjm-conflict small")].map((one) => one.textContent);
    expect(sides).toEqual([theirs, mine]);
  });

  it("typing and pressing twice in a map without its kernel are answered, and its cell can be run", async () => {
    await show();
    let runs = 0;
    root.setAttribute("data-cjm-runs", "");
    root.addEventListener("cjm:run", () => {
      runs += 1;
    });
    act(() => {
      store.status.value = { kind: "gone", why: "The kernel was restarted", unsaved: 0 };
      store.editable.value = false;
    });
    const answer = () => root.querySelector(".cjm-notice > span")?.textContent;
    const says = "The kernel was restarted, so nothing can be changed until its cell runs again.";
    for (const attempt of [
      () => press("x"),
      () => press("Enter"),
      () => fire(new MouseEvent("dblclick", { bubbles: true }), at("pains", "queue").firstElementChild!),
    ]) {
      await focus("pains", "queue");
      await attempt();
      expect(answer()).toBe(says);
      act(() => root.querySelector<HTMLElement>("[aria-label=Dismiss]")!.click());
    }
    act(() => root.querySelector<HTMLElement>(".cjm-banner .cjm-btn")!.click());
    expect(runs).toBe(1);
  });

  it("a notice can be dismissed", async () => {
    await show();
    act(() => {
      store.notices.value = [{ id: 4, text: "Nothing to undo.", tone: "info" }];
    });
    act(() => root.querySelector<HTMLElement>("[aria-label=Dismiss]")!.click());
    expect(store.notices.value).toEqual([]);
  });
});

describe("the foot", () => {
  it("counts claims by what backs them, names of things not among them", async () => {
    await show({ ...small, cells: { ...small.cells, systems: { queue: [{ id: "s", text: "Turnstile" }] } } });
    expect(root.querySelector("footer.cjm-foot")!.textContent).toContain("4 cardsData 1Quote 0Assumption 3");
  });
});

describe("an empty map", () => {
  it("begins with the stage that is typed, and asks for the next", async () => {
    await show({ id: "new" });
    const input = root.querySelector("input[aria-label='Name the first stage']") as HTMLInputElement;
    act(() => input.focus());
    await type("Arrive");
    await submit();
    expect(store.document.value.stages!.map(({ id }) => id)).toEqual(["arrive", "new-stage"]);
    expect(store.document.value.lanes!.length).toBeGreaterThan(3);
    expect(document.activeElement!.getAttribute("aria-label")).toBe("Name of the stage");
  });

  it("takes a copied table: stages along the top, lanes down the side", () => {
    const table = [
      ["", "Arrive", "Queue"],
      ["Actions", "Parks", "Waits"],
      ["Pain points", "", "Slow"],
    ];
    const { document } = applyAll({ id: "new" }, fromTable({ id: "new" }, table));
    expect(document.stages!.map(({ name }) => name)).toEqual(["Arrive", "Queue"]);
    expect(document.lanes!.map(({ role }) => role)).toEqual(["actions", "pain_points"]);
    expect(document.cells!["pain-points"]!.queue![0]!.text).toBe("Slow");
  });

  it("makes lanes of what their names say, and of cards where they say what others could not hold", () => {
    const table = [
      ["", "Arrive", "Queue"],
      ["Emotion", "1", "-0,5"],
      ["Rating", "", ""],
      ["Backstage ratings", "poor", ""],
    ];
    const { document } = applyAll({ id: "new" }, fromTable({ id: "new" }, table));
    expect(document.lanes).toEqual([
      { id: "emotion", name: "Emotion", kind: "emotion", role: "emotion" },
      { id: "rating", name: "Rating", kind: "measure", role: "measure" },
      { id: "backstage-ratings", name: "Backstage ratings", role: "systems", layer: "backstage" },
    ]);
    expect(document.emotion).toEqual({ customer: { arrive: { value: 1 }, queue: { value: -0.5 } } });
    const words = [
      ["", "Arrive"],
      ["Emotion", "calm"],
      ["Rating", "4.2"],
    ];
    const worded = applyAll({ id: "new" }, fromTable({ id: "new" }, words)).document;
    expect(worded.lanes!.map(({ kind = "cards" }) => kind)).toEqual(["cards", "cards"]);
    expect(worded.cells!.rating!.arrive![0]!.text).toBe("4.2");
  });

  it("answers a table with two emotion lanes with a sentence", async () => {
    await show({ id: "new" });
    act(() => root.querySelector<HTMLElement>("input[aria-label='Name the first stage']")!.focus());
    await clipboard("paste", "\tArrive\nEmotion\t1\nEmotions\t2\n");
    expect(root.querySelector(".cjm-notices")!.textContent).toContain(
      "the map already has the emotion lane 'Emotion'",
    );
    expect(store.document.value.stages).toBeUndefined();
  });

  it.each([
    ["a row", [["Arrive", "Queue"]]],
    ["a column", [["Arrive"], ["Queue"]]],
  ])("takes %s of stages", (_, table) => {
    const { document } = applyAll({ id: "new" }, fromTable({ id: "new" }, table));
    expect(document.stages!.map(({ name }) => name)).toEqual(["Arrive", "Queue"]);
  });

  it("keeps the lanes and personas it has", () => {
    const { operations } = firstStages(
      { id: "new", lanes: [{ id: "l", name: "L" }], personas: [{ id: "p", name: "P" }] },
      ["A"],
    );
    expect(operations.map(({ op }) => op)).toEqual(["add_stage"]);
  });
});
