/** The TypeScript half of the contract: what Python's `apply` did in each trace, ours does too. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/document/apply";
import { Refusal } from "../../src/document/check";
import type { Document, Operation } from "../../src/document/schema";

interface Trace {
  name: string;
  document: Document;
  operation: Operation;
  result?: Document;
  inverse?: Operation;
  refused?: string;
  conflict?: boolean;
}

const folder = new URL("../../../tests/contract/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

it("finds traces to follow", () => expect(files).not.toEqual([]));

describe.each(files)("%s", (file) => {
  const traces = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Trace[];

  it.each(traces)("$name", ({ document, operation, result, inverse, refused, conflict }) => {
    const before = structuredClone(document);
    if (refused) {
      const refusal = caught(() => apply(document, operation));
      expect(refusal).toBeInstanceOf(Refusal);
      expect(refusal).toMatchObject({ message: refused, conflict });
    } else {
      const done = apply(document, operation);
      expect(done).toStrictEqual({ document: result, inverse });
      expect(apply(done.document, done.inverse).document).toStrictEqual(before);
    }
    expect(document).toStrictEqual(before);
  });
});

function caught(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error;
  }
}
