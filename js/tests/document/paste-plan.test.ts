/** What a paste would do, planned before it is done. */
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { cellText } from "../../src/document/gestures";
import type { Document } from "../../src/document/schema";
import { leftOutInWords } from "../../src/document/tables/block";
import {
  asksFirst,
  carryOutPaste,
  type PasteChoice,
  type PasteStart,
  planPaste,
} from "../../src/document/tables/paste-plan";
import { LANES } from "../../src/lanes";
import { MAP } from "../protocol/kernel";

const at = (stage: string | null, lane: string | null): PasteStart => ({
  stage,
  lane,
  lanes: ["emotion", "actions", "pain"],
  addsLanes: true,
  persona: "maya",
});
const plan = (start: PasteStart, rows: string[][], headLine = false, map: Document = MAP) =>
  planPaste(
    map,
    LANES,
    start,
    rows.map((row) => row.map((text) => ({ text }))),
    headLine,
  );
const GROW: PasteChoice = { filled: "below", outside: "grow" };
function paste(start: PasteStart, rows: string[][], choice: Partial<PasteChoice> = {}, map: Document = MAP) {
  const { operations, leftOut } = carryOutPaste(map, LANES, plan(start, rows, false, map), {
    ...GROW,
    ...choice,
  });
  return { map: applyAll(map, operations).document, leftOut: leftOutInWords(leftOut) };
}
const names = (map: Document) => [map.stages!.map(({ name }) => name), map.lanes!.map(({ name }) => name)];

describe("a paste", () => {
  it("of one cell, or into empty cells of the map, asks nothing", () => {
    expect(asksFirst(plan(at("arrive", "actions"), [["x"]]))).toBe(false);
    expect(asksFirst(plan(at("wait", "actions"), [["x", "y"]]))).toBe(false);
  });

  it("asks where it meets a filled cell, would grow the map, or has more than 500 cells", () => {
    expect(plan(at("arrive", "actions"), [["x", "y"]])).toMatchObject({ filled: 1, newStages: 0 });
    expect(asksFirst(plan(at("arrive", "actions"), [["x", "y"]]))).toBe(true);
    expect(asksFirst(plan(at("leave", "actions"), [["x", "y"]]))).toBe(true);
    const lines = (count: number) => [[Array.from({ length: count }, (_, n) => `${n}`).join("\n")]];
    expect(asksFirst(plan(at("wait", "actions"), lines(500)))).toBe(false);
    expect(asksFirst(plan(at("wait", "actions"), lines(501)))).toBe(true);
  });

  it("adds the stages and lanes it needs, in one transaction that its inverse takes back", () => {
    const { map, leftOut } = paste(at("leave", "pain"), [
      ["Late", "Lost"],
      ["Sign", "Map"],
    ]);
    expect(names(map)).toEqual([
      ["Arrive", "Wait", "Leave", "Stage 4"],
      ["Emotion", "Actions", "Pain points", "Lane 4"],
    ]);
    expect(leftOut).toEqual([]);
    expect(cellText(map, "stage-4", "lane-4")).toBe("Map");
  });

  it("names what lies beyond where the map is not to grow", () => {
    const { map, leftOut } = paste(at("leave", "pain"), [["in", "out"], ["", ""], ["below"]], {
      outside: "cut",
    });
    expect(names(map)).toEqual(names(MAP));
    expect(leftOut).toEqual([
      "“out” (row 1, column 2); “below” (row 3, column 1): beyond the map’s last stage or lane.",
    ]);
  });

  it("counts no empty rows and columns at the block's end", () => {
    expect(
      plan(at("leave", "pain"), [
        ["in", "", ""],
        ["", " "],
      ]),
    ).toMatchObject({ newStages: 0, newLanes: 0 });
  });

  it("reads a header line that says the stages, as names of new ones", () => {
    const rows = [
      ["Wait", "Leave", "Boarding"],
      ["Sits", "Walks", "Queues"],
    ];
    const { map } = paste(at("wait", "actions"), rows);
    expect(names(map)[0]).toEqual(["Arrive", "Wait", "Leave", "Boarding"]);
    expect(cellText(map, "boarding", "actions")).toBe("Queues");
    expect(cellText(map, "wait", "actions")).toBe("Sits");
  });

  it("reads a header column that says the lanes, and a corner", () => {
    const rows = [
      ["", "Wait", "Leave"],
      ["Actions", "Sits", "Walks"],
      ["Pain points", "Slow", ""],
      ["Ideas", "Seats", "4"],
    ];
    const { map } = paste(at("wait", "actions"), rows);
    expect(names(map)[1]).toEqual(["Emotion", "Actions", "Pain points", "Ideas"]);
    expect(cellText(map, "wait", "ideas")).toBe("Seats");
    expect(cellText(map, "wait", "actions")).toBe("Sits");
  });

  it("takes a table's own header line for names, whatever they are", () => {
    expect(
      plan(
        at("wait", "actions"),
        [
          ["A", "B"],
          ["x", "y"],
        ],
        true,
      ),
    ).toMatchObject({
      stageNames: ["A", "B"],
      newStages: 0,
    });
  });

  it("on a stage's header renames from there on and adds", () => {
    for (const rows of [[["Sit", "Go", "Fly"]], [["Sit"], ["Go"], ["Fly"]]]) {
      expect(plan(at("wait", null), rows)).toMatchObject({ renames: 2, newStages: 1 });
      const { map } = paste(at("wait", null), rows);
      expect(names(map)[0]).toEqual(["Arrive", "Sit", "Go", "Fly"]);
      expect(map.stages![1]!.id).toBe("wait");
    }
    expect(asksFirst(plan(at("wait", null), [["Sit"]]))).toBe(false);
  });

  it("on a lane's header renames lanes, adds lanes that hold what is pasted, and fills them", () => {
    const { map } = paste(at(null, "pain"), [
      ["Problems", "Dark"],
      ["Emotion", "words"],
      ["Touchpoints", "Kiosk"],
    ]);
    expect(names(map)[1]).toEqual(["Emotion", "Actions", "Problems", "Emotion", "Touchpoints"]);
    expect(map.lanes!.slice(3).map(({ kind = "cards", role }) => [kind, role])).toEqual([
      ["cards", undefined],
      ["cards", "touchpoints"],
    ]);
    expect(cellText(map, "arrive", "touchpoints")).toBe("Kiosk");
    expect(cellText(map, "arrive", "pain")).toBe("Dark");
  });

  it("replaces cards where the reader says so, and a single score as if it were typed", () => {
    const { map } = paste(at("arrive", "actions"), [["Walks", "Sits"]], { filled: "replace" });
    expect(cellText(map, "arrive", "actions")).toBe("Walks");
    expect(paste(at("arrive", "emotion"), [["2"]]).map.emotion!.maya!.arrive).toEqual({ value: 2 });
  });
});

