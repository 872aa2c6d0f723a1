/** Finding a text in a document, and putting another in its place. */
import { describe, expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { findAll, type Match, type Search } from "../../src/document/cards/matches";
import { replaceAll } from "../../src/document/cards/replace";
import type { Card, Document } from "../../src/document/schema";

const map: Document = {
  id: "visit",
  phases: [{ id: "before", name: "Before the signs" }],
  stages: [
    { id: "arrive", name: "Arrive", phase: "before", goal: "Follow signs" },
    { id: "leave", name: "Signs off" },
  ],
  lanes: [
    { id: "actions", name: "Actions" },
    { id: "pains", name: "Pains", role: "pain_points", hint: "what signs say" },
  ],
  cells: {
    actions: { leave: [{ id: "a", text: "Signs, signs and signage" }] },
    pains: {
      arrive: [
        { id: "p", text: "Info booths rate 3.90, signs 4.09", evidence: "data", n: 1740, source: "Survey" },
        { id: "q", text: "signs", evidence: "quote", source: "Interview 3" },
      ],
    },
  },
};

const look = (text: string, search: Partial<Search> = {}, area?: Parameters<typeof findAll>[2]): Match[] =>
  findAll(map, { text, matchCase: false, words: false, ...search }, area);
const where = (matches: readonly Match[]) =>
  matches.map(({ what, field, lane, stage, id, from }) =>
    [what, field, lane ?? "", stage ?? "", id ?? "", from].join(" "),
  );
const card = (document: Document, lane: string, stage: string, id: string): Card | undefined =>
  document.cells?.[lane]?.[stage]?.find((one) => one.id === id);
const replaced = (text: string, by: string, search: Partial<Search> = {}): Document =>
  applyAll(map, replaceAll(map, look(text, search), by)).document;

describe("a search", () => {
  it("finds phases and stages first, then lane by lane, each header before its cards", () => {
    expect(where(look("sign"))).toEqual([
      "phase name   before 11",
      "stage goal  arrive  7",
      "stage name  leave  0",
      "card text actions leave a 0",
      "card text actions leave a 7",
      "card text actions leave a 17",
      "lane hint pains   5",
      "card text pains arrive p 23",
      "card text pains arrive q 0",
    ]);
  });

  it("tells cases apart and takes whole words only, as it is asked to", () => {
    expect(look("signs", { matchCase: true }).map(({ id }) => id)).toEqual([
      "before",
      null,
      "a",
      null,
      "p",
      "q",
    ]);
    expect(look("sign", { words: true })).toEqual([]);
    expect(look("signs", { words: true })).toHaveLength(8);
  });

  it("looks in the selected cells alone", () => {
    expect(where(look("signs", {}, { lanes: ["pains"], stages: ["arrive"] }))).toEqual([
      "card text pains arrive p 23",
      "card text pains arrive q 0",
    ]);
  });

  it("takes what is typed as it stands, and nothing for nothing", () => {
    expect(look("3.90")).toHaveLength(1);
    expect(look("3x90")).toEqual([]);
    expect(look("(")).toEqual([]);
    expect(look("-")).toEqual([]);
    expect(look("")).toEqual([]);
  });

  it("counts an accent and a letter of two code units as letters of a word", () => {
    const other = { ...map, stages: [{ id: "a", name: "Übergänge 𝒳signs" }] };
    const words = (text: string) =>
      findAll(other, { text, matchCase: false, words: true }).filter((m) => m.what === "stage");
    expect(words("bergänge")).toEqual([]);
    expect(words("übergänge")).toHaveLength(1);
    expect(words("signs")).toEqual([]);
  });
});

describe("tags and sources", () => {
  const tagged: Document = {
    ...map,
    cells: {
      actions: {
        arrive: [
          { id: "a", text: "Rules", tags: ["food", "rules"], source: "Rule book", evidence: "quote" },
          { id: "b", text: "Asks", tags: ["house rules", "rule"] },
        ],
      },
    },
  };
  const matches = findAll(tagged, { text: "rule", matchCase: false, words: false });

  it("are searched behind the words of their card, several tags as lines of one text", () => {
    expect(where(matches)).toEqual([
      "card text actions arrive a 0",
      "card tags actions arrive a 5",
      "card source actions arrive a 0",
      "card tags actions arrive b 6",
      "card tags actions arrive b 12",
    ]);
  });

  it("stay as they are when all is replaced", () => {
    const { document } = applyAll(tagged, replaceAll(tagged, matches, "norm"));
    const { text, tags } = card(document, "actions", "arrive", "a")!;
    expect([text, tags]).toEqual(["norms", ["food", "rules"]]);
    expect(card(document, "actions", "arrive", "b")).toEqual(tagged.cells!.actions!.arrive![1]);
  });
});

describe("replacing", () => {
  it("changes every match, several in one text too", () => {
    const after = replaced("signs", "boards");
    expect(card(after, "actions", "leave", "a")?.text).toBe("boards, boards and signage");
    expect(after.stages?.map(({ name, goal }) => [name, goal])).toEqual([
      ["Arrive", "Follow boards"],
      ["boards off", undefined],
    ]);
    expect(after.lanes?.[1]?.hint).toBe("what boards say");
    expect(after.phases?.[0]?.name).toBe("Before the boards");
  });

  it("leaves evidence to a claim that says the same, and takes it from one that says something else", () => {
    const after = replaced("signs", "boards");
    expect(card(after, "pains", "arrive", "p")).toMatchObject({
      evidence: "data",
      n: 1740,
      source: "Survey",
    });
    const lost = card(after, "pains", "arrive", "q");
    expect(lost?.text).toBe("boards");
    expect(lost?.evidence ?? "assumption").toBe("assumption");
    expect(lost?.source ?? "").toBe("");
  });

  it("lets a card without words go", () => {
    expect(card(replaced("signs", ""), "pains", "arrive", "q")).toBeUndefined();
  });

  it("takes a text that holds itself once", () => {
    expect(card(replaced("signs", "signs signs"), "pains", "arrive", "q")?.text).toBe("signs signs");
  });

  it("is taken back by its inverses as one", () => {
    const { document, inverses } = applyAll(map, replaceAll(map, look("signs"), ""));
    expect(applyAll(document, inverses).document).toEqual(map);
  });
});
