/**
 * Both halves asked the same: operations with every field drawn at random get the same verdict and the same sentence,
 * make the same map, and that map can be read back from its file. tests/contract/any_operation.py draws and answers for
 * Python; here is what TypeScript says.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { checkOperation, checkPart, Refusal } from "../../src/document/check";
import { fileText, readText } from "../../src/document/file";
import type { Document, Operation } from "../../src/document/schema";
import { runs } from "../examples";
import { spelled } from "../vectors";

interface Step {
  operation: Operation;
  document?: Document;
  inverse?: Operation;
  why?: string;
  conflict?: boolean;
}

const ROOT = new URL("../../../", import.meta.url);
const own = new URL(".venv/bin/python", ROOT);
const python = existsSync(own) ? own.pathname : "python3";

/** Sequences that Python drew and carried out. */
function sequences(): { document: Document; steps: Step[] }[] {
  const seed = process.env.CJM_EXPLORE === "1" ? Date.now() % 1_000_000 : 1;
  const count = Number(process.env.CJM_SEQUENCES ?? runs(300).numRuns);
  const words = ["-m", "tests.contract.any_operation", String(seed), String(count)];
  const lines = execFileSync(python, words, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 30 });
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function outcomeOf(document: Document, operation: Operation): Omit<Step, "operation"> {
  try {
    const done = applyAll(document, [operation]);
    return { document: done.document, inverse: done.inverses[0] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { why: error.message, conflict: error.conflict };
  }
}

/** An answer as TypeScript has it: Python spells some values out that are as usual. */
const lean = ({ document, inverse, ...answer }: Omit<Step, "operation">) => ({
  ...(document && { document: checkPart(document, "Document") }),
  ...(inverse && { inverse: checkOperation(inverse) }),
  ...answer,
});

it("any operation gets the same verdict and the same sentence in both halves", () => {
  let accepted = 0;
  for (const { document: start, steps } of sequences()) {
    let document = start;
    for (const { operation, ...answer } of steps) {
      const outcome = outcomeOf(document, operation);
      expect(spelled(outcome), spelled(operation)).toBe(spelled(lean(answer)));
      if (!outcome.document) continue;
      accepted += 1;
      expect(spelled(applyAll(outcome.document, [outcome.inverse!]).document)).toBe(spelled(document));
      document = outcome.document;
      const text = fileText(document);
      expect(fileText(readText(text))).toBe(text);
    }
  }
  expect(accepted).toBeGreaterThan(100);
}, 600_000);
