/** Whether an answer is wholly right, by the slow salted digest of its file; and whether a key is that of a file. */
import type {
  AnswerCheck,
  FaultAnswer,
  KeyFile,
  OrderAnswer,
  SortAnswer,
  SortTask,
  TaskFile,
} from "../document/schema";
import { english } from "../words/words";
import type { Answer } from "./exercise-store";
import type { Task } from "./kinds";

/** Pages that came without encryption are not let digest. */
export const INSECURE = english(
  "This page cannot check answers, since it came without https. Hand the answer in, or put the key beside the exercise.",
);

/** The same text for all right answers; `cjm_widgets/exercise/answer_check.py` has the kinds. */
export function answerText(task: Task, answer: Answer, groups: readonly number[]): string {
  switch (task.kind) {
    case "order-the-touchpoints": {
      const left = [...(answer as OrderAnswer).order];
      return groups.map((size) => left.splice(0, size).sort().join(",")).join(";");
    }
    case "sort-cards": {
      const { items, stages } = task as SortTask;
      return items.map(({ id }) => stages.indexOf((answer as SortAnswer).stages[id]!)).join(",");
    }
    default:
      return [...(answer as FaultAnswer).marks].sort().join(",");
  }
}

export async function isRight(task: Task, check: AnswerCheck, answer: Answer): Promise<boolean> {
  const text = answerText(task, answer, check.groups ?? []);
  return (await digestOf(text, check.salt, check.rounds)) === check.digest;
}

/** PBKDF2 with HMAC and SHA-256, 32 bytes in hexadecimal digits. */
export async function digestOf(text: string, salt: string, rounds: number): Promise<string> {
  const { subtle } = crypto;
  if (!subtle) throw new Error(INSECURE);
  const secret = await subtle.importKey("raw", bytes(text), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: rounds };
  return hex(await subtle.deriveBits(how, secret, 256));
}

/** Whether the teacher's file is that of a task: its seal is the digest of the key as Python writes it. */
export async function isKeyOf({ seal }: TaskFile, text: string, { salt }: KeyFile): Promise<boolean> {
  const { subtle } = crypto;
  if (!subtle) throw new Error(INSECURE);
  return hex(await subtle.digest("SHA-256", bytes(`${salt}\n${keyText(text)}`))) === seal;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s",:[\]{}]+|[,:[\]{}]/g;
const NUMBER = /^-?\d/;

/** The key in the text of its file, without spaces and with names in order; numbers stay as they are written. */
export function keyText(text: string): string {
  const tokens = text.match(TOKEN) ?? [];
  // A number that was read would be written another way: 1.0 as 1.
  const { key } = JSON.parse(tokens.map((one) => (NUMBER.test(one) ? `"\\u0001${one}"` : one)).join(""));
  const written = Object.entries(key).map(([name, value]) => `${JSON.stringify(name)}:${inOrder(value)}`);
  return `{${written.join(",")}}`.replace(/"\\u0001([^"]*)"/g, "$1");
}

/** An object by hand, since those of JavaScript have names that look like numbers in an order of their own. */
function inOrder(value: unknown): string {
  if (!value || typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => byPoints(one, other));
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`).join(",")}}`;
}

/** By code points, as Python sorts. */
function byPoints(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  const at = left.findIndex((point, place) => point !== right[place]);
  if (at < 0) return left.length - right.length;
  return left[at]!.codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1);
}

const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (buffer: ArrayBuffer): string =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
