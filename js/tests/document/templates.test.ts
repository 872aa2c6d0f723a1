import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkPart } from "../../src/document/check";
import { allTemplates, guidanceOnly } from "../../src/document/templates";

const FOLDER = "cjm_widgets/templates";

describe("the templates", () => {
  it("are all of the package's, each a map, in a group", () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith(".cjm.json"));
    const every = allTemplates();
    expect(every.map(({ name }) => `${name}.cjm.json`).sort()).toEqual(files.sort());
    for (const { document, group } of every) {
      checkPart(document, "Document");
      expect(["customer", "service", "people"]).toContain(group);
    }
  });

  it("give way to one's own of the same name", () => {
    const own = { renewal: { id: "ours", title: "Ours" }, tour: { id: "tour" } };
    const every = allTemplates(own);
    expect(every.filter(({ name }) => name === "renewal").map(({ group }) => group)).toEqual(["yours"]);
    expect(every.at(-1)).toEqual({ name: "tour", group: "yours", document: { id: "tour" } });
  });

  it("can be had without what is said in their cells", () => {
    const airport = allTemplates().find(({ name }) => name === "airport-departure")!.document;
    const bare = guidanceOnly(airport);
    expect(airport.cells).toBeDefined();
    expect([bare.cells, bare.emotion, bare.sources]).toEqual([undefined, undefined, undefined]);
    expect(bare.lanes).toEqual(airport.lanes);
  });
});
