/** Cards that lost their evidence with their words. */
import { expect, it } from "vitest";
import { applyAll } from "../../src/document/apply";
import { keepEvidence, lostEvidence, stillLost } from "../../src/document/cards/evidence";
import { setCellText } from "../../src/document/gestures";
import type { Document } from "../../src/document/schema";
import { MAP } from "../protocol/kernel";

const backed = {
  id: "actions.arrive",
  text: "Parks the car",
  evidence: "data" as const,
  n: 12,
  source: "survey",
};
const before: Document = { ...MAP, cells: { ...MAP.cells, actions: { arrive: [backed] } } };
const reworded = (text: string): Document =>
  applyAll(before, setCellText(before, "arrive", "actions", text)).document;

it("is lost with other words, and kept with the same ones corrected", () => {
  expect(lostEvidence(before, reworded("Takes a train"))).toEqual([
    { stage: "arrive", lane: "actions", card: backed },
  ]);
  expect(lostEvidence(before, reworded("Parks the cars"))).toEqual([]);
  expect(lostEvidence(before, reworded(""))).toEqual([]);
  expect(lostEvidence(before, before)).toEqual([]);
});

it("is put back as it was, under the new words", () => {
  const after = reworded("Takes a train");
  const lost = lostEvidence(before, after);
  const { document } = applyAll(after, keepEvidence(after, lost));
  expect(document.cells!.actions!.arrive).toEqual([{ ...backed, text: "Takes a train" }]);
  expect(stillLost(after, lost)).toEqual(lost);
  expect(stillLost(document, lost)).toEqual([]);
});
