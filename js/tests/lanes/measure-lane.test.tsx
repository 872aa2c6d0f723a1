// @vitest-environment jsdom
import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Figure, Lane, Measured, SourceInfo } from "../../src/document/schema";
import type { Unfinished } from "../../src/interaction/state";
import type { LaneProps } from "../../src/lanes/lane";
import { MeasureLane } from "../../src/lanes/measure/measure-lane";
import { LocalStore } from "../../src/store/local";

const stages = ["Getting there", "Security", "Gate"].map((name, i) => ({ id: `s${i}`, name }));
const mean = (value: number, half: number, n: number): Figure => ({
  n,
  value,
  low: value - half,
  high: value + half,
  method: "mean, t 95 %",
});
const share = (value: number): Figure => ({
  n: 100,
  value,
  low: value - 0.1,
  high: value + 0.1,
  method: "top-2 box, Wilson 95 %",
});

function source(id: string, figures: Record<string, Record<string, Figure>>): SourceInfo {
  return {
    id,
    name: `The ${id}`,
    rows: 9,
    read: "",
    live: true,
    scale: [1, 5],
    measures: [
      { name: "top_box", label: "Top-2 box", unit: "share", low: 0, high: 1, level: 0.95 },
      { name: "mean", label: "Mean", unit: "score", low: 1, high: 5, level: 0.95 },
    ],
    reading: { respondents: 9, figures },
  };
}
const survey = source("survey", {
  s0: { mean: mean(4.21, 0.04, 2319), top_box: share(0.771) },
  s1: { mean: mean(3.94, 0.02, 14509), top_box: share(0.7) },
  s2: { mean: mean(4.01, 0.08, 142), top_box: { n: 4, why: "withheld" } },
});

let root: HTMLElement;
beforeEach(() => {
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  act(() => render(null, root));
  root.remove();
});

function show(lane: Partial<Lane>, sources: SourceInfo[]) {
  const store = new LocalStore({ id: "d", stages }, { measured: { type: "measured", sources } as Measured });
  const props: LaneProps = {
    store,
    lane: { id: "rating", name: "Rating", kind: "measure", ...lane },
    stages,
    columns: signal([]),
    drawn: signal([0, 1, 2]),
    paper: null,
    persona: signal(null),
    hidden: signal(new Set<string>()),
    states: signal(null),
    unfinished: new Set<Unfinished>(),
    row: { role: "row", "aria-rowindex": 1, "data-lane": "rating" },
    header: (extra) => <div role="rowheader">{extra}</div>,
    cell: (stage, said) => ({
      role: "gridcell",
      tabIndex: -1,
      "aria-colindex": 2,
      "aria-label": said,
      "data-stage": stage.id,
      style: { gridColumn: "2" },
      ref: () => undefined,
    }),
  };
  act(() => render(<MeasureLane {...props} />, root));
}
const cells = () => [...root.querySelectorAll("[role=gridcell]")];
const leads = () => cells().map((cell) => cell.querySelector(".cjm-m-top")?.textContent);

