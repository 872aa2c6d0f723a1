/** Who is spoken to in a comment. */
import { expect, it } from "vitest";
import { mentionable, mentionBefore, mentions, offersFor, piecesOf } from "../../src/view/panel/mentions";

const NAMES = ["Ana", "Ana Lopez", "Ben"];

it("those who are here come before those who have commented, each once", () => {
  const comments = [
    { author: "Ben", text: "So?", replies: [{ author: "Cem", text: "Yes" }] },
    { author: "Ana", text: "No" },
  ];
  expect(mentionable(["Ana", "Dan"], comments)).toEqual(["Ana", "Dan", "Ben", "Cem"]);
});

it("what is typed behind an @ asks for names, an address does not", () => {
  expect(mentionBefore("Ask @an", 7)).toBe("an");
  expect(mentionBefore("@", 1)).toBe("");
  expect(mentionBefore("me@example", 10)).toBeNull();
  expect(mentionBefore("Ask @an more", 3)).toBeNull();
});

it("names are offered by the beginning of any of their words", () => {
  expect(offersFor("lo", NAMES)).toEqual(["Ana Lopez"]);
  expect(offersFor("AN", NAMES)).toEqual(["Ana", "Ana Lopez"]);
  expect(offersFor("ana lopez", NAMES)).toEqual([]);
});

it("a mention is the longest name that fits, or one word", () => {
  const all = piecesOf("@ana lopez, ask @Zoe. me@example.org @Anabel", NAMES);
  expect(all.map(({ mention }) => mention)).toEqual(["ana lopez", null, "Zoe", null, "Anabel"]);
  expect(all.map(({ text }) => text).join("")).toBe("@ana lopez, ask @Zoe. me@example.org @Anabel");
});

it("it speaks to the one of that name, or of that first name", () => {
  const to = (text: string, name: string) => mentions({ author: "Ben", text }, name, NAMES);
  expect(to("@Ana Lopez?", "Ana Lopez")).toBe(true);
  expect(to("@ana?", "Ana Lopez")).toBe(true);
  expect(to("@Ben", "Ana Lopez")).toBe(false);
  expect(to("Ana", "Ana")).toBe(false);
});
