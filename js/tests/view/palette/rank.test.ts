/** How well texts answer what was typed. */
import { describe, expect, it } from "vitest";
import { fold, marksIn, rank, wordsOf } from "../../../src/view/palette/rank";

const judge = (text: string, query: string) => rank(fold(text), wordsOf(query));
const marks = (text: string, query: string) => marksIn(fold(text), wordsOf(query));
/** The texts that answer, best first. */
const best = (query: string, ...texts: string[]): string[] =>
  texts
    .map((text) => ({ text, score: judge(text, query) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => b.score! - a.score!)
    .map(({ text }) => text);

describe("a rank", () => {
  it("puts the whole text first, then starts, words, insides, initials, and letters left out", () => {
    expect(
      best(
        "find",
        "Kindfinder",
        "Finding the way",
        "Find",
        "Way to find",
        "Flags in no district",
        "Friendly",
        "Lose",
      ),
    ).toEqual(["Find", "Finding the way", "Way to find", "Kindfinder", "Flags in no district", "Friendly"]);
    expect(best("quue", "Queue sensors", "Quite unusual", "A unique queen")).toEqual(["Queue sensors"]);
  });

  it("prefers the shorter of two that answer alike", () => {
    expect(best("queue", "Queue time shown from kerb to lane", "Queue sensors")).toEqual([
      "Queue sensors",
      "Queue time shown from kerb to lane",
    ]);
  });

  it("asks for every word, in any order", () => {
    expect(best("lane queue", "Queue time shown from kerb to lane", "Queue sensors")).toEqual([
      "Queue time shown from kerb to lane",
    ]);
  });

  it("says which letters match, in order and joined", () => {
    expect(marks("No idea how long the queue is", "queue how")).toEqual([
      [8, 11],
      [21, 26],
    ]);
    expect(marks("Moment of truth", "mot")).toEqual([
      [0, 1],
      [7, 8],
      [10, 11],
    ]);
    expect(marks("aaa", "aa a")).toEqual([[0, 2]]);
  });

  it("does not find letters far apart, nor two letters with gaps", () => {
    expect(judge("quite an extraordinarily unusual event", "queue")).toBeNull();
    expect(judge("quite", "qe")).toBeNull();
  });

  it("answers an empty query with everything, and reads other scripts", () => {
    expect(judge("Anything", "")).not.toBeNull();
    expect(marks("Anything", "")).toEqual([]);
    expect(marks("ÜBERGANG", "über")).toEqual([[0, 4]]);
    expect(marks("保安検査 待ち", "待ち")).toEqual([[5, 7]]);
  });
});
