// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { describe, expect, it, vi } from "vitest";
import { isInside } from "../../src/scene/picture";
import { edits, judged, persona, pointer, press, quiet, root, scoreOf, show, slider, store } from "./shown";

describe("a point", () => {
  it("is a slider that says its score and what was measured", () => {
    show();
    const point = slider("Maya, Security");
    expect(point.getAttribute("aria-valuemin")).toBe("-2");
    expect(point.getAttribute("aria-valuemax")).toBe("2");
    expect(point.getAttribute("aria-valuenow")).toBe("-1");
    expect(point.getAttribute("aria-valuetext")).toBe(
      "−1.0, drawn, outside the measured interval, measured +0.96",
    );
  });

  it("says whether the data bear it out, and is ringed where they do not", () => {
    show(true, undefined, judged({ maya: { s1: false }, kenji: { s1: true } }));
    const [maya, kenji] = ["Maya", "Kenji"].map((name) => slider(`${name}, Security`));
    expect(maya!.getAttribute("aria-valuetext")).toBe(
      "−1.0, drawn, outside the measured interval, measured +0.96",
    );
    expect(kenji!.getAttribute("aria-valuetext")).toContain("inside the measured interval");
    expect([maya, kenji].map((point) => point!.classList.contains("is-outside"))).toEqual([true, false]);
    const cell = maya!.closest("[role=gridcell]")!;
    expect(cell.getAttribute("aria-label")).toContain("Maya −1.0 drawn, outside the measured interval");
  });

  it("is held against the measured interval itself once it is drawn anew", () => {
    show(true, undefined, judged({ maya: { s1: false } }));
    const outside = () => slider("Maya, Security").classList.contains("is-outside");
    press(slider("Maya, Security"), "End");
    expect(outside()).toBe(false); // +2 is outside, and no more than the tolerance from +0.96
    press(slider("Maya, Security"), "Home");
    expect(outside()).toBe(true);
    for (let i = 0; i < 29; i++) press(slider("Maya, Security"), "ArrowUp");
    expect(slider("Maya, Security").getAttribute("aria-valuetext")).toContain("+0.9, drawn, inside");
    expect(outside()).toBe(false);
  });

  it("is held against the curve of everyone only where everyone is shown, and of its segment always", () => {
    const [source] = judged({}).sources;
    const maya = { id: "maya", name: "Maya" };
    expect(isInside(source, {}, 1.2, false, maya, "s1", 0.95)).toBe(true);
    expect(isInside(source, {}, 1.2, true, maya, "s1", 0.95)).toBeUndefined();
    const domestic = { ...maya, segment: { flight_type: "domestic" } };
    expect(isInside(source, {}, 1.2, false, domestic, "s1", 0.95)).toBeUndefined();
    const own = { ...source!, personas: { maya: { curve: { s1: { n: 40, value: 0, low: -1, high: 1 } } } } };
    expect(isInside(own, {}, 1.2, true, domestic, "s1", 0.95)).toBe(true);
  });

  it("is outside the measured interval only where the difference matters", () => {
    const [source] = judged({}).sources;
    const maya = { id: "maya", name: "Maya" };
    const { value, low } = source!.reading.curve!.s1!;
    const verdict = (score: number, tolerance = 1.2) =>
      isInside(source, {}, tolerance, false, maya, "s1", score);
    expect(verdict(low!)).toBe(true);
    expect(verdict(value - 1)).toBeUndefined();
    expect(verdict(value - 1.2)).toBeUndefined();
    expect(verdict(value - 1.25)).toBe(false);
    expect(verdict(value - 1, 0.4)).toBe(false);
  });

  it("that was measured on few respondents is hollow and says so", () => {
    const few = judged({});
    few.sources[0]!.reading = { respondents: 12, curve: { s1: { n: 12, value: 0.5, low: 0, high: 1 } } };
    show(true, undefined, few);
    const image = root.querySelector("[role=img]")!;
    expect(image.getAttribute("aria-label")).toBe(
      "measured +0.50, interval 0.00 to +1.00, n 12, few respondents",
    );
    expect(image.classList.contains("is-few")).toBe(true);
  });

  it("that was measured is an image", () => {
    show();
    expect([...root.querySelectorAll("[role=img]")].map((image) => image.getAttribute("aria-label"))).toEqual(
      ["measured +0.96, interval +0.90 to +1.00, n 2,407"],
    );
  });

  it.each([
    ["ArrowUp", false, -0.9],
    ["ArrowDown", false, -1.1],
    ["ArrowUp", true, -0.5],
    ["PageDown", false, -1.5],
    ["Home", false, -2],
    ["End", false, 2],
  ])("moves with %s (Shift %s) to %d", (key, shiftKey, value) => {
    show();
    press(slider("Maya, Security"), key, { shiftKey });
    quiet();
    expect(scoreOf("maya", "s1")).toBe(value);
  });

  it("sends one edit for keys in quick succession, with what was there and its evidence kept", () => {
    show();
    for (let i = 0; i < 5; i++) press(slider("Maya, Security"), "ArrowUp");
    expect(slider("Maya, Security").getAttribute("aria-valuenow")).toBe("-0.5");
    expect(edits).toEqual([]);
    quiet();
    const was = { value: -1, evidence: "quote" };
    expect(edits).toEqual([
      {
        operations: [
          { op: "set_emotion", persona: "maya", stage: "s1", score: { ...was, value: -0.5 }, was },
        ],
        label: "Move Maya at Security",
      },
    ]);
  });

  it("sends what its keys did when the focus leaves it, and before a shortcut", () => {
    show();
    press(slider("Maya, Security"), "ArrowUp");
    act(() => void slider("Maya, Security").dispatchEvent(new FocusEvent("blur")));
    expect(scoreOf("maya", "s1")).toBe(-0.9);
    press(slider("Maya, Security"), "ArrowUp");
    press(slider("Maya, Security"), "z", { ctrlKey: true });
    expect(scoreOf("maya", "s1")).toBe(-0.8);
  });

  it("goes back to where it was with Escape, sending nothing", () => {
    show();
    press(slider("Maya, Security"), "ArrowUp");
    press(slider("Maya, Security"), "Escape");
    quiet();
    expect(edits).toEqual([]);
    expect(slider("Maya, Security").getAttribute("aria-valuenow")).toBe("-1");
  });

  it("becomes a gap with Delete and stays the focused element", () => {
    show();
    const point = slider("Maya, Security");
    point.focus();
    press(point, "Delete");
    expect(scoreOf("maya", "s1")).toBeUndefined();
    expect(point.getAttribute("aria-valuetext")).toBe("no score drawn, measured +0.96");
    expect(document.activeElement).toBe(point);
    press(point, "ArrowUp");
    quiet();
    expect(scoreOf("maya", "s1")).toBe(0);
    expect(edits.at(-1)!.label).toBe("Draw Maya at Security");
    expect(document.activeElement).toBe(point);
  });

  it("leads to its neighbours with left and right", () => {
    show();
    slider("Maya, Security").focus();
    press(slider("Maya, Security"), "ArrowRight");
    expect(document.activeElement).toBe(slider("Maya, Gate"));
    press(slider("Maya, Gate"), "ArrowLeft");
    expect(document.activeElement).toBe(slider("Maya, Security"));
  });

  it("of another persona becomes the one to edit when it gets the focus", () => {
    show();
    expect(slider("Kenji, Getting there")).toBeNull();
    act(() => slider("Kenji, Security").focus());
    expect(persona.value).toBe("kenji");
    expect(slider("Kenji, Getting there").getAttribute("aria-valuetext")).toBe("no score drawn");
    expect(slider("Maya, Gate")).toBeNull();
  });
});