describe("a measure lane", () => {
  it("never shows a value without its interval and n", () => {
    show({ target: 4 }, [survey]);
    expect(leads()).toEqual(["4.214.17–4.25n 2,319", "3.943.92–3.96n 14,509", "4.013.93–4.09n 142"]);
  });

  it("lets colour speak only where the whole interval clears the target", () => {
    show({ target: 4 }, [survey]);
    expect(cells().map((cell) => cell.querySelector(".cjm-m-top b")!.className)).toEqual([
      "is-above",
      "is-below",
      "is-unclear",
    ]);
  });

  it("draws all stages on the axis its header prints, with the target", () => {
    show({ target: 4 }, [survey]);
    expect(root.querySelector(".cjm-mkey")!.textContent).toBe("3.94.3");
    const targets = [...root.querySelectorAll<HTMLElement>(".cjm-target")].map((tick) => tick.style.left);
    expect(targets).toHaveLength(4);
    expect(new Set(targets).size).toBe(1);
  });

  it("says each stage in one sentence and hides the drawing", () => {
    show({ target: 4 }, [survey]);
    expect(cells()[0]!.getAttribute("aria-label")).toBe(
      "Getting there, mean 4.21, 95 % interval 4.17 to 4.25, n 2,319, above target 4.0, mean, t 95 %; " +
        "top-2 box 77 %, 95 % interval 67 % to 87 %, n 2,319, top-2 box, Wilson 95 %".replace(
          "n 2,319",
          "n 100",
        ),
    );
    const drawn = cells().flatMap((cell) => [...cell.children]);
    expect(drawn.filter((child) => child.getAttribute("aria-hidden") !== "true")).toEqual([]);
  });

  it("shows withheld, not asked and no rows each in its own way", () => {
    const nothing = (why: Figure["why"]) => ({ mean: { n: 0, why }, top_box: { n: 0, why } });
    show({}, [source("survey", { s0: nothing("withheld"), s1: nothing("no rows") })]);
    expect(cells().map((cell) => cell.textContent)).toEqual(["withheld", "0 rows match", "Not asked"]);
    expect(cells().map((cell) => cell.getAttribute("aria-label"))).toEqual([
      "Getting there, withheld",
      "Security, 0 rows match",
      "Gate, not asked",
    ]);
  });

  it("says why a number is withheld where it asks, and aloud", () => {
    const why = "withheld: fewer than 10 respondents, here or in what this would give away";
    const withheld: Figure = { n: 0, why: "withheld", method: why };
    show({}, [source("survey", { s0: { mean: withheld, top_box: withheld } })]);
    expect(cells()[0]!.getAttribute("aria-label")).toBe(`Getting there, ${why}`);
    expect([...cells()[0]!.querySelectorAll(".cjm-method span")].map((line) => line.textContent)).toEqual([
      why,
      "The survey",
    ]);
  });

  it("flags few respondents beside their number", () => {
    show({}, [source("survey", { s0: { mean: mean(4, 0.5, 29) }, s1: { mean: mean(4, 0.5, 30) } })]);
    expect(leads().slice(0, 2)).toEqual(["4.003.50–4.50few, n 29", "4.003.50–4.50n 30"]);
    expect(cells()[0]!.querySelector(".cjm-method")!.textContent).toContain("Few respondents (n < 30)");
  });

  it("marks a stage whose segments differ, and says which and by how much", () => {
    const said = "mean by flight_type: domestic 0.13 higher than international, Holm p 0.006";
    const tests = "Welch, Holm over 14 tests of all columns, stages and measures";
    show({}, [{ ...survey, marks: { s1: [said] }, tests }]);
    expect(cells().map((cell) => cell.querySelector(".cjm-sig")?.textContent)).toEqual([
      undefined,
      "≠",
      undefined,
    ]);
    expect(cells()[1]!.getAttribute("aria-label")).toContain(`; differs between segments: ${said}`);
    expect(cells()[1]!.querySelector(".cjm-method")!.textContent).toContain(said + tests);
    expect(cells()[0]!.querySelector(".cjm-method")!.textContent).not.toContain(tests);
  });

  it("shows the measures the lane names, in its order", () => {
    show({ measures: ["top_box"] }, [survey]);
    expect(leads()[0]).toBe("77 %67–87 %n 100");
    show({ measures: ["mean", "top_box"] }, [survey]);
    expect(leads()[0]).toContain("4.21");
    expect(cells()[0]!.querySelector(".cjm-top2")!.textContent).toBe("77 %");
    expect(cells()[2]!.querySelector(".cjm-top2")!.textContent).toBe("withheld");
  });

  it("takes its own source, or the first", () => {
    const other = source("kiosk", { s0: { mean: mean(2, 0.5, 20) } });
    show({ source: "kiosk" }, [survey, other]);
    expect(leads()[0]).toContain("2.00");
    show({}, [survey, other]);
    expect(leads()[0]).toContain("4.21");
  });

  it("says what to do where nothing is joined, and what is wrong where a name is unknown", () => {
    show({}, []);
    expect(root.textContent).toBe("No rows joined yet: journey.join(…)");
    show({ source: "kiosk" }, [survey]);
    expect(root.textContent).toBe("No source “kiosk” is joined");
    show({ measures: ["csat"] }, [survey]);
    expect(root.textContent).toBe("The survey has no measure “csat”; it has top_box, mean");
  });
});

describe("a lane of mentions", () => {
  const reasons: SourceInfo = {
    ...source("reasons", {
      s0: { queue: share(0.6), staff: { n: 0, why: "not asked" } },
      s1: { queue: { n: 0, why: "not asked" }, staff: share(0.4) },
    }),
    measures: ["Queue", "Staff"].map((label) => ({
      name: label.toLowerCase(),
      label,
      unit: "share",
      low: 0,
      high: 1,
      level: 0.95,
    })),
  };

  it("names the option that leads", () => {
    show({}, [reasons]);
    expect(root.querySelector(".cjm-mlead")?.textContent).toBe("Queue");
  });

  it("shows the other options where nobody mentions the first", () => {
    show({}, [reasons]);
    const cells = [...root.querySelectorAll(".cjm-mcell")];
    expect(cells[1]?.querySelector(".cjm-top2")?.textContent).toBe("40 %");
    expect(cells[2]?.querySelector(".cjm-top2")).toBeNull();
  });
});
