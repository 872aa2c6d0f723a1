// @vitest-environment jsdom
/** Mermaid itself says whether Python reads its journeys as it does, and which of them it refuses. */
import { readFileSync } from "node:fs";
import mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";

/** What Python reads in a text; a score is null where it is not a number. */
interface Reading {
  text: string;
  refused?: string;
  front_title: string;
  title: string;
  acc_title: string;
  acc_descr: string;
  sections: string[];
  tasks: { section: string; name: string; score: number | null; actors: string[] }[];
}

/** The part of Mermaid's store of a journey that is compared. */
interface Store {
  getDiagramTitle(): string;
  setDiagramTitle(title: string): void;
  getAccTitle(): string;
  setAccTitle(title: string): void;
  getAccDescription(): string;
  setAccDescription(description: string): void;
  getSections(): string[];
  getTasks(): { section: string; task: string; score: number; people: string[] }[];
}

const contract = JSON.parse(readFileSync(`${process.cwd()}/tests/contract/files/mermaid.json`, "utf8")) as {
  read: Reading[];
  refused: Reading[];
  maps: Reading[];
  entities: { name: string; character: string }[];
};

let store: Store;

beforeAll(async () => {
  mermaid.initialize({ startOnLoad: false, suppressErrorRendering: true, logLevel: "fatal" });
  store = (await mermaid.mermaidAPI.getDiagramFromText("journey")).db as unknown as Store;
});

/** Mermaid hides entities behind these marks while it reads. */
const hidden = (text: string): string =>
  text.replace(/#(\w+);/g, (_, name) => `ﬂ°${/^\d+$/.test(name) ? "°" : ""}${name}¶ß`);

const titles = () =>
  [store.getDiagramTitle(), store.getAccTitle(), store.getAccDescription()].map((title) => title.trim());

async function byMermaid(text: string) {
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  if (diagram.type !== "journey") throw new Error(`a diagram of type ${diagram.type}`);
  const journey = {
    sections: store.getSections().map((section) => section.trim()),
    tasks: store.getTasks().map(({ section, task, score, people }) => ({
      section: section.trim(),
      name: task.trim(),
      score,
      actors: people.filter((actor) => actor !== ""),
    })),
  };
  // only rendering takes the title of the front matter; without a layout it ends right after reading
  if (text.includes("---")) await mermaid.render("map", text).catch(() => null);
  return { ...journey, titles: titles() };
}

/** The reading of Python, its titles cleaned as Mermaid cleans them. */
function byPython({ front_title, title, acc_title, acc_descr, sections, tasks }: Reading) {
  store.setDiagramTitle(title ? hidden(title) : front_title);
  store.setAccTitle(hidden(acc_title));
  store.setAccDescription(hidden(acc_descr));
  return {
    sections: sections.map(hidden),
    tasks: tasks.map(({ section, name, score, actors }) => ({
      section: hidden(section),
      name: hidden(name),
      score: score ?? Number.NaN,
      actors: actors.map(hidden),
    })),
    titles: titles(),
  };
}

const named = (readings: Reading[]) =>
  readings.map((reading) => [JSON.stringify(reading.text), reading] as const);

describe("texts of people, and maps as we write them", () => {
  it.each(named([...contract.read, ...contract.maps]))("%s", async (_, reading) => {
    const theirs = await byMermaid(reading.text);
    expect(byPython(reading)).toStrictEqual(theirs);
  });
});

describe("texts that Mermaid refuses as well", () => {
  it.each(named(contract.refused))("%s", async (_, { text }) => {
    await expect(byMermaid(text)).rejects.toThrow();
  });
});

describe("entities", () => {
  it.each(contract.entities)("#$name; is what a browser shows", ({ name, character }) => {
    const element = document.createElement("div");
    element.innerHTML = `&${/^\d+$/.test(name) ? "#" : ""}${name};`;
    expect(element.textContent).toBe(character);
  });
});