describe("ten thousand cells", () => {
  const stages = Array.from({ length: 250 }, (_, n) => ({ id: `s${n}`, name: `S${n}` }));
  const lanes = Array.from({ length: 40 }, (_, n) => ({ id: `l${n}`, name: `L${n}` }));
  const big: Document = { id: "big", stages, lanes };
  const start = { ...at("s0", "l0"), lanes: lanes.map(({ id }) => id) };
  const cells = (rows: number) =>
    lanes.slice(0, rows).map((_, r) => stages.map((_, c) => ({ text: `${r} ${c}` })));
  const take = (rows: number) => {
    const begin = performance.now();
    const { operations } = carryOutPaste(big, LANES, planPaste(big, LANES, start, cells(rows)), GROW);
    const { document, inverses } = applyAll(big, operations);
    return { ms: performance.now() - begin, document, inverses };
  };

  it("are one transaction that its inverse takes back", () => {
    const { document, inverses } = take(40);
    expect(inverses).toHaveLength(10_000);
    expect(cellText(document, "s249", "l39")).toBe("39 249");
    expect(applyAll(document, inverses).document).toEqual(big);
  });

  it("take about as long for each cell as a thousand do", () => {
    take(40);
    // In turns, so that a machine busy with something else slows both down.
    const turns = Array.from({ length: 8 }, () => [take(40).ms, take(4).ms] as const);
    const [many, few] = [Math.min(...turns.map(([ms]) => ms)), Math.min(...turns.map(([, ms]) => ms))];
    expect(many / few / 10).toBeLessThan(3);
  }, 60_000);
});
