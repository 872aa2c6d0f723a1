import { describe, expect, it } from "vitest";
import type { AnswerCheck, Attempt, TaskFile } from "../../src/document/schema";
import { answerText, digestOf, isKeyOf, keyText } from "../../src/exercise/answer-check";
import type { Answer } from "../../src/exercise/exercise-store";
import { FileExercise, readExercise } from "../../src/exercise/file-exercise";
import type { Result, Task } from "../../src/exercise/kinds";
import { type Key, score } from "../../src/exercise/scoring";
import { vectors as casesOf } from "../vectors";

interface Vectors {
  scores: [Task, Key, Answer, Result][];
  keys: [string, string][];
  texts: [Task, Answer, number[], string][];
  digests: [string, string, number, string][];
}
const vectors = casesOf<Vectors>("exercises");

/** A number of a sum may differ in its last place; what is absent is null. */
function near(value: unknown): unknown {
  if (typeof value === "number") return Math.round(value * 1e9) / 1e9;
  if (Array.isArray(value)) return value.map(near);
  if (!value || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(entries.map(([name, one]) => [name, near(one)]));
}

describe("without a kernel", () => {
  it("an answer gets what the kernel gives it", () => {
    for (const [task, key, answer, result] of vectors.scores)
      expect(near(score(task, key, answer))).toEqual(near(result));
  });

  it("all right answers are one text, as in Python", () => {
    for (const [task, answer, groups, text] of vectors.texts)
      expect(answerText(task, answer, groups)).toBe(text);
  });

  it("a text has the digest that Python makes of it", async () => {
    for (const [text, salt, rounds, digest] of vectors.digests)
      expect(await digestOf(text, salt, rounds)).toBe(digest);
  });

  it("a key is known by its seal, however its file is spaced, and another is not", async () => {
    for (const [seal, text] of vectors.keys) {
      const file = JSON.parse(text);
      const task = { seal } as TaskFile;
      expect(await isKeyOf(task, text, file)).toBe(true);
      expect(await isKeyOf(task, text.replaceAll(/\n\s*/g, ""), file)).toBe(true);
      expect(await isKeyOf(task, text, { ...file, salt: "other" })).toBe(false);
    }
  });

  it("names that look like numbers stay in Python's order", () => {
    const text = '{"key": {"kind": "x", "curves": {"9": [1.0, -2e-05], "10": [{"n": 3}], "é": ["1.0"]}}}';
    expect(keyText(text)).toBe('{"kind":"x","curves":{"10":[{"n":3}],"9":[1.0,-2e-05],"é":["1.0"]}}');
  });
});

const items = ["a", "b", "c"].map((text, at) => ({ id: `item-${at + 1}`, text }));
const task: Task = { kind: "sort-cards", items, stages: ["One", "Two"] };

async function fileOf(right: string): Promise<TaskFile> {
  const check: AnswerCheck = { salt: "s", rounds: 2, digest: await digestOf(right, "s", 2) };
  return { cjm_exercise: 1, task, seal: "0", check };
}

function beside(): { lines: Attempt[]; drafts: Map<string, string> } & ConstructorParameters<
  typeof FileExercise
>[1] {
  const lines: Attempt[] = [];
  const drafts = new Map<string, string>();
  return {
    lines,
    drafts,
    key: async () => null,
    attempts: "one.attempts.jsonl",
    append: async (line) => void lines.push(JSON.parse(line)),
    draft: {
      getItem: (name) => drafts.get(name) ?? null,
      setItem: (name, value) => void drafts.set(name, value),
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 30));
const sorted = (...stages: string[]): Answer => ({
  kind: "sort-cards",
  stages: Object.fromEntries(items.map(({ id }, at) => [id, stages[at]!])),
});

describe("an exercise of a file", () => {
  it("is checked by its digest, and each attempt is written down", async () => {
    const files = beside();
    const exercise = new FileExercise(await fileOf("0,1,1"), files);
    exercise.put(sorted("One", "Two", "One"));
    exercise.ask("check");
    await settled();
    expect(exercise.state.value.correct).toBe(false);
    exercise.put(sorted("One", "Two", "Two"));
    expect(exercise.state.value.correct).toBe(null);
    exercise.ask("check");
    exercise.ask("hand_in");
    await settled();
    expect(exercise.state.value).toMatchObject({ correct: true, handed_in: true });
    expect(files.lines.map(({ correct, handed_in, of }) => [correct, handed_in, of])).toEqual([
      [false, false, 0],
      [true, false, 0],
      [true, true, 0],
    ]);
    exercise.stop();
  });

  it("takes the answer up where it was left", async () => {
    const files = beside();
    const file = await fileOf("0,1,1");
    const first = new FileExercise(file, files);
    first.put(sorted("Two", "Two", "One"));
    first.stop();
    expect(new FileExercise(file, files).answer.value).toEqual(sorted("Two", "Two", "One"));
    files.drafts.set("cjm-exercise:0", '{"kind":"sort-cards"}');
    expect(new FileExercise(file, files).answer.value).toEqual({ kind: "sort-cards", stages: {} });
  });

  it("says that the key is with the teacher, or of another exercise, and shows nothing", async () => {
    const files = beside();
    const exercise = new FileExercise(await fileOf("0,1,1"), files);
    exercise.put(sorted("One", "Two", "One"));
    exercise.ask("reveal");
    await settled();
    expect(exercise.note.value).toContain("with the teacher");
    for (const text of ["", "{", "[]", '{"key":{"kind":"sort-cards","places":{}},"salt":"x"}']) {
      files.key = async () => text;
      exercise.ask("reveal");
      await settled();
      expect(exercise.note.value).toContain("of another exercise");
      expect(exercise.state.value.result).toBeFalsy();
    }
    exercise.stop();
  });

  it("is refused where the file is none", () => {
    for (const text of ["", "{", "[]", "{}", '{"cjm_exercise":1,"task":{"kind":"sort-cards"},"seal":""}'])
      expect(() => readExercise(text)).toThrow("not an exercise");
  });
});
