/** The TypeScript half of the contract on names of lanes: what Python answers for each name, ours answers too. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type LaneKind, laneCalled, laneIcon, usualLanes } from "../../src/document/lane-kinds";
import type { Lane } from "../../src/document/schema";
import { isIcon } from "../../src/scene/icons";

interface NameCase {
  name: string;
  kind: LaneKind | null;
  lane: ReturnType<typeof laneCalled>;
}

const file = new URL("../../../tests/contract/files/lane_names.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as NameCase[];

describe("a lane's name", () => {
  it.each(cases)("$name, $kind", ({ name, kind, lane }) => {
    expect(laneCalled(name, kind ?? undefined)).toEqual(lane);
  });
});

it("a lane's icon is its kind's or its role's, and drawn", () => {
  const icon = (lane: Partial<Lane>) => laneIcon({ id: "a", name: "A", ...lane });
  expect(icon({ kind: "measure", role: "actions" })).toBe("gauge");
  expect([icon({}), icon({ role: "emotion" }), icon({ role: "goals" })]).toEqual([
    "table",
    "curve",
    "target",
  ]);
  for (const { kind, role } of usualLanes()) expect(icon({ kind, role })).toSatisfy(isIcon);
});

it("an emotion lane is offered where there is none", () => {
  const offered = (kind?: LaneKind) =>
    usualLanes([{ id: "mood", name: "Mood", kind }]).map(({ name }) => name);
  expect(offered()).toContain("Emotion");
  expect(offered("emotion")).not.toContain("Emotion");
  expect(offered("measure")).toContain("Rating");
});
