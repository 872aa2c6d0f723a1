/** Tables whose first line names their columns: cards, scores, stages and lanes with all their fields. */
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import type { Document } from "../../src/document/schema";
import { readNamedTable } from "../../src/document/tables/named-table";
import { readTags } from "../../src/document/tables/quick-tags";
import { namesColumns } from "../../src/document/tables/table-head";
import { MAP } from "../protocol/kernel";

const rowsOf = (text: string) =>
  text.split("\n").map((line) => line.split("\t").map((one) => ({ text: one })));
const HERE = { stage: "wait", lane: "pain", persona: "maya" };
const [first, second] = MAP.stages!;
const pain = MAP.lanes!.find(({ id }) => id === "pain")!;

function paste(text: string, document: Document = MAP, place = { ...HERE, stage: first!.id }) {
  const edits = readNamedTable(document, rowsOf(text), place);
  return { ...edits, map: applyAll(document, edits.operations).document };
}
const cardsAdded = (map: Document, lane: string, stage: string) =>
  (map.cells?.[lane]?.[stage] ?? [])
    .slice(MAP.cells?.[lane]?.[stage]?.length ?? 0)
    .map(({ id: _, ...fields }) => fields);

describe("the first line", () => {
  it("names columns where every cell of it does", () => {
    expect(namesColumns(rowsOf("Stage\tMoment of truth\nWait\tyes"))).toBe(true);
    expect(namesColumns(rowsOf("Text\tOwned by\nDesk\tpartner"))).toBe(true);
    expect(namesColumns(rowsOf("Stage\tWait\nActions\tSits"))).toBe(false);
    expect(namesColumns(rowsOf("Goal\tAction\nBoard\tWaits"))).toBe(false);
    expect(namesColumns(rowsOf("Text\tn"))).toBe(false);
  });
});

describe("a row of a card", () => {
  it("has all its fields, as people write them", () => {
    const head = "Lane\tStage\tText\tEvidence\tn\tSeverity\tTags\tImpact\tSpan\tOurs\tSource";
    const { map, cards, leftOut } = paste(
      `${head}\n${pain.name}\t${first!.name}\tNo sign\tData\t1450\thigh\tfood, live data\t6–9\t2\tyes\tSurvey`,
    );
    expect([cards, leftOut]).toEqual([1, []]);
    expect(cardsAdded(map, "pain", first!.id)).toEqual([
      {
        text: "No sign",
        evidence: "data",
        n: 1450,
        severity: 3,
        tags: ["food", "live data"],
        impact: [6, 9],
        span: 2,
        ours: true,
        source: "Survey",
      },
    ]);
  });

  it("is of the place it is pasted at where it names none", () => {
    const { map } = paste("text\towner\nNo sign\tAda");
    expect(cardsAdded(map, "pain", first!.id)).toEqual([{ text: "No sign", owner: "Ada" }]);
  });

  it("is left out whole, with the reason and the nearest right thing, where it cannot be read", () => {
    const wrong = `${first!.name.slice(0, -1)}x`;
    const { operations, leftOut } = paste(
      `stage\ttext\tn\n${wrong}\tA\t1\n${first!.name}\tB\tmany\n${first!.name}\tC\t-1`,
    );
    expect(operations).toEqual([]);
    expect(leftOut.map(({ text, at }) => [text, at])).toEqual([
      ["A", "row 2"],
      ["B", "row 3"],
      ["C", "row 4"],
    ]);
    expect(leftOut[0]!.why).toBe(`the map has no stage '${wrong}'; did you mean '${first!.name}'?`);
    expect(leftOut[1]!.why).toBe("n 'many' is not a number");
    expect(leftOut[2]!.why).toMatch(/n must be/);
  });
});

describe("a row of a stage or a lane", () => {
  it("changes the one that is there, and adds the one that is not behind the row before", () => {
    const { map, newStages, newLanes, changes } = paste(
      `Stage\tPhase\tGoal\tDuration\n${first!.name}\tBefore\tBe early\t12,5\nSecurity\tBefore\tGet through\t17`,
    );
    expect([newStages, newLanes, changes]).toEqual([1, 0, 1]);
    expect(map.stages!.slice(0, 3).map(({ name }) => name)).toEqual([first!.name, "Security", second!.name]);
    expect(map.stages![0]).toMatchObject({ goal: "Be early", duration: 12.5, phase: "before" });
    expect(map.stages![1]).toMatchObject({ goal: "Get through", duration: 17, phase: "before" });
    const lanes = paste(`Lane\tHint\tLayer\n${pain.name}\tby severity\t\nSystems\tsupport\tsupport`).map
      .lanes!;
    const at = lanes.findIndex(({ id }) => id === "pain");
    expect(lanes[at]).toMatchObject({ hint: "by severity" });
    expect(lanes[at + 1]).toMatchObject({
      name: "Systems",
      role: "systems",
      layer: "support",
      hint: "support",
    });
  });
});

describe("a row of a score", () => {
  it("draws it, with what backs it", () => {
    const { map, scores } = paste(`Stage\tScore\tEvidence\tSource\n${first!.name}\t−1,5\tquote\tInterview 3`);
    expect(scores).toBe(1);
    expect(map.emotion!.maya![first!.id]).toEqual({ value: -1.5, evidence: "quote", source: "Interview 3" });
  });
});

describe("tags behind the words of a new card", () => {
  it.each([
    ["Looks for a socket #power #live_data", "Looks for a socket", ["power", "live data"]],
    ["Asks for gate #1", "Asks for gate #1", []],
    ["Writes C# code", "Writes C# code", []],
    ["#power", "#power", []],
    ["A #b in the middle", "A #b in the middle", []],
    ["Twice #a #a", "Twice", ["a"]],
    ["Line\nnext #über", "Line\nnext", ["über"]],
  ])("%j", (typed, text, tags) => {
    expect(readTags(typed)).toEqual({ text, tags });
  });
});
