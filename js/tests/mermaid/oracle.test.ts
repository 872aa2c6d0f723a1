// @vitest-environment jsdom
/** Mermaid itself says whether Python reads its journeys as it does: what it refuses, and what it finds. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import mermaid from "mermaid";
import { beforeAll, describe, expect, it } from "vitest";

interface Verdict {
  text: string;
  refused?: string;
  frontTitle: string;
  title: string;
  accTitle: string;
  accDescr: string;
  sections: string[];
  tasks: { section: string; task: string; score: string; people: string[] }[];
}

/** What of Mermaid's store of a journey is compared. */
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

const root = `${process.cwd()}/`;
const contract = JSON.parse(readFileSync(`${root}tests/contract/mermaid/verdicts.json`, "utf8")) as {
  verdicts: Verdict[];
  entities: Record<string, string>;
};
const python = `${root}.venv/bin/python`;
const GENERATED = 3000;

let store: Store;

beforeAll(async () => {
  mermaid.initialize({ startOnLoad: false, suppressErrorRendering: true, logLevel: "fatal" });
  store = (await mermaid.mermaidAPI.getDiagramFromText("journey")).db as unknown as Store;
});

/** Mermaid hides entities behind these marks while it reads. */
const hidden = (text: string): string =>
  text.replace(/#(\w+);/g, (_, name) => `ﬂ°${/^\d+$/.test(name) ? "°" : ""}${name}¶ß`);

/** What Mermaid finds in a text, or null where it refuses it. */
async function found(text: string) {
  try {
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    if (diagram.type !== "journey") return null;
  } catch {
    return null;
  }
  const told = {
    sections: [...store.getSections()],
    tasks: store.getTasks().map(({ section, task, score, people }) => ({ section, task, score, people })),
  };
  // only rendering takes the title of the front matter; without a layout it ends right after reading
  if (text.includes("---")) await mermaid.render("map", text).catch(() => null);
  const titles = [store.getDiagramTitle(), store.getAccTitle(), store.getAccDescription()];
  return { ...told, titles };
}

/** The same of our verdict, its titles cleaned as Mermaid cleans them. */
function ours({ refused, frontTitle, title, accTitle, accDescr, sections, tasks }: Verdict) {
  if (refused) return null;
  store.setDiagramTitle(title ? hidden(title) : frontTitle);
  store.setAccTitle(hidden(accTitle));
  store.setAccDescription(hidden(accDescr));
  return {
    sections: sections.map(hidden),
    tasks: tasks.map(({ section, task, score, people }) => ({
      section: hidden(section),
      task: hidden(task),
      score: Number(score),
      people: people.map(hidden),
    })),
    titles: [store.getDiagramTitle(), store.getAccTitle(), store.getAccDescription()],
  };
}

describe("texts written by hand", () => {
  it.each(contract.verdicts.map((verdict) => [JSON.stringify(verdict.text), verdict] as const))(
    "%s",
    async (_, verdict) => {
      const theirs = await found(verdict.text);
      expect(ours(verdict)).toStrictEqual(theirs);
    },
  );
});

describe.skipIf(!existsSync(python))("generated texts", () => {
  it(`reads ${GENERATED} of them as Mermaid does`, { timeout: 300_000 }, async () => {
    const answer = execFileSync(python, ["-m", "tests.contract.mermaid_texts", String(GENERATED)], {
      cwd: root,
      maxBuffer: 2 ** 28,
    });
    const verdicts = JSON.parse(answer.toString()) as Verdict[];
    const differing = [];
    for (const verdict of verdicts) {
      const theirs = await found(verdict.text);
      const own = ours(verdict);
      if (JSON.stringify(own) !== JSON.stringify(theirs)) differing.push({ text: verdict.text, own, theirs });
    }
    expect(differing).toStrictEqual([]);
    const refused = verdicts.filter((verdict) => verdict.refused).length;
    expect(refused).toBeGreaterThan(GENERATED / 10);
    expect(refused).toBeLessThan((GENERATED * 9) / 10);
  });
});

describe("entities", () => {
  it.each(Object.entries(contract.entities))("#%s; is what a browser shows", (name, character) => {
    const shown = document.createElement("div");
    shown.innerHTML = `&${/^\d+$/.test(name) ? "#" : ""}${name};`;
    expect(shown.textContent).toBe(character);
  });
});
