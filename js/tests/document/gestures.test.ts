/** What people do to a map, as operations; ids made from names. */
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import {
  add,
  change,
  changeMap,
  idOf,
  move,
  moveBy,
  remove,
  rename,
  setEmotion,
} from "../../src/document/gestures";
import { cardId, slug } from "../../src/document/names";
import type { Document, Operation } from "../../src/document/schema";
import { MAP, stageIds } from "../protocol/kernel";

const mapAfter = (operations: Operation[], document: Document = MAP): Document =>
  applyAll(document, operations).document;

describe("stages, lanes and personas", () => {
  it("are added with an id from their name, where asked", () => {
    const operations = add(MAP, "stage", "Wait", { before: "arrive", goal: "Rest" });
    expect(idOf(operations)).toBe("wait-2");
    expect(mapAfter(operations).stages?.[0]).toEqual({ id: "wait-2", name: "Wait", goal: "Rest" });
    expect(mapAfter(add(MAP, "lane", "Ideas", { role: "opportunities" })).lanes?.at(-1)?.role).toBe(
      "opportunities",
    );
    expect(mapAfter(add(MAP, "persona", "Ana")).personas?.map(({ id }) => id)).toEqual(["maya", "ana"]);
  });

  it("are renamed and changed by operations that say what they saw", () => {
    expect(rename(MAP, "stage", "wait", "Queue")).toEqual([
      { op: "set_stage", stage: "wait", changes: { name: "Queue" }, was: { name: "Wait" } },
    ]);
    expect(rename(MAP, "stage", "wait", "Wait")).toEqual([]);
    expect(change(MAP, "lane", "pain", { role: "pain_points", hint: "" })).toEqual([
      { op: "set_lane", lane: "pain", changes: { role: "pain_points" }, was: { role: "other" } },
    ]);
    expect(changeMap(MAP, { title: "A trip", scenario: "" })).toEqual([
      { op: "set_map", changes: { title: "A trip" }, was: { title: "A visit" } },
    ]);
  });

  it("move in front of another, to the end, or by places", () => {
    expect(stageIds(mapAfter(move(MAP, "stage", "leave", "arrive")))).toEqual(["leave", "arrive", "wait"]);
    expect(stageIds(mapAfter(move(MAP, "stage", "arrive", null)))).toEqual(["wait", "leave", "arrive"]);
    expect(stageIds(mapAfter(moveBy(MAP, "stage", "arrive", 1)))).toEqual(["wait", "arrive", "leave"]);
    expect(stageIds(mapAfter(moveBy(MAP, "stage", "leave", -1)))).toEqual(["arrive", "leave", "wait"]);
    expect(moveBy(MAP, "stage", "leave", 1)).toEqual([]);
    expect(moveBy(MAP, "stage", "arrive", -1)).toEqual([]);
    expect(move(MAP, "stage", "wait", "wait")).toEqual([]);
    expect(move(MAP, "stage", "wait", "leave")).toEqual([]);
  });

  it("a removed stage takes its cells along and shortens the cards that spanned it", () => {
    const spanning = (span: number): Document => ({
      ...MAP,
      cells: {
        actions: { arrive: [{ id: "long", text: "All along", span }] },
        pain: { wait: [{ id: "p1" }] },
      },
    });
    expect(mapAfter(remove(spanning(3), "stage", "wait"), spanning(3)).cells).toEqual({
      actions: { arrive: [{ id: "long", text: "All along", span: 2 }] },
    });
    expect(
      mapAfter(remove(spanning(2), "stage", "wait"), spanning(2)).cells?.actions?.arrive?.[0],
    ).not.toHaveProperty("span");
    expect(remove(spanning(2), "stage", "leave")).toEqual([{ op: "remove", what: "stage", id: "leave" }]);
  });
});

describe("emotions", () => {
  it("keep what backs them, and become gaps", () => {
    const backed: Document = {
      ...MAP,
      emotion: { maya: { arrive: { value: -1, evidence: "data", source: "Survey" } } },
    };
    expect(mapAfter(setEmotion(backed, "arrive", "maya", 1.5), backed).emotion?.maya?.arrive).toEqual({
      value: 1.5,
      evidence: "data",
      source: "Survey",
    });
    expect(mapAfter(setEmotion(MAP, "arrive", "maya", null)).emotion).toBeUndefined();
    expect(setEmotion(MAP, "arrive", "maya", -1)).toEqual([]);
    expect(setEmotion(MAP, "wait", "maya", null)).toEqual([]);
  });
});

describe("ids from names", () => {
  it("stay short enough for the ids of cards made from two of them", () => {
    const long = slug("x ".repeat(400));
    expect(cardId(long, long, { id: "map" }).length).toBeLessThanOrEqual(190);
    expect([...slug("\u{1f130}b".repeat(100))].length).toBeLessThanOrEqual(80);
  });
});