describe("a drag", () => {
  it("shows the way and sends one edit on release", () => {
    show();
    const point = slider("Maya, Security");
    pointer(point, "pointerdown", 203);
    for (const y of [210, 190, 177]) pointer(point, "pointermove", y);
    expect(edits).toEqual([]);
    expect(root.querySelector(".cjm-bubble")!.textContent).toBe("−0.5 was −1.0");
    expect(root.querySelectorAll(".cjm-line.is-old")).toHaveLength(1);
    pointer(point, "pointerup", 177);
    expect(edits.map(({ label }) => label)).toEqual(["Move Maya at Security"]);
    expect(scoreOf("maya", "s1")).toBe(-0.5);
    expect(root.querySelector(".cjm-bubble")).toBeNull();
  });

  it("of a pixel or two is a click and changes nothing", () => {
    show();
    pointer(slider("Maya, Security"), "pointerdown", 203);
    pointer(slider("Maya, Security"), "pointermove", 205);
    pointer(slider("Maya, Security"), "pointerup", 205);
    expect(edits).toEqual([]);
    expect(document.activeElement).toBe(slider("Maya, Security"));
  });

  it("back to where it began changes nothing", () => {
    show();
    for (const [type, y] of [
      ["pointerdown", 203],
      ["pointermove", 150],
      ["pointermove", 203],
      ["pointerup", 203],
    ] as const)
      pointer(slider("Maya, Security"), type, y);
    expect(edits).toEqual([]);
  });

  it("is taken back by Escape, and further movement is ignored", () => {
    show();
    pointer(slider("Maya, Security"), "pointerdown", 203);
    pointer(slider("Maya, Security"), "pointermove", 150);
    press(slider("Maya, Security"), "Escape");
    pointer(slider("Maya, Security"), "pointermove", 100);
    pointer(slider("Maya, Security"), "pointerup", 100);
    expect(edits).toEqual([]);
  });

  it("in a column without a score draws one there", () => {
    show();
    const cell = root.querySelector("[data-stage=s2]")!;
    pointer(cell, "pointerdown", 97);
    expect(slider("Maya, Gate").getAttribute("aria-valuenow")).toBe("1");
    pointer(cell, "pointermove", 124);
    pointer(cell, "pointerup", 124);
    expect(edits).toEqual([
      {
        operations: [{ op: "set_emotion", persona: "maya", stage: "s2", score: { value: 0.5 }, was: null }],
        label: "Draw Maya at Gate",
      },
    ]);
    expect(document.activeElement).toBe(slider("Maya, Gate"));
  });

  it("in a column that has its score leaves it alone", () => {
    show();
    const cell = root.querySelector("[data-stage=s0]")!;
    pointer(cell, "pointerdown", 250);
    pointer(cell, "pointerup", 250);
    expect(edits).toEqual([]);
  });
});

describe("a map that cannot be edited", () => {
  it("has sliders that are read-only and stay where they are", () => {
    show(false);
    const point = slider("Maya, Security");
    expect(point.getAttribute("aria-readonly")).toBe("true");
    for (const key of ["ArrowUp", "Delete", "Enter", "1"]) press(point, key);
    pointer(point, "pointerdown", 203);
    pointer(point, "pointermove", 100);
    pointer(point, "pointerup", 100);
    pointer(root.querySelector("[data-stage=s2]")!, "pointerdown", 100);
    quiet();
    expect(edits).toEqual([]);
    expect(root.querySelector(".cjm-entry")).toBeNull();
  });
});

it("says each stage in one sentence", () => {
  show();
  const said = [...root.querySelectorAll("[role=gridcell]")].map((cell) => cell.getAttribute("aria-label"));
  expect(said).toEqual([
    "Getting there, Maya +0.5 drawn, Kenji no score drawn",
    "Security, Maya −1.0 drawn, outside the measured interval, Kenji +1.0 drawn, inside the measured interval, measured +0.96, interval +0.90 to +1.00, n 2,407, 1.9 higher than drawn",
    "Gate, Maya no score drawn, Kenji no score drawn",
  ]);
});

it("sends an unfinished gesture when the lane goes away", () => {
  show();
  press(slider("Maya, Security"), "ArrowUp");
  act(() => render(null, root));
  expect(edits).toHaveLength(1);
});

it("shows a conflict of scores at its stage, in the lane's own words", () => {
  show();
  const resolve = vi.spyOn(store, "resolve");
  const conflict = { id: "7", stage: "s1", lane: null, persona: "maya", card: null, field: "emotion" };
  act(() => {
    store.conflicts.value = [
      { ...conflict, mine: "-0.5", theirs: "", inMap: "theirs", why: "it is now no score" },
    ];
  });
  const box = root.querySelector("[data-stage=s1] .cjm-conflict")!;
  expect([...box.querySelectorAll("p")].map((line) => line.textContent)).toEqual([
    "Theirs, savedMaya no score",
    "Mine, not savedMaya −0.5",
  ]);
  act(() => box.querySelectorAll("button")[1]!.click());
  expect(resolve).toHaveBeenCalledWith("7", "mine");
});
